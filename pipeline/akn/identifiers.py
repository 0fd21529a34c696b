"""The eIds of a document: each once, where the standard asks for one, by the Naming Convention."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
            if not own and str(element.tag).startswith(akn("")) and local(element) in identified():
                yield finding("EID-MISSING", path, line_of(element), name=local(element))
            continue
        if eid in eids:
            yield finding("EID-DUPLICATE", path, line_of(element), eid, other=line_of(eids[eid]))
        eids.setdefault(eid, element)
    if own:
        for holder in root:
            for part in holder.iterchildren(etree.Element):
                if part.tag != _META:
                    yield from _named(part, path)


def _named(part: etree._Element, path: str) -> Iterator[Finding]:
    for element in part.iter(etree.Element):
        eid = element.get("eId")
        if eid is None:
            continue
        if not _EID.match(eid):
            yield finding("EID-FORM", path, line_of(element), eid, value=eid)
            continue
        above, _, last = eid.rpartition("__")
        name = local(element)
        prefix = "body" if name == "mainBody" else eid_prefix(name)
        if last.partition("_")[0] != prefix:
            yield finding("EID-NAME", path, line_of(element), eid, name=name, prefix=prefix)
        context = _context(element)
        within = context.get("eId", "") if context is not None else ""
        if above != within and (above or not _free(element)):
            wanted = f"{within}__" if within else "its own name"
            yield finding("EID-PARENT", path, line_of(element), eid, wanted=wanted)


def _context(element: etree._Element) -> etree._Element | None:
    """What an eId is numbered in: the block around an inline element, else what it stands in."""
    if element.tag != _QUOTATION:
        around = next(element.iterancestors(*BLOCKS, _QUOTATION), None)
        if around is not None and around.tag in BLOCKS:
            return around
    return next((a for a in element.iterancestors() if not _is_transparent(a)), None)


def _is_transparent(element: etree._Element) -> bool:
    """True for what stands around provisions without being cited."""
    return element.tag in _TRANSPARENT or element.tag == _MOD or is_shell(element)


def _free(element: etree._Element) -> bool:
    """Whether an eId may begin anew here: a provision that is not part of a unit."""
    if element.tag in _DEPENDENT or next(element.iterancestors(*BLOCKS), None) is not None:
        return False
    return not any("unit" in a.get("class", "").split() for a in element.iterancestors())
