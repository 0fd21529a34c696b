"""What no schema can say: references resolve, eIds are by the Convention, records quote the text.

A fixed number of passes over the tree; every finding names the line and the eId.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from lxml import etree

from pipeline.akn.identification import identification
from pipeline.akn.identifiers import identifiers
from pipeline.akn.names import AKN, BLOCKS, LZ, akn, lz
from pipeline.akn.text import text_of, words
from pipeline.errors import finding
from pipeline.model import Finding
from pipeline.safexml import line_of
from pipeline.text import BIDI

# Attributes that the official schema types as pointers into the same document, and addresses.
_POINTERS = frozenset((
    "refersTo", "source", "href", "as", "by", "for", "to", "from", "upTo", "start", "end",
    "period", "choice", "empoweredBy", "alternativeTo", "current", "placementBase",
))  # fmt: skip
_CONTROL = re.compile("[\x7f-\x9f]")  # the others cannot be in XML
_DIGITS = 9  # that an offset may have
_SOURCE, _OMISSION = lz("source"), lz("omission")
_placed = etree.XPath("//*[@lz:source] | //lz:omission", namespaces={"lz": LZ})


def is_own(root: etree._Element) -> bool:
    """Whether this program wrote the document: it carries a record of the run."""
    return next(root.iter(lz("run")), None) is not None


def integrity(root: etree._Element, path: str, own: bool | None = None) -> Iterator[Finding]:
    """Everything that does not hold in a document.

    ``own``: ask of it what this program keeps to in its own output; by default, if it is that.
    """
    own = is_own(root) if own is None else own
    eids: dict[str, etree._Element] = {}
    yield from identifiers(root, path, eids, own)
    yield from _pointers(root, path, eids)
    yield from identification(root, path, own)
    yield from _records(root, path, eids)
    yield from _source_places(root, path)
    yield from _hidden(root, path)


def _pointers(
    root: etree._Element, path: str, eids: dict[str, etree._Element]
) -> Iterator[Finding]:
    for element in root.iter(f"{{{AKN}}}*", f"{{{LZ}}}*"):
        for name, value in _attributes(element):
            if "#" not in value or name not in _POINTERS:
                continue
            for part in value.split() if name == "refersTo" else (value,):
                if part.startswith("#") and part[1:] and part[1:] not in eids:
                    eid = element.get("eId", "")
                    yield finding("AKN-REF", path, line_of(element), eid, name=name, value=part)
    for element in root.iter(akn("implicitReference"), f"{{{LZ}}}*"):
        for name in ("for", "eid"):
            value = element.get(name, "")
            if value and not value.startswith("#") and value not in eids:
                yield finding("AKN-REF", path, line_of(element), value, name=name, value=value)


def _attributes(element: etree._Element) -> list[tuple[str, str]]:
    return cast("list[tuple[str, str]]", element.items())


def _records(root: etree._Element, path: str, eids: dict[str, etree._Element]) -> Iterator[Finding]:
    texts: dict[str, str] = {}
    for record in root.iter(f"{{{LZ}}}*"):
        owner = _owner(record)
        if owner not in eids:
            continue
        if owner not in texts:
            texts[owner] = text_of(eids[owner])
        for start, end in _ranges(record):
            if not 0 <= start < end <= len(texts[owner]):
                yield _misplaced(record, path, start, end, len(texts[owner]))
            elif record.get("text") is not None and record.get("text") != texts[owner][start:end]:
                yield finding(
                    "REC-TEXT", path, line_of(record), owner,
                    words=record.get("text", "")[:60], found=texts[owner][start:end][:60],
                )  # fmt: skip


def _source_places(root: etree._Element, path: str) -> Iterator[Finding]:
    """Places in the source file: of units and of what was left out."""
    run = next(root.iter(lz("run")), None)
    length = _offset(run.get("length", "")) if run is not None else -1
    if length < 0:
        return
    for element in cast("list[etree._Element]", _placed(root)):
        place = element.get(_SOURCE)
        if element.tag == _OMISSION:
            place = f"{element.get('start')}-{element.get('end')}"
        if place is not None:
            start, end = _range(place)
            if not 0 <= start <= end <= length:
                yield _misplaced(element, path, start, end, length)


def _misplaced(element: etree._Element, path: str, start: int, end: int, length: int) -> Finding:
    eid = element.get("eId") or _owner(element)
    line = line_of(element)
    return finding("REC-OFFSET", path, line, eid, start=start, end=end, length=length)


def _owner(record: etree._Element) -> str:
    """The eId of the provision whose text a record's offsets count in."""
    element: etree._Element | None = record
    while element is not None:
        eid = element.get("for")
        if eid:
            return eid
        element = element.getparent()
    return ""


def _ranges(record: etree._Element) -> Iterator[tuple[int, int]]:
    if record.get("start") is not None:
        yield _range(f"{record.get('start')}-{record.get('end')}")
    for name in ("triggers", "bearer", "action"):
        for part in (record.get(name) or "").split():
            yield _range(part)


def _range(text: str) -> tuple[int, int]:
    """Two offsets; -1 for what is not one (hostile digits are kept from ``int``)."""
    start, _, end = text.partition("-")
    return _offset(start), _offset(end)


def _offset(text: str) -> int:
    return int(text) if len(text) <= _DIGITS and text.isascii() and text.isdigit() else -1


def _hidden(root: etree._Element, path: str) -> Iterator[Finding]:
    """Characters of the text that a reader does not see and of which the document says nothing."""
    recorded = {record.get("code") for record in root.iter(lz("finding"))}
    text = words(root)
    for code, pattern in (("TXT-BIDI", BIDI), ("TXT-CONTROL", _CONTROL)):
        if code in recorded or not pattern.search(text):
            continue
        places = [
            (block, count)
            for block in root.iter(*BLOCKS)
            if (count := len(pattern.findall(words(block))))
        ]
        if places:
            first, count = places[0][0], sum(count for _, count in places)
            yield finding(code, path, line_of(first), first.get("eId", ""), count=count)
