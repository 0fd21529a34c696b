"""Definitions: the term's words, without quotation marks, in six languages."""

from __future__ import annotations

import pytest

from pipeline.knowledge import Library
from pipeline.knowledge.citations import definition_formulas
from pipeline.tagging.definitions import find_definitions

LIBRARY = Library()


@pytest.mark.parametrize(
    ("language", "text", "terms"),
    [
        ("en", "In this Act, “ferry” means a boat.", ["ferry"]),
        ("en", '"ferry" includes a raft', ["ferry"]),
        ("en", "‘ferry’, in relation to a river, means a boat", ["ferry"]),
        ("en", "‘‘ferry’’ has the meaning given by section 2", ["ferry"]),
        ("en", "The word means nothing to him", []),
        ("fr", "On entend par « bac » un bateau.", ["bac"]),
        ("de", "Im Sinne dieses Gesetzes ist\n1.\nFähre:\nein Boot", ["Fähre"]),
        ("es", "se entiende por transbordador todo barco", ["transbordador"]),
        ("it", "per traghetto si intende ogni barca", ["traghetto"]),
        ("et", "Parvlaev käesoleva seaduse tähenduses on laev", ["Parvlaev"]),
        ("und", "“ferry” means a boat", []),
    ],
)
def test_terms(language: str, text: str, terms: list[str]) -> None:
    found = find_definitions(text, language, LIBRARY)
    assert [definition.term for definition in found] == terms
    assert [definition.span.of(text) for definition in found] == terms


def test_every_formula_of_every_language_compiles() -> None:
    for language in LIBRARY.names("languages"):
        for formula in definition_formulas(LIBRARY, language):
            assert "term" in formula.groupindex
