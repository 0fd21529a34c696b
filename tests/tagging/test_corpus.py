"""What a document asks of its neighbours, and that their answers change what they can, no more."""

from __future__ import annotations

import itertools

import pytest

from pipeline.knowledge import Library
from pipeline.model import Document
from pipeline.readers import read
from pipeline.structure import build
from pipeline.tagging import tag_document
from pipeline.tagging.corpus import Asked, CorpusIndex, Listening, asks, offers, resolve

LIBRARY = Library()
LAW = """---
title: Moorings Act 1990
country: xa
identifier: XA-7
language: en
---
# Moorings Act 1990

## 1. Words

(1) In this Act, "the Ports Act" means the Harbour Ports Act 1980.

## 2. Duties

(1) A master shall comply with section 3 of the Ports Act.

## 3. Other duties

(1) A master shall comply with section 5 of the Coastal Lights Act 1985 and section 1.

## 4. Fees

(1) A fee is due under Council Directive 1999/12/EC and section 9 of the Ferries Act 1970.
"""


def law(text: str = LAW) -> Document:
    return build(read(text.encode(), "moorings.md"), LIBRARY, None)


def heard(document: Document) -> Asked:
    listening = Listening.begin()
    tag_document(document, LIBRARY, corpus=listening)
    return listening.asked()


def test_questions_are_kept_by_unit() -> None:
    document = law()
    asked = heard(document)
    assert len(asked) == 1 + len(list(document.units()))
    assert any("harbour ports act" in question for question in asked[0])
    assert "xa coastal lights act" in " ".join(asked[3])
    assert "xa coastal lights act" not in " ".join(asked[4])
    assert not any(question.startswith("~") for question in asks(asked))


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_answers_give_what_reading_with_them_gives(count: int) -> None:
    """Whichever questions are answered, with or without what the work's units are called."""
    document = law()
    asked = heard(document)
    tags, findings = tag_document(document, LIBRARY)
    for chosen in itertools.combinations(asks(asked), count):
        answers = tuple(
            (question, f"/akn/xa/act/1980/{number}" + ("/~art" if number % 2 else ""))
            for number, question in enumerate(chosen)
        )
        told = CorpusIndex.told(answers)
        wanted = tag_document(document, LIBRARY, corpus=told)
        assert resolve(document, tags, findings, asked, answers, LIBRARY) == wanted


def test_a_law_offers_its_title() -> None:
    assert "xa moorings act 1990" in offers(law())
