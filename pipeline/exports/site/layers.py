"""A unit with its tags and links in, the marks over its words out: a layer for each kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.exports.site.context import SiteContext
from pipeline.exports.site.parts import Parts
from pipeline.exports.site.segments import Mark
from pipeline.model import Link, Norm, Reference, Tags, Unit


def layers(
    unit: Unit, tags: Tags, links: Sequence[Link], site: SiteContext, where: Parts, page: int
) -> Iterator[Mark]:
    """Marks with offsets of the document; ``page`` is the page on which the unit is shown."""
    for c in tags.concepts:
        note = f"concept: {site.concept(c.concept)}"
        yield Mark(c.span.shift(unit.start), "concept", note)
    for norm in tags.norms:
        yield from _norm(norm, unit)
    for r in tags.references:
        yield _reference(r, unit, where, page)
    for d in tags.definitions:
        yield Mark(d.span.shift(unit.start), "definition", f"defined term: {d.term}")
    for link in links:
        if link.grade:
            note = f"evidence for holding {link.holding}"
            for e in link.evidence:
                yield Mark(e.span.shift(unit.start), "evidence", note)


def _norm(norm: Norm, unit: Unit) -> Iterator[Mark]:
    said = f"{norm.modality}" + (", reported" if norm.mode == "reported" else "")
    for trigger in norm.triggers:
        yield Mark(trigger.shift(unit.start), "norm", said)
    if norm.bearer and norm.bearer.span:
        yield Mark(norm.bearer.span.shift(unit.start), "bearer", f"bearer of {said}")
    if norm.action:
        yield Mark(norm.action.shift(unit.start), "action", f"action of {said}")


def _reference(reference: Reference, unit: Unit, where: Parts, page: int) -> Mark:
    note = "reference" if reference.target else "reference, not resolved in this corpus"
    inside = reference.target.startswith("#")
    href = where.href(reference.target[1:], page) if inside else ""
    return Mark(reference.span.shift(unit.start), "reference", note, href)
