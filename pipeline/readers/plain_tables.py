"""Physical lines of a text in, the rows of its tables out: columns by bars, tabs or blank columns.

A table is told from its neighbours: several lines, one below the other, with as many cells. A
number and its words, a heading and its page are two things on a line as well, and no table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.readers.page_furniture import PageRole, Physical

_FEWEST = 2  # rows of a table drawn with bars or tabs
_ALIGNED = 3  # rows of one that only blank columns part
_GAP = 3  # blank columns between two cells at least
_RULE = re.compile(r"(?=.*-)[\s|+:=-]{3,}\Z")
_BAR = re.compile(r"\s*\|")
_SPLIT = {"bar": re.compile(r"\|"), "tab": re.compile(r"\t+")}
# The first cell of what is a list: a number, a letter, a dash, a lead-in.
_MARK = re.compile(
    r"(?:\W*(?:\d{1,4}[a-z]{0,2}|[a-zA-Z]|[ivxlIVXL]{1,5})[.)°º]*"
    r"|§.*|(?:Art|Article|Artikel|Section|Sec)\b.*|[-–—•*]|.*:)\Z"
)
_WIDE = re.compile(rf"\S\s{{{_GAP},}}\S")


@dataclass(frozen=True, slots=True)
class Cell:
    """Where the text of a cell stands in its line, without white space at its ends."""

    start: int
    end: int


Row = tuple[Cell, ...]  # no cell at all: a rule between rows


def table_rows(lines: Sequence[Physical], roles: Sequence[PageRole]) -> dict[int, Row]:
    """The cells of each line that is a row of a table, by its place; rules have none."""
    found: dict[int, Row] = {}
    for block in _blocks(lines, roles):
        if any("|" in lines[i].text for i in block):
            found.update(_drawn(lines, block, "bar"))
        elif any("\t" in lines[i].bare for i in block):
            found.update(_drawn(lines, block, "tab"))
        else:
            for run in _wide(lines, block):
                found.update(_aligned(lines, run))
    return found


def _blocks(lines: Sequence[Physical], roles: Sequence[PageRole]) -> Iterator[range]:
    """Stretches of two lines and more without a blank one."""
    start = 0
    for index in range(len(lines) + 1):
        if index == len(lines) or not lines[index].bare or roles[index]:
            if index - start >= _FEWEST:
                yield range(start, index)
            start = index + 1


def _drawn(lines: Sequence[Physical], block: range, by: str) -> Mapping[int, Row]:
    """Rows whose cells are parted by a sign: neighbours with as many cells."""
    found: dict[int, Row] = {}
    run: dict[int, Row] = {}
    for index in (*block, block.stop):
        row = _cells(lines[index].text, _SPLIT[by]) if index < block.stop else ()
        rule = index < block.stop and by == "bar" and bool(_RULE.match(lines[index].bare))
        if rule:
            run[index] = ()
            continue
        width = next((len(r) for r in run.values() if r), len(row))
        if len(row) < 2 or len(row) != width:
            found.update(run if _is_table(lines, run, by) else {})
            run = {}
        if len(row) >= 2:
            run[index] = row
    return found


def _cells(text: str, sign: re.Pattern[str]) -> Row:
    edges = [0, *(edge for m in sign.finditer(text) for edge in m.span()), len(text)]
    cells = [_bare(text, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    if (cells and _BAR.match(text)) or not text[: edges[1]].strip():
        cells = cells[1:]
    if cells and cells[-1].start == cells[-1].end and text.rstrip().endswith("|"):
        cells = cells[:-1]
    return tuple(cells)


def _bare(text: str, start: int, end: int) -> Cell:
    bare = text[start:end].strip()
    at = start + text[start:end].index(bare)
    return Cell(at, at + len(bare))


def _is_table(lines: Sequence[Physical], run: Mapping[int, Row], by: str) -> bool:
    rows = [[lines[i].text[cell.start : cell.end] for cell in row] for i, row in run.items() if row]
    if len(rows) < (_FEWEST if by != "blank" else _ALIGNED):
        return False
    if by == "bar" and len(rows) < len(run):
        return True  # a rule is drawn
    return len(rows[0]) > 2 or not (_is_list(rows) or _has_pages(rows))


def _is_list(rows: Sequence[Sequence[str]]) -> bool:
    """Numbers with their words behind them."""
    return any(_MARK.match(row[0]) or not row[0] for row in rows)


def _has_pages(rows: Sequence[Sequence[str]]) -> bool:
    """Headings with the numbers of their pages."""
    pages = [int(row[-1]) for row in rows if row[-1].isdigit()]
    return len(pages) == len(rows) and all(a <= b for a, b in pairwise(pages))


def _wide(lines: Sequence[Physical], block: range) -> Iterator[range]:
    """Neighbours that all have a gap between their words."""
    start = block.start
    for index in (*block, block.stop):
        if index == block.stop or not _WIDE.search(lines[index].bare):
            if index - start >= _ALIGNED:
                yield range(start, index)
            start = index + 1


def _aligned(lines: Sequence[Physical], block: range) -> Mapping[int, Row]:
    """Rows that columns of blanks part, the same in all lines of a block."""
    shown = {i: lines[i].text.expandtabs(8).rstrip() for i in block}
    if any("\t" in lines[i].text for i in block):
        return {}
    wide = max(map(len, shown.values()))
    blank = [all(len(t) <= c or t[c].isspace() for t in shown.values()) for c in range(wide)]
    edges, at = [0], 0
    while at < wide:
        end = next((c for c in range(at, wide) if not blank[c]), wide)
        if at and end - at >= _GAP and end < wide:
            edges.append(end)
        at = next((c for c in range(end, wide) if blank[c]), wide)
    edges = [edge for edge in edges if edge] if blank[0] and len(edges) > 1 else edges
    bounds = [0, *(e for e in edges if e), wide + 1]
    rows = {
        i: tuple(_bare(t, min(a, len(t)), min(b, len(t))) for a, b in pairwise(bounds))
        for i, t in shown.items()
    }
    filled = all(sum(1 for c in row if c.end > c.start) > 1 for row in rows.values())
    return rows if len(bounds) > 2 and filled and _is_table(lines, rows, "blank") else {}
