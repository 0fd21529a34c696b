"""A row means one thing: what a reader can choose is read as chosen, in any spelling of a cell."""

from __future__ import annotations

import contextlib
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Judgement, Means, Relation
from pipeline.review import form
from pipeline.review.decisions import DecisionError
from pipeline.review.reading import is_filled, read_row
from pipeline.review.returned import Cell, Row

ARTICLES = st.lists(st.sampled_from(["18", "20(1)(f)", "9(2)"]), unique=True).map(tuple)
linked = st.builds(
    Judgement,
    st.sampled_from([1, 2]),
    st.sampled_from([r for r in get_args(Relation) if r != "near-miss"]),
    st.sampled_from(get_args(Means)),
    ARTICLES,
)
shown = linked | st.builds(
    Judgement, st.just(0), st.just("near-miss"), st.sampled_from(get_args(Means))
)


def row(saw: Judgement | None, **values: str) -> Row:
    names = {name.replace(" ", "_"): name for name in form.FILLED}
    filled = {names[name]: value for name, value in values.items()}
    printed = {
        form.HOLDING: "12",
        form.SHOWN_GRADE: str(saw.grade) if saw else "",
        form.SHOWN_RELATION: saw.relation if saw else "",
        form.SHOWN_MEANS: saw.means if saw else "",
        form.SHOWN_ARTICLES: "; ".join(saw.articles) if saw else "",
        form.CHECK: "x" if saw else "",
    }
    return Row(
        "Links", 3, {n: Cell(v, f"A{i}") for i, (n, v) in enumerate({**printed, **filled}.items())}
    )


@given(shown)
def test_what_is_confirmed_is_what_was_shown(saw: Judgement) -> None:
    read = read_row(row(saw, Decision=" Confirm ", Reader="Ada", Read_on="2026-01-01"))
    assert (read.said, read.saw) == (saw, saw)


@given(shown)
def test_what_is_rejected_is_no_link(saw: Judgement) -> None:
    read = read_row(row(saw, Decision="reject", Reason="r"), "Ada", "2026-01-01")
    assert (read.said.grade, read.said.relation, read.saw) == (0, "near-miss", saw)


@given(shown, linked)
def test_what_is_corrected_is_what_was_written_in(saw: Judgement, new: Judgement) -> None:
    written = row(
        saw, Decision="correct", New_grade=str(new.grade), New_relation=new.relation.upper(),
        New_means=new.means, New_paragraphs=", ".join(new.articles) or "-", Reason="r",
    )  # fmt: skip
    if new == saw:
        with pytest.raises(DecisionError, match="nothing differs"):
            read_row(written, "Ada", "2026-01-01")
        return
    assert read_row(written, "Ada", "2026-01-01").said == new


@given(linked)
def test_what_is_added_is_what_was_written_in(new: Judgement) -> None:
    written = row(
        None, Decision="add", New_grade=str(new.grade), New_relation=new.relation,
        New_means=new.means, New_paragraphs="\n".join(new.articles), Reason="r",
    )  # fmt: skip
    read = read_row(written, "Ada", "2026-01-01")
    assert (read.said, read.saw) == (new, None)


@given(
    st.dictionaries(st.sampled_from([n.replace(" ", "_") for n in form.FILLED]), st.text()), shown
)
def test_whatever_stands_in_the_cells_gives_a_decision_or_names_a_column(
    values: dict[str, str], saw: Judgement
) -> None:
    written = row(saw, **values)
    if not is_filled(written):
        return
    with contextlib.suppress(DecisionError):  # nothing else may come out
        read = read_row(written)
        assert read.reader
        assert read.said.grade in (0, 1, 2)
