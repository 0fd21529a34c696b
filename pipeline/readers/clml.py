"""Crown Legislation Markup Language of legislation.gov.uk: Acts, instruments, retained EU law."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.history import History
from pipeline.model import Node, Note, Omission, Piece, Source
from pipeline.readers import clml_states
from pipeline.readers.clml_history import Amenders
from pipeline.readers.clml_metadata import metadata, minor_type
from pipeline.readers.clml_vocabulary import (
    ARTICLES,
    BODY,
    COMMENTARIES,
    LEVELS,
    MINOR,
    SCHEDULE,
    SECONDARY,
    UNITS,
    VOCABULARY,
)
from pipeline.readers.residue import with_residue
from pipeline.readers.xml_tree import Part, Walker, flat, notes_of
from pipeline.readers.xml_vocabulary import first_element
from pipeline.safexml import decode, local, parse
from pipeline.text import sha256

NAME = "clml-xml"
_ROOTS = (b"Legislation", b"Fragment")
_NAMESPACES = (
    b"legislation.gov.uk/namespaces/legislation",
    b"tso.co.uk/assets/namespace/legislation",  # before 2010
)
_SHELLS = frozenset(("Primary", "Secondary", "EURetained"))
_OMITTED = {
    "Metadata": "metadata",
    "Contents": "toc",
    "Resources": "image",
    "Versions": "alternative-version",
    "Tasks": "metadata",
}
_APART = frozenset(("ExplanatoryNotes", "EarlierOrders"))  # printed with the law, no part of it


def sniff(data: bytes, path: str) -> bool:
    """True for XML whose root is CLML's and that names its namespace."""
    head = data[:4096]
    return first_element(data) in _ROOTS and any(name in head for name in _NAMESPACES)


class _Walker(Walker):
    """A walker that knows what a ``P1`` is from where it stands, and who amended what."""

    def __init__(self, root: etree._Element, data: bytes, text: str, path: str) -> None:
        elements = list(root.iter(etree.Element))
        self.kinds = dict(_kinds(root, elements))
        super().__init__(root, data, text, VOCABULARY, path)
        self.amenders = Amenders(root)
        self.marks: dict[etree._Element, list[etree._Element]] = {}
        for element in elements:
            if local(element) in VOCABULARY.changes:
                owner = next((a for a in element.iterancestors() if self._kind(a)), None)
                if owner is not None:
                    self.marks.setdefault(owner, []).append(element)

    def _kind(self, element: etree._Element) -> tuple[str, str] | None:
        return self.kinds.get(element) or super()._kind(element)

    def history(self, element: etree._Element) -> History:
        return self.amenders.history(element, self.marks.get(element, []))


def _kinds(
    root: etree._Element, elements: list[etree._Element]
) -> list[tuple[etree._Element, tuple[str, str]]]:
    """What each numbered level is, by the innermost thing that decides it."""
    minor = minor_type(root)
    secondary = any(local(e) == "Secondary" for e in root)
    found = []
    for element in elements:
        name = local(element)
        if name not in LEVELS:
            continue
        level, names = LEVELS.index(name), SECONDARY if secondary else BODY
        kind = MINOR.get(minor, names[level]) if level == 0 else names[level]
        for above in element.iterancestors():
            within = local(above)
            if within in ("BlockAmendment", "BlockExtract"):
                kind = _quoted_kind(above, level)
                break
            if within in ("Schedule", "Appendix"):
                kind = SCHEDULE[level]
                break
            if within == "EUBody":
                kind = ARTICLES[level]
                break
        found.append((element, (kind, "")))
    return found


def _quoted_kind(quotation: etree._Element, level: int) -> str:
    """What a level is in the law that a quotation goes into."""
    if quotation.get("Context") == "schedule":
        return SCHEDULE[level]
    secondary = quotation.get("TargetClass") == "secondary"
    first = MINOR.get(quotation.get("TargetSubClass", ""), "section")
    return first if level == 0 else (SECONDARY if secondary else BODY)[level]


