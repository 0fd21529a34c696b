"""One run of the bundled corpus, and forms of it that a reader filled in."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl
import pytest

from pipeline.batch.plan import collect
from pipeline.batch.run import run
from pipeline.batch.worker import Settings
from pipeline.exports.corpus import Corpus
from pipeline.exports.review_form import Selection, review_form
from pipeline.exports.workbook import PRINTED
from pipeline.files import bundled
from pipeline.knowledge import Library
from pipeline.knowledge.opinions import load_profile
from pipeline.review.returned import tables
from pipeline.review.taking import Taken, Terms, taken

READER, DATE = "A. Reader", "2026-03-31"
Edit = Callable[[Any], None]


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    output = tmp_path_factory.mktemp("reviewed")
    folder = bundled("corpus")
    run(collect([folder / "opinions", folder / "statutes" / "xd"]), output, Settings())
    library = Library()
    return Corpus(output, library, load_profile(library))


@pytest.fixture(scope="session")
def form(corpus: Corpus) -> bytes:
    return review_form(corpus, Selection(reader=READER))


@pytest.fixture
def take(corpus: Corpus) -> Callable[[bytes], Taken]:
    """What a workbook comes to."""

    def taking(data: bytes) -> Taken:
        holdings = {holding.number for holding in corpus.profile.holdings}
        terms = Terms("form.xlsx", corpus.document, holdings, PRINTED, date=DATE)
        return taken(tables(data, "form.xlsx"), terms)

    return taking


def edited(data: bytes, edit: Edit) -> bytes:
    """The workbook after somebody worked on it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def columns(sheet: Any) -> dict[str, int]:
    """Where each column of a form stands, from 1."""
    return {cell.value: cell.column for cell in sheet[2] if cell.value}


def fill(data: bytes, row: int, values: Mapping[str, Any], sheet: str = "Links") -> bytes:
    """The form with cells of one row (from 3) filled in."""

    def edit(book: Any) -> None:
        at = columns(book[sheet])
        for name, value in values.items():
            book[sheet].cell(row, at[name]).value = value

    return edited(data, edit)


def cells(data: bytes, row: int) -> dict[str, Any]:
    """A row of the form by the names of its columns."""
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Links"]
    return {name: sheet.cell(row, at).value for name, at in columns(sheet).items()}


def row_of(data: bytes, wanted: Callable[[dict[str, Any]], bool]) -> int:
    """The number of the first row of the form that is wanted."""
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Links"]
    at = columns(sheet)
    for number in range(3, sheet.max_row + 1):
        if wanted({name: sheet.cell(number, place).value for name, place in at.items()}):
            return number
    raise LookupError
