"""The Akoma Ntoso family: 3.0 released and draft, 2.0, LegalDocML.de; publishers' profiles.

Elements are matched by local name, so that draft and national namespaces read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from pipeline.errors import SourceError, finding
from pipeline.model import Finding, Node, Note, Omission, Piece, Source, Table
from pipeline.readers.akoma_metadata import metadata
from pipeline.readers.xml_tree import Part, Vocabulary, Walker
from pipeline.safexml import decode, local, parse
from pipeline.text import sha256

NAME = "akoma-ntoso"
_SNIFF = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?akomaNtoso[\s>]")
_HIERARCHY = (
    "alinea", "article", "book", "chapter", "clause", "division", "indent", "level", "list",
    "paragraph", "part", "point", "proviso", "rule", "section", "subchapter", "subclause",
    "subdivision", "sublist", "subparagraph", "subpart", "subrule", "subsection", "subtitle",
    "title", "tome", "transitional",
)  # fmt: skip

VOCABULARY = Vocabulary(
    nodes={
        **{name: (name, "") for name in _HIERARCHY},
        "hcontainer": ("hcontainer", "container"),
        "item": ("point", ""),
        "li": ("point", ""),
        "attachment": ("hcontainer", "attachment"),
        "component": ("hcontainer", "component"),
    },
    num=frozenset(("num",)),
    heading=frozenset(("heading", "subheading", "crossHeading")),
    blocks=frozenset(
        (
            "p", "block", "blockContainer", "intro", "content", "wrapUp", "listIntroduction",
            "listWrapUp", "longTitle", "tblock", "container", "crossHeading", "num", "heading",
            "subheading", "omissis", "formula", "citation", "recital", "caption", "signature",
            "foreign", "interstitial", "docTitleBlock",
        )
    ),
    tables=frozenset(("table",)),
    rows=frozenset(("tr",)),
    cells=frozenset(("td", "th")),
    notes={"authorialNote": "footnote", "note": "editorial", "remark": "editorial"},
    skipped={"img": "image", "toc": "toc", "meta": "metadata", "coverPage": "cover"},
    spaces=frozenset(("br", "eol", "eop", "marker")),
    quoted=frozenset(("quotedStructure", "embeddedStructure")),
    superscript=frozenset(("sup",)),
    links={"ref": "href", "rref": "from", "a": "href"},
)  # fmt: skip
# What is printed in place of a repealed provision, whole: dots, or the publisher's formula.
_REPEALED = re.compile(
    r"^[\[(\s]*(?:(?:\.\s*){3,}|(?:\(?\(?\s*)?(?:articolo|comma|lettera|numero)?\s*abrogat[oa]\b.{0,160}|"
    r"\(?weggefallen\)?|\(?aufgehoben\)?|repealed|omitted|abrogé|kumottu\b.{0,80})[\])\s]*$",
    re.IGNORECASE | re.DOTALL,
)


def sniff(data: bytes, path: str) -> bool:
    """True for XML whose root is ``akomaNtoso``, in whatever namespace."""
    return _SNIFF.search(data[:8192]) is not None


def read(data: bytes, path: str) -> Source:
    """The document as nodes.

    Raises SourceError for XML that is broken or hostile. A publisher's malformed namespace is
    read around and reported (XML-RECOVERED); a truncated file is not.
    """
    text = decode(data, path)
    root, findings = _rooted(data, path)
    holder = next(child for child in root if local(child))
    walker = Walker(root, data, text, VOCABULARY)
    stated, missing = metadata(holder, path)
    reading = _Reading(walker, _unit_kinds(holder))
    for child in holder:
        reading.take(child)
    for other in holder.itersiblings():
        reading.take(other)
    return Source(
        path=path,
        sha256=sha256(data),
        format=NAME,
        metadata=stated,
        length=len(text),
        preface=tuple(reading.preface),
        preamble=tuple(reading.preamble),
        nodes=tuple(reading.nodes),
        conclusions=tuple(reading.conclusions),
        notes=tuple(reading.notes),
        omissions=tuple(walker.omissions),
        findings=(*findings, *missing),
    )


def _rooted(data: bytes, path: str) -> tuple[etree._Element, tuple[Finding, ...]]:
    try:
        return parse(data, path), ()
    except SourceError as error:
        whole = data.rstrip().endswith(b">") and b"akomaNtoso>" in data[-200:]
        if error.finding.code != "XML-SYNTAX" or "URI" not in error.finding.message or not whole:
            raise
        recovered = finding("XML-RECOVERED", path, error.finding.line, reason=error.finding.message)
        return parse(data, path, recover=True), (recovered,)


def _unit_kinds(holder: etree._Element) -> frozenset[str]:
    """Articles where the document has any, else sections, else numbered paragraphs or levels."""
    names = {local(e) for e in holder.iter(etree.Element)}
    for name in ("article", "section", "rule", "paragraph", "level", "hcontainer"):
        if name in names:
            return frozenset((name,))
    return frozenset()


class _Reading:
    """The parts of a document as they are met."""

    def __init__(self, walker: Walker, units: frozenset[str]) -> None:
        self.walker = walker
        self.units = units
        self.preface: list[Piece] = []
        self.preamble: list[Node | Piece] = []
        self.nodes: list[Node] = []
        self.conclusions: list[Piece] = []
        self.notes: list[Note] = []

    def take(self, child: etree._Element) -> None:
        """One child of the document element."""
        name = local(child)
        if name in VOCABULARY.skipped:
            self._skipped(child, VOCABULARY.skipped[name])
        elif name == "preface":
            self.preface.extend(self._pieces(child))
        elif name == "preamble":
            self.preamble.extend(self._recitals(child))
        elif name == "conclusions":
            self.conclusions.extend(self._pieces(child))
        elif name:
            self.nodes.extend(self._body(child))

    def _skipped(self, element: etree._Element, reason: str) -> None:
        start, end = self.walker.extent[element]
        self.walker.omissions.append(Omission(start, end, reason))

    def _parts(self, element: etree._Element) -> Iterator[Part]:
        return self.walker.parts(element, self.units, False, self.notes)

    def _body(self, element: etree._Element) -> Iterator[Node]:
        name = local(element)
        if name in VOCABULARY.nodes:
            yield _finished(self.walker.node(element, self.units, False))
            return
        loose: list[Piece | Table] = []
        for part in self._parts(element):
            if isinstance(part, Node):
                if loose:
                    yield Node("hcontainer", name="text", body=tuple(loose), unit=True)
                    loose = []
                yield _finished(part)
            else:
                loose.append(part)
        if loose:
            yield Node("hcontainer", name="text", body=tuple(loose), unit=True)

    def _pieces(self, element: etree._Element) -> Iterator[Piece]:
        for part in self._parts(element):
            yield from _flat(part)

    def _recitals(self, element: etree._Element) -> Iterator[Node | Piece]:
        """The preamble: recitals as units, everything else as paragraphs."""
        for child in element:
            if local(child) == "recital":
                yield self._recital(child)
            elif any(local(e) == "recital" for e in child.iter(etree.Element)):
                yield from self._recitals(child)
            elif local(child):
                piece = self.walker.piece(child, self.notes)
                if piece:
                    yield piece

    def _recital(self, element: etree._Element) -> Node:
        notes: list[Note] = []
        num: Piece | None = None
        body: list[Part] = []
        for child in element:
            if local(child) == "num":
                num = self.walker.piece(child, notes)
            elif local(child):
                piece = self.walker.piece(child, notes)
                body.extend([piece] if piece else [])
        return Node("recital", num, body=tuple(body), unit=True, notes=tuple(notes))


def _flat(part: Part) -> Iterator[Piece]:
    if isinstance(part, Piece):
        yield part
    elif isinstance(part, Table):
        for row in part.rows:
            yield from (cell for cell in row if cell.text)
    else:
        yield from (p for p in (part.num, part.heading) if p)
        for child in part.body:
            yield from _flat(child)


def _finished(node: Node) -> Node:
    """Repealed provisions marked so; a text-only node keeps its words."""
    body = tuple(_finished(p) if isinstance(p, Node) else p for p in node.body)
    node = replace(node, body=body)
    texts = [p.text for p in _flat(node) if p is not node.num and p is not node.heading]
    gone = len(texts) == 1 and _REPEALED.match(texts[0])
    return replace(node, status="repealed") if gone and not node.status else node
