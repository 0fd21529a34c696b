"""A page's tree in, its blocks out: paragraphs, table rows, provisions that the site marks.

What an element is beyond plain HTML comes as ``roles`` (``site_pages``, ``html_notes``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from pipeline.knowledge.sites import Rule
from pipeline.model import Hyperlink, LineKind, Node, Note, Omission, Piece, Table
from pipeline.pieces import cut, joined
from pipeline.readers.html_flow import Flow
from pipeline.readers.html_tables import cells_of, is_layout, is_list_item, outside, rows_of
from pipeline.readers.numerals import list_number
from pipeline.safehtml import BLOCKS, Page, shown

# start: a block begins at the element; whole: the element is one block, whatever it holds
What = Literal["omit", "note", "node", "num", "heading", "start", "whole", "block", "inline"]
_DIGITS = re.compile(r"[\d\s,]+\Z")
_UNSPACED = frozenset(("li", "dd", "td", "th"))
_CONTROLS = frozenset(("nav", "button", "select", "noscript", "dialog", "datalist", "menu"))


@dataclass(frozen=True, slots=True)
class Role:
    """What a site's element is: ``name`` is a reason, a kind of note or of provision."""

    what: What
    name: str = ""
    level: int = 0
    unit: bool = False
    label: str = ""  # the name of an hcontainer
    rule: Rule | None = None  # of the site's description


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or table row of the page, or a note in it."""

    piece: Piece
    element: etree._Element
    kind: LineKind = "text"
    level: int = 0
    spaced: bool = False
    cells: tuple[Piece, ...] = ()
    note: str = ""


Part = Block | Node


@dataclass
class Reading:
    """One pass over a page; ``omissions`` collect on the way."""

    page: Page
    roles: Mapping[etree._Element, Role] = field(default_factory=dict)
    after: Mapping[etree._Element, list[etree._Element]] = field(default_factory=dict)
    before: Mapping[etree._Element, str] = field(default_factory=dict)  # characters left out there
    omissions: list[Omission] = field(default_factory=list)
    taken: set[etree._Element] = field(default_factory=set)  # notes and titles that have a place

    def parts(self, element: etree._Element) -> list[Part]:
        """The blocks and provisions in an element, in its order."""
        walk = _Walk(self, element)
        walk.inside(element)
        walk.flush()
        return walk.out

    def whole(self, element: etree._Element) -> list[Part]:
        """The parts of an element that may be a provision itself."""
        parent = element.getparent()
        walk = _Walk(self, element if parent is None else parent)
        walk.child(element)
        walk.flush()
        return walk.out

    def omit(self, element: etree._Element, reason: str) -> None:
        """Record that the words of an element are no law."""
        chunks = [c for c in self.page.chunks(element) if c.text.strip()]
        if chunks:
            end = chunks[-1].source + chunks[-1].length
            text = "".join(c.text for c in self.page.chunks(element)).strip()
            self.omissions.append(Omission(chunks[0].source, end, reason, text))

    def node(self, element: etree._Element, role: Role) -> Node:
        """The provision that an element is, with the numbers and headings its site marks."""
        notes: list[Note] = []
        num = self._title(element, "num", notes)
        heading = self._title(element, "heading", notes)
        body: list[Piece | Table | Node] = []
        rows: list[tuple[Piece, ...]] = []
        for part in [*self.parts(element), None]:
            if isinstance(part, Block) and part.kind == "row":
                rows.append(part.cells)
                continue
            if rows:
                body.append(Table(tuple(rows)))
                rows = []
            if isinstance(part, Node):
                body.append(part)
            elif part is not None and part.note:
                notes.append(Note(part.note, part.piece))
            elif part is not None:
                body.append(part.piece)
        match = role.rule.match if role.rule else None
        first = body[0] if body else None
        found = match.match(first.text) if match and isinstance(first, Piece) and not num else None
        if found and isinstance(first, Piece):
            num = cut(first, 0, found.end("num"))
            rest = cut(first, found.end("num"), len(first.text))
            body[:1] = [rest] if rest else []
        quoted = bool(role.rule and role.rule.quoted)
        return Node(
            role.name, num, heading, tuple(body), role.label,
            unit=role.unit, quoted=quoted, notes=tuple(notes),
        )  # fmt: skip

    def _title(self, element: etree._Element, what: What, notes: list[Note]) -> Piece | None:
        """The number or heading of a provision; the notes to it go to ``notes``."""
        pieces: list[Piece] = []
        for title in self._titles(element):
            if self.roles[title].what == what:
                self.taken.add(title)
                for part in self.parts(title):
                    if isinstance(part, Block) and part.note:
                        notes.append(Note(part.note, part.piece))
                    else:
                        pieces.extend(_pieces(part))
        return joined(pieces) if pieces else None

    def _titles(self, element: etree._Element) -> Iterator[etree._Element]:
        """Elements of a provision that are titles, those of provisions inside it apart."""
        for child in element:
            role = self.roles.get(child)
            if role and role.what in ("num", "heading"):
                yield child
            elif not role or role.what in ("block", "inline"):
                yield from self._titles(child)


class _Walk:
    """The walk through one element."""

    def __init__(self, reading: Reading, top: etree._Element) -> None:
        self.reading = reading
        self.base = top
        self.whole = 0  # depth of elements that are one block
        self.page = reading.page
        self.roles = reading.roles
        self.out: list[Part] = []
        self.flow = Flow(reading.omissions)
        self.element = top
        self.spaced = True
        self.kind: LineKind = "text"
        self.level = 0
        self.due: list[etree._Element] = []  # notes whose marks stand in the open block

    def flush(self, spaced: bool = False) -> None:
        """End the open block."""
        piece = self.flow.piece()
        if piece:
            self.out.append(Block(piece, self.element, self.kind, self.level, self.spaced))
            self.spaced = False
            for note in self.due:
                self._note(note)
            self.due = []
            if not self.whole:
                self.kind, self.level, self.element = "text", 0, self.base
        elif self.due and not self.whole:
            due, self.due = self.due, []
            for note in due:
                self._note(note)
        self.spaced = self.spaced or spaced

    def inside(self, element: etree._Element, raised: bool = False) -> None:
        for chunk in self.page.texts.get(element, ()):
            self.flow.add(chunk, raised)
        for child in element:
            if isinstance(child.tag, str):
                self.child(child, raised)
            for chunk in self.page.tails.get(child, ()):
                self.flow.add(chunk, raised)

    def child(self, child: etree._Element, raised: bool = False) -> None:
        role = self.roles.get(child)
        marked = self.reading.after.get(child, ())
        self.due.extend(note for note in marked if note not in self.reading.taken)
        self.reading.taken.update(marked)
        if role and role.what not in ("block", "inline"):
            self._role(child, role)
        elif role and role.what == "inline":
            self.flow.space()
            self.inside(child, raised)
            self.flow.space()
        elif child.tag in _CONTROLS:
            self.reading.omit(child, "navigation")
        elif self.whole and (child.tag == "br" or child.tag in BLOCKS):
            self.flow.space()
            self.inside(child, raised)
            self.flow.space()
        elif child.tag == "br":
            self.flush()
        elif child.tag == "table":
            self._table(child)
        elif child.tag in BLOCKS or child.tag == "hr" or role:
            self._block(child)
        elif child.tag == "sup":
            self.inside(child, bool(_DIGITS.match(shown(child))))
        elif child.tag == "a" and child.get("href"):
            self._link(child, raised)
        else:
            self.inside(child, raised)

    def _role(self, child: etree._Element, role: Role) -> None:
        if role.what == "omit":
            self.flow.take_back(self.reading.before.get(child, ""))
            self.reading.omit(child, role.name)
        elif role.what == "note":
            self._take_note(child)
        elif role.what == "node":
            self.flush()
            self.out.append(self.reading.node(child, role))
        elif role.what == "start":
            self.flush(True)
            self.kind, self.level, self.element = "heading", role.level, child
            self.inside(child)
        elif role.what == "whole" or child not in self.reading.taken:
            self._whole_block(child, role)
        # other numbers and headings were taken by the provision that they title

    def _whole_block(self, child: etree._Element, role: Role) -> None:
        self.flush(True)
        self.kind, self.level, self.element = "heading", role.level, child
        self.whole += 1
        self.inside(child)
        self.whole -= 1
        self.flush(True)

    def _take_note(self, child: etree._Element) -> None:
        if child in self.reading.taken:
            return
        self.reading.taken.add(child)
        if self.flow.length:
            self.due.append(child)
        else:
            self._note(child)

    def _note(self, element: etree._Element) -> None:
        role = self.roles.get(element)
        walk = _Walk(self.reading, element)
        walk.inside(element)
        walk.flush()
        pieces = [piece for part in walk.out for piece in _pieces(part)]
        if pieces:
            kind = role.name if role else "footnote"
            self.out.append(Block(joined(pieces), element, "note", note=kind))

    def _block(self, child: etree._Element) -> None:
        self.flush(child.tag not in _UNSPACED)
        before, self.base = self.base, child
        self.element = child
        if child.tag == "li":
            number = list_number(child)
            if number:
                self.flow.generated(number, self.page.starts[child])
        self.inside(child)
        self.flush(child.tag not in _UNSPACED)
        self.element = self.base = before

    def _link(self, child: etree._Element, raised: bool) -> None:
        start = self.flow.length + (1 if self.flow.pending and self.flow.length else 0)
        self.inside(child, raised)
        if self.flow.length > start:
            self.flow.links.append(Hyperlink(start, self.flow.length, child.get("href", "")))

    # --- tables ---------------------------------------------------------------------------------

    def _table(self, table: etree._Element) -> None:
        self.flush(True)
        rows = [(row, cells_of(row)) for row in rows_of(table)]
        if not rows or is_layout(table, [cells for _, cells in rows]):
            self.inside(table)
            self.flush(True)
            return
        taken = {cell for _, cells in rows for cell in cells}
        for element in outside(table, taken):
            walk = _Walk(self.reading, element)
            walk.inside(element)
            walk.flush()
            self.out.extend(walk.out)
        for row, cells in rows:
            self._row(row, cells)
        self.spaced = True

    def _row(self, row: etree._Element, cells: list[etree._Element]) -> None:
        filled = [cell for cell in cells if shown(cell).strip()]
        first = shown(filled[0]).strip() if filled else ""
        if len(filled) == 2 and is_list_item(first, shown(filled[1])):
            self.inside(filled[0])
            self.flow.space()
            self.inside(filled[1])
            self.flush()
        else:
            pieces = tuple(self._cell(cell) for cell in cells)
            if any(piece.text for piece in pieces):
                text = "\t".join(piece.text for piece in pieces)
                whole = Piece(text, pieces[0].start, max(p.end for p in pieces))
                self.out.append(Block(whole, row, "row", cells=pieces))

    def _cell(self, cell: etree._Element) -> Piece:
        walk = _Walk(self.reading, cell)
        walk.inside(cell)
        walk.flush()
        apart = [b for b in walk.out if isinstance(b, Node) or b.note]
        pieces = [piece for b in walk.out if b not in apart for piece in _pieces(b)]
        self.out.extend(apart)
        at = self.page.starts[cell]
        return joined(pieces) if pieces else Piece("", at, at)


def _pieces(part: Part | Piece | Table) -> list[Piece]:
    """All words of a part, whatever it is: for what can hold nothing but words."""
    if isinstance(part, Piece):
        return [part]
    if isinstance(part, Block):
        return [cell for cell in part.cells if cell.text] if part.cells else [part.piece]
    if isinstance(part, Table):
        return [cell for row in part.rows for cell in row if cell.text]
    inside = [piece for child in part.body for piece in _pieces(child)]
    named = [p for p in (part.num, part.heading) if p]
    return [*named, *inside, *(note.piece for note in part.notes)]
