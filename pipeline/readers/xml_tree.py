"""A publisher's XML in, nodes and pieces out, by a vocabulary that says what each element is.

The hierarchy is the publisher's own. Words are never joined across a block boundary nor split at
an inline tag; what is neither text nor a note of the law is recorded as omitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.parsers.expat import ExpatError

from lxml import etree

from pipeline.errors import SourceError
from pipeline.model import Hyperlink, Node, Note, Omission, Piece, Status, Table
from pipeline.safexml import extents, local
from pipeline.text import collapse

Part = Piece | Table | Node
_HEAD = 8192
_FIRST = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>\s*)*"
    rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)",
    re.DOTALL,
)
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the elements of a format are, by local name. What is not named is inline or a shell."""

    nodes: Mapping[str, tuple[str, str]]  # element -> (Akoma Ntoso kind, name of an hcontainer)
    num: frozenset[str]
    heading: frozenset[str]
    blocks: frozenset[str]
    rows: frozenset[str]  # table rows, anywhere below a table
    tables: frozenset[str]
    cells: frozenset[str]
    notes: Mapping[str, str]  # element -> kind of note
    skipped: Mapping[str, str]  # element -> reason of the omission
    spaces: frozenset[str]  # inline elements that stand for white space
    quoted: frozenset[str]
    superscript: frozenset[str] = frozenset(("sup", "Sup"))
    links: Mapping[str, str] = field(default_factory=dict)  # element -> attribute with the target
    numbered: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # a node if it has a num
    titles: frozenset[str] = frozenset()  # hold the number and heading of the node around them
    columns: frozenset[str] = frozenset()  # elements whose children are printed apart
    official: frozenset[str] = frozenset()  # notes that are law where status="official"


@dataclass
class _Words:
    """Running text as it grows, with the links in it."""

    parts: list[str] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        if text:
            self.parts.append(text)

    def piece(self, extent: tuple[int, int]) -> Piece | None:
        raw = "".join(self.parts)
        text = collapse(raw)
        if not text:
            return None
        links = tuple(
            Hyperlink(len(_before(raw, start)), len(_before(raw, end).rstrip()), href)
            for start, end, href in self.links
        )
        return Piece(text, *extent, links=tuple(k for k in links if k.start < k.end))

    @property
    def length(self) -> int:
        return sum(map(len, self.parts))


def _before(raw: str, at: int) -> str:
    """The collapsed text before a place in the raw text, with the space that precedes it."""
    head = collapse(raw[:at])
    return head + " " if head and raw[at - 1 : at].isspace() else head


