"""Decisions in, agreement between readers out: Cohen's kappa of each pair, what they differ on.

Only decisions on the same words are compared. Kappa after J. Cohen, "A Coefficient of Agreement
for Nominal Scales", Educational and Psychological Measurement 20 (1960) 37–46: (p_o - p_e) /
(1 - p_e), with p_o the share of equal decisions and p_e that expected from each reader's shares.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.model import Judgement
from pipeline.review.applying import same
from pipeline.review.decisions import Decision

Rating = Callable[[Judgement], str]
RATINGS: Mapping[str, Rating] = {
    "linked": lambda said: "linked" if said.grade else "not linked",
    "grade": lambda said: str(said.grade),
    "relation": lambda said: said.relation,
    "means": lambda said: said.means,
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two readers on one question: links that both read, share of equal answers, kappa.

    ``kappa`` is None where both gave one and the same answer throughout: nothing to measure.
    """

    readers: tuple[str, str]
    question: str
    links: int
    observed: float
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Readers who differ on a provision and a holding; ``settled`` by one decision."""

    decisions: tuple[Decision, ...]
    settled: bool


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Kappa of two raters over the same items; None if it is not defined (no items, p_e = 1)."""
    n = len(pairs)
    if not n:
        return None
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    agreed = sum(a == b for a, b in pairs)
    by_chance = sum(left[each] * right[each] for each in left)  # of n * n
    if by_chance == n * n:
        return None
    return (agreed * n - by_chance) / (n * n - by_chance)


def agreements(decisions: Iterable[Decision]) -> tuple[Agreement, ...]:
    """Every pair of readers who read a link in common, on each question."""
    pairs: dict[tuple[str, str], list[tuple[Judgement, Judgement]]] = defaultdict(list)
    for group in _together(decisions):
        for one, other in combinations(group, 2):
            readers = (one.review.reader, other.review.reader)
            pairs[readers].append((one.review.said, other.review.said))
    return tuple(
        _agreement(readers, question, rating, pairs[readers])
        for readers in sorted(pairs)
        for question, rating in RATINGS.items()
    )


def _agreement(
    readers: tuple[str, str],
    question: str,
    rating: Rating,
    pairs: Sequence[tuple[Judgement, Judgement]],
) -> Agreement:
    rated = [(rating(one), rating(other)) for one, other in pairs]
    observed = sum(a == b for a, b in rated) / len(rated)
    return Agreement(readers, question, len(rated), observed, cohen_kappa(rated))


def disagreements(decisions: Iterable[Decision]) -> tuple[Disagreement, ...]:
    """The links that readers of the same words judge differently."""
    return tuple(
        Disagreement(group, any(d.review.settles for d in group))
        for group in _together(decisions)
        if any(not same(d.review.said, group[0].review.said) for d in group)
    )


def _together(decisions: Iterable[Decision]) -> Iterator[tuple[Decision, ...]]:
    """The decisions on each link and its words, by the reader's name."""
    groups: dict[tuple[str, str, int, str], list[Decision]] = defaultdict(list)
    for d in decisions:
        groups[d.work, d.eid, d.holding, d.review.words].append(d)
    for key in sorted(groups):
        yield tuple(sorted(groups[key], key=lambda d: d.review.reader))
