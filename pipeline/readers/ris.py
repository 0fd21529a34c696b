"""RIS XML: one section of a consolidated law of Austria, with the fields that tell of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from lxml import etree

from pipeline.errors import SourceError
from pipeline.history import Amendment, History, Period
from pipeline.knowledge import Library
from pipeline.model import Metadata, Node, Note, Piece, Source
from pipeline.readers.gii_metadata import names
from pipeline.readers.gii_norm import paragraphs
from pipeline.readers.stated import iso_date, missing
from pipeline.readers.xml_frame import Frame, provisions
from pipeline.readers.xml_tree import Walker, flat
from pipeline.readers.xml_vocabulary import Vocabulary, first_element
from pipeline.safexml import decode, local, parse
from pipeline.text import collapse

NAME = "ris-xml"
_UNITS = frozenset(("article",))

VOCABULARY = Vocabulary(
    nodes={"listelem": ("point", "")},
    num=frozenset(("symbol",)),
    heading=frozenset(),
    blocks=frozenset(("absatz", "ueberschrift", "schlussteil", "erltext")),
    tables=frozenset(("table",)),
    rows=frozenset(("tr",)),
    cells=frozenset(("td", "th")),
    notes={"fussnote": "footnote", "remark": "editorial", "history": "history"},
    skipped={"field": "metadata", "page": "page", "bild": "image", "binary": "image"},
    spaces=frozenset(("br", "nbsp", "tab")),
    quoted=frozenset(),
    superscript=frozenset(("super", "sup")),
)


@dataclass(frozen=True, slots=True)
class Words:
    """What the publisher's fields mean, from ``embedded/ris.yaml``."""

    law: frozenset[str]
    notes: dict[str, str]
    notice: re.Pattern[str]
    number: re.Pattern[str]
    ended: re.Pattern[str]


@cache
def words() -> Words:
    """The table, read once."""
    table: dict[str, Any] = Library().yaml("embedded/ris.yaml")
    return Words(
        frozenset(table["law"]),
        table["notes"],
        re.compile(table["notice"]),
        re.compile(table["number"]),
        re.compile(table["ended"]),
    )


def sniff(data: bytes, path: str) -> bool:
    """True for XML whose root is ``risdok``."""
    return first_element(data) == b"risdok"


def read(data: bytes, path: str) -> Source:
    """The section as a node. Raises SourceError for XML that is broken, hostile or holds no law."""
    text = decode(data, path)
    root = parse(data, path)
    fields = _fields(root)
    _prepare(root)
    walker = Walker(root, data, text, VOCABULARY, path)
    frame = Frame(walker, _UNITS)
    for child in root:
        if local(child) == "nutzdaten":
            frame.body(_law(child, frame, fields))
        else:
            frame.omit(child, "metadata")
    if not frame.nodes:
        title = collapse(fields.said("kurztitel"))
        raise SourceError("STR-NO-TEXT", path, title=title, said=fields.said("artikel_anlage"))
    stated = _metadata(fields)
    source = frame.source(data, path, len(text), NAME, stated, missing(stated, path))
    return replace(source, history=_history(fields))


@dataclass(frozen=True, slots=True)
class _Fields:
    """The fields of a document by their ``ct``, in order."""

    elements: tuple[tuple[str, etree._Element], ...]

    def said(self, name: str) -> str:
        """The words of the first field of that name; empty if there is none."""
        found = (e for ct, e in self.elements if ct == name)
        return next((collapse("".join(map(str, e.itertext()))) for e in found), "")

    def element(self, name: str) -> etree._Element | None:
        return next((e for ct, e in self.elements if ct == name), None)


def _fields(root: etree._Element) -> _Fields:
    return _Fields(
        tuple((e.get("ct", ""), e) for e in root.iter("{*}absatz") if e.get("typ") == "erltext")
    )


def _prepare(root: etree._Element) -> None:
    """Fields, their labels, running heads and remarks by what they are; lists inside items."""
    for element in root.iter(etree.Element):
        name, field = local(element), element.get("ct", "")
        if name in ("kzinhalt", "fzinhalt"):
            element.tag = "page"
        elif name == "ueberschrift" and element.get("typ") == "titel":
            element.tag = "field"  # the label that is printed above a field
        elif field in words().notes:
            element.tag = "history" if words().notes[field] == "history" else "remark"
        elif name == "absatz" and element.get("typ") == "erltext" and field not in words().law:
            element.tag = "field"
        elif name == "i" and words().notice.match(element.text or ""):
            element.tag = "remark"
    for inner in list(root.iter("{*}aufzaehlung")):
        before = inner.getprevious()
        if before is not None and local(before) == "listelem" and not (before.tail or "").strip():
            before.append(inner)


def _law(element: etree._Element, frame: Frame, fields: _Fields) -> Iterator[Node]:
    """The section that a document holds, in the groups whose headings it repeats above it."""
    num, headings = _number(element, frame), []
    for title in list(element.iter("{*}ueberschrift")):
        piece = frame.walker.piece(title, frame.notes)
        if piece:
            headings.append((title.get("typ", ""), piece))
        _empty(title)
    stated = fields.element("artikel_anlage")
    if num is None and stated is not None:  # an annex prints no number in its text
        num = frame.walker.piece(stated)
    notes: list[Note] = []
    parts = list(frame.walker.parts(element, _UNITS, True, notes))
    own = next((p for typ, p in headings if typ.startswith(("para", "art"))), None)
    body = tuple(paragraphs(parts))
    if not body and own is None:
        frame.notes.extend(notes)
        return
    annex = names().role(num.text if num else "") == "annex" or (num and num.text[:3] == "Anl")
    kind, name = ("hcontainer", "annex") if annex else ("article", "")
    node = Node(kind, num, own, body, name, unit=True, notes=tuple(notes))
    said = [p for part in body for p in flat(part)]
    if said and len(said) <= 2 and all(names().repealed.match(p.text) for p in said):
        node = replace(node, status="repealed")
    for _, piece in reversed([h for h in headings if h[1] is not own]):
        group, label = names().division(piece.text)
        node = Node(group, None, piece, (node,), label)
    yield from provisions([node])


def _number(element: etree._Element, frame: Frame) -> Piece | None:
    """The number that the text begins with; it is taken out of the text."""
    found = next(iter(element.iter("{*}gldsym")), None)
    piece = frame.walker.piece(found) if found is not None else None
    if found is not None and piece:
        _empty(found)
    return piece


def _empty(element: etree._Element) -> None:
    """Words that have a place are taken out of what is read after them."""
    element.text = None
    del element[:]


def _metadata(fields: _Fields) -> Metadata:
    published = fields.said("kundmachungsorgan")
    number = words().number.search(published)
    return Metadata(
        jurisdiction="at",
        language="de",
        title=fields.said("langtitel") or fields.said("kurztitel"),
        short_title=fields.said("kurztitel"),
        number=number[0] if number else "",
        identifier=fields.said("doknr"),
        version_date=iso_date(fields.said("ikra")),
        subtype=fields.said("typ"),
        extra=tuple((ct, fields.said(ct)) for ct, _ in fields.elements if ct != "text"),
    )


def _history(fields: _Fields) -> History:
    """From when to when the section is in force, and the law that last amended or repealed it."""
    ended = words().ended.search(fields.said("kundmachungsorgan"))
    end = iso_date(fields.said("akra"))
    found: tuple[Amendment, ...] = ()
    if ended:
        gone = ended[0].startswith("aufgehoben")
        found = (Amendment("repeal" if gone else "amendment", end if gone else "", ended["by"]),)
    return History(found, Period(iso_date(fields.said("ikra")), end))
