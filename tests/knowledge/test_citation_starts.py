"""Where citations can begin: the walk from word to word misses none that a plain search finds."""

from __future__ import annotations

import re

import pytest
import yaml

from pipeline.knowledge import Library
from pipeline.knowledge.citation_starts import Numbers, Start, Starts
from pipeline.knowledge.citations import citation_grammar
from pipeline.text import fold
from tests.tagging.probes import PROBES

LIBRARY = Library()
SENTENCES = yaml.safe_load(PROBES.read_text("utf-8"))


@pytest.mark.parametrize("language", SENTENCES)
def test_every_first_word_that_a_plain_search_finds_is_one(language: str) -> None:
    grammar = citation_grammar(LIBRARY, language)
    assert grammar
    for sentence in SENTENCES[language]:
        folded = fold(re.sub(r"[{}]|\|[^{}]*(?=})", "", sentence))
        walked = {m.start() for row in grammar.starts.matches(folded, 0) for m in row}
        for pattern in (grammar.start, *grammar.related, grammar.coded):
            assert {m.start() for m in pattern.finditer(folded)} <= walked, sentence


def test_a_pattern_is_tried_only_at_its_words_and_numbers() -> None:
    starts = Starts([Start(r"(?:art\. \d|\d §|aa\) x)", (r"art\.",), Numbers.ANY)])
    found = [
        m.group() for row in starts.matches("art. 1, start. 2, 3 §, aa) x, aa y", 0) for m in row
    ]
    assert found == ["art. 1", "3 §", "aa) x"]
