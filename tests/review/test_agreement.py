"""Kappa as in the literature; only readers of the same words are compared."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Judgement
from pipeline.review.agreement import agreements, cohen_kappa, disagreements
from tests.review.test_ledger import NO, YES, decision


def test_kappa_of_a_published_table() -> None:
    """20 and 15 agreed of 50: 0.7 observed, 0.5 by chance (worked in many textbooks)."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert cohen_kappa(pairs) == pytest.approx(0.4)


def test_kappa_is_not_defined_where_both_always_say_the_same_one_thing() -> None:
    assert cohen_kappa([]) is None
    assert cohen_kappa([("y", "y")] * 9) is None


pairs = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1)


@given(pairs)
def test_kappa_is_at_most_1_the_same_either_way_and_blind_to_names(
    found: list[tuple[str, str]],
) -> None:
    kappa = cohen_kappa(found)
    assert kappa == cohen_kappa([(b, a) for a, b in found])
    assert kappa == cohen_kappa([(a * 2, b * 2) for a, b in reversed(found)])
    if kappa is not None:
        assert -1 <= kappa <= 1
        assert (kappa == 1) == all(a == b for a, b in found)


def test_readers_of_the_same_words_are_paired_and_their_differences_listed() -> None:
    other_words = replace(decision("B", said=NO, eid="sec_3").review, words="1" * 64)
    ledger = [
        decision("A"), decision("B"),
        decision("A", eid="sec_2"), decision("B", said=NO, eid="sec_2"),
        decision("A", eid="sec_3"), replace(decision("B", eid="sec_3"), review=other_words),
    ]  # fmt: skip
    found = {a.question: a for a in agreements(ledger)}
    assert found["linked"].readers == ("A", "B")
    assert (found["linked"].links, found["linked"].observed) == (2, 0.5)
    (differ,) = disagreements(ledger)
    assert [d.eid for d in differ.decisions] == ["sec_2", "sec_2"]
    assert not differ.settled


def test_the_order_of_paragraphs_and_the_means_of_a_rejection_are_no_difference() -> None:
    one = Judgement(1, "limits", "n/a", ("18", "20"))
    other = replace(one, articles=("20", "18"))
    assert not disagreements([decision("A", said=one), decision("B", said=other)])
    rejected = replace(NO, means="ict-explicit")
    assert not disagreements([decision("A", said=NO), decision("B", said=rejected)])
    assert disagreements([decision("A", said=YES), decision("B", said=one)])
