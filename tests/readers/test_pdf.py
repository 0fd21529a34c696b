"""PDF: words from places, and what a page holds besides the law."""

from __future__ import annotations

import itertools
import sys

import pytest

from pipeline.errors import SourceError
from pipeline.model import Source
from pipeline.readers import pdf
from tests.readers.paper_maker import Words, typeset
from tests.readers.paper_maker import pdf as paper


def texts(source: Source) -> list[str]:
    return [line.piece.text for line in source.lines if line.kind != "note"]


def notes(source: Source) -> list[str]:
    return [line.piece.text for line in source.lines if line.kind == "note"]


def layer_is_accounted_for(source: Source) -> bool:
    """Every line and note stands in the layer, one after the other, and nothing twice."""
    spans = [(r.source, r.source + r.length) for line in source.lines for r in line.piece.runs]
    spans += [(n.piece.start, n.piece.end) for n in source.notes]
    spans += [(o.start, o.end) for o in source.omissions if o.end > o.start]
    spans.sort()
    gaps = [b[0] - a[1] for a, b in itertools.pairwise(spans)]
    return spans[0][0] == 0 and spans[-1][1] == source.length and all(1 <= gap <= 2 for gap in gaps)


def column(x: float, lines: list[str], top: float = 760) -> list[Words]:
    return [Words(x, top - 13 * at, line) for at, line in enumerate(lines)]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"the left column holds its line {n} here" for n in range(1, 11)]
    right = [f"the right column holds its line {n} too" for n in range(1, 11)]
    page = [*column(60, left), *column(320, right)]
    shuffled = [words for pair in zip(page[:10], page[10:], strict=True) for words in pair]
    read = " ".join(texts(pdf.read(paper([shuffled]), "a.pdf")))
    assert read.index("left column holds its line 10") < read.index("right column holds its line 1")


def test_a_word_broken_by_the_printer_is_joined_and_the_hyphen_recorded() -> None:
    lines = [
        "Whoever sends a communication to a child by any means of commu-",
        "nication commits an offence. The same applies to a self-",
        "employed person who offers a communication service.",
    ]
    source = pdf.read(paper([column(70, [*lines, "A self-employed person is one."])]), "a.pdf")
    assert texts(source)[0].startswith(
        "Whoever sends a communication to a child by any means of communication commits an offence."
        " The same applies to a self-employed person"
    )
    dropped = [o for o in source.omissions if o.reason == "hyphenation"]
    assert [o.text for o in dropped] == ["-"]
    piece = source.lines[0].piece
    assert piece.text[dropped[0].start - piece.start :].startswith("nication commits")


def test_a_raised_figure_that_is_no_note_never_joins_its_number() -> None:
    page = [*column(70, ["Whoever acts as in section 178"]), Words(204, 765, "1", 6.5)]
    [line] = texts(pdf.read(paper([page]), "a.pdf"))
    assert line.endswith("178¹")


def test_a_note_mark_is_taken_out_of_the_text() -> None:
    text = [
        "Whoever makes abuse material is punished.",
        "A second sentence of the law follows here.",
    ]
    page = [
        *column(70, text),
        Words(257, 764, "3", 6.5),
        Words(70, 113, "3", 6.0),
        Words(76, 110, "Inserted by the Act of 4 May 2021.", 8.5),
    ]
    source = pdf.read(paper([page]), "a.pdf")
    assert "punished. A second" in " ".join(texts(source))
    assert notes(source) == ["3 Inserted by the Act of 4 May 2021."]
    assert [o.text for o in source.omissions if o.reason == "note-mark"] == ["3"]
    assert layer_is_accounted_for(source)


def test_heads_and_page_numbers_are_furniture_by_repetition_and_place() -> None:
    law = [
        f"{n}. The authority named in section {n} keeps a register of its acts."
        for n in range(1, 90)
    ]
    source = pdf.read(typeset(law, head="Act on Registers 2021"), "a.pdf")
    furniture = [o.text for o in source.omissions if o.reason == "furniture"]
    pages = [text for text in furniture if text.startswith("- ")]
    assert pages == [f"- {n} -" for n in range(1, len(pages) + 1)]
    assert furniture.count("Act on Registers 2021") == len(pages) > 2
    assert texts(source) == law
    assert layer_is_accounted_for(source)


def test_an_article_at_the_top_of_each_page_is_no_furniture() -> None:
    pages = [
        column(70, [f"Article {n}", "The Parties shall co-operate with each other."])
        for n in (5, 9)
    ]
    assert [t for t in texts(pdf.read(paper(pages), "a.pdf")) if t.startswith("Article")] == [
        "Article 5",
        "Article 9",
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (paper([[], []], picture=True), "SRC-SCANNED"),
        (paper([[Words(500, 20, "1")], [Words(500, 20, "2")]], picture=True), "SRC-SCANNED"),
        (paper([[]]), "SRC-NO-TEXT"),
        (b"%PDF-1.4\n" + b"rubbish " * 100, "SRC-PDF"),
        (typeset(["Article 1", "Text."])[:300], "SRC-PDF"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as refused:
        pdf.read(data, "a.pdf")
    assert refused.value.finding.code == code


def test_a_password_is_named() -> None:
    secret = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32
    )
    secret += b"> >> /ID [<00><00>] /Root"
    with pytest.raises(SourceError) as refused:
        pdf.read(typeset(["Article 1"]).replace(b"/Root", secret), "a.pdf")
    assert refused.value.finding.code == "SRC-ENCRYPTED"


def test_pages_of_pictures_among_pages_of_text_are_named() -> None:
    law = [
        column(70, ["Article 1", "The Parties shall co-operate with each other."]) for _ in range(3)
    ]
    source = pdf.read(paper([*law, []], picture=True), "a.pdf")
    [found] = [f for f in source.findings if f.code == "PDF-PICTURES"]
    assert "page 4" in found.message


def test_without_the_library_the_command_that_installs_it_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(SourceError, match=r"pip install 'lanzarote\[pdf\]'"):
        pdf.read(typeset(["Article 1"]), "a.pdf")
