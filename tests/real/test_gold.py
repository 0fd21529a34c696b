"""Floors under the scores on the reference gold; a change may raise them, not lower them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evaluation import evaluate_links, evaluate_opinion
from pipeline.knowledge import Library

pytestmark = pytest.mark.real


def test_the_opinion_agrees_with_its_gold_analysis(shared: Path) -> None:
    opinion = next((shared / "opinion").glob("*.txt"))
    scores = evaluate_opinion(shared / "gold" / "opinion.json", opinion, Library())
    assert scores.exact, scores.as_text()
    assert scores.concepts.f1 >= 0.97, scores.as_text()


def test_links_reach_their_floors(shared: Path) -> None:
    # the three quickest of the five States; `lanzarote evaluate` scores all of them
    gold = shared / "gold" / "links.csv"
    scores = evaluate_links(gold, shared / "statutes", Library(), jurisdictions=("ie", "lu", "ee"))
    assert scores.by_grade[1][0].f1 >= 0.90, scores.as_text()
    assert scores.by_grade[2][0].f1 >= 0.90, scores.as_text()
    assert scores.hard_negatives.share <= 0.05, scores.as_text()
    assert scores.means.share >= 0.80, scores.as_text()
    assert len(scores.not_located) <= 2, scores.as_text()
