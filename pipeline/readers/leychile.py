"""LeyChile XML: the laws of Chile as parts of preformatted text (Biblioteca del Congreso)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from lxml import etree

from pipeline.errors import SourceError
from pipeline.history import History, Period
from pipeline.knowledge import Library
from pipeline.model import Metadata, Node, Piece, Source, Status
from pipeline.pieces import cut
from pipeline.readers.html_flow import Flow
from pipeline.readers.stated import iso_date, missing
from pipeline.readers.xml_frame import Frame, words_at
from pipeline.readers.xml_tree import Walker
from pipeline.readers.xml_vocabulary import Vocabulary, first_element
from pipeline.safehtml import Chunk
from pipeline.safexml import decode, local, parse

NAME = "leychile-xml"
_REFERENCE = re.compile(r"&(?:#(?P<number>\d+)|#x(?P<hex>[0-9a-fA-F]+)|(?P<name>\w+));")
_NAMES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_INDENTED = re.compile(r"[ \t]{2,}")

VOCABULARY = Vocabulary(
    nodes={},
    num=frozenset(),
    heading=frozenset(),
    blocks=frozenset(("Texto", "Titulo")),
    tables=frozenset(),
    rows=frozenset(),
    cells=frozenset(),
    notes={},
    skipped={"Metadatos": "metadata", "Identificador": "metadata"},
    spaces=frozenset(),
    quoted=frozenset(),
)


@dataclass(frozen=True, slots=True)
class Words:
    """What the publisher's parts are, from ``embedded/leychile.yaml``."""

    parts: dict[str, dict[str, Any]]
    number: str
    otherwise: str

    def begins(self, name: str) -> re.Pattern[str]:
        """How a part of that number begins; empty: of any number."""
        stated = re.escape(name) if name else self.otherwise.format()
        return re.compile(self.number.format(name=stated), re.IGNORECASE)


@cache
def words() -> Words:
    """The table, read once."""
    table: dict[str, Any] = Library().yaml("embedded/leychile.yaml")
    return Words(table["parts"], table["number"], table["otherwise"])


def sniff(data: bytes, path: str) -> bool:
    """True for XML whose root is ``Norma`` of the publisher's schema."""
    return first_element(data) == b"Norma" and b"leychile.cl/esquemas" in data[:4096]


def read(data: bytes, path: str) -> Source:
    """The law as nodes. Raises SourceError for XML that is broken, hostile or holds no law."""
    text = decode(data, path)
    root = parse(data, path)
    walker = Walker(root, data, text, VOCABULARY, path)
    reading = _Reading(Frame(walker, frozenset(("article",))), text)
    for child in root:
        reading.take(child)
    frame = reading.frame
    if not frame.nodes:
        raise SourceError("STR-NO-PROVISIONS", path)
    stated = _metadata(root)
    source = frame.source(data, path, len(text), NAME, stated, missing(stated, path, "Spanish"))
    history = History(period=Period(iso_date(root.get("fechaVersion", ""))))
    return replace(source, history=history, flat=True)


