"""All decisions and the links of a run in, how the review stands out: values, lines, a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.model import Iri, Link
from pipeline.review.agreement import Agreement, Disagreement, agreements, disagreements
from pipeline.review.decisions import Decision
from pipeline.review.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Linked:
    """A link of a run and the text that it stands in."""

    work: Iri
    expression: Iri
    link: Link


@dataclass(frozen=True, slots=True)
class Precision:
    """Of the program's proposals (grade 1 or 2) that readers saw, how many they kept, and as is."""

    read: int
    kept: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class ReviewStatus:
    """How the review stands. ``links`` counts those of the run by status, near misses too.

    ``waiting`` are decisions that the run does not know of yet, ``absent`` those about works that
    are not in it.
    """

    decisions: int
    readers: Mapping[str, int]
    verdicts: Mapping[str, int]
    precision: Precision
    agreements: tuple[Agreement, ...]
    disagreements: tuple[Disagreement, ...]
    links: Mapping[str, int]
    stale: tuple[Linked, ...] = ()
    waiting: tuple[Decision, ...] = ()
    absent: tuple[Iri, ...] = ()

    @property
    def open(self) -> bool:
        """Whether somebody has to read again: readers differ, or words have changed."""
        return bool(self.stale) or any(not each.settled for each in self.disagreements)


def status_of(ledger: Ledger, links: Sequence[Linked]) -> ReviewStatus:
    """How the review stands; without links only the decisions are looked at."""
    seen = {
        (each.work, each.link.holding, r.reader, r.words)
        for each in links
        for r in each.link.reviews
    }
    works = {each.work for each in links}
    return ReviewStatus(
        decisions=len(ledger),
        readers=_counted(d.review.reader for d in ledger),
        verdicts=_counted(d.review.verdict for d in ledger),
        precision=_precision(ledger),
        agreements=agreements(ledger),
        disagreements=disagreements(ledger),
        links=_counted(each.link.status for each in links),
        stale=tuple(each for each in links if each.link.stale),
        waiting=tuple(
            d
            for d in ledger
            if d.work in works and (d.work, d.holding, d.review.reader, d.review.words) not in seen
        ),
        absent=tuple(work for work in ledger.works if links and work not in works),
    )


def _counted(names: Iterator[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def _precision(ledger: Ledger) -> Precision:
    read = [d for d in ledger if d.saw and d.saw.grade]
    kept = [d for d in read if d.review.said.grade]
    return Precision(len(read), len(kept), sum(1 for d in kept if d.review.verdict == "confirm"))


def as_lines(status: ReviewStatus) -> Iterator[str]:
    """The state of the review as lines for people."""
    yield f"Decisions: {status.decisions} ({_listed(status.verdicts)})"
    yield f"Readers: {_listed(status.readers)}"
    if status.links:
        yield f"Links of the run: {_listed(status.links)}"
    told = status.precision
    if told.read:
        yield (
            f"Proposals read: {told.read}; kept {told.kept} ({told.kept / told.read:.0%}), "
            f"unchanged {told.unchanged}"
        )
    if status.agreements:
        yield ""
        yield f"{'Agreement of':<40}{'on':<10}{'links':>6}{'equal':>8}{'kappa':>8}"
    for each in status.agreements:
        kappa = "n/a" if each.kappa is None else f"{each.kappa:.2f}"
        names = " and ".join(each.readers)
        yield f"{names:<40}{each.question:<10}{each.links:>6}{each.observed:>8.2f}{kappa:>8}"
    yield from _section("Readers differ:", list(map(_differ, status.disagreements)))
    yield from _section(
        "To be read again, the words have changed:", list(map(_stale, status.stale))
    )
    yield from _section(
        "Not in this run yet (run again with these decisions):", list(map(_place, status.waiting))
    )
    yield from _section("About works that are not in this run:", list(status.absent))


def _section(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield title
        yield from (f"  {line}" for line in lines)


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "none"


def _place(decision: Decision) -> str:
    return f"{decision.work}/~{decision.eid} holding {decision.holding}"


def _differ(each: Disagreement) -> str:
    said = "; ".join(
        f"{d.review.reader}: {d.review.said.relation} (grade {d.review.said.grade})"
        for d in each.decisions
    )
    return f"{_place(each.decisions[0])}: {said}{' [settled]' if each.settled else ''}"


def _stale(each: Linked) -> str:
    readers = ", ".join(sorted({r.reader for r in each.link.reviews if r.stale}))
    return f"{each.expression}/~{each.link.eid} holding {each.link.holding} ({readers})"


def as_record(status: ReviewStatus) -> dict[str, Any]:
    """The state of the review as a record for programs."""
    told = status.precision
    return {
        "decisions": status.decisions,
        "readers": dict(status.readers),
        "verdicts": dict(status.verdicts),
        "links": dict(status.links),
        "proposals": {"read": told.read, "kept": told.kept, "unchanged": told.unchanged},
        "agreement": [
            {
                "readers": list(each.readers),
                "question": each.question,
                "links": each.links,
                "observed": each.observed,
                "kappa": each.kappa,
            }
            for each in status.agreements
        ],
        "disagreements": [
            {**_about(each.decisions[0]), "settled": each.settled,
             "said": {d.review.reader: d.review.said.relation for d in each.decisions}}
            for each in status.disagreements
        ],
        "stale": [
            {"expression": each.expression, "eid": each.link.eid, "holding": each.link.holding}
            for each in status.stale
        ],
        "waiting": [_about(d) for d in status.waiting],
        "absent": list(status.absent),
    }  # fmt: skip


def _about(decision: Decision) -> dict[str, Any]:
    return {"work": decision.work, "eid": decision.eid, "holding": decision.holding}
