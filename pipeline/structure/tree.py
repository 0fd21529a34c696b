"""The lines of a plain or Markdown law in, the same Source with provisions out.

What opens a unit or a container is the drafting style's data; the order of its containers is
their rank. A line that opens nothing is text of what is open. Nothing is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.errors import KnowledgeError
from pipeline.ids import eid_number
from pipeline.knowledge import Library
from pipeline.knowledge.drafting import Pattern, Style, load_style, load_styles, style_names
from pipeline.model import Line, Node, Note, Omission, Piece, Source
from pipeline.structure.numbering import Part, cut, nest
from pipeline.text import collapse, fold

_GROUP_RANK = 50  # a heading that names no container stands below all that do
_HEADING_LIMIT = 200  # a longer line is text, whatever its markup says


@dataclass
class _Open:
    """A unit or container that is being filled."""

    kind: str
    rank: int
    level: int
    num: Piece | None = None
    heading: Piece | None = None
    name: str = ""
    lines: list[Line] = field(default_factory=list)
    children: list[_Open] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    quoted: list[tuple[int, _Open]] = field(default_factory=list)  # line index, quoted unit
    unit: bool = False


def nodes_from_lines(source: Source, library: Library, style: str | None = None) -> Source:
    """``source`` with preface, preamble and nodes.

    The style is recognised from jurisdiction, language and the lines, unless it is named.
    Raises KnowledgeError ``KNO-MISSING`` for a style that does not exist.
    """
    if style and style not in style_names(library):
        raise KnowledgeError("KNO-MISSING", f"drafting/{style}.yaml")
    chosen = load_style(library, style) if style else recognise(source, load_styles(library))
    builder = _Builder(chosen, source)
    for line in source.lines:
        builder.take(line)
    return builder.finished()


def recognise(source: Source, styles: Sequence[Style]) -> Style:
    """The style whose units the lines show most, its own jurisdiction and language first."""
    stated = source.metadata

    def claim(style: Style) -> tuple[bool, bool, bool, int, str]:
        alone = _unmarked(source.lines, style)
        units = sum(1 for line in source.lines if _opens(line, style.units, alone))
        home = stated.jurisdiction in style.jurisdictions
        return (
            home and units > 0,
            stated.language in style.languages and units > 0,
            units > 0,
            units,
            style.name,
        )

    return max(styles, key=claim)


def _opens(
    line: Line, patterns: Sequence[Pattern], alone: bool
) -> tuple[Pattern, re.Match[str]] | None:
    """The pattern that a line matches; ``alone``: the source marks no unit as a heading."""
    if line.kind not in ("heading", "text"):
        return None
    text = line.piece.text
    for pattern in patterns:
        plain = pattern.plain == "always" or (pattern.plain == "alone" and alone)
        if line.kind == "heading" or plain:
            match = pattern.regex.match(text)
            if match:
                return pattern, match
    return None


def _unmarked(lines: Sequence[Line], style: Style) -> bool:
    """True if no heading of the source opens a unit of this style."""
    return not any(line.kind == "heading" and _opens(line, style.units, False) for line in lines)


class _Builder:
    """One pass over the lines with a stack of open containers and at most one open unit."""

    def __init__(self, style: Style, source: Source) -> None:
        self.style = style
        self.source = source
        self.top = _Open("", -1, 0)
        self.stack = [self.top]
        self.unit: _Open | None = None
        self.inner: _Open | None = None  # the open quoted unit inside the open unit
        self.before: list[Line] = []  # what stands before the first provision
        self.pending: list[Line] = []  # headings whose owner is not known yet
        self.omissions: list[Omission] = []
        self.notes: list[Note] = []
        self.alone = _unmarked(source.lines, style)

    def take(self, line: Line) -> None:
        if line.kind == "note":
            self._note(line)
        elif self._toc(line):
            self.omissions.extend(_omitted(line.piece, "toc"))
        else:
            self._structural(line)

    def _structural(self, line: Line) -> None:
        line = self._without_own_number(line)
        unit = _opens(line, self.style.units, self.alone)
        container = None if unit else _opens(line, self.style.containers, self.alone)
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

    def _note(self, line: Line) -> None:
        note = Note("footnote", line.piece)
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
        return self.inner is not None and not self._follows(match["num"])

    def _follows(self, printed: str) -> bool:
        """True if a number continues the numbering of the unit that amends."""
        outer = eid_number(self.unit.num.text) if self.unit and self.unit.num else ""
        return _next_number(outer, eid_number(printed))

    def _open_quoted(self, line: Line, pattern: Pattern, match: re.Match[str]) -> None:
        assert self.unit is not None
        self._flush_pending()
        self.inner = self._opened(line, pattern, match)
        self.unit.quoted.append((len(self.unit.lines), self.inner))

    # --- units, containers, headings ---------------------------------------------------------

    def _opened(self, line: Line, pattern: Pattern, match: re.Match[str]) -> _Open:
        groups = match.groupdict()
        piece = line.piece
        opened = _Open(pattern.element, 0, line.level, name=pattern.name, unit=True)
        prefix = cut(piece, 0, match.start("num"))
        start = 0 if prefix else match.start("num")
        end = match.end("num")
        text_at = match.start("text") if groups.get("text") else len(piece.text)
        head_at = match.start("heading") if groups.get("heading") else text_at
        opened.num = cut(piece, start, _until(piece.text, end, head_at))
        if groups.get("heading"):
            heading = cut(piece, head_at, len(piece.text))
            if heading and self._is_text(heading, line):
                opened.lines.append(Line("text", heading))
            else:
                opened.heading = heading
        if groups.get("text"):
            rest = cut(piece, text_at, len(piece.text))
            if rest:
                opened.lines.append(Line("text", rest))
        return opened

    def _is_text(self, heading: Piece, line: Line) -> bool:
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
        if self.pending:
            return self.pending[-1].level <= line.level
        return line.kind == "text"

    def _plain_heading(self) -> Piece | None:
        """The short line without an end stop that stands right before the number, if there is one."""
        owner = self.unit.lines if self.unit else self.before
        if not owner or owner[-1].kind != "text":
            return None
        text = owner[-1].piece.text
        short = len(text) <= 120 and text[-1:] not in ".;:,)–-"
        if not short or (self.unit and len(owner) < 2) or not text[:1].isupper():
            return None
        return owner.pop().piece

    def _open_container(self, line: Line, pattern: Pattern, match: re.Match[str]) -> None:
        self._flush_pending()
        rank = self.style.containers.index(pattern)
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
        if unit and not unit.heading and not unit.lines and self.style.heading == "after":
            unit.heading = line.piece
        elif unit and not unit.heading and not unit.lines and line.level >= unit.level:
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
            group = _Open("hcontainer", rank, line.level, heading=line.piece, name="group")
            self.stack[-1].children.append(group)
            self.stack.append(group)
            self.unit = self.inner = None
        self.pending = []

    def _text(self, line: Line) -> None:
        if self.pending:
            self._flush_pending()
        if self.inner:
            self.inner.lines.append(line)
        elif self.unit:
            self.unit.lines.append(line)
        elif self.stack[-1] is self.top and not self.top.children:
            self.before.append(line)
        else:
            self.stack[-1].children.append(_loose(line))

    # --- the result ----------------------------------------------------------------------------

    def finished(self) -> Source:
        self._flush_pending()
        preface, preamble = self._front()
        nodes = [self._node(child) for child in _merged(self.top.children)]
        if not nodes:
            nodes = [self._node(_merged([_loose(line) for line in self.before])[0])] if (
                self.before
            ) else []
            preface, preamble = (), ()
        return replace(
            self.source,
            lines=(),
            preface=preface,
            preamble=preamble,
            nodes=tuple(nodes),
            notes=(*self.source.notes, *self.notes),
            omissions=tuple(
                sorted((*self.source.omissions, *self.omissions), key=lambda o: (o.start, o.end))
            ),
        )

    def _front(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """The title as printed is preface, every other line before the provisions preamble."""
        title = fold(collapse(self.source.metadata.title))
        preface = [n.piece for n in self.before if title and fold(n.piece.text) == title][:1]
        preamble = [n.piece for n in self.before if n.piece not in preface]
        return tuple(preface), tuple(preamble)

    def _node(self, opened: _Open) -> Node:
        if not opened.unit:
            children = tuple(self._node(child) for child in _merged(opened.children))
            return Node(
                opened.kind, opened.num, opened.heading, children, opened.name,
                notes=tuple(opened.notes),
            )  # fmt: skip
        node = Node(
            opened.kind,
            opened.num,
            opened.heading,
            self._body(opened),
            opened.name,
            unit=True,
            notes=tuple(opened.notes),
        )
        return replace(node, status="repealed") if self._repealed(opened) else node

    def _body(self, opened: _Open) -> tuple[Part, ...]:
        lines = list(opened.lines)
        parts: list[Part] = []
        at = 0
        for index, inner in opened.quoted:
            parts.extend(nest(lines[at:index], self.style.levels))
            at = index
            quoted = replace(self._node(inner), unit=False, quoted=True)
            parts.append(quoted)
        parts.extend(nest(lines[at:], self.style.levels))
        return tuple(parts)

    def _repealed(self, opened: _Open) -> bool:
        if opened.children or opened.quoted:
            return False
        words = [p.text for p in (opened.heading,) if p]
        words.extend(line.piece.text for line in opened.lines)
        if not words or len(words) > 2:
            return False
        return any(p.match(words[-1]) for p in self.style.repealed)


def _is_heading(text: str) -> bool:
    return len(text) <= _HEADING_LIMIT and any(c.isalnum() for c in text)


def _until(text: str, end: int, limit: int) -> int:
    """The end of the number with the stop or colon that is printed behind it."""
    while end < limit and text[end] in ".:–—-º° ":
        end += 1
    return end


def _loose(line: Line) -> _Open:
    return _Open("hcontainer", 99, 0, name="text", lines=[line], unit=True)


def _merged(children: Sequence[_Open]) -> list[_Open]:
    """Neighbouring loose texts as one."""
    merged: list[_Open] = []
    for child in children:
        last = merged[-1] if merged else None
        loose = child.name == "text" and child.num is None and not child.heading
        if loose and last and last.name == "text" and last.num is None and not last.heading:
            last.lines.extend(child.lines)
        else:
            merged.append(child)
    return merged


def _omitted(piece: Piece | None, reason: str) -> list[Omission]:
    return [] if piece is None else [
        Omission(
            r.source, r.source + r.length, reason, piece.text[r.text : r.text + r.length]
        )
        for r in piece.runs
    ]


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def _next_number(previous: str, number: str) -> bool:
    if previous.isdigit() and number.isdigit():
        return int(number) == int(previous) + 1
    a, b = _roman(previous), _roman(number)
    return a > 0 and b == a + 1


def _roman(text: str) -> int:
    if not text or any(c not in _ROMAN for c in text):
        return 0
    values = [_ROMAN[c] for c in text]
    return sum(
        -v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values)
    )
