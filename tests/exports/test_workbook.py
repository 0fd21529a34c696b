"""The workbook: one link a row, the law's words, no formula, the same bytes each time."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from pipeline.exports.corpus import Corpus
from pipeline.exports.sheet import Column, Sheet, workbook
from pipeline.exports.workbook import export


def test_the_run_s_workbook_is_that_of_the_finished_xml(corpus: Corpus) -> None:
    written = (corpus.folder / "correlation.xlsx").read_bytes()
    assert written == export(corpus)


def test_one_link_a_row_and_every_quote_stands_in_its_law(corpus: Corpus) -> None:
    book = openpyxl.load_workbook(corpus.folder / "correlation.xlsx")
    sheet = book["Correlation"]
    head = [cell.value for cell in sheet[2]]
    rows = [dict(zip(head, row, strict=True)) for row in sheet.iter_rows(3, values_only=True)]
    assert len(rows) == sum(len(s.entries) for s in corpus.summaries)
    texts = {m.document.iri: m.document.text for m in corpus.documents()}
    for row in rows:
        for piece in row["Original quote"].split("\n"):
            for words in piece.split("[…]"):
                assert words.strip() in texts[row["Expression"]]
        assert row["Reviewer"] is None


def test_links_lead_into_the_site(corpus: Corpus) -> None:
    book = openpyxl.load_workbook(corpus.folder / "correlation.xlsx")
    links = [c.hyperlink for c in book["Correlation"]["E"][2:] if c.hyperlink]
    assert links
    for link in links:
        page = Path(corpus.folder, link.target)
        assert page.is_file(), link.target
        assert f'id="{link.location}"' in page.read_text("utf-8")


@pytest.mark.parametrize(
    "words", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "http://x.example"]
)
def test_text_is_never_a_formula_or_a_link(words: str) -> None:
    data = workbook((Sheet("S", (Column("A"),), [(words,)]),))
    cell = openpyxl.load_workbook(io.BytesIO(data))["S"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (words, "s", None)


def test_control_characters_and_long_text_are_kept_within_what_a_cell_holds() -> None:
    data = workbook((Sheet("S", (Column("A"),), [("a\x00b" + "x" * 40_000,)]),))
    value = openpyxl.load_workbook(io.BytesIO(data))["S"]["A2"].value
    assert value.startswith("a\ufffdb")
    assert value.endswith("[…]")


def test_the_same_content_has_the_same_bytes(corpus: Corpus) -> None:
    assert export(corpus) == export(corpus)


def test_a_row_is_as_tall_as_its_longest_text_and_no_taller_than_a_screen() -> None:
    """LibreOffice shows wrapped rows one line tall, text over text, unless they are told."""
    rows = [("short", "x"), ("a\nb\nc", "x"), ("y" * 95, "x"), ("z\n" * 900, "x")]
    data = workbook((Sheet("S", (Column("A", 10), Column("B", 3)), rows),))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["S"]
    assert [sheet.row_dimensions[n].height for n in (2, 3, 4, 5)] == [None, 45, 150, 300]
