"""What the user named in, the list of files to work on out: sorted, named, nothing read yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from pipeline.errors import SourceError

# Files that stand beside laws in a folder and are never laws themselves.
_BESIDE = frozenset({"README.md", "MANIFEST.csv", "PAIRS.csv", "LICENSE", "catalogue.toml"})


@dataclass(frozen=True, slots=True, order=True)
class Job:
    """One file: ``name`` is how output names it, relative to what the user gave."""

    name: str
    path: Path


def collect(sources: Sequence[Path], exclude: Iterable[str] = ()) -> tuple[Job, ...]:
    """Every file among and below ``sources``, once, sorted by name.

    ``exclude`` are shell patterns matched against the path inside the folder given. Raises
    SourceError ``SRC-READ`` for a source that does not exist.
    """
    patterns = tuple(exclude)
    jobs: dict[Path, Job] = {}
    for source in sources:
        for path, name in _files(source):
            inside = name.partition("/")[2] or name
            if not any(fnmatch(inside, pattern) for pattern in patterns):
                jobs.setdefault(path.resolve(), Job(name, path))
    return tuple(sorted(jobs.values()))


def _files(source: Path) -> Iterable[tuple[Path, str]]:
    if source.is_file():
        return [(source, source.name)]
    if not source.is_dir():
        raise SourceError("SRC-READ", str(source), reason="no such file or folder")
    root = source.resolve()
    return [
        (path, f"{root.name}/{path.relative_to(root).as_posix()}")
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name not in _BESIDE and not _hidden(path.relative_to(root))
    ]


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