def read(data: bytes, path: str) -> Source:
    """The law as nodes. Raises SourceError for XML that is broken or hostile."""
    text = decode(data, path)
    root = parse(data, path)
    stated, findings = metadata(root, path)
    reading = _Reading(_Walker(root, data, text, path))
    reading.collect_notes(root)
    for child in root:
        reading.take(child)
    reading.rest_of_notes()
    reading.without_body()
    whole = reading.walker.history(root)
    source = Source(
        path=path,
        sha256=sha256(data),
        format=NAME,
        metadata=stated,
        length=len(text),
        preface=tuple(reading.preface),
        preamble=tuple(reading.preamble),
        nodes=clml_states.finished(tuple(reading.nodes), stated.version_date),
        conclusions=tuple(reading.conclusions),
        notes=tuple(reading.notes),
        history=whole,
        omissions=tuple(reading.walker.omissions),
        findings=findings,
    )
    return with_residue(source, reading.walker)


@dataclass
class _Reading:
    """The parts of a law as they are met."""

    walker: _Walker
    preface: list[Piece] = field(default_factory=list)
    preamble: list[Node | Piece] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    conclusions: list[Piece] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def collect_notes(self, root: etree._Element) -> None:
        """Commentaries and footnotes, which marks in the text point to by their id."""
        for element in root.iter(etree.Element):
            name, kind = local(element), ""
            if name == "Commentary":
                kind = COMMENTARIES.get(element.get("Type", ""), "editorial")
            elif name == "Footnote" and _parent(element) == "Footnotes":
                kind = "footnote"
            piece = self.walker.note_piece(element) if kind else None
            if piece:
                self.walker.notes[element.get("id", "")] = Note(kind, piece)

    def rest_of_notes(self) -> None:
        """Notes to which nothing in the text points belong to the whole law."""
        walker = self.walker
        self.notes += [note for key, note in walker.notes.items() if key not in walker.used]

    def without_body(self) -> None:
        """Of a law given by its introduction alone, the introduction is what is cited."""
        words = tuple(self.preamble or self.preface)
        if not self.nodes and words:
            self.nodes.append(Node("hcontainer", name="introduction", body=words, unit=True))
            self.preface, self.preamble = (self.preface if self.preamble else []), []

    def take(self, child: etree._Element) -> None:
        """One child of the root, or of the shell around prelims, body and schedules."""
        name = local(child)
        if name in _OMITTED:
            start, end = self.walker.extent[child]
            self.walker.omissions.append(Omission(start, end, _OMITTED[name]))
        elif name in _SHELLS:
            for inner in child:
                self.take(inner)
        elif name.endswith("Prelims"):
            self._prelims(child)
        elif name in _APART:
            parts = self._parts(child)
            self.notes += [Note("editorial", piece) for part in parts for piece in flat(part)]
            self.notes += [note for part in parts for note in notes_of(part)]
        elif name and name not in ("Commentaries", "Footnotes"):
            self._body(child)

    def _parts(self, element: etree._Element) -> list[Part]:
        return list(self.walker.parts(element, UNITS, False, self.notes))

    def _prelims(self, prelims: etree._Element) -> None:
        """The title page is preface, enacting words and recitals are preamble."""
        for child in prelims:
            name = local(child)
            if name.endswith("Preamble"):
                for part in self._parts(child):
                    self.preamble += [_recital(part)] if isinstance(part, Node) else flat(part)
            elif name:
                piece = self.walker.piece(child, self.notes)
                self.preface += [piece] if piece else []

    def _body(self, element: etree._Element) -> None:
        """Body, schedules or a fragment; what is signed at the end comes last."""
        kind = self.walker._kind(element)
        parts = [self.walker.node(element, UNITS, False)] if kind else self._parts(element)
        for part in parts:
            if isinstance(part, Node) and part.name == "signature":
                self.conclusions.extend(flat(part))
                self.notes.extend(notes_of(part))
            elif isinstance(part, Node):
                self.nodes.append(part)
            else:
                self.nodes.append(Node("hcontainer", name="text", body=(part,), unit=True))


def _parent(element: etree._Element) -> str:
    parent = element.getparent()
    return local(parent) if parent is not None else ""


def _recital(node: Node) -> Node:
    return replace(node, kind="recital", name="", unit=True)
