"""XML that a person has worked on in, that person's annotations out, so that re-tagging keeps them.

A person annotates in one of two ways, each with ``by`` pointing at a ``TLCPerson``:

* a record of ours in ``otherAnalysis`` with ``by="#ada"``, new or corrected;
* an inline ``concept``, ``ref``, ``def`` or ``entity`` (a modal) with ``lz:by="#ada"``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import cast, get_args

from lxml import etree

from pipeline.akn.names import akn, lz
from pipeline.akn.record_reader import read_record
from pipeline.model import (
    ConceptMention,
    Definition,
    Document,
    Eid,
    Modality,
    Norm,
    Person,
    Reference,
    Span,
    Tags,
    TextOffset,
)
from pipeline.safexml import local

Value = ConceptMention | Norm | Reference | Definition


@dataclass(frozen=True, slots=True)
class Written:
    """An inline element that a person set: whose, where in the document's text, what it says."""

    by: str
    at: TextOffset
    value: Value


def written(block: etree._Element, start: int) -> list[Written]:
    """The inline elements of a block that carry ``lz:by``; ``start`` is its TextOffset."""
    if block.find(f".//*[@{lz('by')}]") is None:
        return []
    found: list[Written] = []
    _walk(block, start, start, found)
    return found


def _walk(element: etree._Element, at: int, block: int, found: list[Written]) -> int:
    begin = at
    at += len(element.text or "")
    for child in element:
        at = _walk(child, at, block, found) + len(child.tail or "")
    by = element.get(lz("by"))
    text = "".join(str(part) for part in element.itertext())
    value = _value(element, text) if by else None
    if by and value:
        found.append(Written(by, TextOffset(begin), value))
    return at


def _value(element: etree._Element, text: str) -> Value | None:
    """What an inline element says, its span counted from its own start."""
    span, target = Span(0, len(text)), element.get("refersTo", "")
    match local(element):
        case "concept":
            return ConceptMention(target.removeprefix("#c."), span)
        case "ref":
            href = element.get("href", "")
            return Reference(span, href, "internal" if href.startswith("#") else "external")
        case "def":
            return Definition(text, span)
        case "entity":
            modality = target.removeprefix("#deontic.")
            if modality in get_args(Modality):
                strength = (element.get("class") or "none").removesuffix("-not")
                return Norm(cast(Modality, modality), strength, (span,), formula="manual")
    return None


def manual(
    holder: etree._Element, document: Document, inlines: Iterable[Written]
) -> tuple[Tags, ...]:
    """Everything annotated by persons, unit by unit, one ``Tags`` for each person."""
    people = {
        f"#{person.get('eId')}": person.get("showAs", "")
        for person in holder.iter(akn("TLCPerson"))
    }
    found: dict[tuple[str, str], list[Value]] = {}
    for analysis in holder.iter(akn("otherAnalysis")):
        for item in analysis:
            if by := item.get("by"):
                found.setdefault((item.get("for", ""), by), []).append(read_record(item))
    units = list(document.units())
    for mark in inlines:
        for unit in units:
            if unit.start <= mark.at < unit.start + len(unit.text):
                value = _shifted(mark.value, mark.at - unit.start)
                values = found.setdefault((unit.eid, mark.by), [])
                values += [] if _has(values, value) else [value]
    order = {unit.eid: number for number, unit in enumerate(units)}
    return tuple(
        _tags(Eid(eid), Person(by.removeprefix("#"), people.get(by, "") or by[1:]), found[eid, by])
        for eid, by in sorted(found, key=lambda key: (order.get(Eid(key[0]), len(order)), key[1]))
    )


def _shifted(value: Value, by: int) -> Value:
    if isinstance(value, Norm):
        return replace(value, triggers=tuple(t.shift(by) for t in value.triggers))
    return replace(value, span=value.span.shift(by))


def _has(values: list[Value], value: Value) -> bool:
    """Whether a record says already what an inline element shows."""
    if isinstance(value, Norm):
        shown = value.triggers[0]
        return any(isinstance(v, Norm) and shown in v.triggers for v in values)
    return any(type(v) is type(value) and not isinstance(v, Norm) and v.span == value.span
               for v in values)  # fmt: skip


def _tags(eid: Eid, person: Person, values: list[Value]) -> Tags:
    return Tags(
        eid,
        concepts=tuple(v for v in values if isinstance(v, ConceptMention)),
        norms=tuple(v for v in values if isinstance(v, Norm)),
        references=tuple(v for v in values if isinstance(v, Reference)),
        definitions=tuple(v for v in values if isinstance(v, Definition)),
        by=person,
    )
