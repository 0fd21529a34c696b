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
from pipeline.readers.normattiva import is_update, split_article, update_notes
from pipeline.readers.residue import with_residue
from pipeline.readers.xml_tree import Part, Walker, all_repealed, flat, notes_of
from pipeline.readers.xml_vocabulary import Vocabulary, first_element
from pipeline.safexml import decode, local, parse
from pipeline.text import sha256

NAME = "akoma-ntoso"
_HIERARCHY = (
    "alinea", "article", "book", "chapter", "clause", "division", "indent", "level", "list",
    "paragraph", "part", "point", "proviso", "rule", "section", "subchapter", "subclause",
    "subdivision", "sublist", "subparagraph", "subpart", "subrule", "subsection", "subtitle",
    "title", "tome", "transitional",
)  # fmt: skip

_CITED = ("article", "section", "rule", "paragraph", "level", "hcontainer")

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
    skipped={
        "img": "image", "toc": "toc", "meta": "metadata", "coverPage": "cover",
        "placeholder": "markup",
    },
    spaces=frozenset(("br", "eol", "eop", "marker")),
    quoted=frozenset(("quotedStructure", "embeddedStructure")),
    columns=frozenset(("signature",)),
    superscript=frozenset(("sup",)),
    links={"ref": "href", "rref": "from", "a": "href"},
)  # fmt: skip
# What is printed in place of a repealed provision, whole: dots, or the publisher's formula.
_REPEALED = re.compile(
    r"^[\[(\s]*+(?:(?:\.\s*){3,}|(?:\(?\(?\s*)?(?:articolo|comma|lettera|numero)?\s*abrogat[oa]\b.{0,160}|"
    r"\(?weggefallen\)?|\(?aufgehoben\)?|repealed|omitted|abrogé|kumottu\b.{0,80})[\])\s]*$",
    re.IGNORECASE | re.DOTALL,
)


def sniff(data: bytes, path: str) -> bool:
    """True for XML whose root is ``akomaNtoso``, in whatever namespace."""
    return first_element(data) == b"akomaNtoso"


def read(data: bytes, path: str) -> Source:
    """The document as nodes.

    Raises SourceError for XML that is broken or hostile. A publisher's malformed namespace is
    read around and reported (XML-RECOVERED); a truncated file is not.
    """
    text = decode(data, path)
    root, findings = _rooted(data, path)
    holder = next((child for child in root if local(child)), None)
    if holder is None:
        raise SourceError("STR-NO-PROVISIONS", path)
    walker = Walker(root, data, text, VOCABULARY, path)
    stated, missing = metadata(holder, path, walker.plain)
    reading = _Reading(walker, _unit_kinds(holder))
    for child in holder:
        reading.take(child)
    for other in holder.itersiblings():
        reading.take(other)
    source = Source(
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
    return with_residue(source, walker)


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
    """What is cited whole: articles where the law has any, else sections, rules or paragraphs.

    Explanatory notes (a ``doc`` of numbered paragraphs under headings) are cited by paragraph.
    What stands in a quotation belongs to another act and decides nothing.
    """
    names = {
        (local(e), any(local(c) == "num" for c in e))
        for e in holder.iter(etree.Element)
        if local(e) in _CITED and not _is_quotation(e)
    }
    if local(holder) == "doc" and ("paragraph", True) in names:
        return frozenset(("paragraph",))
    for name in _CITED:
        if (name, True) in names or (name, False) in names:
            return frozenset((name,))
    return frozenset()


def _is_quotation(element: etree._Element) -> bool:
    return any(local(above) in VOCABULARY.quoted for above in element.iterancestors())


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
        elif name in ("components", "component") and _loose(child):
            self.conclusions.extend(self._pieces(child))  # the papers of parliament, at the end
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
            self.notes.extend(notes_of(part))
            yield from flat(part)

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


def _loose(element: etree._Element) -> bool:
    """True where nothing below has a place in the law's hierarchy."""
    return not any(local(e) in ("doc", *_HIERARCHY) for e in element.iter(etree.Element))


def _finished(node: Node) -> Node:
    """Repealed provisions marked so, updates of the publisher apart; the words all kept."""
    body = tuple(_finished(p) if isinstance(p, Node) else p for p in node.body)
    updates = tuple(p for p in body if isinstance(p, Node) and is_update(p))
    notes = (*node.notes, *update_notes(updates))
    node = replace(node, body=tuple(p for p in body if p not in updates), notes=notes)
    if node.name == "attachment":
        node = split_article(node)
    texts = [p.text for p in flat(node) if p is not node.num and p is not node.heading]
    gone = (len(texts) == 1 and _REPEALED.match(texts[0])) or (node.unit and all_repealed(node))
    return replace(node, status="repealed") if gone and not node.status else node
