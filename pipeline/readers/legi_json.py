"""LEGI JSON: the codes and laws of France, a tree of sections and articles (DILA)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from pipeline.errors import SourceError
from pipeline.history import Amendment, ChangeKind, History, Period
from pipeline.knowledge import Library
from pipeline.knowledge.drafting import load_style
from pipeline.model import Metadata, Node, Note, Piece, Source, Status
from pipeline.pieces import cut, joined
from pipeline.readers.html_blocks import Reading, Role
from pipeline.readers.json_text import Strings
from pipeline.readers.stated import iso_date, missing
from pipeline.readers.xml_tree import flat
from pipeline.safehtml import shown
from pipeline.safejson import Value, decode_json, parse_json
from pipeline.text import sha256

NAME = "legi-json"
_MARKS = (b'"cid"', b"LEGITEXT", b'"data"')
_SPACE = re.compile(r"<[^>]*>|\s+|\u00a0")


@dataclass(frozen=True, slots=True)
class Words:
    """What the publisher's words of state and amendment mean, from ``embedded/legi.yaml``."""

    style: str
    states: dict[str, Status]
    links: dict[str, ChangeKind]
    metadata: frozenset[str]


@cache
def words() -> Words:
    """The table, read once."""
    table: dict[str, Any] = Library().yaml("embedded/legi.yaml")
    return Words(table["style"], table["states"], table["links"], frozenset(table["metadata"]))


def sniff(data: bytes, path: str) -> bool:
    """True for a JSON object whose head names a text of LEGI."""
    head = data[:4096]
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{" and all(
        m in head for m in _MARKS
    )


def read(data: bytes, path: str) -> Source:
    """The law as nodes. Raises SourceError for JSON that is broken or holds no law."""
    text = decode_json(data, path)
    root = parse_json(text, path)
    reading = _Reading(Strings(text, path))
    strings = reading.strings
    head = root.get("data") or root
    title = strings.piece(head.get("title"))
    nodes = tuple(reading.children(root))
    strings.rest(root, words().metadata)
    if not nodes:
        said = title.text if title else "nothing"
        raise SourceError("STR-NO-TEXT", path, title=said, said=head.said("etat"))
    stated = _metadata(root, head, title)
    return Source(
        path=path,
        sha256=sha256(data),
        format=NAME,
        metadata=stated,
        length=len(text),
        preface=(title,) if title else (),
        nodes=nodes,
        history=_history(head),
        omissions=tuple(sorted(strings.omissions, key=lambda o: (o.start, o.end))),
        findings=(*missing(stated, path, "French"), *strings.findings),
        flat=True,
    )


def _metadata(root: Value, head: Value, title: Piece | None) -> Metadata:
    return Metadata(
        jurisdiction="fr",
        language="fr",  # the format has no place for it
        title=title.text if title else "",
        identifier=head.said("cid") or head.said("id"),
        version_date=_day(head.said("dateDebutVersion")),
        status=head.said("etat"),
        subtype=root.said("type"),
        extra=tuple(
            (name, value.text)
            for name, value in head.members
            if value.kind != "object" and name not in ("title", "cid") and value.text
        ),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    strings: Strings

    def children(self, parent: Value) -> Iterator[Node]:
        """The sections and articles below a section, in the order of the file."""
        for child in parent.all("children"):
            data = child.get("data")
            if data is None or data.kind != "object":
                continue
            if data.get("texteHtml") or data.get("texte"):
                yield self.article(data)
                yield from self.children(child)
            else:
                yield self.section(child, data)

    def section(self, section: Value, data: Value) -> Node:
        title = self.strings.piece(data.get("title"))
        kind, name, num, heading = _title(title) if title else ("hcontainer", "group", None, None)
        body = tuple(self.children(section))
        return Node(kind, num, heading, body, name, status=_status(data), history=_history(data))

    def article(self, data: Value) -> Node:
        words = self.words(data, "texte")
        return replace(
            words,
            num=self.strings.piece(data.get("num")),
            unit=True,
            status=_status(data),
            notes=(*words.notes, *self.notes(data)),
            history=_history(data),
        )

    def notes(self, data: Value) -> Iterator[Note]:
        """The editors' remarks on an article."""
        words = self.words(data, "nota")
        pieces = list(flat(words))
        if pieces:
            yield Note("editorial", joined(pieces))
        yield from words.notes

    def words(self, data: Value, name: str) -> Node:
        """A text that is given with markup and once more without: the former, if they agree."""
        marked, bare = data.get(f"{name}Html"), data.get(name)
        if marked is None or marked.kind != "string" or not marked.text.strip():
            piece = self.strings.piece(bare)
            return Node("article", body=(piece,) if piece else ())
        page = self.strings.page(marked)
        reading = Reading(page, omissions=self.strings.omissions)
        if bare is not None and _squeezed(bare.text) == _squeezed(shown(page.root)):
            self.strings.omit(bare, "repeated-text")
        return reading.node(page.root, Role("node", "article"))


def _title(piece: Piece) -> tuple[str, str, Piece | None, Piece | None]:
    """Element, name, number and heading of a section by the words of its title."""
    for pattern in load_style(Library(), words().style).containers:
        match = pattern.regex.match(piece.text)
        if match:
            groups = match.groupdict()
            at = match.start("heading") if groups.get("heading") else len(piece.text)
            return pattern.element, pattern.name, cut(piece, 0, at), cut(piece, at, len(piece.text))
    return "hcontainer", "group", None, piece


def _status(data: Value) -> Status:
    return words().states.get(data.said("etat"), "")


def _history(data: Value) -> History:
    period = Period(
        _day(data.said("dateDebut") or data.said("dateDebutVersion")),
        _day(data.said("dateFin") or data.said("dateFinVersion")),
    )
    found = [
        Amendment(
            words().links[link.said("linkType")],
            _day(link.said("dateDebutCible")),
            " ".join(link.said("textTitle").split()),
        )
        for link in data.all("lienModifications")
        if link.said("linkOrientation") == "cible" and link.said("linkType") in words().links
    ]
    return History(tuple(sorted(found, key=lambda a: (a.date, a.by))), period)


def _day(value: str) -> str:
    """A date, or milliseconds since 1970 in the publisher's files, as ISO 8601; else empty."""
    if re.fullmatch(r"-?\d{6,15}", value):
        seconds = int(value) // 1000
        return iso_date(datetime.fromtimestamp(seconds, UTC).date().isoformat())
    return iso_date(value)


def _squeezed(text: str) -> str:
    return _SPACE.sub("", text)
