"""e-Sbírka JSON: the laws of Czechia as a flat list of fragments with their depth."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from pipeline.errors import SourceError, finding
from pipeline.knowledge import Library
from pipeline.model import Metadata, Node, Note, Piece, Source, Status, Table
from pipeline.pieces import joined
from pipeline.readers.html_blocks import Reading, Role
from pipeline.readers.json_text import Strings
from pipeline.readers.stated import iso_date, missing, written_date
from pipeline.readers.xml_frame import provisions
from pipeline.readers.xml_tree import flat
from pipeline.safejson import Value, decode_json, parse_json
from pipeline.text import sha256

NAME = "e-sbirka-json"
_MARK = b'"kodTypuFragmentu"'
_DEEPEST = 40  # levels; the deepest law known has a quarter of it
_ELI = re.compile(r"/eli/cz/sb/(?P<year>\d{4})/(?P<number>\d+)(?:/(?P<version>\d{4}-\d\d-\d\d))?")


@dataclass(frozen=True, slots=True)
class Kind:
    """What fragments are whose kind begins with a word."""

    begins: str
    role: str
    element: str = ""
    name: str = ""
    unit: bool = False


_OTHER = Kind("", "node", "hcontainer", "other")


@dataclass(frozen=True, slots=True)
class Words:
    """What the publisher's kinds of fragments mean, from ``embedded/e-sbirka.yaml``."""

    kinds: tuple[Kind, ...]
    repealed: re.Pattern[str]
    metadata: frozenset[str]

    def kind(self, name: str) -> Kind:
        return next((kind for kind in self.kinds if name.startswith(kind.begins)), _OTHER)


@cache
def words() -> Words:
    """The table, read once."""
    table: dict[str, Any] = Library().yaml("embedded/e-sbirka.yaml")
    kinds = (
        Kind(k["begins"], k["as"], k.get("element", ""), k.get("name", ""), k.get("unit", False))
        for k in table["kinds"]
    )
    repealed = re.compile(table["repealed"], re.IGNORECASE)
    return Words(tuple(kinds), repealed, frozenset(table["metadata"]))


