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


def test_how_far_a_definition_goes_and_what_it_takes_in() -> None:
    text = (
        "(1) In this Part—\n“image” includes data stored on a computer disc;\n"
        "“gate” means a door.\n"
        "(2) In this section “key” means a tool irrespective of its medium.\n"
    )
    found = {d.term: d for d in find_definitions(text, "en", LIBRARY)}
    assert {term: d.reach for term, d in found.items()} == {
        "image": "part",
        "gate": "part",
        "key": "unit",
    }
    widens = {term: [span.of(text) for span in d.widens] for term, d in found.items()}
    assert widens["image"] == ["data stored on a computer disc"]
    assert widens["key"] == ["irrespective of its medium"]
    assert widens["gate"] == []


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("de", "Bilder im Sinne dieses Gesetzes sind auch digitale Inhalte.", "digitale Inhalte"),
        ("fr", "On entend par « vue » une image, quel que soit le support.",
         "quel que soit le support"),
        ("es", "Se entiende por imagen: toda vista, cualquiera que sea su soporte.",
         "cualquiera que sea su soporte"),
        ("it", "Per immagine si intende ogni veduta, qualunque sia il supporto.",
         "qualunque sia il supporto"),
    ],
)  # fmt: skip
def test_words_that_take_in_any_medium(language: str, text: str, words: str) -> None:
    (definition,) = find_definitions(text, language, LIBRARY)
    assert [words in span.of(text) for span in definition.widens] == [True]


def test_by_any_means_defines_nothing() -> None:
    assert find_definitions("data stored by any means\nand kept", "en", LIBRARY) == ()
