"""Pitfalls seen in the files of publishers, each on a few lines of a law that does not exist.

Those of one format stand in that format's own tests.
"""

# ruff: noqa: E501 – the lines are kept as the publishers break them

from __future__ import annotations

import pytest

from pipeline.knowledge import Library
from pipeline.model import Document
from pipeline.readers import read
from pipeline.structure import build
from pipeline.tagging import tag_document

LIBRARY = Library()


def law(country: str, body: str, name: str = "x.md") -> Document:
    header = f'---\ntitle: "Kites"\ncountry: "{country}"\nidentifier: "X-1"\n---\n\n'
    return build(read((header + body).encode(), name), LIBRARY)


def units(document: Document) -> list[tuple[str, str, str]]:
    return [(u.eid, u.text.replace("\n", " | "), u.status) for u in document.units()]


@pytest.mark.parametrize(
    ("country", "body", "eid"),
    [
        ("es", "##### Artículo 183 ter.\n\n(Suprimido)\n", "art_183-ter"),
        ("de", "##### § 7\n\n(weggefallen)\n", "art_7"),
        ("ee", "##### § 7.\n\nKehtetu\n", "sec_7"),
        ("it", "##### Art. 7\n\n((ARTICOLO ABROGATO DALLA L. 1/2031))\n", "art_7"),
        ("cz", "##### § 7\n\nzrušen\n", "sec_7"),
        ("fr", "##### Article 7\n\nAbrogé par la loi n° 1.\n", "art_7"),
    ],
)
def test_a_repealed_provision_keeps_its_number_and_is_never_tagged(
    country: str, body: str, eid: str
) -> None:
    document = law(country, body)
    (unit,) = document.units()
    assert (unit.eid, unit.status) == (eid, "repealed")
    tags, _ = tag_document(document, LIBRARY)
    assert not [norm for tag in tags for norm in tag.norms]


@pytest.mark.parametrize(
    ("country", "body", "eids"),
    [
        ("ee", "##### § 178. Lohe\n\nLendab.\n\n##### § 178<sup>1</sup>. Teine\n\nLendab.\n",
         ["sec_178", "sec_178-1"]),
        ("gr", "##### Άρθρο 348\n\nΈνα.\n\n##### Άρθρο 348Β\n\nΔύο.\n", ["art_348", "art_348-beta"]),
        ("fr", "##### Article 227-22\n\nUn.\n\n##### Article 227-22-1\n\nDeux.\n",
         ["art_227-22", "art_227-22-1"]),
        ("it", "##### Art. 600-quater\n\nUno.\n\n##### Art. 600-quater.1\n\nDue.\n",
         ["art_600-quater", "art_600-quater-1"]),
    ],
)  # fmt: skip
def test_a_number_is_never_another_number(country: str, body: str, eids: list[str]) -> None:
    assert [u.eid for u in law(country, body).units()] == eids


def test_latvian_numbers_with_a_caret_are_raised() -> None:
    body = "162. pants. Pirmais\n\nPersona tur.\n\n162.^1 pants. Otrais\n\n(1) Persona palaiž.\n"
    assert [u.eid for u in law("lv", body, "x.txt").units()] == ["art_162", "art_162-1"]


def test_brackets_of_an_amendment_are_no_headings() -> None:
    body = "# Code\n\n###### (\n\n[Loi du 1er janvier](http://x.example)\n\n###### )\n\nArt. 385-2.\n\nNul.\n"
    assert [(eid, text) for eid, text, _ in units(law("lu", body))] == [
        ("art_385-2", "Art. 385-2. | Nul.")
    ]


def test_titles_inside_quoted_law_are_its_text_without_their_signs() -> None:
    body = "## Act\n\n##### Flight\n\n1\n\nAfter 22A insert—\n\n########### Another kite\n\n1.1.22B\n\nIt flies.\n"
    document = law("uk", body, "x.txt")
    assert "Another kite" in document.text
    assert "#" not in document.text


def test_words_that_stand_letter_by_letter_are_noticed() -> None:
    body = (
        "##### Art. 5\n\nD e m G e s e t z ist unterworfen.\n\n##### Art. 6\n\nE s g i l t hier.\n"
    )
    found = [f for f in law("ch", body).findings if f.code == "TXT-LETTERSPACED"]
    assert [f.severity for f in found] == ["warning"]
    plain = "##### Art. 5\n\nDas Gesetz a b c gilt.\n\n##### Art. 6\n\nEs gilt.\n"
    assert not [f for f in law("ch", plain).findings if f.code == "TXT-LETTERSPACED"]


def test_a_penalty_of_no_less_than_is_no_child() -> None:
    body = "##### Artículo 1.\n\nSerá castigado con pena no menor de seis meses quien vuele una cometa.\n"
    document = law("es", body)
    tags, _ = tag_document(document, LIBRARY)
    assert not [m for tag in tags for m in tag.concepts if "child" in m.concept]
