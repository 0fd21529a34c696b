"""Takes a criterion's alternatives and a ``Reading``; says whether it is met and by which words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.knowledge.opinions import Alternative, CriterionRule
from pipeline.linking.reading import Found, Reading
from pipeline.model import Criterion, Evidence

MOST_EVIDENCE = 3  # words shown for one term: enough to judge by, short enough to read


def evaluate(rule: CriterionRule, reading: Reading) -> Criterion:
    """The criterion, met or missed, with the words that meet it (unit offsets)."""
    evidence = first_met(rule.alternatives, reading)
    met = evidence is not None
    return Criterion(rule.id, rule.label, met, rule.points if met else 0.0, evidence or ())


def first_met(alternatives: Sequence[Alternative], reading: Reading) -> Found:
    """Evidence of the first alternative that is met; None if none is."""
    for alternative in alternatives:
        evidence = _met(alternative, reading)
        if evidence is not None:
            return evidence
    return None


def _met(alternative: Alternative, reading: Reading) -> Found:
    known = reading.known
    for terms in alternative.groups:
        for term in terms:
            if term in known:
                break
        else:
            return None
    if any(term in known for term in alternative.without):
        return None
    groups = [
        tuple(sorted((e for term in terms for e in known.get(term, ())), key=lambda e: e.span))
        for terms in alternative.groups
    ]
    if not alternative.near:
        return tuple(e for group in groups for e in group[:MOST_EVIDENCE])
    in_words = zip(alternative.groups, groups, strict=True)
    near = [group for terms, group in in_words if not _by_context(terms, known)]
    return _closest(near, alternative.near) if near else ()


def _by_context(terms: Sequence[str], known: Mapping[str, tuple[Evidence, ...]]) -> bool:
    """Whether a title or the document shows one of the terms: that is near everything."""
    return any(known.get(term) == () for term in terms)


def _closest(groups: Sequence[tuple[Evidence, ...]], near: int) -> Found:
    """The tightest set with one member of every group; None if it spreads over ``near``."""
    marks = sorted(
        ((e.span.start, number, e) for number, group in enumerate(groups) for e in group),
        key=lambda mark: (mark[0], mark[1], mark[2].span.end),
    )
    latest: dict[int, Evidence] = {}
    best: tuple[Evidence, ...] | None = None
    spread = near + 1
    for start, number, evidence in marks:
        latest[number] = evidence
        if len(latest) == len(groups):
            reach = start - min(e.span.end for e in latest.values())
            if reach < spread:
                spread, best = reach, tuple(sorted(latest.values(), key=lambda e: e.span))
    return best
