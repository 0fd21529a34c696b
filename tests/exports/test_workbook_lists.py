"""Offences against lists in the workbook: every cell of the matrix, as leads and with quotes."""

from __future__ import annotations

import openpyxl

from pipeline.exports.corpus import Corpus
from pipeline.exports.site.context import jurisdiction
from pipeline.linking.lists import LEAD


def test_the_sheets_say_of_each_offence_in_which_list_it_is_named(corpus: Corpus) -> None:
    book = openpyxl.load_workbook(corpus.folder / "correlation.xlsx")
    cells = corpus.lists
    assert cells
    matrix = list(book["Lists"].iter_rows(3, values_only=True))
    assert len(matrix) == len({(c.jurisdiction, c.offence) for c in cells})
    kinds = list(next(book["Lists"].iter_rows(2, 2, values_only=True)))[4:]
    assert [kind.lower() for kind in kinds] == sorted({c.list.kind for c in cells})
    lines = "\n".join(str(value) for row in matrix for value in row[4:] if value).split("\n")
    assert sum(line.startswith("not named in") for line in lines) <= sum(not c.named for c in cells)
    assert any(line.startswith("named in") for line in lines)
    assert "no finding" in book["Lists"]["A1"].value


def test_every_list_has_its_words_and_leads_are_called_leads(corpus: Corpus) -> None:
    book = openpyxl.load_workbook(corpus.folder / "correlation.xlsx")
    rows = list(book["List quotes"].iter_rows(3, values_only=True))
    quotes = {c.list.quote for c in corpus.lists}
    assert {row[3] for row in rows} == quotes
    assert all((row[6] == LEAD) == bool(row[5]) for row in rows)


def test_the_matrix_of_acts_names_the_provisions_that_coverage_counts(corpus: Corpus) -> None:
    book = openpyxl.load_workbook(corpus.folder / "correlation.xlsx")
    head, *rows = book["Convention acts"].iter_rows(2, values_only=True)
    cells = {(c.jurisdiction, c.subject): c for c in corpus.coverage()["act"]}
    states = {jurisdiction(state): state for state, _ in cells}
    assert len(rows) == len({subject for _, subject in cells})
    assert head[0] == "Paragraph"
    for row in rows:
        for name, value in zip(head[1:], row[1:], strict=True):
            cell = cells[states[name], row[0]]
            lines = value.split("\n")
            if not cell.direct + cell.relevant:
                assert lines == [cell.state]
                continue
            assert sum(not line.startswith("(") for line in lines) == cell.direct
            assert sum(line.startswith("(") for line in lines) == cell.relevant
    assert any(" N" in str(value) for row in rows for value in row)
