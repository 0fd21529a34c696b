"""A table of a page in, what it is out: a table of text, a list, or a way to place words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.safehtml import shown

_LIST_MARK = re.compile(
    r"\(?(?:\d{1,3}|[a-zA-Z]{1,2}|[ivxIVX]{1,5})(?P<stop>[.)°]{0,2})\Z|[-–—•]\Z|\[\d{1,3}\]\Z"
)
_SENTENCE = 30  # characters behind a mark without a stop that show it to be one
_LONG_CELL = 1500  # characters: a longer cell is a page's layout, no cell of a table
_PARAGRAPHS = 3  # with more than so many a long cell is a text


def is_list_item(first: str, second: str) -> bool:
    """Whether two cells are the mark and the text of a list that is printed as a table."""
    match = _LIST_MARK.match(first)
    return bool(match and (match["stop"] != "" or len(second.strip()) > _SENTENCE))


def rows_of(table: etree._Element) -> list[etree._Element]:
    return [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]


def cells_of(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def outside(table: etree._Element, cells: set[etree._Element]) -> Iterator[etree._Element]:
    """Elements of a table that hold words outside its cells: captions, stray text."""
    for child in table:
        if child in cells:
            continue
        if any(e in cells for e in child.iter("td", "th")):
            yield from outside(child, cells)
        elif isinstance(child.tag, str):
            yield child


def is_layout(table: etree._Element, rows: list[list[etree._Element]]) -> bool:
    """A table that only places its words on the page: one cell a row, or whole texts in cells."""
    cells = [cell for row in rows for cell in row]
    if next(table.iterdescendants("table"), None) is not None or _strays(table, set(cells)):
        return True
    if any(len(shown(cell)) > _LONG_CELL and _is_text(cell) for cell in cells):
        return True
    return all(len(_filled(row)) <= 1 for row in rows)


def _is_text(cell: etree._Element) -> bool:
    """Whether a cell holds paragraph after paragraph."""
    return sum(1 for _ in cell.iter("p", "div", "br", "li")) > _PARAGRAPHS


def _strays(table: etree._Element, cells: set[etree._Element]) -> bool:
    """Whether words stand in the table itself, between its rows and cells."""
    for element in (table, *table.iter("tr", "tbody", "thead", "tfoot")):
        between = [element.text, *(child.tail for child in element)]
        if any(text and text.strip() for text in between):
            return True
    return False


def _filled(row: list[etree._Element]) -> list[etree._Element]:
    return [cell for cell in row if shown(cell).strip()]
