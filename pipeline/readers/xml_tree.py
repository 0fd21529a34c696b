"""A publisher's XML in, nodes and pieces out, by a vocabulary that says what each element is.

The hierarchy is the publisher's own. Words are never joined across a block boundary nor split at
an inline tag; what is neither text nor a note of the law is recorded as omitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.history import History
from pipeline.model import Node, Note, Piece, Table
from pipeline.readers.running_text import RunningText, Words
from pipeline.readers.xml_vocabulary import Vocabulary, status_of
from pipeline.safexml import local

Part = Piece | Table | Node
_OTHER = ("hcontainer", "other")  # an element where the format has a provision


class Walker(RunningText):
    """Walks one document; ``omissions`` collect on the way."""

    def __init__(
        self, root: etree._Element, data: bytes, text: str, known: Vocabulary, path: str = ""
    ) -> None:
        """Raises SourceError ``XML-SYNTAX`` if the elements cannot be found again in the file."""
        super().__init__(root, data, text, known, path)
        self._shells = self._with_structure(list(self.extent))

    def _with_structure(self, elements: list[etree._Element]) -> set[etree._Element]:
        """Elements that hold a node, block or table somewhere below."""
        known = self.known
        shells: set[etree._Element] = set()
        for element in elements:
            name = local(element)
            if self._kind(element) or name in known.blocks or name in known.tables:
                parent = element.getparent()
                while parent is not None and parent not in shells:
                    shells.add(parent)
                    parent = parent.getparent()
        return shells

    def graft(self, holder: etree._Element, before: int, fragment: etree._Element) -> None:
        """Put what a fragment holds before child ``before``: words that the publisher wrote apart.

        The elements of markup that stood in the file as text, or of a line that belongs elsewhere;
        their place in the source is that of ``holder``.
        """
        place = self.extent[holder]
        added = list(fragment)
        for offset, child in enumerate(added):
            holder.insert(before + offset, child)
        elements = [e for child in added for e in child.iter(etree.Element)]
        self.extent.update((element, place) for element in elements)
        self._shells |= self._with_structure(elements)

    # --- provisions ----------------------------------------------------------------------------

    def node(self, element: etree._Element, unit_kinds: frozenset[str], inside: bool) -> Node:
        """The node of an element; ``inside`` a unit or a quotation nothing else is a unit."""
        kind, name = self._kind(element) or self.known.nodes.get(local(element), _OTHER)
        unit = not inside and kind in unit_kinds
        notes: list[Note] = []
        num = self._first(element, self.known.num, notes)
        heading = self._first(element, self.known.heading, notes)
        body = tuple(self.parts(element, unit_kinds, inside or unit, notes))
        if kind == "hcontainer":
            name = _named(element, name)
        status, history = status_of(element), self.history(element)
        return Node(
            kind, num, heading, body, name, unit, status, notes=tuple(notes), history=history
        )

    def history(self, element: etree._Element) -> History:
        """What the element's attributes say of amendment and time."""
        return self.known.history(element)

    def _first(
        self, element: etree._Element, names: frozenset[str], notes: list[Note]
    ) -> Piece | None:
        """The number or heading: all children of that name, joined (a heading may have parts)."""
        words = Words()
        found = [child for child in self._titled(element) if local(child) in names]
        for child in found:
            words.add(" ")
            self._inline(child, words, notes)
        if not found:
            return None
        return words.piece((self.extent[found[0]][0], self.extent[found[-1]][1]))

    def _titled(self, element: etree._Element) -> Iterator[etree._Element]:
        """The children of a node, and of the titles in it."""
        yield from element
        for child in element:
            if local(child) in self.known.titles:
                yield from self._titled(child)

    def parts(
        self,
        element: etree._Element,
        unit_kinds: frozenset[str],
        inside: bool,
        notes: list[Note],
    ) -> Iterator[Part]:
        """The text, tables and nodes in an element, in its order; numbers and headings apart."""
        known = self.known
        titled = local(element) in known.titles and self._titles(element)
        taken = known.num | known.heading if titled or self._kind(element) else frozenset()
        words = Words()
        words.add(self.text(element))
        for child in element:
            name = local(child)
            if not name or name in taken:
                words.add(self.tail(child))
                continue
            if self._is_inline(child):
                self._take(child, words, notes)
            else:
                yield from self._flushed(words, element)
                words = Words()
                yield from self._block(child, unit_kinds, inside, notes)
            words.add(self.tail(child))
        yield from self._flushed(words, element)

    def _is_inline(self, child: etree._Element) -> bool:
        known, name = self.known, local(child)
        if self._note_kind(child) or name in known.skipped:
            return True
        structural = self._kind(child) or name in known.blocks or name in known.tables
        return not structural and child not in self._shells

    def _block(
        self,
        child: etree._Element,
        unit_kinds: frozenset[str],
        inside: bool,
        notes: list[Note],
    ) -> Iterator[Part]:
        name = local(child)
        if name in self.known.quoted:
            body = tuple(self.parts(child, unit_kinds, True, notes))
            if body:
                yield Node("quotedStructure", body=body, quoted=True)
        elif self._kind(child):
            yield self.node(child, unit_kinds, inside)
        elif name in self.known.tables:
            yield from self._captions(child, notes)
            table = self._table(child, notes)
            if table:
                yield table
        else:
            yield from self.parts(child, unit_kinds, inside, notes)

    def _flushed(self, words: Words, element: etree._Element) -> Iterator[Piece]:
        piece = words.piece(self.extent[element])
        if piece:
            yield piece

    def _captions(self, table: etree._Element, notes: list[Note]) -> Iterator[Piece]:
        """Text of a table that stands in none of its rows."""
        known = self.known
        apart = known.blocks | known.notes.keys()
        for element in table.iterdescendants(etree.Element):
            if local(element) not in apart or self._is_in(element, apart | known.rows, table):
                continue
            words = Words()
            self._take(element, words, notes, spaced=True)
            yield from self._flushed(words, element)

    def _is_in(self, element: etree._Element, names: frozenset[str], top: etree._Element) -> bool:
        parent = element.getparent()
        while parent is not None and parent is not top:
            if local(parent) in names:
                return True
            parent = parent.getparent()
        return False

    def _table(self, element: etree._Element, notes: list[Note]) -> Table | None:
        """The outer rows and cells; a table inside a cell is part of that cell's text."""
        known = self.known
        rows: list[tuple[Piece, ...]] = []
        for row in element.iterdescendants(etree.Element):
            if local(row) not in known.rows or self._is_in(row, known.rows, element):
                continue
            cells = [c for c in row.iterdescendants(etree.Element) if local(c) in known.cells]
            outer = [c for c in cells if not self._is_in(c, known.cells, row)]
            pieces = tuple(self._cell(cell, notes) for cell in outer)
            if any(piece.text for piece in pieces):
                rows.append(pieces)
        return Table(tuple(rows)) if rows else None

    def _cell(self, cell: etree._Element, notes: list[Note]) -> Piece:
        words = Words()
        self._inline(cell, words, notes, spaced=True)
        return words.piece(self.extent[cell]) or Piece("", *self.extent[cell])


