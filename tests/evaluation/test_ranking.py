"""Measures of ranked lists, against values worked out by hand."""

from __future__ import annotations

import pytest

from pipeline.evaluation.ranking import average_precision, score_rankings


def test_average_precision_by_hand() -> None:
    # hits at places 1 and 3 of three relevant ones: (1/1 + 2/3) / 3
    assert average_precision(["a", "x", "b"], frozenset("abc")) == pytest.approx(5 / 9)


def test_queries_without_relevant_entries_are_left_out() -> None:
    scores = score_rankings({"q": ["a", "b"], "r": ["a"]}, {"q": frozenset("b"), "r": frozenset()})
    assert (scores.queries, scores.map, scores.recall_20, scores.r_precision) == (1, 0.5, 1.0, 0.0)


def test_the_interval_holds_the_mean_and_is_the_same_each_time() -> None:
    lists = {str(n): ["x"] * (n % 4) + ["a"] for n in range(12)}
    relevant = {name: frozenset("a") for name in lists}
    first = score_rankings(lists, relevant)
    assert first.low < first.map < first.high
    assert score_rankings(lists, relevant) == first


def test_nothing_asked_nothing_scored() -> None:
    assert score_rankings({}, {}).queries == 0
