"""A treaty that a State publishes is the treaty, and no law of that State."""

from __future__ import annotations

import pytest

from pipeline.batch.worker import mark
from pipeline.knowledge import Library
from pipeline.knowledge.opinions import load_profile
from pipeline.model import Metadata, Node, Piece, Source
from pipeline.structure import build

LIBRARY = Library()
CONVENTION = "/akn/aa-coe/act/convention/2007-10-25/201"
OFFENCE = "A person who has sexual activities with a child commits an offence."


def source(title: str, language: str = "en", jurisdiction: str = "nl") -> Source:
    metadata = Metadata(
        jurisdiction, language, title=title, number="BWBV1", version_date="2010-07-01"
    )
    article = Node("article", num=Piece("Article 18"), body=(Piece(OFFENCE),), unit=True)
    return Source("t.xml", "0" * 64, "test", metadata, 0, nodes=(article,))


@pytest.mark.parametrize(
    ("title", "language"),
    [
        (
            "Council of Europe Convention on the Protection of Children against Sexual "
            "Exploitation and  Sexual Abuse",
            "en",
        ),
        (
            "Übereinkommen des Europarats vom 25. Oktober 2007 zum Schutz von Kindern vor "
            "sexueller Ausbeutung und sexuellem Missbrauch",
            "de",
        ),
    ],
)
def test_its_title_gives_its_identity_and_it_answers_no_holding(title: str, language: str) -> None:
    document = build(source(title, language), LIBRARY)
    assert document.work == CONVENTION
    assert [f.code for f in document.findings if f.code == "META-TREATY"] == ["META-TREATY"]
    assert mark(document, LIBRARY, load_profile(LIBRARY)).links == ()


@pytest.mark.parametrize(
    "title", ["Act ratifying the Convention on Cybercrime", "Penal Code", "", "Strafgesetzbuch"]
)
def test_a_law_about_a_treaty_stays_a_law_of_its_state(title: str) -> None:
    document = build(source(title), LIBRARY)
    assert document.metadata.jurisdiction == "nl"
    assert "META-TREATY" not in {f.code for f in document.findings}
