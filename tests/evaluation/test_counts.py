"""Figures from counts."""

from __future__ import annotations

from pipeline.evaluation.counts import Counts, Rate


def test_figures_follow_from_hits_alarms_and_misses() -> None:
    counts = Counts(3, 1, 2)
    assert (counts.precision, counts.recall, counts.f1) == (0.75, 0.6, 0.6667)


def test_nothing_counted_is_zero_and_no_error() -> None:
    assert Counts().f1 == 0.0
    assert Rate().share == 0.0


def test_counts_of_one_pair() -> None:
    assert Counts.of(True, True) + Counts.of(True, False) + Counts.of(False, True) == Counts(
        1, 1, 1
    )
