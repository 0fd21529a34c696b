"""Folding never moves an offset."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import collapse, fold


@given(st.text())
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_fold_makes_variants_equal() -> None:
    assert fold("L’Enfant\u00a0CO‑OPERATION „İ“") == 'l\'enfant co-operation "İ"'


@given(st.text())
def test_collapse_loses_only_white_space(text: str) -> None:
    assert collapse(text).split() == text.split()
