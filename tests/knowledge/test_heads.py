"""Heads of patterns never miss where a match begins: the same finds as a plain search."""

from __future__ import annotations

import re

import pytest

from pipeline.knowledge import Library
from pipeline.knowledge.cue_index import CueIndex
from pipeline.knowledge.functions import drafting, drafting_languages
from pipeline.knowledge.heads import heads, may_begin
from pipeline.model import Span
from pipeline.text import fold

LIBRARY = Library()


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"child(?:ren)?\b(?! benefit)", {"child", "children"}),
        (r"(?:wom|m)en\w*", {"women", "men"}),
        (r"(?<!to )reports?$", {"report", "reports"}),
        (r"(?:the )?minors?", {"the minor", "the minors", "minor", "minors"}),
        (r"[cs]ode", {"code", "sode"}),
        (r"\w+pornograph", {""}),
        (r"sexual[^.;]{0,40}act", {"sexual", "sexualact"}),
        (r"(?P<term>film)s+", {"films"}),
    ],
)
def test_heads_of_a_pattern(pattern: str, expected: set[str]) -> None:
    assert heads(pattern) == expected


def test_what_is_not_understood_may_begin_anyhow() -> None:
    assert heads("a)b") == {""}


@pytest.mark.parametrize(
    ("head", "token", "begins"),
    [
        ("child", "children", True),
        ("in the", "in", True),
        ("in the", "inside", False),
        ("abc", "ab", False),
        ("", "any", True),
        ("d'un", "d", True),
    ],
)
def test_a_word_against_a_head(head: str, token: str, begins: bool) -> None:
    assert may_begin(head, token) is begins


@pytest.mark.parametrize("language", drafting_languages(LIBRARY))
def test_the_index_finds_in_every_example_what_a_plain_search_finds(language: str) -> None:
    cues = drafting(LIBRARY, language)
    for name, cue in [*cues.elements.items(), *cues.functions.items()]:
        index = CueIndex([(name, pattern) for pattern in cue.patterns])
        for sentence in (*cue.match, *cue.no_match):
            folded = fold(sentence)
            plain = cue.text.finditer(folded) if cue.text else ()
            found = index.find(folded, Span(0, len(folded))).get(name, [])
            assert found == [Span(*m.span()) for m in plain if m.group()], (name, sentence)


def test_a_pattern_is_not_tried_inside_a_word() -> None:
    index = CueIndex([("a", "rape"), ("b", "'s"), ("b", re.escape("(x)"))])
    assert index.find("grape child's (x)", Span(0, 17)) == {"b": [Span(14, 17)]}
