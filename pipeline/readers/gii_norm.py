"""gii-norm XML of gesetze-im-internet.de: German federal law as a flat list of norms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.model import Node, Note, Piece, Source, Table
from pipeline.readers.gii_metadata import history, metadata, names
from pipeline.readers.residue import with_residue
from pipeline.readers.xml_frame import provisions
from pipeline.readers.xml_tree import Part, Walker, flat, notes_of
from pipeline.readers.xml_vocabulary import Vocabulary, first_element
from pipeline.safexml import decode, local, parse
from pipeline.text import sha256

NAME = "gii-norm-xml"
_UNITS = frozenset(("article",))
_PARAGRAPH = re.compile(r"(\(\d+[a-z]{0,2}\))\s+(?=\S)")
_PLACEHOLDER = "-"  # a name for what has none

VOCABULARY = Vocabulary(
    nodes={"DD": ("point", "")},
    num=frozenset(("DT",)),
    heading=frozenset(),
    blocks=frozenset(("P", "LA", "Title", "Ident", "pre")),
    tables=frozenset(("table",)),
    rows=frozenset(("row",)),
    cells=frozenset(("entry",)),
    notes={"Footnote": "footnote", "kommentar": "editorial"},
    skipped={"TOC": "toc", "IMG": "image", "FILE": "image", "FnR": "note-mark"},
    spaces=frozenset(("BR",)),
    quoted=frozenset(),
    superscript=frozenset(("SUP", "sup")),
)


def sniff(data: bytes, path: str) -> bool:
    """True for XML whose root is ``dokumente`` with a document number of the publisher."""
    return first_element(data) == b"dokumente" and b"doknr=" in data[:2048]


class _Walker(Walker):
    """A walker that knows a list item's number: the ``DT`` before its ``DD``."""

    def _first(
        self, element: etree._Element, names: frozenset[str], notes: list[Note]
    ) -> Piece | None:
        before = element.getprevious()
        if before is None or local(before) != "DT" or names is not self.known.num:
            return None
        return self.piece(before, notes)

    def parts(
        self, element: etree._Element, unit_kinds: frozenset[str], inside: bool, notes: list[Note]
    ) -> Iterator[Part]:
        if local(element) == "DL":
            for child in element:
                if local(child) == "DD":
                    yield self.node(child, unit_kinds, inside)
            return
        yield from super().parts(element, unit_kinds, inside, notes)


@dataclass
class _Division:
    """A group of norms while it is being filled; ``level``: three digits of its number each."""

    node: Node
    level: int = 0
    code: str = ""
    body: list[Part | _Division] = field(default_factory=list)

    def closed(self) -> Node:
        body = tuple(p.closed() if isinstance(p, _Division) else p for p in self.body)
        return replace(self.node, body=body)


def read(data: bytes, path: str) -> Source:
    """The law as nodes. Raises SourceError for XML that is broken or hostile."""
    text = decode(data, path)
    root = parse(data, path)
    reading = _Reading(_Walker(root, data, text, VOCABULARY, path))
    norms = [norm for norm in root if local(norm) == "norm"]
    stated, findings = metadata(root, norms[0] if norms else None, path)
    for number, norm in enumerate(norms):
        reading.take(norm, first=number == 0)
    reading.undivided()
    source = Source(
        path=path,
        sha256=sha256(data),
        format=NAME,
        metadata=stated,
        length=len(text),
        preface=tuple(reading.preface),
        preamble=tuple(reading.preamble),
        nodes=tuple(provisions(reading.top.closed().body)),
        conclusions=tuple(reading.conclusions),
        notes=tuple(reading.notes),
        history=history(norms[0]) if norms else history(root),
        omissions=tuple(reading.walker.omissions),
        findings=findings,
    )
    return with_residue(source, reading.walker)