@dataclass(frozen=True, slots=True)
class _Reading:
    frame: Frame
    text: str

    def take(self, child: etree._Element) -> None:
        """The next child of the root."""
        name, frame = local(child), self.frame
        if name in VOCABULARY.skipped:
            frame.omit(child, VOCABULARY.skipped[name])
        elif name == "Encabezado":
            frame.preamble.extend(self.own(child))
        elif name == "EstructurasFuncionales":
            frame.body(self.parts(child))
        elif name == "Promulgacion":
            frame.conclusions.extend(self.own(child))
        elif name == "Anexos":
            frame.body(self.annex(annex) for annex in child if local(annex) == "Anexo")

    def parts(self, element: etree._Element) -> Iterator[Node]:
        """The parts below an element, in its order."""
        for child in element:
            if local(child) == "EstructuraFuncional":
                yield self.part(child)
            elif local(child) == "EstructurasFuncionales":
                yield from self.parts(child)

    def part(self, element: etree._Element) -> Node:
        """A part: its number and title from its text, which begins with them."""
        kind = words().parts.get(element.get("tipoParte", ""), {"element": "hcontainer"})
        named = [e for e in element.iter("{*}NombreParte") if e.get("presente") == "si"]
        stated = "".join(map(str, named[0].itertext())).strip() if named else ""
        pieces = self.own(element)
        num, heading = None, None
        found = words().begins(stated).match(pieces[0].text) if pieces else None
        found = found or (words().begins("").match(pieces[0].text) if pieces else None)
        if found:
            num = cut(pieces[0], 0, found.end())
            rest = cut(pieces[0], found.end(), len(pieces[0].text))
            pieces[:1] = [rest] if rest else []
        unit = kind.get("unit", False) and not self.inside(element)
        if not unit and pieces:
            heading = pieces.pop(0)
        name = "part" if kind["element"] == "hcontainer" else ""
        body: tuple[Piece | Node, ...] = (*pieces, *self.parts(element))
        return Node(
            kind["element"], num, heading, body, name, unit=unit,
            status=_status(element), history=_history(element),
        )  # fmt: skip

    def inside(self, element: etree._Element) -> bool:
        """Whether a part stands in one that is cited whole."""
        around = (words().parts.get(e.get("tipoParte", ""), {}) for e in element.iterancestors())
        return any(kind.get("unit", False) for kind in around)

    def annex(self, element: etree._Element) -> Node:
        titles = list(element.iter("{*}Titulo"))
        heading = self.frame.walker.piece(titles[0]) if titles else None
        return Node(
            "hcontainer", None, heading, tuple(self.own(element, titled=True)), "annex",
            unit=True, status=_status(element), history=_history(element),
        )  # fmt: skip

    def own(self, element: etree._Element, titled: bool = False) -> list[Piece]:
        """The paragraphs of an element's own text; what tells of it is omitted."""
        found: list[Piece] = []
        for child in element:
            if local(child) == "Texto":
                found.extend(self.paragraphs(child))
            elif local(child) == "Metadatos" and not titled:
                self.frame.omit(child, "metadata")
        return found

    def paragraphs(self, element: etree._Element) -> Iterator[Piece]:
        """Preformatted text: an indented line, or one below a blank line, begins a paragraph."""
        start, end = self.frame.walker.extent[element]
        first = self.text.index(">", start) + 1
        raw = self.text[first:end].rpartition("</")[0]
        if "<" in raw or len(element):  # CDATA, comments, elements: words without exact places
            yield from self.frame.whole(element)
            return
        self.frame.walker.hear(element)
        flow = Flow(self.frame.walker.omissions)
        at = first
        for line in raw.splitlines(keepends=True):
            if _INDENTED.match(line) or not line.strip():
                yield from _flushed(flow)
            for chunk in _chunks(line, at):
                flow.add(chunk)
            at += len(line)
        yield from _flushed(flow)


def _flushed(flow: Flow) -> Iterator[Piece]:
    piece = flow.piece()
    if piece:
        yield piece


def _chunks(line: str, at: int) -> Iterator[Chunk]:
    """Text of the file as it reads, references resolved, each part with its place."""
    done = 0
    for match in _REFERENCE.finditer(line):
        if done < match.start():
            yield Chunk(line[done : match.start()], at + done, match.start() - done)
        yield Chunk(_character(match), at + match.start(), len(match[0]))
        done = match.end()
    if done < len(line):
        yield Chunk(line[done:], at + done, len(line) - done)


def _character(match: re.Match[str]) -> str:
    if match["name"]:
        return _NAMES[match["name"]]  # others are entities, which are refused
    return chr(int(match["number"]) if match["number"] else int(match["hex"], 16))


def _status(element: etree._Element) -> Status:
    return "repealed" if element.get("derogado") == "derogado" else ""


def _history(element: etree._Element) -> History:
    return History(period=Period(iso_date(element.get("fechaVersion", ""))))


def _metadata(root: etree._Element) -> Metadata:
    named = next((e for e in root if local(e) == "Identificador"), root)
    return Metadata(
        jurisdiction="cl",
        language="es",  # the schema has no place for it
        title=words_at(root, "Metadatos", "TituloNorma"),
        number=words_at(root, "Identificador", "TiposNumeros", "TipoNumero", "Numero"),
        identifier=root.get("normaId", ""),
        work_date=iso_date(named.get("fechaPromulgacion", "")),
        version_date=iso_date(root.get("fechaVersion", "")),
        status=root.get("derogado", ""),
        subtype=words_at(root, "Identificador", "TiposNumeros", "TipoNumero", "Tipo").lower(),
        author=words_at(root, "Identificador", "Organismos", "Organismo"),
        extra=(("fechaPublicacion", named.get("fechaPublicacion", "")),),
    )