class Walker:
    """Walks one document; ``omissions`` and ``stray`` notes collect on the way."""

    def __init__(
        self, root: etree._Element, data: bytes, text: str, known: Vocabulary, path: str = ""
    ) -> None:
        """Raises SourceError ``XML-SYNTAX`` if the elements cannot be found again in the file."""
        elements = list(root.iter(etree.Element))
        self.extent = _places(elements, data, text, path)
        self.known = known
        self.omissions: list[Omission] = []
        self._shells = self._with_structure(elements)

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

    # --- provisions ----------------------------------------------------------------------------

    def _kind(self, element: etree._Element) -> tuple[str, str] | None:
        """What node an element is, if any; a title belongs to the node around it."""
        known, name = self.known, local(element)
        if name in known.titles and self._titles(element):
            return None
        if name in known.numbered and any(local(c) in known.num for c in element):
            return known.numbered[name]
        return known.nodes.get(name)

    def _titles(self, element: etree._Element) -> bool:
        parent = element.getparent()
        return parent is not None and local(parent) in self.known.nodes

    def node(self, element: etree._Element, unit_kinds: frozenset[str], inside: bool) -> Node:
        """The node of an element; ``inside`` a unit (or a quotation) nothing else is a unit."""
        kind, name = self._kind(element) or self.known.nodes[local(element)]
        unit = not inside and kind in unit_kinds
        notes: list[Note] = []
        num = self._first(element, self.known.num, notes)
        heading = self._first(element, self.known.heading, notes)
        body = tuple(self.parts(element, unit_kinds, inside or unit, notes))
        quoted = self._is_quoted(element)
        node = Node(kind, num, heading, body, name, unit=unit, quoted=quoted, notes=tuple(notes))
        return replace(node, status=status_of(element))

    def _is_quoted(self, element: etree._Element) -> bool:
        """The outermost provision of a quotation, whatever shells stand between."""
        parent = element.getparent()
        while parent is not None and self._kind(parent) is None:
            if local(parent) in self.known.quoted:
                return True
            parent = parent.getparent()
        return False

    def _first(
        self, element: etree._Element, names: frozenset[str], notes: list[Note]
    ) -> Piece | None:
        """The number or heading: all children of that name, joined (a heading may have parts)."""
        words = _Words()
        within = [e for e in element if local(e) in self.known.titles]
        found = [child for e in (element, *within) for child in e if local(child) in names]
        for child in found:
            words.add(" ")
            self._inline(child, words, notes)
        if not found:
            return None
        return words.piece((self.extent[found[0]][0], self.extent[found[-1]][1]))

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
        words = _Words()
        words.add(element.text)
        for child in element:
            name = local(child)
            if not name or name in taken:
                words.add(child.tail)
                continue
            if self._is_inline(child):
                self._take(child, words, notes)
            else:
                yield from self._flushed(words, element)
                words = _Words()
                yield from self._block(child, unit_kinds, inside, notes)
            words.add(child.tail)
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
        if self._kind(child):
            yield self.node(child, unit_kinds, inside or name in self.known.quoted)
        elif name in self.known.tables:
            yield from self._captions(child, notes)
            table = self._table(child, notes)
            if table:
                yield table
        else:
            quoted = inside or name in self.known.quoted
            yield from self.parts(child, unit_kinds, quoted, notes)

    def _flushed(self, words: _Words, element: etree._Element) -> Iterator[Piece]:
        piece = words.piece(self.extent[element])
        if piece:
            yield piece

    def _captions(self, table: etree._Element, notes: list[Note]) -> Iterator[Piece]:
        """Text of a table that stands in none of its rows."""
        known = self.known
        for element in table.iterdescendants(etree.Element):
            if local(element) not in known.blocks or self._is_in(element, known.blocks, table):
                continue
            if not self._is_in(element, known.rows, table):
                piece = self.piece(element, notes)
                if piece:
                    yield piece

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
        words = _Words()
        self._inline(cell, words, notes, spaced=True)
        return words.piece(self.extent[cell]) or Piece("", *self.extent[cell])

    # --- running text --------------------------------------------------------------------------

    def piece(self, element: etree._Element, notes: list[Note] | None = None) -> Piece | None:
        """All words of an element as one piece."""
        words = _Words()
        self._inline(element, words, notes if notes is not None else [], spaced=True)
        return words.piece(self.extent[element])

    def _inline(
        self, element: etree._Element, words: _Words, notes: list[Note], spaced: bool = False
    ) -> None:
        words.add(element.text)
        for child in element:
            if local(child):
                block = spaced and self._is_block(child)
                words.add(" " if block else "")
                self._take(child, words, notes, spaced)
                words.add(" " if block else "")
            words.add(child.tail)

    def _is_block(self, child: etree._Element) -> bool:
        known, name = self.known, local(child)
        block = name in known.blocks or name in known.nodes or name in known.num | known.heading
        return block or name in known.rows or name in known.cells or name in known.tables

    def _note_kind(self, element: etree._Element) -> str:
        """The kind of a note; empty for anything else, and for a note that is part of the law."""
        name = local(element)
        if name in self.known.official and element.get("status") == "official":
            return ""
        return self.known.notes.get(name, "")

    def _take(
        self, child: etree._Element, words: _Words, notes: list[Note], spaced: bool = False
    ) -> None:
        known, name = self.known, local(child)
        if _abuts(child, known.columns):
            words.add(" ")
        if self._note_kind(child):
            piece = self.note_piece(child)
            if piece:
                notes.append(Note(self._note_kind(child), piece))
        elif name in known.skipped:
            self.omit(child, known.skipped[name])
        elif name in known.spaces:
            words.add(" ")
            self._inline(child, words, notes, spaced)
            words.add(" ")
        elif name in known.superscript:
            first = len(words.parts)
            self._inline(child, words, notes, spaced)
            words.parts[first:] = [part.translate(_SUPERSCRIPT) for part in words.parts[first:]]
        else:
            start = words.length
            self._inline(child, words, notes, spaced)
            href = child.get(known.links.get(name, ""), "") if name in known.links else ""
            if href:
                words.links.append((start, words.length, href))

    def note_piece(self, element: etree._Element) -> Piece | None:
        """The words of a note as one piece, notes within it included."""
        text = self.plain(element)
        return Piece(text, *self.extent[element]) if text else None

    def plain(self, element: etree._Element) -> str:
        """All words below an element, whatever they are."""
        parts: list[str] = []
        self._plain(element, parts)
        return collapse("".join(parts))

    def _plain(self, element: etree._Element, parts: list[str]) -> None:
        known = self.known
        parts.append(element.text or "")
        for child in element:
            name = local(child)
            if name:
                apart = name in known.notes or name in known.spaces or _abuts(child, known.columns)
                gap = " " if apart or self._is_block(child) else ""
                inner: list[str] = []
                self._plain(child, inner)
                raised = name in known.superscript
                inner = [part.translate(_SUPERSCRIPT) if raised else part for part in inner]
                parts += [gap, *inner, gap]
            parts.append(child.tail or "")

    def omit(self, element: etree._Element, reason: str) -> None:
        """Record that an element holds no text of the law."""
        start, end = self.extent[element]
        self.omissions.append(Omission(start, end, reason, self.plain(element)))


def _places(
    elements: list[etree._Element], data: bytes, text: str, path: str
) -> dict[etree._Element, tuple[int, int]]:
    try:
        found = extents(data, text)
    except ExpatError as error:
        raise SourceError("XML-SYNTAX", path, error.lineno, reason=str(error)) from None
    if len(found) != len(elements):
        raise SourceError("XML-SYNTAX", path, reason="elements were lost in reading around it")
    return dict(zip(elements, found, strict=True))


def _abuts(child: etree._Element, columns: frozenset[str]) -> bool:
    """True where nothing but the end of one printed line stands between two elements."""
    parent, before = child.getparent(), child.getprevious()
    within = parent is not None and local(parent) in columns
    return within and before is not None and not before.tail


def first_element(data: bytes) -> bytes:
    """The local name of the first start tag, behind declaration, comments and DOCTYPE.

    Empty where the file does not begin as XML: cheap, for ``sniff``.
    """
    match = _FIRST.match(data[:_HEAD])
    return match[1] if match else b""


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


def status_of(element: etree._Element) -> Status:
    """What the publisher's own attributes say of a provision's state."""
    stated = (element.get("status") or element.get("Status") or "").lower()
    if stated in ("removed", "repealed"):
        return "repealed"
    return "not-in-force" if stated in ("prospective", "not-in-force") else ""
