"""What law does to plain text: each case is a bug that was met, or a habit of one tradition."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Document, Grid, Provision
from tests.structure.generator import generate
from tests.structure.mutated import is_kept, mutated
from tests.structure.scoring import read_plain
from tests.structure.traditions import TRADITIONS

AMENDING = """1 Sharing
In section 4 of the Records Act 2003 after subsection (4) insert—
“(4A) A person who shares is liable—
(a) to a fine;
(b) to imprisonment.
(4B) “Share” includes “send”.”
2 Bodies
After section 16 of that Act insert—
“16A Sharing by bodies
(1) A body commits an offence if it shares.
16B Penalty
A body is liable to a fine.”
3 Extent
This Act extends to Sampleland.
"""


def at(document: Document, eid: str) -> Provision:
    return next(p for p in document.provisions() if p.eid == eid)


def test_inserted_provisions_are_quoted_and_no_provisions_of_the_amending_act() -> None:
    document = read_plain(AMENDING)
    assert [u.num for u in document.units()] == ["1", "2", "3"]
    quoted = [p.eid for p in document.provisions() if p.quoted and p.num]
    assert quoted == [
        "sec_1__qstr_1__subsec_4A",
        "sec_1__qstr_1__subsec_4A__para_a",
        "sec_1__qstr_1__subsec_4A__para_b",
        "sec_1__qstr_1__subsec_4B",
        "sec_2__qstr_1__sec_16A",
        "sec_2__qstr_1__sec_16A__subsec_1",
        "sec_2__qstr_1__sec_16B",
    ]


def test_a_number_with_a_superscript_is_not_another_number() -> None:
    document = read_plain("§ 178 Eins\nText.\n§ 178¹ Zwei\nText.\n§ 179 Drei\nText.\n")
    assert [u.eid for u in document.units()] == ["art_178", "art_178-1", "art_179"]


def test_the_marker_of_a_footnote_is_no_part_of_a_number() -> None:
    text = "Art. 1 Zweck\nText.\nArt. 1a2 Sonderfall\nText.\nArt. 2 Ende\nText.\n"
    document = read_plain(text, "swiss")
    assert [u.num for u in document.units()] == ["Art. 1", "Art. 1a", "Art. 2"]
    assert [o.reason for o in document.omissions] == ["note-marker"]


def test_letter_i_after_h_and_roman_i_below_it() -> None:
    items = "".join(f"({c}) a thing;\n" for c in "abcdefg")
    letter = read_plain(f"1 Lists\nThese are—\n{items}(h) a thing;\n(i) a thing;\n(j) a thing.\n")
    roman = read_plain(f"1 Lists\nThese are—\n{items}(h) a thing—\n(i) one;\n(ii) two.\n")
    assert at(letter, "sec_1__para_i")
    assert at(roman, "sec_1__para_h__subpara_i")


def test_a_repealed_section_of_dots_is_kept_as_repealed() -> None:
    document = read_plain("1. Short title\nThis is it.\n2. ......\n3. End\nThis is the end.\n")
    assert [(u.num, u.status) for u in document.units()][1] == ("2.", "repealed")


def test_historical_notes_are_notes() -> None:
    text = "1. First\nWords.\n[S. 1 substituted by s. 4 of Act 9 of 2007.]\n2. Second\nWords.\n"
    document = read_plain(text)
    assert [(n.kind, n.eid) for n in document.notes] == [("history", "sec_1")]
    assert "substituted" not in document.text


def test_an_ellipsis_behind_a_number_is_not_lost() -> None:
    """Words behind a number that hold no letter were dropped once."""
    document = read_plain("Art. 1 Zweck\nText.\nArt. 2 …\nArt. 3 Ende\nText.\n", "swiss")
    assert "…" in document.text


def test_provisions_keep_their_eid_when_another_is_inserted() -> None:
    before = "1 One\nText.\n2 Two\n(1) A.\n(2) B.\n3 Three\nText.\n"
    after = before.replace("3 Three", "2A More\nText.\n3 Three")
    old = {p.eid for p in read_plain(before).provisions()}
    new = {p.eid for p in read_plain(after).provisions()}
    assert old <= new


# --- nothing is lost ------------------------------------------------------------------------------


@pytest.mark.parametrize("tradition", sorted(TRADITIONS))
def test_no_character_of_a_mutated_law_is_lost(tradition: str) -> None:
    for seed in range(6):  # a thousand: python -m tests.structure.mutated
        text, _ = generate(TRADITIONS[tradition], seed)
        assert is_kept(mutated(text, random.Random(seed)))


LINES = st.lists(
    st.one_of(
        st.sampled_from(("§ 5", "(1)", "a)", "1. ", "Article 3", "PART II", "insert—", "“6A")),
        st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=40),
    ),
    max_size=25,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_no_character_of_any_text_is_lost(lines: list[str]) -> None:
    assert is_kept("\n".join(lines))


# --- amendments, schedules, long laws -------------------------------------------------------------


def test_a_provision_behind_a_quotation_mark_is_another_laws() -> None:
    text = (
        "Artículo 1. Objeto.\nTexto.\nArtículo 2. Reforma.\nTendrá este contenido\n"
        "«Artículo 143 bis.\nQuien difunda será castigado.»\nArtículo 3. Vigor.\nTexto.\n"
    )
    assert [u.num for u in read_plain(text, "spanish").units()] == [
        "Artículo 1.",
        "Artículo 2.",
        "Artículo 3.",
    ]


def test_a_line_that_only_names_what_a_quotation_amends_opens_nothing() -> None:
    text = (
        "Artículo 1. Reforma.\nSe modifican:\nArtículo 9:\n«El tutor responde.»\n"
        "Artículo 2. Vigor.\nTexto.\n"
    )
    assert [u.num for u in read_plain(text, "spanish").units()] == ["Artículo 1.", "Artículo 2."]


def test_a_treaty_in_a_schedule_does_not_make_the_act_a_treaty() -> None:
    articles = "".join(
        f"Article {n}\nMatter {n}\n1 Each State shall act.\n2 Each State shall report.\n"
        for n in range(1, 12)
    )
    document = read_plain(
        "An Act to approve a treaty\n\nShort title\n\n1 This Act may be cited as the Treaty Act."
        "\n\nForce of law\n\n"
        f"2 The treaty has the force of law.\n\nSCHEDULE\nTreaty on Records\n\n{articles}"
    )
    assert [u.kind for u in document.units()][:3] == ["section", "section", "article"]
    assert at(document, "sec_1").heading
    assert at(document, "art_11__para_2")


def test_sections_above_1200_are_no_years() -> None:
    """A law of more than 1200 sections lost those behind one that was left out."""
    text = "".join(f"{n}. Heading\nText.\n" for n in range(1, 1300) if n != 1250)
    assert len(list(read_plain(text).units())) == 1298


def test_a_section_with_a_stop_in_its_number_stands_alone_on_its_line() -> None:
    text = "16\n\n(1) Text.\n\n(2) Text.\n\n16.1\n\n(1) Text.\n\n17\n\n(1) Text.\n"
    assert [u.num for u in read_plain(text, "common-law").units()] == ["16", "16.1", "17"]


# --- tables ---------------------------------------------------------------------------------------

DRAWN = "| Matter | Fee |\n|--------|-----|\n| Copy | 5 |\n| Register |  |\n"
TABBED = "Matter\tFee\nCopy\t5 euro\nRegister\t7 euro\n"
LISTS = (
    "(a)\tthe copy;\n(b)\tthe register.\n",
    "(a)    the copy;\n(b)    the register;\n(c)    the list.\n",
    "Purpose        3\nScope          4\nPenalties      9\n",
)


def in_section(lines: str) -> str:
    return f"1 Fees\nThe fees are these:\n{lines}\n2 End\nThis is the end.\n"


def grids(text: str) -> list[list[list[str]]]:
    document = read_plain(text)
    return [
        [[cell.span.of(document.text) for cell in row] for row in part.rows]
        for part in at(document, "sec_1").body
        if isinstance(part, Grid)
    ]


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (DRAWN, [["Matter", "Fee"], ["Copy", "5"], ["Register", ""]]),
        (TABBED, [["Matter", "Fee"], ["Copy", "5 euro"], ["Register", "7 euro"]]),
    ],
)
def test_columns_are_a_table(lines: str, rows: list[list[str]]) -> None:
    assert grids(in_section(lines)) == [rows]
    assert is_kept(in_section(lines))


def test_blank_columns_are_a_table() -> None:
    lines = (
        "Offence           Level    Fine\n"
        "Sharing records       3   1,000\n"
        "Forging               4   25,00\n"
    )
    assert [len(row) for row in grids(in_section(lines))[0]] == [3, 3, 3]


@pytest.mark.parametrize("lines", LISTS)
def test_numbers_and_words_or_headings_and_pages_are_no_table(lines: str) -> None:
    assert grids(in_section(lines)) == []


# --- repealed, not yet in force -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("1 A\n[Repealed]\n2 B\n[Not yet in force]\nText.\n3 C\nText.\n", "common-law"),
        ("§ 1 A\n(weggefallen)\n§ 2 B\n[noch nicht in Kraft]\nText.\n§ 3 C\nText.\n", "german"),
        ("Article 1\n(abrogé)\nArticle 2\n(pas encore en vigueur)\nArticle 3\nT.\n", "french"),
        ("Art. 1\n(abrogato)\nArt. 2\n(non ancora in vigore)\nArt. 3\nTesto.\n", "italian"),
        ("§ 1. * * *\n§ 2. B\nNot in force.\n§ 3. C\nText.\n", "us-code"),
    ],
)
def test_words_that_stand_for_a_provision_are_its_status(text: str, style: str) -> None:
    assert [u.status for u in read_plain(text, style).units()] == ["repealed", "not-in-force", ""]


# --- recitals -------------------------------------------------------------------------------------


def preamble(text: str) -> list[tuple[str, str]]:
    document = read_plain(text)
    return [
        (part.kind if isinstance(part, Provision) else "", part.span.of(document.text))
        for part in document.preamble
    ]


def test_numbered_recitals_are_recitals() -> None:
    text = (
        "DIRECTIVE 2019/99/EU\nTHE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,\n"
        "Having regard to the Treaty,\nWhereas:\n(1) Records matter.\n(2) Action is needed.\n"
        "HAVE ADOPTED THIS DIRECTIVE:\nArticle 1\nSubject\nThis Directive shall apply.\n"
        "Article 2\nEntry\nThis Directive shall enter into force.\n"
    )
    kinds = [kind for kind, _ in preamble(text)]
    assert kinds == ["", "", "", "", "recital", "recital", ""]


def test_a_recital_without_a_number_is_told_by_its_first_words() -> None:
    text = (
        "Convention on Records\nThe member States of the Council of Europe,\n"
        "Considering that records matter;\nRecalling the Statute;\nHave agreed as follows:\n"
        "Article 1 – Purpose\nThe purpose is to protect.\nArticle 2 – Scope\nIt applies.\n"
    )
    assert [words for kind, words in preamble(text) if kind == "recital"] == [
        "Considering that records matter;",
        "Recalling the Statute;",
    ]
