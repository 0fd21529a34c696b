"""A plain body in, ``Line`` values out: one per number, heading or paragraph, wrapped lines joined.

Whether a line break was made by the drafter or by the printer is told from where the next word
would have fitted, from indents, and from the numbers that begin lines. What belongs to the page is
recorded as omitted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.model import Line, Omission, Piece, Run
from pipeline.readers.line_breaks import LineBreaks, spaced_out, width
from pipeline.readers.markdown import Scan
from pipeline.readers.page_furniture import Physical, page_roles, physical
from pipeline.readers.plain_tables import Cell, Row, table_rows

_AND = re.compile(r"(?:und|oder|sowie|bzw|and|or|et|ou|en|of|och|eller|og)\b")
_HYPHEN = re.compile(r"[^\W\d_]-\Z")


@dataclass
class _Block:
    lines: list[Physical] = field(default_factory=list)
    spaced: bool = False

    @property
    def last(self) -> Physical:
        return self.lines[-1]


def plain_lines(text: str, start: int = 0) -> Scan:
    """The lines of ``text[start:]``; offsets are those of ``text``.

    Every character that is not white space is in one line or one omission.
    """
    found = Scan()
    lines = physical(text, start)
    roles = page_roles(lines)
    rows = table_rows(lines, roles)
    own = [n for i, n in enumerate(lines) if not roles[i] and i not in rows]
    breaks = LineBreaks(width(own), spaced_out(own))
    words = _Words(text)
    block, spaced, torn = _Block(), False, False
    for index, (line, role) in enumerate(zip(lines, roles, strict=True)):
        if index in rows:
            words.close(block, found)
            block = _Block()
            _row(line, rows[index], found, spaced)
            spaced = torn = False
        elif role == "furniture":
            found.omit(line.start, line.text, "furniture")
            torn = True
        elif line.blank:
            spaced = True
        elif role == "note":
            words.close(block, found)
            _note(line, found)
            block = _Block()
        elif block.lines and breaks.goes_on(block.lines[0], block.last, line, _gap(spaced, torn)):
            block.lines.append(line)
            spaced = torn = False
        else:
            words.close(block, found)
            block = _Block([line], spaced or torn)
            breaks.begun(line)
            spaced = torn = False
    words.close(block, found)
    return found


def _gap(spaced: bool, torn: bool) -> str:
    return "page" if torn else "blank" if spaced else ""


class _Words:
    """Makes pieces of blocks; knows the words of the text, to put broken words together."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._known: frozenset[str] | None = None

    @property
    def known(self) -> frozenset[str]:
        if self._known is None:
            self._known = frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", self.text.casefold()))
        return self._known

    def close(self, block: _Block, found: Scan) -> None:
        if block.lines:
            piece, omitted = self._piece(block.lines)
            found.omissions.extend(omitted)
            found.lines.append(Line("text", piece, 0, (), block.lines[0].indent, block.spaced))

    def _piece(self, lines: list[Physical]) -> tuple[Piece, list[Omission]]:
        parts: list[str] = []
        runs: list[Run] = []
        omitted: list[Omission] = []
        length = 0
        glue = True
        for index, line in enumerate(lines):
            following = lines[index + 1].bare if index + 1 < len(lines) else ""
            break_ = self._break(line.bare, following) if following else "space"
            bare = line.bare[:-1] if break_ == "drop" else line.bare
            if break_ == "drop":
                end = line.first + len(bare)
                omitted.append(Omission(end, end + 1, "hyphenation", "-"))
            if not glue:
                parts.append(" ")
                length += 1
            glue = break_ != "space"
            parts.append(_spaced(bare, length, line.first, runs))
            length += len(parts[-1])
        last = runs[-1]
        piece = Piece("".join(parts), runs[0].source, last.source + last.length, tuple(runs))
        return piece, omitted

    def _break(self, line: str, following: str) -> str:
        """How a line joins the next: ``space``, ``join`` (a hyphen of the word), ``drop`` it."""
        if not following or not _HYPHEN.search(line[-2:]) or not following[:1].islower():
            return "space"
        if _AND.match(following):
            return "space"
        tail = re.search(r"[^\W\d_]+(?:-[^\W\d_]+)*-\Z", line)
        head = re.match(r"[^\W\d_]+", following)
        first, second = tail[0] if tail else "", head[0] if head else ""
        if (first + second).casefold() in self.known:
            return "join"
        return "drop" if (first[:-1] + second).casefold() in self.known else "join"


def _spaced(bare: str, at: int, source: int, runs: list[Run]) -> str:
    """The words of a line with one space between them; where they stand is added to ``runs``."""
    words = " ".join(bare.split())
    if len(words) == len(bare):
        _extend(runs, at, source, len(bare))
        return words
    for match in re.finditer(r"\S+", bare):
        _extend(runs, at, source + match.start(), len(match[0]))
        at += len(match[0]) + 1
    return words


def _extend(runs: list[Run], at: int, source: int, length: int) -> None:
    """Add a stretch; one that goes on where the last ended, space by space, makes it longer."""
    last = runs[-1] if runs else None
    if last and at - last.text == source - last.source and at - last.text <= last.length + 1:
        runs[-1] = Run(last.text, last.source, at - last.text + length)
    else:
        runs.append(Run(at, source, length))


def _row(line: Physical, row: Row, found: Scan, spaced: bool) -> None:
    """A row of a table as one line with its cells; what draws it is recorded as omitted."""
    at = 0
    for cell in (*row, Cell(len(line.text), len(line.text))):
        found.omit(line.start + at, line.text[at : cell.start])
        at = cell.end
    if not row:
        return
    cells: list[Piece] = []
    for cell in row:
        runs: list[Run] = []
        start = line.start + cell.start
        text = _spaced(line.text[cell.start : cell.end], 0, start, runs)
        cells.append(Piece(text, start, line.start + cell.end, tuple(runs) if text else ()))
    whole = Piece("\t".join(cell.text for cell in cells), cells[0].start, cells[-1].end)
    found.lines.append(Line("row", whole, 0, tuple(cells), line.indent, spaced))


def _note(line: Physical, found: Scan) -> None:
    bare, start = line.bare, line.first
    piece = Piece(bare, start, start + len(bare), (Run(0, start, len(bare)),))
    found.lines.append(Line("note", piece))
