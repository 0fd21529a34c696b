"""Where bundled files are, and how files are named and written: whole, inside the output, or not.

Names come from an allow-list of characters plus a digest where anything had to change, so that no
metadata of a document can choose a path.
"""

from __future__ import annotations

import filecmp
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pipeline.text import sha256

_ALLOWED = re.compile(r"[A-Za-z0-9._@-]+\Z")
_OTHER = re.compile(r"[^A-Za-z0-9._@-]+")
_LIMIT = 120
_PREFIX, _SUFFIX = ".", ".tmp"  # of a file that is not whole yet


def bundled(name: str) -> Path:
    """A folder that travels with the program: in the installed package, else in the checkout."""
    installed = Path(__file__).parent / "bundled" / name
    return installed if installed.is_dir() else Path(__file__).parents[1] / name


def safe_name(text: str) -> str:
    """A file name for ``text``: itself if it is harmless, else a tame form with its digest."""
    dotted = text.strip(".") != text or ".." in text
    if _ALLOWED.match(text) and len(text) <= _LIMIT and not dotted:
        return text
    tame = _OTHER.sub("-", text).strip(".-").replace("..", "-")[:_LIMIT]
    return f"{tame or 'x'}-{sha256(text)[:8]}"


def published_file(output: Path, iri: str) -> Path | None:
    """The XML of an expression in the output folder of a run; none if it is not there."""
    root = (output / "xml").resolve()
    path = root.joinpath(*(safe_name(part) for part in iri.strip("/").split("/")))
    file = path.with_name(f"{path.name}.xml")
    return file if file.is_relative_to(root) and file.is_file() else None


def write_atomically(path: Path, data: bytes, *, durable: bool = True) -> bool:
    """Write ``data`` to ``path``, whole or not at all; False if it already held just that.

    The folder is made. A file with the same content is left alone, time stamp included. Without
    ``durable`` a power failure may lose the file or cut it short, a killed process never does.
    """
    if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
        return False
    with replacing(path, durable=durable) as file:
        file.write(data)
    return True


@contextmanager
def replacing(path: Path, *, durable: bool = True) -> Iterator[BinaryIO]:
    """A file to write piece by piece that takes the place of ``path`` when it is whole.

    If its content turns out to be what ``path`` already held, ``path`` is left alone.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_PREFIX, suffix=_SUFFIX)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            if durable:
                os.fsync(file.fileno())
        if path.is_file() and filecmp.cmp(name, path, shallow=False):
            os.unlink(name)
            return
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def remove_abandoned(folder: Path) -> None:
    """Remove what killed processes left behind of files that they had not finished."""
    for path in folder.rglob(f"{_PREFIX}*{_SUFFIX}"):
        path.unlink(missing_ok=True)
