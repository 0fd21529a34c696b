"""A workbook that came back in, its rows by the names of their columns out. Needs ``office``.

The one place that reads with openpyxl. Every part of the archive has passed the project's own door
for foreign XML before it does; formulas are not computed but named.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import ModuleType
from typing import Any

from pipeline.errors import LanzaroteError
from pipeline.readers.docx_package import checked_archive
from pipeline.review import form
from pipeline.safexml import parse

_HEAD = 10  # the row of headings stands within so many rows
_WIDE = 200  # columns read
_BROKEN = (
    KeyError, ValueError, TypeError, IndexError, AttributeError, OSError, zipfile.BadZipFile,
    RuntimeError, AssertionError,
)  # fmt: skip  # what openpyxl and zipfile raise on a workbook that is none


@dataclass(frozen=True, slots=True)
class Cell:
    """What a reader left in a cell, as text; ``place`` as they see it (``F12``)."""

    text: str
    place: str
    computed: bool = False  # a formula or its error: nobody wrote the value


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a form by the names of its columns; ``number`` as the reader sees it."""

    sheet: str
    number: int
    cells: Mapping[str, Cell]

    def text(self, column: str) -> str:
        """What stands in a column, without white space around it; empty if nothing does."""
        cell = self.cells.get(column)
        return cell.text.strip() if cell else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet that is a form: the columns it still has, those named twice, its rows."""

    sheet: str
    columns: tuple[str, ...]
    doubled: tuple[str, ...]
    rows: tuple[Row, ...]


def tables(data: bytes, path: str) -> tuple[Table, ...]:
    """The forms of a workbook, sheet by sheet; sheets that are no forms are left out.

    Raises LanzaroteError ``EXP-EXTRA`` without openpyxl, ``REV-BOOK`` for what is no workbook, and
    what the doors for archives and XML raise.
    """
    library = _openpyxl()
    with checked_archive(data, path) as archive:
        for info in archive.infolist():
            if info.filename.endswith((".xml", ".rels", ".vml")):
                _passed(archive, info.filename, path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it does not keep: nothing is written back
            book = library.load_workbook(io.BytesIO(data), read_only=True)
            return tuple(t for sheet in book.worksheets if (t := _table(sheet)) is not None)
    except _BROKEN as error:
        raise LanzaroteError("REV-BOOK", path, reason=_short(error)) from None


def _passed(archive: zipfile.ZipFile, name: str, path: str) -> None:
    try:
        parse(archive.read(name), f"{path}!{name}")
    except _BROKEN as error:
        raise LanzaroteError("REV-BOOK", path, reason=f"{name}: {_short(error)}") from None


def _short(error: BaseException) -> str:
    return f"{type(error).__name__}: {str(error)[:200]}"


def _openpyxl() -> ModuleType:
    try:
        import openpyxl
    except ModuleNotFoundError:
        raise LanzaroteError("EXP-EXTRA", "", package="openpyxl", extra="office") from None
    return openpyxl


def _table(sheet: Any) -> Table | None:
    if not hasattr(sheet, "iter_rows"):
        return None  # a sheet that is one chart
    sheet.reset_dimensions()  # what the file says of its size is not trusted
    lines = enumerate(sheet.iter_rows(max_col=_WIDE), 1)
    heads = _heads(lines)
    if heads is None:
        return None
    names = [name for name in heads.values() if name]
    doubled = tuple(sorted({name for name in names if names.count(name) > 1}))
    rows = tuple(_rows(sheet.title, heads, lines))
    return Table(sheet.title, tuple(dict.fromkeys(names)), doubled, rows)


def _heads(lines: Iterator[tuple[int, Any]]) -> dict[int, str] | None:
    """Names of the columns by their place; the first row that has one for the decision."""
    for number, line in lines:
        found = {at: _text(cell.value).strip() for at, cell in enumerate(line)}
        if form.DECISION in found.values():
            return found
        if number == _HEAD:
            return None
    return None


def _rows(sheet: str, heads: Mapping[int, str], lines: Iterator[tuple[int, Any]]) -> Iterator[Row]:
    letter = _openpyxl().utils.get_column_letter
    for number, line in lines:
        cells = {
            name: _cell(line[at] if at < len(line) else None, f"{letter(at + 1)}{number}")
            for at, name in heads.items()
            if name
        }
        if any(cell.text.strip() for cell in cells.values()):
            yield Row(sheet, number, cells)


def _cell(cell: Any, place: str) -> Cell:
    if cell is None or cell.value is None:
        return Cell("", place)
    return Cell(_text(cell.value), place, cell.data_type in ("f", "e"))


def _text(value: Any) -> str:
    """A value as text: a day without a time, a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
