"""Takes judged provisions; gives what is measured beside grades: articles, ranking, calibration."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.evaluation.counts import Counts, Rate
from pipeline.evaluation.gold import GoldRow
from pipeline.evaluation.ranking import RankedScores, score_rankings
from pipeline.model import Link, Unit

_ARTICLE = re.compile(r"\d+")
_BANDS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold row beside what was found: no unit if its text is not among the sources."""

    row: GoldRow
    unit: Unit | None
    links: tuple[Link, ...]
    subjects: frozenset[str] = frozenset()  # concepts that are mentioned, and their facets

    def grade(self, holding: int) -> int:
        return next((link.grade for link in self.links if link.holding == holding), 0)

    @property
    def best(self) -> Link | None:
        graded = [link for link in self.links if link.grade]
        return max(graded, key=lambda link: (link.grade, -link.holding), default=None)


@dataclass(frozen=True, slots=True)
class Band:
    """Links whose score lies in a band, and how many of them the annotator confirms."""

    low: float
    high: float
    grade_1: Rate
    grade_2: Rate


@dataclass(frozen=True, slots=True)
class HeldOut:
    """F1 on the rows of one State and on those of all others, at one grade."""

    grade: int
    own: float
    others: float

    @property
    def gap(self) -> float:
        return round(self.own - self.others, 4)

    def as_dict(self) -> dict[str, float]:
        return {"grade": self.grade, "own": self.own, "others": self.others, "gap": self.gap}

    def as_text(self) -> str:
        name = "grade 2" if self.grade == 2 else "grade ≥ 1"
        return f"{name}: F1 {self.own:.2f}, others {self.others:.2f} ({self.gap:+.2f})"


def held_out(by_state: Mapping[str, Mapping[int, Counts]]) -> dict[str, tuple[HeldOut, ...]]:
    """Each State against the others; empty for a single one.

    Weights and thresholds stand in the opinion's profile with their reasons and are fitted to no
    rows, so that leaving a State out changes none of them: what is left to compare is the States.
    """
    found = {}
    for name, own in by_state.items() if len(by_state) > 1 else ():
        rest = [counts for other, counts in by_state.items() if other != name]
        found[name] = tuple(
            HeldOut(grade, own[grade].f1, sum((c[grade] for c in rest), Counts()).f1)
            for grade in sorted(own)
        )
    return found


def articles(judged: Iterable[Judged]) -> Counts:
    """Articles of the Convention behind each relevant provision, by number of the Article."""
    total = Counts()
    for each in judged:
        if each.row.graded:
            named = {a for link in each.links if link.grade for a in link.convention_articles}
            total += _overlap(_numbers(each.row.articles), _numbers(named))
    return total


def _numbers(names: Iterable[str]) -> set[str]:
    return {match[0] for name in names if (match := _ARTICLE.match(name.strip()))}


def _overlap(expected: set[str], found: set[str]) -> Counts:
    return Counts(len(expected & found), len(found - expected), len(expected - found))


def rankings(judged: Sequence[Judged], holdings: Sequence[int]) -> dict[str, RankedScores]:
    """For each language: its annotated provisions ranked for every holding, grade ≥ 1 relevant.

    Provisions that have no link to a holding stand last, near misses behind them.
    """
    scores = {}
    for language in sorted({each.row.language for each in judged}):
        own = [each for each in judged if each.row.language == language]
        lists = {
            str(holding): [e.row.row for e in sorted(own, key=lambda e: _last(e, holding))]
            for holding in holdings
        }
        relevant = {
            str(holding): frozenset(e.row.row for e in own if e.row.grades.get(holding))
            for holding in holdings
        }
        scores[language] = score_rankings(lists, relevant)
    return scores


def _last(judged: Judged, holding: int) -> tuple[float, str]:
    link = next((link for link in judged.links if link.holding == holding), None)
    strength = 0.0 if link is None else link.grade + link.score if link.grade else -1.0
    return -strength, judged.row.row


def reliability(judged: Sequence[Judged], holdings: Sequence[int]) -> tuple[Band, ...]:
    """How often links of each band of scores are right, at grade ≥ 1 and at grade 2."""
    pairs = [
        (link.score, each.row.grades.get(link.holding, 0))
        for each in judged
        for link in each.links
        if link.grade and link.holding in holdings
    ]
    bands = []
    for low, high in pairwise(_BANDS):
        grades = [grade for score, grade in pairs if low <= score < high]
        if grades:
            right, full = sum(g >= 1 for g in grades), sum(g == 2 for g in grades)
            bands.append(
                Band(low, min(high, 1.0), Rate(right, len(grades)), Rate(full, len(grades)))
            )
    return tuple(bands)
