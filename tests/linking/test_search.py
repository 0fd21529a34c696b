"""Ranked search: by stems, by concepts, with links first, and never as an operator."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.knowledge import Library
from pipeline.knowledge.opinions import load_profile
from pipeline.knowledge.thesaurus import load_thesaurus
from pipeline.linking import link_document
from pipeline.linking.search import SearchIndex, stem
from pipeline.model import Marked
from pipeline.readers import read
from pipeline.structure import build
from pipeline.tagging import tag_document

LIBRARY = Library()
PROFILE = load_profile(LIBRARY)
LAW = """---
title: "Children Act"
country: "xq"
identifier: "XQ-1"
language: en
---
# Children Act

##### Article 1

Whoever possesses child pornography is guilty of an offence.

##### Article 2

The training of judges who try sexual offences against children is the task of the Academy.

##### Article 3

Harbours are kept open in winter.
"""


@pytest.fixture(scope="module")
def index() -> Iterator[SearchIndex]:
    document = build(read(LAW.encode(), "xq.md"), LIBRARY)
    tags, _ = tag_document(document, LIBRARY)
    links = link_document(document, tags, PROFILE)
    with SearchIndex() as found:
        found.add(Marked(document, tags, links), load_thesaurus(LIBRARY))
        yield found


def test_words_are_found_by_their_stems(index: SearchIndex) -> None:
    assert [hit.label for hit in index.find_words("harbour winters")] == ["Article 3"]


def test_what_is_linked_to_a_holding_stands_first(index: SearchIndex) -> None:
    hits = index.find_holding(PROFILE.holding(12), PROFILE)
    assert hits[0].label == "Article 1"
    assert hits[0].grade == 2


def test_a_holding_also_ranks_what_is_not_linked(index: SearchIndex) -> None:
    labels = [hit.label for hit in index.find_holding(PROFILE.holding(13), PROFILE)]
    assert "Article 3" not in labels


@pytest.mark.parametrize("query", ['"', "NEAR(", "a OR", "heading:x", "*", "", "-"])
def test_no_query_is_read_as_an_operator(index: SearchIndex, query: str) -> None:
    assert isinstance(index.find_words(query), tuple)


def test_an_empty_index_finds_nothing() -> None:
    with SearchIndex() as empty:
        assert empty.find_words("child") == ()


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    assert stem("Dzieci i Małoletni", "xx") == ["dzieci", "i", "małoletni"]
