"""A folder of decisions in and out: one file of JSON lines for each work, sorted, fit for git.

Nothing here overwrites a decision unless it is told to, or the same reader decides later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from pipeline.errors import LanzaroteError
from pipeline.files import safe_name, write_atomically
from pipeline.model import Iri
from pipeline.review.decisions import Decision, DecisionError, from_line, to_line
from pipeline.text import sha256

Key = tuple[str, str, int, str, str]
Outcome = Literal["new", "same", "replaced", "conflict"]
_SUFFIX = ".jsonl"


@dataclass(frozen=True)
class Ledger:
    """The decisions of all readers by work, each work's in the order of its file."""

    works: Mapping[Iri, tuple[Decision, ...]] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path | None) -> Ledger:
        """All decisions under a folder; none if there is no folder.

        Raises LanzaroteError ``REV-FILE``, ``REV-LINE`` or ``REV-TWICE``: a run that left out a
        person's decision would publish what they rejected.
        """
        if folder is None:
            return cls()
        places: dict[Key, str] = {}
        found: list[Decision] = []
        for path in sorted(folder.rglob(f"*{_SUFFIX}")):
            name = path.as_posix()
            for number, decision in _lines(path):
                if path != folder / file_of(decision.work):
                    where = file_of(decision.work).as_posix()
                    reason = f"decisions about {decision.work} are kept in {where}"
                    raise LanzaroteError("REV-LINE", name, number, reason=reason)
                if decision.key in places:
                    raise LanzaroteError("REV-TWICE", name, number, other=places[decision.key])
                places[decision.key] = f"{name}:{number}"
                found.append(decision)
        return cls.of_all(found)

    def of(self, work: Iri) -> tuple[Decision, ...]:
        """The decisions about a work."""
        return self.works.get(work, ())

    def __iter__(self) -> Iterator[Decision]:
        return (decision for each in self.works.values() for decision in each)

    def __len__(self) -> int:
        return sum(map(len, self.works.values()))

    def with_all(
        self, decisions: Iterable[Decision], replace: bool = False
    ) -> tuple[Ledger, tuple[Outcome, ...]]:
        """The ledger with decisions, and what came of each.

        The same reader's earlier decision on the same words gives way to a later one, or to any
        if ``replace`` is set; otherwise it stays (``conflict``). Of two in ``decisions`` that
        differ, the later stays, or the first.
        """
        known = dict(self.by_key)
        seen: set[Key] = set()
        outcomes = []
        for decision in decisions:
            outcomes.append(_put(known, decision, replace and decision.key not in seen))
            seen.add(decision.key)
        return Ledger.of_all(known.values()), tuple(outcomes)

    @cached_property
    def by_key(self) -> Mapping[Key, Decision]:
        """Every decision by what it is about and whose it is."""
        return {decision.key: decision for decision in self}

    @classmethod
    def of_all(cls, decisions: Iterable[Decision]) -> Ledger:
        """The ledger of these decisions, each under its work."""
        found: dict[Iri, list[Decision]] = {}
        for decision in decisions:
            found.setdefault(decision.work, []).append(decision)
        return cls({work: _sorted(found[work]) for work in sorted(found)})

    def save(self, folder: Path) -> tuple[Path, ...]:
        """Write the files that changed, each whole or not at all; which these were."""
        files: dict[Path, list[Decision]] = {}
        for decision in self:
            files.setdefault(folder / file_of(decision.work), []).append(decision)
        return tuple(p for p, own in sorted(files.items()) if write_atomically(p, encoded(own)))


def _put(known: dict[Key, Decision], decision: Decision, replace: bool) -> Outcome:
    before = known.get(decision.key)
    if before == decision:
        return "same"
    if before and not (replace or decision.review.date > before.review.date):
        return "conflict"
    known[decision.key] = decision
    return "replaced" if before else "new"


def file_of(work: Iri) -> Path:
    """Where the decisions about a work are kept: a folder for the State, a file for the work.

    In lower case, so that no file system takes two names for one. Works whose names come out the
    same share a file.
    """
    state, _, rest = work.removeprefix("/akn/").partition("/")
    name = f"{safe_name(rest.replace('/', '-'))}{_SUFFIX}"
    return Path(safe_name(state).lower()) / name.lower()


def encoded(decisions: Iterable[Decision]) -> bytes:
    """The lines of a file, sorted."""
    return "".join(to_line(each) + "\n" for each in _sorted(decisions)).encode("utf-8")


def digest(decisions: tuple[Decision, ...]) -> str:
    """What a result that decisions go into depends on; empty where there are none."""
    return sha256(encoded(decisions)) if decisions else ""


def _sorted(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    return tuple(sorted(decisions, key=lambda each: each.order))


def _lines(path: Path) -> Iterator[tuple[int, Decision]]:
    name = path.as_posix()
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LanzaroteError("REV-FILE", name, reason=str(error)) from None
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield number, from_line(line)
            except DecisionError as error:
                raise LanzaroteError("REV-LINE", name, number, reason=str(error)) from None
