"""The eIds of a document: each once, where the standard asks for one, by the Naming Convention."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.akn.names import BLOCKS, akn
from pipeline.akn.schema import identified
from pipeline.akn.text import is_shell
from pipeline.errors import finding
from pipeline.ids import eid_prefix
from pipeline.model import Finding
from pipeline.safexml import line_of, local

_LEVEL = r"[A-Za-z][A-Za-z0-9.\-]*(?:_[A-Za-z0-9.\-]+)*"
_EID = re.compile(rf"{_LEVEL}(?:__{_LEVEL})*\Z")
_AKN = akn("")
_META = akn("meta")
_MOD = akn("mod")
_QUOTATION = akn("quotedStructure")
# Parts of a provision that are not cited: what stands in them is numbered within the provision.
_TRANSPARENT = frozenset(map(akn, ("content", "intro", "wrapUp")))
# Never without the eId of what they stand in; a provision may be, if its number is unique.
_DEPENDENT = BLOCKS | _TRANSPARENT | frozenset(map(akn, ("table", "tr", "td", "th")))


def identifiers(
    root: etree._Element, path: str, eids: dict[str, etree._Element], own: bool
) -> Iterator[Finding]:
    """Everything wrong with eIds, in document order; fills ``eids`` with the first of each.

    ``own``: hold them to the Naming Convention as this program applies it. The XML of others is
    asked for eIds where the official schema marks them required, and for uniqueness.
    """
    for element in root.iter(etree.Element):
        eid = element.get("eId")
        if eid is None:
            if not own and str(element.tag).startswith(_AKN) and local(element) in identified():
                yield finding("EID-MISSING", path, line_of(element), name=local(element))
            continue
        if eid in eids:
            yield finding("EID-DUPLICATE", path, line_of(element), eid, other=line_of(eids[eid]))
        else:
            eids[eid] = element
    if own:
        for holder in root:
            for part in holder.iterchildren(etree.Element):
                if part.tag != _META:
                    yield from _named(part, path)


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands around an element: all that its eId depends on."""

    context: str  # the eId in which it is numbered, unless a block or quotation is nearer
    block: str | None = None  # the eId of the block around it, up to the next quotation
    unit: bool = False  # somewhere in a unit
    blocked: bool = False  # somewhere in a block


def _named(part: etree._Element, path: str) -> Iterator[Finding]:
    """What is wrong with the names of eIds, in document order, in one walk."""
    outer = part.getparent()
    unit = any(map(_is_unit, part.iterancestors()))
    waiting = [(part, _Place(outer.get("eId", "") if outer is not None else "", unit=unit))]
    while waiting:
        element, place = waiting.pop()
        eid = element.get("eId")
        if eid is not None:
            yield from _misnamed(element, eid, place, path)
        children = list(element.iterchildren(reversed=True))
        if children:
            inner = _inside(element, eid or "", place)
            waiting.extend((child, inner) for child in children if isinstance(child.tag, str))


def _misnamed(element: etree._Element, eid: str, place: _Place, path: str) -> Iterator[Finding]:
    if not _EID.match(eid):
        yield finding("EID-FORM", path, line_of(element), eid, value=eid)
        return
    above, _, last = eid.rpartition("__")
    name = local(element)
    prefix = "body" if name == "mainBody" else eid_prefix(name)
    if last.partition("_")[0] != prefix:
        yield finding("EID-NAME", path, line_of(element), eid, name=name, prefix=prefix)
    numbered = place.block is None or element.tag == _QUOTATION
    within = place.context if numbered else place.block
    free = not (place.unit or place.blocked or element.tag in _DEPENDENT)
    if above != within and (above or not free):
        wanted = f"{within}__" if within else "its own name"
        yield finding("EID-PARENT", path, line_of(element), eid, wanted=wanted)


def _inside(element: etree._Element, eid: str, place: _Place) -> _Place:
    """The place of what stands in an element."""
    tag = element.tag
    unit = place.unit or _is_unit(element)
    # What stands around provisions without being cited leaves their context as it was.
    transparent = tag in _TRANSPARENT or tag == _MOD or is_shell(element)
    context = place.context if transparent else eid
    if tag in BLOCKS:
        return _Place(context, eid, unit, True)
    block = None if tag == _QUOTATION else place.block
    return _Place(context, block, unit, place.blocked)


def _is_unit(element: etree._Element) -> bool:
    return "unit" in element.get("class", "").split()
