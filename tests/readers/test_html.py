"""Pages of HTML: notes, tables, menus, raised figures, automatic numbers; nothing lost."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Piece, Source
from pipeline.readers import html
from pipeline.safehtml import parse_html


def read(body: str) -> Source:
    return html.read(f"<html><body>{body}</body></html>".encode(), "page.html")


def texts(source: Source) -> list[str]:
    return [line.piece.text for line in source.lines if line.kind != "note"]


def covered(source: Source, text: str) -> tuple[list[str], list[str]]:
    """Characters of the page's text that nothing accounts for, and those accounted for twice."""
    page = parse_html(text)
    asked = {
        chunk.source + i: char
        for chunk in page.chunks(page.root)
        for i, char in enumerate(chunk.text)
        if not char.isspace()
    }
    seen: Counter[int] = Counter()
    for line in source.lines:
        for piece in line.cells or (line.piece,):
            seen.update(places(piece))
    for omission in source.omissions:
        seen.update(range(omission.start, max(omission.end, omission.start + 1)))
    lost = [f"{at}:{char}" for at, char in asked.items() if at not in seen]
    return lost, [f"{at}:{char}" for at, char in asked.items() if seen[at] > 1]


def places(piece: Piece) -> list[int]:
    return [
        run.source + i
        for run in piece.runs
        for i in range(run.length)
        if not piece.text[run.text + i].isspace()
    ]


def test_a_raised_figure_never_joins_its_number() -> None:
    assert texts(read("<p><b>162.<sup>1</sup> pants.</b></p><p>1<sup>er</sup> janvier</p>")) == [
        "162.¹ pants.",
        "1er janvier",
    ]


def test_a_footnote_is_a_note_behind_the_block_of_its_mark() -> None:
    """A mark glued to the number (§ 219 and note 369) must not make § 219369."""
    source = read(
        "<p>§ 219<a href='#fn369' name='fr369'><sup>369</sup></a></p><p>The text.</p>"
        "<hr><div class='fntext'><a href='#fr369' name='fn369'>369</a>&nbsp; Inserted in 2019."
    )
    assert [(line.kind, line.piece.text) for line in source.lines] == [
        ("text", "§ 219"),
        ("note", "369 Inserted in 2019."),
        ("text", "The text."),
    ]
    assert [o.text for o in source.omissions if o.reason == "note-mark"] == ["369"]


def test_a_reference_to_a_section_on_the_page_is_no_note() -> None:
    source = read("<p>as in section <a href='#s5'>5</a>.</p><p id='s5'>5. Short title</p>")
    assert texts(source) == ["as in section 5.", "5. Short title"]


def test_lists_are_numbered_as_a_browser_numbers_them() -> None:
    body = "<ol type=a><li>one<li>two</ol><ol start=4 type=I><li>four</ol><ul><li>free</ul>"
    assert texts(read(body)) == ["a. one", "b. two", "IV. four", "free"]


def test_tables_that_only_place_words_are_text() -> None:
    body = (
        "<table><tr><td>(a)</td><td>images;</td></tr><tr><td>(b)</td><td>sounds.</td></tr></table>"
        "<table><tr><td>Offence</td><td>Penalty</td></tr><tr><td>x</td><td>y</td></tr></table>"
        "<table><tr><td><p>Article 1</p><p>Text.</p></td></tr></table>"
    )
    lines = read(body).lines
    assert [(line.kind, line.piece.text) for line in lines] == [
        ("text", "(a) images;"), ("text", "(b) sounds."), ("row", "Offence\tPenalty"),
        ("row", "x\ty"), ("text", "Article 1"), ("text", "Text."),
    ]  # fmt: skip


def test_contents_and_menus_are_omissions() -> None:
    links = "".join(f"<li><a href='#a{n}'>Article {n}</a></li>" for n in range(1, 5))
    source = read(f"<ul>{links}</ul><nav>Home</nav><p>Article 1</p>")
    assert [o.reason for o in source.omissions] == ["toc", "navigation"]
    assert texts(source) == ["Article 1"]


def test_what_the_page_says_of_itself_is_taken_and_nothing_else() -> None:
    head = (
        '<meta property="eli:date_document" content="2019-04-02">'
        '<meta name="DC.Language" content="EN"><title>Act on Registers</title>'
        '<meta property="og:url" content="https://likumi.lv/doc?id=1">'
    )
    source = html.read(f"<html><head>{head}</head><p>1. Text</p>".encode(), "a.html")
    stated = source.metadata
    assert (stated.work_date, stated.language, stated.jurisdiction) == ("2019-04-02", "en", "lv")
    assert (stated.title, stated.version_date) == ("Act on Registers", "")
    assert "META-VERSION" in {f.code for f in source.findings}


PARTS = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<ol>", "<li>",
     "</ol>", "<br>", "<sup>2</sup>", "&eacute;", "&nbsp;", "&shy;", "word ", "Article 1 ", "(a)",
     "<a href='#n1'>1</a>", "<div id=n1>1 note</div>", "<nav>x</nav>", "<!-- c -->", "<", "&"]
)  # fmt: skip


@given(st.lists(PARTS, max_size=30).map("".join))
def test_every_character_is_in_one_line_note_or_omission(body: str) -> None:
    text = f"<html><body>{body}</body></html>"
    lost, twice = covered(read(body), text)
    assert (lost, twice) == ([], [])


@pytest.mark.parametrize(
    "start", ["<!DOCTYPE html>", "  <HTML>", "<?xml version='1.0'?><html", "<div>"]
)
def test_pages_are_known_by_their_beginning(start: str) -> None:
    assert html.sniff(f"{start} lang=en>text".encode(), "law.xml")


@pytest.mark.parametrize("start", ["<act>", "<?xml version='1.0'?><akomaNtoso>", "Article 1", "{}"])
def test_what_is_no_page_is_left_to_others(start: str) -> None:
    assert not html.sniff(start.encode(), "law.html")
