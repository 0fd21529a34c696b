"""Lines in, one after the other, open units and containers out: the state of one pass.

A line that opens nothing is text of what is open. Nothing is dropped.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.errors import finding
from pipeline.ids import eid_number
from pipeline.knowledge.drafting import Pattern, Style
from pipeline.model import Finding, Line, Note, Omission, Piece, Source
from pipeline.structure.opened import Opened, loose
from pipeline.structure.opening import Opening
from pipeline.structure.openings import Openings, find_openings
from pipeline.structure.pieces import cut, joined
from pipeline.structure.ranks import ranks
from pipeline.structure.recognition import opens, unmarked
from pipeline.structure.sequence import follows

_GROUP_RANK = 50  # a heading that names no container stands below all that do
_HEADING_LIMIT = 200  # a longer line is text, whatever its markup says
# The rest of a number that the source broke off: "Art. 372" / "bis."
_BROKEN_OFF = re.compile(
    r"(?:bis|ter|quater|quinquies|sexies|septies|octies|novies|decies)(?:-\d+)?\s?\.?(?!\w)"
)

_QUOTES = "“„«\"‘'"
_QUOTED_END = re.compile(r"[”»\"“’']\s?[.;,]?\Z")


class Builder:
    """One pass over the lines with a stack of open containers and at most one open unit."""

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
        self.alone = unmarked(source.lines, style)
        self.closing: list[Piece] = []  # place, date, signatures
        flat = not any(line.kind == "heading" for line in source.lines)
        self.plain = find_openings(source.lines, style) if flat else Openings()
        self.ranks = ranks(self.plain.at, style)
        self.flat = flat
        self.findings: list[Finding] = []

    def build(self) -> None:
        """Take every line, in order."""
        for index, line in enumerate(self.source.lines):
            if self.flat:
                self._take_plain(index, line)
            else:
                self._take(line)
            self.previous = line
        self._flush_pending()

    # --- plain text: what opens something is known beforehand -----------------------------------

    def _take_plain(self, index: int, line: Line) -> None:
        plain = self.plain
        opening = plain.at.get(index)
        if index in plain.contents:
            self.omissions.extend(_omitted(line.piece, "toc"))
        elif line.kind == "note":
            self._note(line)
        elif opening is None and any(n.match(line.piece.text) for n in self.style.notes):
            self._note(line, "history")
        elif self.closing or index == plain.closing:
            self.closing.append(line.piece)
        elif index in plain.headings:
            return  # taken with the opening it belongs to
        elif opening is not None:
            self._open_plain(index, line, opening)
        elif index in plain.groups:
            self.pending.append(line)
        else:
            self._text(line)

    def _open_plain(self, index: int, line: Line, opening: Opening) -> None:
        pattern, match = opening.pattern, opening.match
        quoted = opening.unit and not self.pending and self._is_quoted(match)
        heading = opening.heading
        elsewhere = heading is not None and heading >= 0
        above = self.source.lines[heading] if heading is not None and elsewhere else None
        if quoted:
            self._open_quoted(line, pattern, match)
            opened = self.inner
        elif opening.unit:
            self._flush_pending()
            opened = self._opened(line, pattern, match)
            self.unit, self.inner = opened, None
            self.stack[-1].children.append(opened)
        else:
            self._open_container(line, pattern, match)
            opened = self.stack[-1]
        assert opened is not None
        own = opened.heading
        if own is not None and heading != -1:
            opened.lines.insert(0, Line("text", own, indent=line.indent))
            opened.heading = None
        if above is not None:
            opened.heading = above.piece
        if opening.out_of_order and not quoted:
            self.findings.append(
                finding(
                    "STR-SEQUENCE", self.source.path, label=opened.num.text if opened.num else ""
                )
            )

    # --- text with marked headings --------------------------------------------------------------

    def _take(self, line: Line) -> None:
        if line.kind == "note":
            self._note(line)
        elif self._toc(line):
            self.omissions.extend(_omitted(line.piece, "toc"))
        else:
            self._structural(line)

    def _structural(self, line: Line) -> None:
        line = self._without_own_number(line)
        unit = opens(line, self.style.units, self.alone)
        container = None if unit else opens(line, self.style.containers, self.alone)
        if unit and self._is_quoted(unit[1]):
            self._open_quoted(line, *unit)
        elif unit and self._stands_alone(line):
            self._open_unit(line, *unit)
        elif container and not self._goes_on(line):
            self._open_container(line, *container)
        elif line.kind == "heading" and _is_heading(line.piece.text):
            self._heading(line)
        else:
            self._text(line)

    def _without_own_number(self, line: Line) -> Line:
        """The first line of a unit without the unit's number, where that is printed once more."""
        owner = self.inner or self.unit
        if not owner or owner.lines or not owner.num or line.kind != "text":
            return line
        number = re.escape(owner.num.text.rstrip(". "))
        match = re.match(rf"{number}\.?\s?(?:[—–-]\s?)?(?=[(“‘\"A-Z])", line.piece.text)
        if not match or not number[:1].isdigit():
            return line
        self.omissions.extend(_omitted(cut(line.piece, 0, match.end()), "repeated-number"))
        rest = cut(line.piece, match.end(), len(line.piece.text))
        return replace(line, piece=rest) if rest else line

    def _toc(self, line: Line) -> bool:
        toc = self.style.toc
        return bool(toc and not self.unit and toc.match(line.piece.text))

    def _goes_on(self, line: Line) -> bool:
        """A container word in lower case inside a unit is a sentence that goes on."""
        return self.unit is not None and line.piece.text[:1].islower() and line.kind == "text"

    def _stands_alone(self, line: Line) -> bool:
        """A plain line opens a unit only where a sentence has ended before it."""
        if line.kind == "heading" or not self.unit:
            return True
        owner = self.inner or self.unit
        return not (owner.lines and owner.lines[-1].piece.text[-1:] in ",")

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
        opened = Opened(pattern.element, 0, line.level, name=pattern.name, unit=True)
        prefix = cut(piece, 0, match.start("num"))
        start = 0 if prefix else match.start("num")
        end = match.end("num")
        text_at = match.start("text") if groups.get("text") else len(piece.text)
        named = any(c.isalnum() for c in groups.get("heading") or "")
        head_at = match.start("heading") if named else text_at
        opened.num = cut(piece, start, _until(piece.text, end, head_at))
        if named:
            heading = cut(piece, head_at, text_at if text_at > head_at else len(piece.text))
            if heading and not self.flat and self._is_text(heading):
                opened.lines.append(Line("text", heading))
            else:
                opened.heading = heading
        if groups.get("text"):
            rest = cut(piece, text_at, len(piece.text))
            if rest:
                opened.lines.append(Line("text", rest, indent=line.indent))
        return opened

    def _is_text(self, heading: Piece) -> bool:
        """Words on the line of the number are text where they are long or run into the next."""
        sentence = heading.text.rstrip().endswith((";", ":", ","))
        return len(heading.text) > _HEADING_LIMIT or (sentence and len(heading.text) > 60)

    def _open_unit(self, line: Line, pattern: Pattern, match: re.Match[str]) -> None:
        opened = self._opened(line, pattern, match)
        if self.style.heading == "before" and not opened.heading and self._takes_before(line):
            opened.heading = self.pending.pop().piece if self.pending else self._plain_heading()
        self._flush_pending()
        self.unit, self.inner = opened, None
        self.stack[-1].children.append(opened)

    def _takes_before(self, line: Line) -> bool:
        plain = line.kind == "text"
        return plain or bool(self.pending and self.pending[-1].level <= line.level)

    def _plain_heading(self) -> Piece | None:
        """The short line without an end stop right before the number, if there is one."""
        owner = self.unit.lines if self.unit else self.before
        if not owner or owner[-1].kind not in ("text", "heading"):
            return None
        if owner[-1] is not self.previous:
            return None
        text = owner[-1].piece.text
        short = len(text) <= 120 and text[-1:] not in ".;:,)–-"
        if not short or (self.unit and len(owner) < 2) or not text[:1].isupper():
            return None
        return owner.pop().piece

    def _open_container(self, line: Line, pattern: Pattern, match: re.Match[str]) -> None:
        self._flush_pending()
        rank = self.ranks[pattern]
        opened = self._opened(line, pattern, match)
        opened.rank, opened.unit = rank, False
        if opened.lines:
            opened.heading = opened.lines.pop().piece
        while self.stack[-1].rank >= rank:
            self.stack.pop()
        self.stack[-1].children.append(opened)
        self.stack.append(opened)
        self.unit = self.inner = None

    def _heading(self, line: Line) -> None:
        unit = self.inner or self.unit
        container = self.stack[-1]
        bare = unit is not None and not unit.heading and not unit.lines
        if unit and bare and (self.style.heading == "after" or line.level >= unit.level):
            unit.heading = line.piece
        elif unit and line.level > unit.level > 0:
            unit.lines.append(Line("text", line.piece))
        elif not unit and container.rank >= 0 and not container.heading and not container.children:
            container.heading = line.piece
        elif not unit and container is self.top and not self.top.children:
            self.before.append(line)
        else:
            self.pending.append(line)

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
        owner.num = joined(owner.num, rest) if rest else owner.num
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
        return bare and line.kind == "text" and text.isupper() and _is_heading(text)


def _is_heading(text: str) -> bool:
    return len(text) <= _HEADING_LIMIT and any(c.isalnum() for c in text)


def _until(text: str, end: int, limit: int) -> int:
    """The end of the number with the stop or colon that is printed behind it."""
    while end < limit and text[end] in ".:–—-º° ":
        end += 1
    return end


def _omitted(piece: Piece | None, reason: str) -> list[Omission]:
    return (
        []
        if piece is None
        else [
            Omission(r.source, r.source + r.length, reason, piece.text[r.text : r.text + r.length])
            for r in piece.runs
        ]
    )
