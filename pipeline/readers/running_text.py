"""An element in, its words out as one piece: inline tags dissolved, notes and links apart.

Words are never joined across a block boundary nor split at an inline tag; what is neither text
nor a note of the law is recorded as omitted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError

from lxml import etree

from pipeline.errors import SourceError
from pipeline.history import Change, ChangeKind
from pipeline.model import Hyperlink, Note, Omission, Piece
from pipeline.readers.xml_vocabulary import Vocabulary
from pipeline.safexml import extents, local
from pipeline.text import collapse

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass
class Words:
    """Running text as it grows, with the links and marked changes in it."""

    parts: list[str] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    changes: list[tuple[int, int, ChangeKind]] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        if text:
            self.parts.append(text)

    def piece(self, extent: tuple[int, int]) -> Piece | None:
        raw = "".join(self.parts)
        text = collapse(raw)
        if not text:
            return None
        links = (Hyperlink(*_place(raw, text, *span), href) for *span, href in self.links)
        changes = (Change(kind, *_place(raw, text, *span)) for *span, kind in self.changes)
        return Piece(
            text,
            *extent,
            links=tuple(k for k in links if k.start < k.end),
            changes=tuple(c for c in changes if c.start < c.end),
        )

    @property
    def length(self) -> int:
        return sum(map(len, self.parts))


def _place(raw: str, text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of raw text in the collapsed ``text``, without white space at its ends."""
    first, last = len(_before(raw, start)), len(_before(raw, end).rstrip())
    while first < last and text[first] == " ":
        first += 1
    return first, last


def _before(raw: str, at: int) -> str:
    """The collapsed text before a place in the raw text, with the space that precedes it."""
    head = collapse(raw[:at])
    return head + " " if head and raw[at - 1 : at].isspace() else head


class RunningText:
    """The text of one document's elements; ``omissions`` collect on the way."""

    def __init__(
        self, root: etree._Element, data: bytes, text: str, known: Vocabulary, path: str = ""
    ) -> None:
        """Raises SourceError ``XML-SYNTAX`` if the elements cannot be found again in the file."""
        elements = list(root.iter(etree.Element))
        self.root = root
        self.extent = _places(elements, data, text, path)
        # Texts that went into a piece: an element's own first text, or (True) the one behind it.
        self.heard: set[tuple[etree._Element, bool]] = set()
        self.known = known
        self.omissions: list[Omission] = []
        self.notes: dict[str, Note] = {}  # those that marks in the text point to, by their name
        self.used: set[str] = set()  # names of notes that some mark points to

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
        while parent is not None and local(parent) in self.known.titles:
            parent = parent.getparent()
        return parent is not None and local(parent) in self.known.nodes

    def piece(self, element: etree._Element, notes: list[Note] | None = None) -> Piece | None:
        """All words of an element as one piece."""
        words = Words()
        self._inline(element, words, notes if notes is not None else [], spaced=True)
        return words.piece(self.extent[element])

    def _inline(
        self, element: etree._Element, words: Words, notes: list[Note], spaced: bool = False
    ) -> None:
        words.add(self.text(element))
        for child in element:
            if local(child):
                block = spaced and self._is_block(child)
                words.add(" " if block else "")
                self._take(child, words, notes, spaced)
                words.add(" " if block else "")
            words.add(self.tail(child))

    def text(self, element: etree._Element) -> str | None:
        """An element's first text, which is now in a piece."""
        if element.text:
            self.heard.add((element, False))
        return element.text

    def tail(self, element: etree._Element) -> str | None:
        """The text behind an element, which is now in a piece."""
        if element.tail:
            self.heard.add((element, True))
        return element.tail

    def hear(self, element: etree._Element) -> None:
        """All texts of an element are in a piece."""
        for inner in element.iter():
            self.heard.update(((inner, False), (inner, inner is not element)))

    def _is_block(self, child: etree._Element) -> bool:
        known, name = self.known, local(child)
        block = name in known.blocks or name in known.nodes or name in known.num | known.heading
        return block or name in known.rows or name in known.cells or name in known.tables

    def _note_kind(self, element: etree._Element) -> str:
        """The kind of a note; empty for anything else, and for a note that is part of the law."""
        name = local(element)
        attribute, value = self.known.official.get(name, ("", ""))
        if attribute and element.get(attribute) == value:
            return ""
        return self.known.notes.get(name, "")

    def _take(
        self, child: etree._Element, words: Words, notes: list[Note], spaced: bool = False
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
        elif name in known.cited and name not in known.changes:
            self._cite(child, notes)
        elif name in known.characters:
            words.add(known.characters[name])
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
            if name in known.changes:
                self._cite(child, notes)
                words.changes.append((start, words.length, known.changes[name]))

    def _cite(self, mark: etree._Element, notes: list[Note]) -> None:
        """The note that a mark in the text points to; a mark of none is recorded as left out."""
        name = local(mark)
        key = mark.get(self.known.cited.get(name, ""), "")
        note = self.notes.get(key)
        if note is not None:
            self.used.add(key)
            if note not in notes:
                notes.append(note)
        if name not in self.known.changes and (note is None or self.plain(mark)):
            self.omit(mark, "note-mark")

    def note_piece(self, element: etree._Element) -> Piece | None:
        """The words of a note as one piece, notes within it included."""
        text = self.plain(element)
        self.hear(element)
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
            if name in known.characters:
                parts.append(known.characters[name])
            elif name:
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