def flat(part: Part) -> Iterator[Piece]:
    """Every piece of a part in reading order, empty cells left out."""
    if isinstance(part, Piece):
        yield part
    elif isinstance(part, Table):
        for row in part.rows:
            yield from (cell for cell in row if cell.text)
    else:
        yield from (p for p in (part.num, part.heading) if p)
        for child in part.body:
            yield from flat(child)


def notes_of(part: Part) -> Iterator[Note]:
    """Every note of a part and of all below it: what is flattened must hand them on."""
    if isinstance(part, Node):
        yield from part.notes
        for child in part.body:
            yield from notes_of(child)


def all_repealed(node: Node) -> bool:
    """True where a provision holds nothing but repealed sub-provisions."""
    parts = node.body
    return bool(parts) and all(isinstance(p, Node) and p.status == "repealed" for p in parts)


def _named(element: etree._Element, otherwise: str) -> str:
    """The publisher's own name of a container; an annexed ``doc`` says if it is a schedule."""
    inner = " ".join((e.get("name") or "").lower() for e in element if local(e) == "doc")
    annexed = next((word for word in ("schedule", "annex") if word in inner), "")
    own = re.sub(r"[^a-z0-9]+", "-", (element.get("name") or "").lower()).strip("-")
    return annexed or own or otherwise
