"""Takes subsections of a gold set and gives the norms of each, read where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.evaluation.deontic.rows import Row
from pipeline.knowledge import Library
from pipeline.model import Norm, Span
from pipeline.tagging.norms import find_norms


def norms_in_place(units: Sequence[Row], library: Library) -> dict[object, list[Norm]]:
    """The norms of each subsection, read where it stands: in its section, below its number.

    Spans are offsets in the subsection; a condition that another one lays down lies outside.
    """
    sections: dict[object, list[Row]] = {}
    for row in units:
        if not row["quoted"]:
            sections.setdefault(row.get("section", row["id"]), []).append(row)
    found: dict[object, list[Norm]] = {}
    for rows in sections.values():
        text, places = "", []
        for row in rows:
            text += f"({row['sub']})\n" if row.get("sub") else ""
            places.append(Span(len(text), len(text) + len(row["text"])))
            text += f"{row['text']}\n"
        norms = find_norms(text, "en", library)
        for row, place in zip(rows, places, strict=True):
            inside = (n for n in norms if place.start <= n.triggers[0].start < place.end)
            found[row["id"]] = [_moved(norm, -place.start) for norm in inside]
    return found


def _moved(norm: Norm, by: int) -> Norm:
    def shifted(span: Span | None) -> Span | None:
        return span.shift(by) if span else None

    bearer = norm.bearer
    return replace(
        norm,
        triggers=tuple(trigger.shift(by) for trigger in norm.triggers),
        bearer=replace(bearer, span=shifted(bearer.span)) if bearer else None,
        action=shifted(norm.action),
        predicate=shifted(norm.predicate),
        object=shifted(norm.object),
        conditions=tuple(replace(c, span=c.span.shift(by)) for c in norm.conditions),
    )
