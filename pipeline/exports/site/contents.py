"""A document in, its table of contents out: containers and units with the page they stand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.exports.site.parts import Parts, holds_units
from pipeline.model import Document, Provision

_MANY = 400  # entries above which only containers are listed


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents; ``depth`` from 0."""

    depth: int
    label: str
    page: int
    eid: str


def contents(document: Document, where: Parts) -> tuple[Entry, ...]:
    """The whole hierarchy down to units; containers alone where that would be a book itself."""
    entries = tuple(_entries(document, document.body, 0, where))
    if len(entries) <= _MANY:
        return entries
    containers = {p.eid for p in document.provisions() if holds_units(p)}
    return tuple(entry for entry in entries if entry.eid in containers)


def _entries(
    document: Document, provisions: Iterable[Provision], depth: int, where: Parts
) -> Iterator[Entry]:
    for provision in provisions:
        label = " ".join(
            part.span.of(document.text) for part in (provision.num, provision.heading) if part
        )
        if label:
            yield Entry(depth, label, where.page(provision.eid), provision.eid)
        if holds_units(provision):
            yield from _entries(document, provision.children, depth + bool(label), where)
