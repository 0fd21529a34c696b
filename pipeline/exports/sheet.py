"""Rows of text in, a sheet of a workbook out: no cell is a formula, links are ours alone.

The one place that writes with xlsxwriter. Needs the extra ``office``.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from types import ModuleType
from typing import Any

from pipeline.errors import LanzaroteError
from pipeline.exports.archive import fixed

_CELL = 32_767  # characters that a cell of a workbook holds
_MADE = datetime(2017, 5, 12)  # a fixed date, so that the same content has the same bytes
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TRUNCATED = " […]"
_LINE, _MOST_LINES = 15.0, 20  # points of a line; lines that a row shows at most


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its width in characters, the values that may be chosen in it.

    A ``filled`` one is for readers to write in and looks so; a ``hidden`` one is for the program.
    """

    name: str
    width: int = 16
    choices: tuple[str, ...] = ()
    filled: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """Text with an address inside the output folder (``site/…``) to open from it."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a heading row that stays in sight; numbers are written as numbers."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[str | int | Cell]]
    note: str = ""  # a line above the table
    frozen: int = 1  # columns that stay in sight


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The workbook; the same sheets give the same bytes.

    Raises LanzaroteError ``EXP-EXTRA`` if xlsxwriter is not installed.
    """
    target = io.BytesIO()
    with _book(target) as book:
        formats = {
            "head": book.add_format(
                {
                    "bold": True,
                    "text_wrap": True,
                    "valign": "top",
                    "bottom": 1,
                    "bg_color": "#EFEBE2",
                }
            ),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "link": book.add_format(
                {"text_wrap": True, "valign": "top", "font_color": "#23507A", "underline": 1}
            ),
            "note": book.add_format({"italic": True, "valign": "top"}),
            "filled": book.add_format(
                {
                    "bold": True,
                    "text_wrap": True,
                    "valign": "top",
                    "bottom": 1,
                    "bg_color": "#DCE9F5",
                }
            ),
        }
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, formats)
    return fixed(target.getvalue())


@contextmanager
def _book(target: io.BytesIO) -> Iterator[Any]:
    book = _xlsxwriter().Workbook(
        target,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
         "strings_to_numbers": False},
    )  # fmt: skip
    book.set_properties({"created": _MADE})
    yield book
    book.close()


def _xlsxwriter() -> ModuleType:
    try:
        import xlsxwriter
    except ModuleNotFoundError:
        raise LanzaroteError("EXP-EXTRA", "", package="xlsxwriter", extra="office") from None
    module: ModuleType = xlsxwriter
    return module


def _write(target: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    top = 1 if sheet.note else 0
    if sheet.note:
        target.write_string(0, 0, sheet.note, formats["note"])
    for at, column in enumerate(sheet.columns):
        target.set_column(at, at, column.width, None, {"hidden": column.hidden})
        head = formats["filled" if column.filled else "head"]
        target.write_string(top, at, column.name, head)
    target.set_row(top, _height(sheet.columns, [column.name for column in sheet.columns]))
    for line, row in enumerate(sheet.rows, top + 1):
        target.set_row(line, _height(sheet.columns, row))
        for at, value in enumerate(row):
            _cell(target, line, at, value, formats)
    last = top + max(len(sheet.rows), 1)
    for at, column in enumerate(sheet.columns):
        if column.choices:
            target.data_validation(
                top + 1, at, last, at, {"validate": "list", "source": list(column.choices)}
            )
    target.freeze_panes(top + 1, sheet.frozen)
    target.autofilter(top, 0, last, len(sheet.columns) - 1)
    target.set_landscape()
    target.fit_to_pages(1, 0)
    target.repeat_rows(top)


def _height(columns: Sequence[Column], row: Sequence[str | int | Cell]) -> float:
    """Points that the longest text of a row needs, as far as a screen shows it.

    Not every office program fits rows to wrapped text by itself when it opens a workbook.
    """
    lines = 1
    for column, value in zip(columns, row, strict=True):
        words = value.text if isinstance(value, Cell) else str(value)
        wrapped = (ceil(len(line) / column.width) for line in words.split("\n"))
        lines = max(lines, 0 if column.hidden else sum(max(1, each) for each in wrapped))
    return min(lines, _MOST_LINES) * _LINE


def _cell(
    target: Any, line: int, at: int, value: str | int | Cell, formats: dict[str, Any]
) -> None:
    if isinstance(value, int):
        target.write_number(line, at, value, formats["text"])
    elif isinstance(value, Cell) and value.href:
        shown = text(value.text) or value.href
        written = target.write_url(line, at, f"external:{value.href}", formats["link"], shown)
        if written:  # more links than a sheet can have, or too long a one
            target.write_string(line, at, shown, formats["text"])
    else:
        words = text(value.text if isinstance(value, Cell) else value)
        write = target.write_string if words else target.write_blank
        write(line, at, words, formats["text"])


def text(words: str) -> str:
    """What a cell can hold of the words: no control characters; a mark where they were cut."""
    clean = _CONTROL.sub("\ufffd", words.replace("\r\n", "\n").replace("\r", "\n"))
    return clean if len(clean) <= _CELL else clean[: _CELL - len(_TRUNCATED)] + _TRUNCATED
