"""Lines in, one after the other, open units and containers out: the state of one pass.

A line that opens nothing is text of what is open. Nothing is dropped.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import replace

from pipeline.ids import eid_number
from pipeline.knowledge.drafting import Pattern, Style
from pipeline.model import Finding, Line, Node, Note, Omission, Piece, Source, Table
from pipeline.pieces import cut, glued
from pipeline.structure.numbering import nest
from pipeline.structure.opened import Opened, loose, merged, to_node
from pipeline.structure.quoted_lines import quotation, without_mark
from pipeline.structure.sequence import follows

_GROUP_RANK = 50  # a heading that names no container stands below all that do
HEADING_LIMIT = 200  # a longer line is text, whatever its markup says
# The rest of a number that the source broke off: "Art. 372" / "bis."
_BROKEN_OFF = re.compile(
    r"(?:bis|ter|quater|quinquies|sexies|septies|octies|novies|decies)(?:-\d+)?\s?\.?(?!\w)"
)

_QUOTES = "“„«\"‘'"
_QUOTED_END = re.compile(r"[”»\"“’']\s?[.;,]?\Z")


class Builder(ABC):
    """A stack of open containers and at most one open unit; those above take the lines."""

    def __init__(self, style: Style, source: Source) -> None:
        self.style = style
        self.source = source
        self.top = Opened("", -1, 0)
        self.stack = [self.top]
        self.unit: Opened | None = None
        self.inner: Opened | None = None  # the open quoted unit inside the open unit
        self.before: list[Line] = []  # what stands before the first provision
        self.pending: list[Line] = []  # headings whose owner is not known yet
        self.previous: Line | None = None
        self.omissions: list[Omission] = []
        self.notes: list[Note] = []
        self.closing: list[Piece] = []  # place, date, signatures
        self.ranks: dict[Pattern, int] = {p: n for n, p in enumerate(style.containers)}
        self.findings: list[Finding] = []
        self.quotations: dict[int, range] = {}  # by their first line

    def build(self) -> None:
        """Take every line, in order; what quotes another law, as a whole."""
        quoted = range(0)
        for index, line in enumerate(self.source.lines):
            if index in quoted:
                continue
            if index in self.quotations and self._owner():
                quoted = self.quotations[index]
                self._quotation(self.source.lines[quoted.start : quoted.stop])
            else:
                self._take(index, line)
        self._flush_pending()

    @abstractmethod
    def _take(self, index: int, line: Line) -> None:
        """Open what a line opens, or add it to what is open."""

    def _quotation(self, lines: tuple[Line, ...]) -> None:
        """What another law is to say: a tree of its own in the unit that amends it."""
        mark, bare = without_mark(lines)
        inner = type(self)(self.style, Source("", "", "", self.source.metadata, 0, lines=bare))
        inner.quotations = {}
        inner.build()
        self.omissions.extend(inner.omissions)
        owner = self._owner()
        assert owner is not None
        self._flush_pending()
        owner.quotations[lines[0].piece.start] = quotation(inner.parts(), mark)
        owner.lines.append(Line("quotation", lines[0].piece, indent=lines[0].indent))

    def parts(self) -> tuple[Piece | Table | Node, ...]:
        """All that was built, as the body of a quotation."""
        front = nest(self.before, self.style.levels)
        nodes = tuple(to_node(o, self.style) for o in merged(self.top.children))
        notes = tuple(note.piece for note in self.notes)
        return (*front, *nodes, *self.closing, *notes)

    def _owner(self) -> Opened | None:
        """The unit that takes text now."""
        return self.inner or self.unit

    def _note(self, line: Line, kind: str = "footnote") -> None:
        note = Note(kind, line.piece)
        (self.unit.notes if self.unit else self.notes).append(note)

    # --- amendments: units of another law inside a unit of this one ---------------------------

    def _is_quoted(self, match: re.Match[str]) -> bool:
        amending = self.style.amending
        if not self.unit or not amending:
            return False
        owner = self.inner or self.unit
        last = owner.lines[-1].piece if owner.lines else owner.heading
        announced = bool(last and last.text.rstrip().endswith(":") and amending.search(last.text))
        if announced:
            return True
        if self.inner is None or self._is_closed(self.inner, match):
            return False
        return not self._follows(match["num"])

    def _is_closed(self, inner: Opened, match: re.Match[str]) -> bool:
        """Whether a quotation mark has closed the quoted unit and none opens this one."""
        last = inner.lines[-1].piece.text if inner.lines else ""
        opens = match.string[: match.start("num")].strip() or match.string[:1] in _QUOTES
        return bool(_QUOTED_END.search(last)) and not opens

    def _follows(self, printed: str) -> bool:
        """True if a number continues the numbering of the unit that amends."""
        own = self.unit.num.text if self.unit and self.unit.num else ""
        words, another = own.split()[:-1], printed.split()[:-1]
        named = len(words) > 1 and words == another  # Disposición final novena, then décima
        return named or follows(eid_number(own), eid_number(printed))

    def _open_quoted(self, line: Line, pattern: Pattern, match: re.Match[str]) -> None:
        assert self.unit is not None
        self._flush_pending()
        self.inner = self._opened(line, pattern, match)
        self.unit.quoted.append((len(self.unit.lines), self.inner))

    # --- units, containers, headings ---------------------------------------------------------

    def _opened(self, line: Line, pattern: Pattern, match: re.Match[str]) -> Opened:
        groups = match.groupdict()
        piece = line.piece
        opened = Opened(
            pattern.element, 0, line.level, name=pattern.name, unit=True, levels=pattern.levels
        )
        prefix = cut(piece, 0, match.start("num"))
        start = 0 if prefix else match.start("num")
        end = match.end("num")
        text_at = match.start("text") if groups.get("text") else len(piece.text)
        named = any(c.isalnum() for c in groups.get("heading") or "")
        head_at = match.start("heading") if named else text_at
        if groups.get("marker"):  # of a footnote, fused to the number
            self.omissions.extend(omitted(cut(piece, *match.span("marker")), "note-marker"))
            opened.num, end = cut(piece, start, end), match.end("marker")
        else:
            end = _until(piece.text, end, head_at)
            opened.num = cut(piece, start, end)
        if named:
            opened.heading = cut(piece, head_at, text_at if text_at > head_at else len(piece.text))
        rest = cut(piece, text_at if named or groups.get("text") else end, len(piece.text))
        if rest and not (named and text_at == len(piece.text)):
            opened.lines.append(Line("text", rest, indent=line.indent))
        return opened

    def _open_container(self, line: Line, pattern: Pattern, match: re.Match[str]) -> None:
        self._flush_pending()
        rank = self.ranks[pattern]
        opened = self._opened(line, pattern, match)
        opened.rank, opened.unit = rank, False
        while self.stack[-1].rank >= rank:
            self.stack.pop()
        self.stack[-1].children.append(opened)
        self.stack.append(opened)
        self.unit = self.inner = None
        opened.children.extend(loose(line) for line in opened.lines)
        opened.lines = []

    def _flush_pending(self) -> None:
        """Headings that belong to no number group what follows them."""
        for line in self.pending:
            rank = _GROUP_RANK + line.level
            while self.stack[-1].rank >= rank:
                self.stack.pop()
            group = Opened("hcontainer", rank, line.level, heading=line.piece, name="group")
            self.stack[-1].children.append(group)
            self.stack.append(group)
            self.unit = self.inner = None
        self.pending = []

    def _completed(self, line: Line) -> Line | None:
        """What is left of a line once the rest of its unit's broken number is taken off it."""
        owner = self.inner or self.unit
        if not owner or owner.lines or owner.heading or not owner.num:
            return line
        match = _BROKEN_OFF.match(line.piece.text)
        if not match or not owner.num.text[-1:].isdigit():
            return line
        rest = cut(line.piece, 0, match.end())
        owner.num = glued(owner.num, rest) if rest else owner.num
        left = cut(line.piece, match.end(), len(line.piece.text))
        return replace(line, piece=left) if left else None

    def _text(self, line: Line) -> None:
        remaining = self._completed(line)
        if remaining is None:
            return
        line = remaining
        if self.pending:
            self._flush_pending()
        if self.inner:
            self.inner.lines.append(line)
        elif self.unit:
            self.unit.lines.append(line)
        elif self.stack[-1] is self.top and not self.top.children:
            self.before.append(line)
        elif self._names_container(line):
            self.stack[-1].heading = line.piece
        else:
            self.stack[-1].children.append(loose(line))

    def _names_container(self, line: Line) -> bool:
        """A line in capitals right below PART 1 is its heading, marked so or not."""
        container, text = self.stack[-1], line.piece.text
        bare = container.rank >= 0 and not container.heading and not container.children
        return bare and line.kind == "text" and text.isupper() and is_heading(text)


def is_heading(text: str) -> bool:
    return len(text) <= HEADING_LIMIT and any(c.isalnum() for c in text)


def _until(text: str, end: int, limit: int) -> int:
    """The end of the number with the stop or colon that is printed behind it."""
    while end < limit and text[end] in ".:–—-º° ":
        end += 1
    return end


def omitted(piece: Piece | None, reason: str) -> list[Omission]:
    return (
        []
        if piece is None
        else [
            Omission(r.source, r.source + r.length, reason, piece.text[r.text : r.text + r.length])
            for r in piece.runs
        ]
    )
