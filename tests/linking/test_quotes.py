"""Evidence is quoted phrase by phrase: whole words, from mark to mark, never overlapping."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.linking.quotes import quotes
from pipeline.model import Evidence, Span

TEXT = (
    "Whoever, by means of a computer, shows a minor a film; or sells it, is guilty of an offence."
)


def evidence(*words: str) -> list[Evidence]:
    return [Evidence(Span(TEXT.index(w), TEXT.index(w) + len(w)), w) for w in words]


def shown(*words: str) -> list[str]:
    return [quote.span.of(TEXT) for quote in quotes(TEXT, evidence(*words))]


def test_a_word_is_shown_in_its_phrase() -> None:
    assert shown("minor") == ["shows a minor a film"]


def test_words_of_one_phrase_make_one_quote() -> None:
    assert shown("minor", "film", "guilty") == ["shows a minor a film", "is guilty of an offence"]


def test_a_quote_is_named_after_its_most_telling_word() -> None:
    words = [Evidence(Span(41, 46), "child"), Evidence(Span(49, 53), "act:20(1)(a)")]
    assert [q.concept for q in quotes(TEXT, words)] == ["act:20(1)(a)"]


@given(st.text(alphabet="ab,;:.\n (—", min_size=1, max_size=400), st.data())
def test_quotes_cover_their_words_in_order_without_overlap(text: str, data: st.DataObject) -> None:
    starts = data.draw(st.lists(st.integers(0, len(text) - 1), max_size=6))
    words = [Evidence(Span(start, min(len(text), start + 3)), "x") for start in starts]
    found = quotes(text, words)
    assert all(any(q.span.covers(w.span) for q in found) for w in words)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
