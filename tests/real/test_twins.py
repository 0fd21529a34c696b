"""One law in two formats or languages, provision by provision; what differs is explained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.ids import eid_number
from pipeline.knowledge import Library
from pipeline.model import Document, Unit
from pipeline.readers import read
from pipeline.structure import build

pytestmark = pytest.mark.real
LIBRARY = Library()


def document(shared: Path, name: str) -> Document:
    return build(read((shared / "statutes" / name).read_bytes(), name), LIBRARY)


def units(doc: Document, kind: str) -> dict[str, Unit]:
    return {eid_number(unit.num): unit for unit in doc.units() if unit.kind == kind}


def words(unit: Unit) -> list[str]:
    return re.findall(r"\w+", unit.text)


def trees(doc: Document) -> dict[str, list[str]]:
    """The eIds in each unit."""
    return {p.eid: [q.eid for q in p.walk()] for p in doc.provisions() if p.unit}


# Each law: provisions in both, those with the same words, those of them with another tree.
#   stgb 344, stpo: the Markdown breaks a line within a reference ("Nr.", next line "8."), so that a
#   number of another paragraph stands at the beginning of a line and is taken for a list item;
#   bzrg, irg: likewise.
# The versions differ: XML of 2024-11, Markdown last amended in 2021 (StGB) to 2023. What only the
# XML has is new since then, or repealed and so no longer printed in the Markdown.
GERMAN = [
    ("stgb", 550, 528, 1),
    ("stpo", 680, 644, 3),
    ("bzrg", 85, 59, 1),
    ("irg", 226, 222, 1),
    ("jgg", 144, 138, 0),
    ("juschg", 39, 22, 0),
    ("kkg", 5, 3, 0),
    ("netzdg", 7, 1, 0),
    ("sgb_8", 162, 133, 0),
    ("bkag_2018", 94, 75, 0),
]


@pytest.mark.parametrize(("law", "both", "alike", "otherwise"), GERMAN)
def test_gii_norm_and_markdown_give_the_same_tree_for_the_same_words(
    shared: Path, law: str, both: int, alike: int, otherwise: int
) -> None:
    xml, markdown = (document(shared, f"de/{law}.{end}") for end in ("xml", "md"))
    first, second = units(xml, "article"), units(markdown, "article")
    shared_numbers = first.keys() & second.keys()
    assert len(shared_numbers) == both
    same = [n for n in shared_numbers if words(first[n]) == words(second[n])]
    assert len(same) == alike
    one, two = trees(xml), trees(markdown)
    different = [n for n in same if one[first[n].eid] != two[second[n].eid]]
    assert len(different) == otherwise


def test_what_only_one_text_of_the_criminal_code_has_is_new_or_repealed(shared: Path) -> None:
    xml = units(document(shared, "de/stgb.xml"), "article")
    markdown = units(document(shared, "de/stgb.md"), "article")
    assert markdown.keys() <= xml.keys()
    only = {number: xml[number].status for number in xml.keys() - markdown.keys()}
    # repealed, and left out of the Markdown: 195, 207, 214, 341, 346, 349 are ranges
    assert only == {
        "108f": "", "116": "repealed", "195": "repealed", "207": "repealed", "214": "repealed",
        "234b": "", "109b": "repealed", "180b": "repealed", "341": "repealed", "346": "repealed",
        "349": "repealed",
    }  # fmt: skip


# French prints some definitions and lists where English prints one sentence, and defined terms in
# the order of its own alphabet: provisions below a section differ, sections do not.
BILINGUAL = [
    ("ca/I-20.7.xml", "ca/fra/I-20.7.xml", 13),
    ("ca/Y-1.5.xml", "ca/fra/Y-1.5.xml", 183),
    ("ca/M-13.6.xml", "ca/M-13.6_fr.xml", 67),
    ("ca/S-8.7.xml", "ca/S-8.7_fr.xml", 36),
    ("ca/C-23.7.xml", "ca/fra/C-23.7.xml", 30),
    ("ca/C-5.xml", "ca/C-5_fr.xml", 120),
    ("bulk/ca/B-9.01.xml", "ca/B-9.01_fr.xml", 126),
    ("ca/T-3.4.xml", "ca/T-3.4_fr.xml", 155),
]


@pytest.mark.parametrize(("english", "french", "count"), BILINGUAL)
def test_both_languages_have_the_same_sections_in_the_same_state(
    shared: Path, english: str, french: str, count: int
) -> None:
    en, fr = (
        [unit for unit in document(shared, name).units() if unit.kind == "section"]
        for name in (english, french)
    )
    assert len(en) == count
    assert [(eid_number(u.num), u.status) for u in en] == [
        (eid_number(u.num), u.status) for u in fr
    ]


# Corrected in French alone, as the historical notes say with their (F): 2023, c. 8 and 2021, c. 23.
CORRECTED = {"bulk/ca/B-9.01.xml": {"sec_21"}, "ca/T-3.4.xml": {"sec_62"}}


@pytest.mark.parametrize(("english", "french", "count"), BILINGUAL)
def test_both_languages_stand_at_the_same_day(
    shared: Path, english: str, french: str, count: int
) -> None:
    en, fr = document(shared, english), document(shared, french)
    assert en.work == fr.work
    assert (en.metadata.version_date, en.history) == (fr.metadata.version_date, fr.history)
    one, two = ([p for p in d.provisions() if p.kind == "section" and p.unit] for d in (en, fr))
    different = {
        p.eid for p, q in zip(one, two, strict=True) if p.history.period != q.history.period
    }
    assert different == CORRECTED.get(english, set())


def test_as_enacted_and_as_consolidated(shared: Path) -> None:
    """The thirteen sections are the same; the term for the material was replaced in 2025."""
    enacted = units(document(shared, "ca/annual/2011-c4_E.xml"), "section")
    now = units(document(shared, "ca/I-20.7.xml"), "section")
    assert list(enacted) == list(now) == [str(n) for n in range(1, 14)]
    old, new = "child pornography", "child sexual abuse and exploitation material"
    holding = {n for n, unit in enacted.items() if old in unit.text}
    assert holding == {n for n, unit in now.items() if new in unit.text}
    assert not any(old in unit.text for unit in now.values())
