"""XML of the electronic Irish Statute Book (Acts of the Oireachtas, as enacted)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from lxml import etree

from pipeline.errors import finding
from pipeline.knowledge import Library
from pipeline.model import Finding, Metadata, Node, Note, Piece, Source, Table
from pipeline.readers.indented import Paragraph, nested
from pipeline.readers.residue import with_residue
from pipeline.readers.stated import iso_date, missing
from pipeline.readers.xml_tree import Walker
from pipeline.readers.xml_vocabulary import Vocabulary, first_element
from pipeline.safexml import decode, line_of, local, parse
from pipeline.text import collapse, sha256

NAME = "eisb-xml"
_UNKNOWN = "\ufffd"  # stands for a character that the table does not know
_LABEL = re.compile(r"(?:PART|CHAPTER|SCHEDULE)\b[\s\w]{0,12}$|(?:\w+ )?SCHEDULE$", re.IGNORECASE)
_ENACTING = re.compile(r"be it (?:therefore )?enacted", re.IGNORECASE)
_COVER = frozenset(("acttoc", "actsreferredto"))
_KINDS = {"part": "part", "chapter": "chapter", "schedule": "hcontainer"}
_PROVISIONS = frozenset((*_KINDS, "sect"))
_WITHIN = ("p", "b", "i", "font", "xref")  # where a character may stand
_EMPTY = frozenset(("hr1", "br", "p", "td", "th", "tr", "b", "i", "font", "su", "col", "title"))


@cache
def _characters() -> dict[str, str]:
    table: dict[str, str] = Library().yaml("eisb_characters.yaml")
    return table


def _vocabulary(unknown: frozenset[str]) -> Vocabulary:
    return Vocabulary(
        nodes={name: (kind, "") for name, kind in (*_KINDS.items(), ("sect", "section"))},
        num=frozenset(("number",)),
        heading=frozenset(("title",)),
        blocks=frozenset(("p", "actnumber")),
        tables=frozenset(("table",)),
        rows=frozenset(("tr",)),
        cells=frozenset(("td", "th")),
        notes={"fn": "footnote"},
        skipped={"graphic": "image", "hr1": "markup"},
        spaces=frozenset(("br",)),
        quoted=frozenset(),
        superscript=frozenset(("su", "sup")),
        links={"xref": "href"},
        characters={**_characters(), **dict.fromkeys(unknown, _UNKNOWN)},
    )


def sniff(data: bytes, path: str) -> bool:
    """True for XML whose root is ``act`` with the metadata of the Statute Book."""
    head = data[:2048]
    return first_element(data) == b"act" and b"<metadata" in head and b"<dateofenactment" in head


def read(data: bytes, path: str) -> Source:
    """The Act as nodes. Raises SourceError for XML that is broken or hostile."""
    text = decode(data, path)
    root = parse(data, path)
    strange = [e for e in root.iter(etree.Element) if _is_character(e)]
    reading = _Reading(root, data, text, path, frozenset(local(e) for e in strange))
    for child in root:
        reading.take(child)
    stated = metadata(root)
    unread = (
        finding("TXT-CHARACTER", path, line_of(e), name=local(e))
        for e in {local(e): e for e in reversed(strange)}.values()
    )
    findings: tuple[Finding, ...] = (*missing(stated, path, "English"), *unread)
    source = Source(
        path=path,
        sha256=sha256(data),
        format=NAME,
        metadata=stated,
        length=len(text),
        preface=tuple(reading.preface),
        preamble=tuple(reading.preamble),
        nodes=tuple(reading.nodes),
        notes=tuple(reading.notes),
        omissions=tuple(reading.walker.omissions),
        findings=findings,
    )
    return with_residue(source, reading.walker)


def metadata(root: etree._Element) -> Metadata:
    """What the Act says of itself. The Statute Book gives Acts as they were enacted, so that is
    also the day at which the text stands."""
    given = {
        local(e): collapse("".join(map(str, e.itertext()))) for e in root.iterfind("metadata/*")
    }
    number, year = given.get("number", ""), given.get("year", "")
    enacted = iso_date(given.get("dateofenactment", ""))
    return Metadata(
        jurisdiction="ie",
        language="en",
        title=given.get("title", ""),
        number=f"{year}/act/{number}" if number and year else "",
        work_date=enacted,
        version_date=enacted,
        status="enacted",
        subtype="act",
        extra=tuple(given.items()),
    )


def _is_character(element: etree._Element) -> bool:
    """True for an empty element inside a paragraph that nothing else explains."""
    parent = element.getparent()
    if len(element) or element.text or element.attrib or parent is None:
        return False
    name = local(element)
    plain = name in ("hr1", "br", "p", "td", "th", "tr", "b", "i", "font", "su", "col", "title")
    return (
        not plain and name not in _characters() and local(parent) in ("p", "b", "i", "font", "xref")
    )


class _Walker(Walker):
    """A walker that leaves the mark of a footnote, printed twice, out of it once."""

    def note_piece(self, element: etree._Element) -> Piece | None:
        for mark in element.iterchildren("marker"):
            self.omit(mark, "note-mark")
        return super().note_piece(next(element.iterchildren("p"), element))


class _Reading:
    """The parts of an Act as they are met."""

    def __init__(
        self, root: etree._Element, data: bytes, text: str, path: str, unknown: frozenset[str]
    ) -> None:
        self.walker = _Walker(root, data, text, _vocabulary(unknown), path)
        self.preface: list[Piece] = []
        self.preamble: list[Node | Piece] = []
        self.nodes: list[Node] = []
        self.notes: list[Note] = []

    def take(self, child: etree._Element) -> None:
        """Metadata, title page, body or schedules."""
        name = local(child)
        if name == "metadata":
            self.walker.omit(child, "metadata")
        elif name == "frontmatter":
            self._front(list(child))
        elif name:
            self.nodes += [
                self._node(inner)
                for inner in child
                if local(inner) in _KINDS or local(inner) == "sect"
            ]
            loose = [inner for inner in child if local(inner) in ("p", "table")]
            body = tuple(self._body(loose, self.notes))
            self.nodes += [Node("hcontainer", name="text", body=body, unit=True)] if body else []

    def _front(self, parts: list[etree._Element]) -> None:
        """The cover with its contents is left out; the title page behind it is printed again."""
        last = max((i for i, e in enumerate(parts) if local(e) in _COVER), default=-1)
        for element in parts[: last + 1]:
            self.walker.omit(element, "toc" if local(element) in _COVER else "cover")
        for element in parts[last + 1 :]:
            piece = self.walker.piece(element, self.notes)
            if piece and (self.preamble or _ENACTING.match(piece.text)):
                self.preamble.append(piece)
            elif piece:
                self.preface.append(piece)

    def _node(self, element: etree._Element) -> Node:
        """A part, chapter, schedule or section, with all that is in it."""
        name = local(element)
        notes: list[Note] = []
        kind, unit = _KINDS.get(name, "section"), name == "sect"
        num, heading = self._title(element, notes)
        inner = [self._node(e) for e in element if local(e) in _PROVISIONS]
        own = [e for e in element if local(e) in ("p", "table")]
        body = tuple(self._body(own, notes, num.text if num and unit else ""))
        return Node(
            kind,
            num,
            heading,
            (*body, *inner),
            "schedule" if name == "schedule" else "",
            unit=unit,
            notes=tuple(notes),
        )

    def _title(
        self, element: etree._Element, notes: list[Note]
    ) -> tuple[Piece | None, Piece | None]:
        """Number and heading; of a part both stand in its title, one paragraph each."""
        title = next((e for e in element if local(e) == "title"), None)
        number = next((e for e in element if local(e) == "number"), None)
        heading = self.walker.piece(title, notes) if title is not None else None
        if number is not None:
            return self.walker.piece(number, notes), heading
        lines = [p for e in title if (p := self.walker.piece(e, []))] if title is not None else []
        if title is None or not lines or not _LABEL.match(lines[0].text):
            return None, heading
        rest = " ".join(line.text for line in lines[1:])
        whole = Piece(rest, lines[1].start, lines[-1].end) if rest else None
        return lines[0], whole

    def _body(
        self, elements: list[etree._Element], notes: list[Note], number: str = ""
    ) -> Iterator[Piece | Table | Node]:
        """Paragraphs in the order of their indentation; the section's number is printed again."""
        paragraphs: list[Paragraph] = []
        for element in elements:
            if local(element) == "table":
                parts = self.walker._block(element, frozenset(), True, notes)
                paragraphs += [Paragraph(part, _indent(element)) for part in parts]
                continue
            piece = self.walker.piece(element, notes)
            if piece and not paragraphs and number and piece.text.startswith(f"{number} "):
                self.walker.omit(element[0] if len(element) else element, "repeated-number")
                piece = Piece(piece.text[len(number) + 1 :], piece.start, piece.end)
            if piece:
                paragraphs.append(Paragraph(piece, _indent(element)))
        yield from nested(_aligned(paragraphs), "section" if number else "paragraph")


def _aligned(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The first subsection, set out by the number before it, at the margin of the next."""
    if not paragraphs or not _begins(paragraphs[0], "(1)"):
        return paragraphs
    margin = next((p.indent for p in paragraphs if _begins(p, "(2)")), paragraphs[0].indent)
    return [replace(paragraphs[0], indent=margin), *paragraphs[1:]]


def _begins(paragraph: Paragraph, number: str) -> bool:
    return isinstance(paragraph.part, Piece) and paragraph.part.text.startswith(number)


def _indent(element: etree._Element) -> int:
    """The left margin, the second figure of the class; 0 where there is none."""
    figures = (element.get("class") or "").split()
    return int(figures[1]) if len(figures) > 1 and figures[1].isdigit() else 0
