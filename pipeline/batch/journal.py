"""What became of each document, line by line as it happens: the memory of a run that was killed.

``journal.jsonl`` begins with the entries of the last completed run, sorted, closed by a line
``complete``; behind it come the lines of a run under way. A line cut short counts as not written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from io import BufferedWriter
from pathlib import Path
from typing import Any

from pipeline.files import write_atomically
from pipeline.model import Finding


@dataclass(frozen=True, slots=True)
class Written:
    """A published file: its path in the output folder and the SHA-256 of its bytes."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One document: how far it has come, and what the rest of the corpus must know of it.

    ``tagged`` and ``published`` are keys of the cache, empty before that stage. ``offers`` are
    the titles by which others may cite it, ``asks`` the citations that it cannot resolve itself.
    """

    name: str
    source: str = ""  # SHA-256 of the source
    tagged: str = ""
    iri: str = ""
    work: str = ""
    offers: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    published: str = ""
    files: tuple[Written, ...] = ()
    problem: Finding | None = None

    def refused(self, problem: Finding) -> Entry:
        return replace(self, files=(), problem=problem)


@dataclass(frozen=True, slots=True)
class Complete:
    """How the last completed run ended: the key of what it made of the whole corpus."""

    corpus: str = ""
    files: tuple[Written, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    findings: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Journal:
    """The entries of the last completed run and those written since."""

    path: Path
    complete: Complete = field(default_factory=Complete)
    before: dict[str, Entry] = field(default_factory=dict)
    since: dict[str, Entry] = field(default_factory=dict)
    _file: BufferedWriter | None = None

    @classmethod
    def open(cls, path: Path) -> Journal:
        """The journal at ``path``; empty if there is none."""
        journal = cls(path)
        for line in path.read_bytes().splitlines() if path.is_file() else ():
            journal._take(line)
        return journal

    def _take(self, line: bytes) -> None:
        try:
            raw = json.loads(line)
            if "corpus" in raw:
                raw["files"] = _written(raw["files"])
                self.complete = Complete(**raw)
                self.before, self.since = {**self.before, **self.since}, {}
            else:
                entry = _entry(raw)
                self.since[entry.name] = entry
        except (ValueError, TypeError, KeyError):
            return  # the line that a killed process was writing

    def last(self, name: str) -> Entry | None:
        """The latest word about a document."""
        return self.since.get(name) or self.before.get(name)

    def append(self, entry: Entry) -> None:
        """Add a line; it outlives the process at once, the machine when the run is completed."""
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("ab")
            self._file.write(b"\n")  # whatever was cut short before ends here
        self._file.write(_line(entry))
        self._file.flush()
        self.since[entry.name] = entry

    def close(self, complete: Complete, entries: Iterable[Entry]) -> None:
        """The run is completed: its entries alone remain, sorted."""
        self.release()
        kept = sorted(entries, key=lambda entry: entry.name)
        lines = [_line(entry) for entry in kept]
        write_atomically(self.path, b"".join((*lines, _line(complete))))
        self.complete, self.since = complete, {}
        self.before = {entry.name: entry for entry in kept}

    def release(self) -> None:
        """Let go of the file; a later ``append`` opens it again."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def files(self) -> set[str]:
        """Every file of a document that any entry says was published."""
        known = [*self.before.values(), *self.since.values()]
        return {written.path for entry in known for written in entry.files}


def _line(value: Entry | Complete) -> bytes:
    shown = {k: v for k, v in asdict(value).items() if v or k == "files"}
    return json.dumps(shown, sort_keys=True, separators=(",", ":")).encode("ascii") + b"\n"


def _entry(raw: dict[str, Any]) -> Entry:
    raw["files"] = _written(raw["files"])
    for name in ("offers", "asks"):
        raw[name] = tuple(raw.get(name, ()))
    if "problem" in raw:
        raw["problem"] = Finding(**raw["problem"])
    return Entry(**raw)


def _written(raw: list[dict[str, str]]) -> tuple[Written, ...]:
    return tuple(Written(**each) for each in raw)
