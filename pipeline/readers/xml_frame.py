"""The elements of a law as a reader meets them in, the parts of a Source out, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.errors import SourceError, finding
from pipeline.history import Change
from pipeline.model import (
    Finding,
    Hyperlink,
    Metadata,
    Node,
    Note,
    Omission,
    Piece,
    Source,
    Status,
    Table,
)
from pipeline.readers.residue import with_residue
from pipeline.readers.xml_tree import Part, Walker, flat, notes_of
from pipeline.safexml import line_of, local, parse
from pipeline.text import sha256


@dataclass
class Frame:
    """Preface, preamble, body and conclusions of one law; ``units`` are the kinds cited whole."""

    walker: Walker
    units: frozenset[str]
    preface: list[Piece] = field(default_factory=list)
    preamble: list[Node | Piece] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    conclusions: list[Piece] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def parts(self, element: etree._Element) -> list[Part]:
        """The text, tables and nodes in an element; notes outside a node are the document's."""
        return list(self.walker.parts(element, self.units, False, self.notes))

    def pieces(self, element: etree._Element) -> list[Piece]:
        """Every piece in an element, whatever it is in."""
        parts = self.parts(element)
        self.notes += [note for part in parts for note in notes_of(part)]
        return [piece for part in parts for piece in flat(part)]

    def whole(self, element: etree._Element) -> list[Piece]:
        """All words of an element as one piece; none if it is empty."""
        piece = self.walker.piece(element, self.notes)
        return [piece] if piece else []

    def node(self, element: etree._Element) -> Node:
        """The node of an element that the vocabulary knows as one."""
        return self.walker.node(element, self.units, False)

    def body(self, nodes: Iterable[Node]) -> None:
        """Provisions that follow what was there; words that closed the law stay before them."""
        added = [_settled(node) for node in nodes]
        if added and self.conclusions:
            closing = tuple(self.conclusions)
            self.nodes.append(Node("hcontainer", name="conclusions", body=closing, unit=True))
            self.conclusions.clear()
        self.nodes.extend(added)

    def close(self, element: etree._Element) -> None:
        """The words with which a law ends: formula, place, date, signatures."""
        self.conclusions.extend(self.pieces(element))

    def recital(self, element: etree._Element) -> None:
        """A recital of the preamble."""
        notes: list[Note] = []
        piece = self.walker.piece(element, notes)
        if piece:
            self.preamble.append(Node("recital", body=(piece,), unit=True, notes=tuple(notes)))

    def omit(self, element: etree._Element, reason: str) -> None:
        """An element that holds no words of the law."""
        self.walker.omit(element, reason)

    def source(
        self, data: bytes, path: str, length: int, name: str, stated: Metadata,
        findings: tuple[Finding, ...] = (), omissions: tuple[Omission, ...] | None = None,
    ) -> Source:  # fmt: skip
        """What was met, as the Source of a file of ``length`` code points."""
        source = Source(
            path=path,
            sha256=sha256(data),
            format=name,
            metadata=stated,
            length=length,
            preface=tuple(self.preface),
            preamble=tuple(self.preamble),
            nodes=tuple(self.nodes),
            conclusions=tuple(self.conclusions),
            notes=tuple(self.notes),
            omissions=tuple(self.walker.omissions) if omissions is None else omissions,
            findings=findings,
        )
        return with_residue(source, self.walker)


def _settled(node: Node) -> Node:
    """A recital that stands among the provisions is text there: it may stand in no body."""
    body = tuple(_settled(part) if isinstance(part, Node) else part for part in node.body)
    if node.kind == "recital":
        return replace(node, kind="hcontainer", name="recital", body=body)
    return node if body == node.body else replace(node, body=body)


def provisions(parts: Iterable[Part]) -> list[Node]:
    """Nodes; text and tables that stand between them as provisions of their own."""
    nodes: list[Node] = []
    loose: list[Piece | Table] = []
    for part in (*parts, None):
        if part is not None and not isinstance(part, Node):
            loose.append(part)
            continue
        if loose:
            nodes.append(Node("hcontainer", name="text", body=tuple(loose), unit=True))
            loose = []
        if part is not None:
            nodes.append(part)
    return nodes


def opened(root: etree._Element, walker: Walker, path: str) -> Iterator[Finding]:
    """Markup that the publisher wrote as text (CDATA, ``&lt;``) becomes elements.

    What is none stays text, with a finding.
    """
    for holder in list(root.iter(etree.Element)):
        if not len(holder) and holder.text and "<" in holder.text:
            try:
                fragment = parse(f"<x>{holder.text}</x>".encode(), path)
            except SourceError as error:
                reason = error.finding.message
                yield finding("XML-RECOVERED", path, line_of(holder), reason=reason)
                continue
            holder.text = fragment.text
            walker.graft(holder, 0, fragment)


def marked(node: Node, status: Status) -> Node:
    """A node of which the publisher says so, with every unit below it that has no status."""
    body = tuple(marked(part, status) if isinstance(part, Node) else part for part in node.body)
    return replace(node, body=body, status=node.status or status)


def own_text(node: Node) -> list[Piece]:
    """What a node says besides its number and heading, sub-provisions and tables included."""
    return [piece for part in node.body for piece in flat(part)]


def cut(piece: Piece, start: int, end: int) -> Piece:
    """Part of a piece with the links and changes in it; its place in the source stays the whole's.

    White space at the ends is left out.
    """
    start += len(piece.text[start:end]) - len(piece.text[start:end].lstrip())
    text = piece.text[start:end].rstrip()

    def within(a: int, b: int) -> tuple[int, int]:
        return max(a - start, 0), min(b - start, len(text))

    links = (Hyperlink(*within(k.start, k.end), k.href) for k in piece.links)
    changes = (Change(c.kind, *within(c.start, c.end)) for c in piece.changes)
    return replace(
        piece,
        text=text,
        runs=(),
        links=tuple(k for k in links if k.start < k.end),
        changes=tuple(c for c in changes if c.start < c.end),
    )


def numbered(node: Node, pattern: re.Pattern[str]) -> Node:
    """The number with which a node's text begins (group 1 of ``pattern``) as its number."""
    first = node.body[0] if node.body else None
    found = pattern.match(first.text) if isinstance(first, Piece) and not node.num else None
    if not isinstance(first, Piece) or not found:
        return node
    rest = cut(first, found.end(), len(first.text))
    body = (rest, *node.body[1:]) if rest.text else node.body[1:]
    return replace(node, num=cut(first, 0, found.end(1)), body=body)


def words_at(root: etree._Element, *path: str) -> str:
    """The words of the first element found along local names below ``root``; else empty."""
    found = [root]
    for name in path:
        found = [child for element in found for child in element if local(child) == name]
    return " ".join(" ".join(map(str, found[0].itertext())).split()) if found else ""