class _Reading:
    """The parts of a law as its norms are met."""

    def __init__(self, walker: _Walker) -> None:
        self.walker = walker
        self.top = _Division(Node("body"))
        self.open = [self.top]
        self.preface: list[Piece] = []
        self.preamble: list[Node | Piece] = []
        self.conclusions: list[Piece] = []
        self.notes: list[Note] = []

    def take(self, norm: etree._Element, first: bool) -> None:
        """One norm: the title page, a division, a provision, or both of these at once."""
        named = {local(e): e for e in norm.iter(etree.Element) if local(_up(e)) != "textdaten"}
        self._metadata(norm, first)
        notes: list[Note] = []
        title = named.get("langue") if first else None
        if title is not None:
            piece = self.walker.piece(title, notes)
            self.preface += [piece] if piece else []
        if "gliederungseinheit" in named:
            self._divide(named)
        body = tuple(self._body(norm, notes))
        name = _words(named.get("enbez"))
        kind = names().role(name)
        if kind in ("preamble", "conclusions") or (first and not name):
            self._apart(kind, body, notes)
        elif kind == "toc":
            for text in norm.iterfind("textdaten/text"):
                self.walker.omit(text, "toc")
            self.notes += notes
        elif name:
            self._provision(named, kind, body, notes)
        else:
            self._add(body, notes)

    def undivided(self) -> None:
        """A notice of one norm: its text, if the publisher gives any, is what is cited."""
        if not self.top.body:
            words = tuple(self.preamble)
            self.top.body.append(Node("hcontainer", name="text", body=words, unit=True))
            self.preamble = []

    def _metadata(self, norm: etree._Element, first: bool) -> None:
        """What of a norm's head is not printed with it; the first norm's tells of the law."""
        printed = {"enbez", "titel", "gliederungseinheit", "langue"}
        head = norm.find("metadaten")
        for element in head if head is not None else ():
            label = local(element) == "enbez" and names().role(_words(element)) in (
                "preamble", "conclusions", "toc",
            )  # fmt: skip
            if local(element) not in printed or label:
                self.walker.omit(element, "metadata")

    def _body(self, norm: etree._Element, notes: list[Note]) -> Iterator[Part]:
        """The text of a norm, its numbered paragraphs as such; its footnotes go to ``notes``."""
        for part in norm.iterfind("textdaten/*"):
            parts = list(self.walker.parts(part, _UNITS, True, notes))
            if local(part) == "fussnoten":
                pieces = (piece for inner in parts for piece in flat(inner))
                notes.extend(Note("editorial", piece) for piece in pieces)
                notes.extend(note for inner in parts for note in notes_of(inner))
            else:
                yield from paragraphs(parts)

    def _divide(self, named: dict[str, etree._Element]) -> None:
        """Open a division at its level; what has but a placeholder for a name is none."""
        code = _words(named.get("gliederungskennzahl"))
        if any(division.code == code for division in self.open):  # said again with each norm in it
            self.walker.omit(named["gliederungseinheit"], "repeated-name")
            return
        self.walker.omit(named["gliederungskennzahl"], "metadata")
        level = max(1, len(code) // 3)
        while self.open[-1].level >= level:
            self.open.pop()
        num = self._named(named.get("gliederungsbez"))
        heading = self._named(named.get("gliederungstitel"))
        if num or heading:
            kind, name = names().division(num.text if num else "")
            gone = heading and names().repealed.match(heading.text)
            node = Node(kind, num, heading, name=name, status="repealed" if gone else "")
            division = _Division(node, level, code)
            self.open[-1].body.append(division)
            self.open.append(division)

    def _named(self, element: etree._Element | None) -> Piece | None:
        piece = self.walker.piece(element) if element is not None else None
        if piece and piece.text == _PLACEHOLDER and element is not None:
            self.walker.omit(element, "placeholder")
            return None
        return piece

    def _apart(self, kind: str, body: tuple[Part, ...], notes: list[Note]) -> None:
        pieces = [piece for part in body for piece in flat(part)]
        notes = [*notes, *(note for part in body for note in notes_of(part))]
        if kind == "conclusions":
            self.conclusions += pieces
        else:
            self.preamble += pieces
        self.notes += notes

    def _provision(
        self, named: dict[str, etree._Element], kind: str, body: tuple[Part, ...], notes: list[Note]
    ) -> None:
        num = self.walker.piece(named["enbez"], notes)
        title = named.get("titel")
        heading = self.walker.piece(title, notes) if title is not None else None
        node = Node("article", num, heading, body, unit=True, notes=tuple(notes))
        if kind == "annex":
            node = replace(node, kind="hcontainer", name="annex")
            del self.open[1:]  # annexes stand behind the divisions of the law
        said = [p.text for p in (heading, *(q for part in body for q in flat(part))) if p]
        gone = 0 < len(said) <= 2 and all(names().repealed.match(text) for text in said)
        self.open[-1].body.append(replace(node, status="repealed") if gone else node)

    def _add(self, body: tuple[Part, ...], notes: list[Note]) -> None:
        """Text and notes of a division itself."""
        division = self.open[-1]
        division.body.extend(body)
        if division is self.top:
            self.notes += notes
        else:
            division.node = replace(division.node, notes=(*division.node.notes, *notes))


def paragraphs(parts: Iterable[Part]) -> Iterator[Part]:
    """Text that begins with ``(2)`` opens a paragraph, which all that follows belongs to."""
    opened: Node | None = None
    body: list[Piece | Table | Node] = []
    for part in parts:
        match = _PARAGRAPH.match(part.text) if isinstance(part, Piece) else None
        if match and isinstance(part, Piece):
            if opened:
                yield replace(opened, body=tuple(body))
            opened = Node("paragraph", Piece(match[1], part.start, part.end))
            body = [_behind(part, match.end())]
        elif opened:
            body.append(part)
        else:
            yield part
    if opened:
        yield replace(opened, body=tuple(body))


def _behind(piece: Piece, at: int) -> Piece:
    """The rest of a piece behind its number."""
    links = tuple(replace(k, start=k.start - at, end=k.end - at) for k in piece.links)
    return replace(piece, text=piece.text[at:], links=links)


def _up(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    return parent if parent is not None else element


def _words(element: etree._Element | None) -> str:
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""
