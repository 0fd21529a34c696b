"""Takes ranked lists with what is relevant in them; gives MAP, recall@20 and R-precision.

Analysts read lists from the top, so the share of the relevant among the first twenty comes first.
The interval is a percentile bootstrap over the queries with a fixed seed: the same every time.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

_RESAMPLES = 2000
_READ = 20  # entries of a list that are read


@dataclass(frozen=True, slots=True)
class RankedScores:
    """Means over ``queries``; ``low`` and ``high`` bound MAP with 95 % confidence."""

    queries: int
    map: float
    low: float
    high: float
    recall_20: float
    r_precision: float

    def as_dict(self) -> dict[str, float]:
        return {
            "queries": self.queries,
            "map": self.map,
            "map_low": self.low,
            "map_high": self.high,
            "recall_at_20": self.recall_20,
            "r_precision": self.r_precision,
        }

    def as_text(self) -> str:
        return (
            f"recall@20 {self.recall_20:.2f}  R-precision {self.r_precision:.2f}  "
            f"MAP {self.map:.2f} [{self.low:.2f}, {self.high:.2f}]  (n = {self.queries})"
        )


def score_rankings(
    rankings: Mapping[str, Sequence[str]], relevant: Mapping[str, frozenset[str]]
) -> RankedScores:
    """Scores of the lists whose query has something relevant; what is not listed is not found."""
    queries = [query for query in sorted(rankings) if relevant.get(query)]
    if not queries:
        return RankedScores(0, 0.0, 0.0, 0.0, 0.0, 0.0)
    precisions = [average_precision(rankings[q], relevant[q]) for q in queries]
    low, high = _interval(precisions)
    return RankedScores(
        len(queries),
        round(mean(precisions), 4),
        low,
        high,
        round(mean(_found(rankings[q][:_READ], relevant[q]) for q in queries), 4),
        round(mean(_found(rankings[q][: len(relevant[q])], relevant[q]) for q in queries), 4),
    )


def average_precision(ranking: Sequence[str], relevant: frozenset[str]) -> float:
    """Mean of the precision at each relevant entry; one that is not listed counts as 0."""
    hits, total = 0, 0.0
    for place, name in enumerate(ranking, 1):
        if name in relevant:
            hits += 1
            total += hits / place
    return total / len(relevant)


def _found(ranking: Sequence[str], relevant: frozenset[str]) -> float:
    return len(relevant.intersection(ranking)) / len(relevant)


def _interval(values: Sequence[float]) -> tuple[float, float]:
    chance = random.Random(0)
    means = sorted(mean(chance.choices(values, k=len(values))) for _ in range(_RESAMPLES))
    return round(means[int(0.025 * _RESAMPLES)], 4), round(means[int(0.975 * _RESAMPLES)], 4)
