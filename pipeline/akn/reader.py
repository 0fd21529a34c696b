"""XML that this program wrote in, the Marked document out, so that a stage can be run alone.

Everything but the exact source runs of each block comes back: text, tree, tags, links, omissions.
Foreign Akoma Ntoso is read by ``readers.akoma_ntoso``; this module refuses it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast, get_args

from lxml import etree

from pipeline.akn.history_reader import Histories
from pipeline.akn.manual import Written, manual, written
from pipeline.akn.names import STATUS, akn, lz
from pipeline.akn.record_reader import findings, links, tags
from pipeline.akn.text import is_shell
from pipeline.errors import SourceError
from pipeline.history import NO_HISTORY, Change, ChangeKind
from pipeline.model import (
    Block,
    DocNote,
    Document,
    Eid,
    Grid,
    Iri,
    Marked,
    Metadata,
    Omission,
    Provision,
    Role,
    Span,
    Status,
)
from pipeline.safexml import local, parse

_ROLES = ("docTitle", "docDate", "docCommittee", "docType", "docNumber", "omissis")
_STATUS: dict[str, Any] = {value: key for key, value in STATUS.items()}


def is_ours(data: bytes) -> bool:
    """True if these bytes are XML that this program wrote (they carry its run record)."""
    return data[:5] == b"<?xml" and b"lanzarote.example/ns/1.0" in data[:400]


def from_xml(data: bytes, path: str = "") -> Marked:
    """The document, its tags and its links.

    Raises SourceError ``XML-SYNTAX``, ``XML-ENTITY`` or, for XML of others, ``AKN-FOREIGN``.
    """
    root = parse(data, path)
    run = next(root.iter(lz("run")), None)
    if run is None:
        raise SourceError("AKN-FOREIGN", path)
    return _Reading(root, run).marked()


class _Reading:
    """One pass over the tree, counting the text as it goes."""

    def __init__(self, root: etree._Element, run: etree._Element) -> None:
        self.holder = root[0]
        self.run = run
        self.lines: list[str] = []
        self.written: list[Written] = []
        self.length = 0
        self.histories = Histories(root[0])
        self.fields = {f.get("name", ""): f.get("value", "") for f in root.iter(lz("field"))}

    def marked(self) -> Marked:
        preface = tuple(self._blocks(self.holder.find(akn("preface"))))
        preamble = tuple(self._preamble(self.holder.find(akn("preamble"))))
        body = self.holder.find(akn("body"))
        if body is None:
            body = self.holder.find(akn("mainBody"))
        provisions = tuple(self._provision(child) for child in body) if body is not None else ()
        conclusions = tuple(self._blocks(self.holder.find(akn("conclusions"))))
        document = Document(
            iri=Iri(self._value("FRBRExpression", "FRBRuri")),
            work=Iri(self._value("FRBRWork", "FRBRuri")),
            metadata=self._metadata(),
            path=self.run.get("source", ""),
            sha256=self.run.get("sha256", ""),
            format=self.run.get("format", ""),
            text="\n".join(self.lines),
            source_length=int(self.run.get("length", "0")),
            preface=preface,
            preamble=preamble,
            body=provisions,
            conclusions=conclusions,
            notes=tuple(self._notes()),
            history=self.histories.of(body) if body is not None else NO_HISTORY,
            omissions=tuple(self._omissions()),
            findings=findings(self.holder),
        )
        by_hand = manual(self.holder, document, self.written)
        return Marked(document, tags(self.holder, document), links(self.holder), manual=by_hand)

    def _identified(self, level: str, name: str) -> etree._Element | None:
        return self.holder.find("/".join(map(akn, ("meta", "identification", level, name))))

    def _value(self, level: str, name: str) -> str:
        element = self._identified(level, name)
        return element.get("value", "") if element is not None else ""

    def _stated(self, level: str) -> str:
        element = self._identified(level, "FRBRdate")
        if element is None or element.get("name") == "not-stated":
            return ""
        return element.get("date", "")

    def _metadata(self) -> Metadata:
        aliases = {a.get("name"): a.get("value", "") for a in self.holder.iter(akn("FRBRalias"))}
        author = next((o.get("showAs", "") for o in self.holder.iter(akn("TLCOrganization"))), "")
        return Metadata(
            jurisdiction=self.fields.get("jurisdiction", ""),
            language=self.fields.get("language", ""),
            title=aliases.get("title", ""),
            short_title=aliases.get("shortTitle", ""),
            number=self.fields.get("number", ""),
            identifier=self.fields.get("identifier", ""),
            work_date=self._stated("FRBRWork"),
            version_date=self._stated("FRBRExpression"),
            status=self.fields.get("status", ""),
            source_uri=self.fields.get("source_uri", ""),
            subtype=self.fields.get("subtype", ""),
            author="" if author == "Not stated in the source" else author,
            doctype="statement" if local(self.holder) == "statement" else "act",
            specimen=self.fields.get("specimen") == "true",
            extra=tuple(
                (name.removeprefix("source."), value)
                for name, value in self.fields.items()
                if name.startswith("source.")
            ),
        )

    def _block(self, element: etree._Element) -> Block:
        text = "".join(str(part) for part in element.itertext())
        start = self.length + (1 if self.lines else 0)
        self.lines.append(text)
        self.written += written(element, start)
        self.length = start + len(text)
        return Block(
            Span(start, self.length),
            Span(0, 0),
            roles=tuple(_roles(element)),
            changes=tuple(_changes(element, 0)),
        )

    def _blocks(self, holder: etree._Element | None) -> Iterator[Block]:
        if holder is not None:
            for element in holder.iter(akn("p")):
                yield self._block(element)

    def _preamble(self, holder: etree._Element | None) -> Iterator[Block | Provision]:
        for child in holder if holder is not None else ():
            if local(child) == "p":
                yield self._block(child)
            elif local(child) == "recitals":
                yield from (self._provision(recital) for recital in child)
            else:
                yield self._provision(child)

    def _quotation(self, shell: etree._Element) -> Provision:
        """The ``quotedStructure`` in a paragraph that holds nothing else."""
        return self._provision(shell[0][0])

    def _provision(self, element: etree._Element) -> Provision:
        first = self.length + (1 if self.lines else 0)
        num: Block | None = None
        heading: Block | None = None
        body: list[Block | Grid | Provision] = []
        for child in element:
            name = local(child)
            if name == "num":
                num = self._block(child)
            elif name == "heading":
                heading = self._block(child)
            elif name in ("content", "intro", "wrapUp"):
                body.extend(self._content(child))
            elif name in ("p", "table"):
                body.extend(self._content([child]))
            else:
                body.append(self._provision(child))
        classes = (element.get("class") or "").split()
        start, _, end = (element.get(lz("source")) or "0-0").partition("-")
        last = max(self.length, first)
        return Provision(
            eid=Eid(element.get("eId", "")),
            kind=local(element),
            span=Span(min(first, last), last),
            source=Span(int(start), int(end)),
            num=num,
            heading=heading,
            body=tuple(body),
            name=_name(element),
            unit="unit" in classes,
            status=_status(element, classes),
            quoted="quoted" in classes,
            history=self.histories.of(element),
        )

    def _content(self, parts: Any) -> Iterator[Block | Grid | Provision]:
        for part in parts:
            if local(part) == "table":
                yield Grid(
                    tuple(
                        tuple(self._block(p) for td in row for p in td.iter(akn("p")))
                        for row in part
                    )
                )
            elif is_shell(part):
                yield self._quotation(part)
            else:
                yield self._block(part)

    def _notes(self) -> Iterator[DocNote]:
        for note in self.holder.iter(akn("note")):
            text = "\n".join("".join(map(str, p.itertext())) for p in note.iter(akn("p")))
            owner = note.get("eId", "").rpartition("__note_")[0]
            yield DocNote(note.get("class", ""), text, Eid(owner), Span(0, 0))

    def _omissions(self) -> Iterator[Omission]:
        for item in self.holder.iter(lz("omission")):
            yield Omission(
                int(item.get("start", "0")),
                int(item.get("end", "0")),
                item.get("reason", ""),
                item.text or "",
            )
        for item in self.holder.iter(lz("omitted")):  # only their number and sum were kept
            reason = item.get("reason", "")
            yield Omission(0, int(item.get("characters", "0")), reason)
            yield from (Omission(0, 0, reason) for _ in range(int(item.get("count", "1")) - 1))


def _name(element: etree._Element) -> str:
    name = element.get("name") or ""
    return "" if name == "unnamed" else name


def _status(element: etree._Element, classes: list[str]) -> Status:
    if "not-in-force" in classes:
        return "not-in-force"
    status: Status = _STATUS.get(element.get("status", ""), "")
    assert status in get_args(Status)
    return status


def _changes(element: etree._Element, at: int) -> Iterator[Change]:
    """Marked changes at any depth of a block; ``at``: where the element's text begins."""
    at += len(element.text or "")
    for child in element:
        length = len("".join(str(part) for part in child.itertext()))
        if local(child) in ("ins", "del"):
            kind = cast(ChangeKind, child.get("class", ""))
            yield Change(kind, at, at + length)
        yield from _changes(child, at)
        at += length + len(child.tail or "")


def _roles(element: etree._Element) -> Iterator[Role]:
    at = len(element.text or "")
    for child in element:
        length = len("".join(str(part) for part in child.itertext()))
        if local(child) in _ROLES:
            yield Role(local(child), at, at + length)
        at += length + len(child.tail or "")