def sniff(data: bytes, path: str) -> bool:
    """True for a JSON object whose head holds a fragment with its kind."""
    head = data[:4096]
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{" and _MARK in head


def read(data: bytes, path: str) -> Source:
    """The law, or the part of it that the file holds, as nodes.

    Raises SourceError for JSON that is broken or holds no provision.
    """
    text = decode_json(data, path)
    root = parse_json(text, path)
    fragments = root.all("seznam")
    reading = _Reading(Strings(text, path))
    for fragment in fragments:
        reading.take(fragment)
    reading.close()
    strings = reading.strings
    strings.rest(root, words().metadata)
    stated = _metadata(fragments, reading)
    if not reading.top.body:
        raise SourceError("STR-NO-TEXT", path, title=stated.title or "none", said="nothing")
    pages = root.said("pocetStranek")
    part = (finding("SRC-PART", path, count=pages),) if pages not in ("", "1") else ()
    return Source(
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
        omissions=tuple(sorted(strings.omissions, key=lambda o: (o.start, o.end))),
        findings=(*missing(stated, path, "Czech"), *part, *strings.findings),
    )


def _metadata(fragments: tuple[Value, ...], reading: _Reading) -> Metadata:
    address = fragments[0].said("eli") if fragments else ""
    eli = _ELI.match(address)
    stated = {kind: piece.text for kind, piece in reading.stated}
    return Metadata(
        jurisdiction="cz",
        language="cs",  # the format has no place for it
        title=stated.get("Prefix_Title", ""),
        number=f"{eli['number']}/{eli['year']}" if eli else "",
        identifier=eli[0] if eli else address,
        work_date=written_date(stated.get("Prefix_Date", ""), "cs"),
        version_date=iso_date(eli["version"] or "") if eli else "",
        subtype=stated.get("Prefix_Type", "").lower(),
        extra=(("uplnaCitace", fragments[0].said("uplnaCitace")),) if fragments else (),
    )


@dataclass
class _Open:
    """A fragment's provision while what is below it is taken; ``depth`` as the publisher says."""

    kind: Kind
    depth: int
    node: Node
    body: list[Piece | Table | Node | _Open] = field(default_factory=list)
    headings: list[Piece] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def closed(self) -> Node:
        parts: list[Piece | Table | Node] = []
        for part in self.body:
            if isinstance(part, _Open) and part.bare:
                parts.extend(part.closed().body)
            else:
                parts.append(part.closed() if isinstance(part, _Open) else part)
        heading = joined(self.headings) if self.headings else None
        notes = (*self.node.notes, *self.notes)
        node = replace(self.node, heading=heading, body=tuple(parts), notes=notes)
        said = [p.text for p in flat(replace(node, num=None))]
        gone = 0 < len(said) <= 2 and all(words().repealed.match(text) for text in said)
        return replace(node, status="repealed") if gone and node.unit else node

    @property
    def bare(self) -> bool:
        """True for a paragraph that has no number: text of the provision around it."""
        plain = self.kind.element == "subsection" and self.node.num is None
        return plain and not self.headings and not self.notes and not self.node.notes


class _Reading:
    """The parts of a law as its fragments are met."""

    def __init__(self, strings: Strings) -> None:
        self.strings = strings
        self.top = _Open(_OTHER, -1, Node("body"))
        self.open = [self.top]
        self.pending: list[Piece] = []  # headings that stand above the number of what they title
        self.preface: list[Piece] = []
        self.preamble: list[Piece] = []
        self.conclusions: list[Piece] = []
        self.notes: list[Note] = []
        self.stated: list[tuple[str, Piece]] = []

    def take(self, fragment: Value) -> None:
        """The next fragment of the list."""
        name = fragment.said("kodTypuFragmentu")
        kind = words().kind(name)
        stated = fragment.said("hloubka")
        depth = min(int(stated), _DEEPEST) if stated.isdigit() else 0
        while self.open[-1].depth >= depth and self.open[-1] is not self.top:
            self.open.pop()
        node = self._node(fragment, kind)
        pieces = list(flat(node))
        if kind.role == "node" or (kind.role == "shell" and pieces):
            effective = fragment.get("jeUcinny")
            self._provision(kind, depth, node, effective.text if effective else "")
        elif kind.role in ("heading", "heading-of-next"):
            self._heading(kind.role, pieces)
        elif kind.role == "note":
            whole = [Note("footnote", joined(pieces))] if pieces else []
            (self.open[-1].notes if self.open[-1] is not self.top else self.notes).extend(whole)
        elif pieces:
            self.stated.append((name, pieces[0]))
            places = {"preface": self.preface, "conclusions": self.conclusions}
            places.get(kind.role, self.preamble).extend(pieces)
        if kind.role != "node":
            self.notes.extend(node.notes)

    def _node(self, fragment: Value, kind: Kind) -> Node:
        """The fragment's own number and words, the publisher's terms and links dissolved."""
        marked = fragment.get("xhtml")
        element = kind.element or "hcontainer"
        if marked is None or marked.kind != "string":
            return Node(element, name=kind.name, unit=kind.unit)
        page = self.strings.page(marked)
        targets = {
            link.said("odkazBaseId"): target.said("staleUrl")
            for link in fragment.all("odkazyZFragmentu")
            if (target := link.get("cil"))
        }
        for anchor in page.root.iter("a"):
            anchor.set("href", targets.get(anchor.get("data-odkaz-id", ""), ""))
        first = page.root[0] if len(page.root) and not (page.root.text or "").strip() else None
        roles = {first: Role("num")} if first is not None and first.tag == "var" else {}
        reading = Reading(page, roles, omissions=self.strings.omissions)
        return reading.node(page.root, Role("node", element, label=kind.name, unit=kind.unit))

    def _provision(self, kind: Kind, depth: int, node: Node, in_force: str) -> None:
        above = self.open[-1]
        inside = any(opened.node.unit for opened in self.open)
        alone = above is self.top and node.kind in ("subsection", "point")
        unit = (kind.unit or alone) and not inside
        pending: Status = "not-in-force" if in_force == "false" else ""
        node = replace(node, unit=unit, status=pending)
        opened = _Open(kind, depth, node, list(node.body), self.pending)
        self.pending = []
        above.body.append(opened)
        self.open.append(opened)

    def _heading(self, role: str, pieces: list[Piece]) -> None:
        above = self.open[-1]
        if role == "heading-of-next":
            self.pending.extend(pieces)
        elif above is self.top or above.body:
            group = Node("hcontainer", name="group")
            above.body.append(_Open(_OTHER, above.depth + 1, group, headings=pieces))
        else:
            above.headings.extend(pieces)

    def close(self) -> None:
        """Headings that titled nothing are text of what is open."""
        if self.pending:
            self.open[-1].body.extend(self.pending)
