"""What the user named in, the list of laws to work on out: sorted and named.

Read is only the head of each file, which tells if it holds its law in several languages.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from pipeline.errors import SourceError
from pipeline.readers import languages

_HEAD = 8192  # bytes that tell the format
# Files that stand beside laws in a folder and are never laws themselves.
_BESIDE = frozenset({"README.md", "MANIFEST.csv", "PAIRS.csv", "LICENSE", "catalogue.toml"})


@dataclass(frozen=True, slots=True, order=True)
class Job:
    """One law in a file: ``name`` is how output names it, relative to what the user gave.

    ``language`` says which one, where the file holds the law in several; else it is empty.
    """

    name: str
    path: Path
    language: str = ""


def collect(sources: Sequence[Path], exclude: Iterable[str] = ()) -> tuple[Job, ...]:
    """Every law in the files among and below ``sources``, once, sorted by name.

    ``exclude`` are shell patterns matched against the path inside the folder given. Raises
    SourceError ``SRC-READ`` for a source that does not exist.
    """
    patterns = tuple(exclude)
    names: dict[Path, str] = {}
    for source in sources:
        for path, name in _files(source):
            inside = name.partition("/")[2] or name
            if not any(fnmatch(inside, pattern) for pattern in patterns):
                real = path.resolve()
                names[real] = min(name, names.get(real, name))
    return tuple(sorted(_told_apart(names)))


def _told_apart(names: Mapping[Path, str]) -> Iterator[Job]:
    """A job per file; of several with one name, those after the first have a number."""
    seen: Counter[str] = Counter()
    for path in sorted(names):
        name = names[path]
        seen[name] += 1
        yield from _by_language(name if seen[name] == 1 else f"{name}~{seen[name]}", path)


def _by_language(name: str, path: Path) -> Iterator[Job]:
    """The job of a file; where it holds its law in several languages, one for each."""
    found: tuple[str, ...] = ()
    with suppress(OSError):  # whoever does the job says what is wrong
        with path.open("rb") as file:
            head = file.read(_HEAD)
        found = languages(head, path.read_bytes, name)
    yield Job(name, path, found[0] if found else "")
    yield from (Job(f"{name}~{language}", path, language) for language in found[1:])


def _files(source: Path) -> Iterable[tuple[Path, str]]:
    if source.is_file():
        return [(source, _printable(source.name))]
    if not source.is_dir():
        raise SourceError("SRC-READ", str(source), reason="no such file or folder")
    root = source.resolve()
    return [
        (path, _printable(f"{root.name}/{path.relative_to(root).as_posix()}"))
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name not in _BESIDE and not _hidden(path.relative_to(root))
        # A link inside the folder must not make a source of something outside it.
        if not path.is_symlink() or path.resolve().is_relative_to(root)
    ]


def _printable(name: str) -> str:
    """A file name as text: bytes that are no UTF-8 are shown as escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
