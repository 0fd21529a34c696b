"""JSON lines as ``tag`` and ``link`` take and give them (DESIGN §5); offsets in the text given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import SourceError
from pipeline.exports.records import link_record, norm_record, words_record
from pipeline.model import Eid, Link, Tags, Unit
from pipeline.tagging.excerpts import moved


@dataclass(frozen=True, slots=True)
class Item:
    """One line: its ``id`` and the unit it stands for, text first at offset ``shift``."""

    id: str
    unit: Unit
    shift: int  # how many code points of lead-in stand before the text given


def read_items(path: Path) -> Iterator[Item]:
    """The lines of a JSONL file; SourceError ``JSONL-LINE`` names the line that is not usable."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _item(line, path.name, number)


def _item(line: str, path: str, number: int) -> Item:
    try:
        raw = json.loads(line)
        ident, text, language = str(raw["id"]), raw["text"], raw["language"]
        heading, intro = raw.get("heading") or "", raw.get("intro") or ""
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SourceError("JSONL-LINE", path, number, reason=repr(error)) from None
    if not all(isinstance(v, str) for v in (text, language, heading, intro)):
        raise SourceError("JSONL-LINE", path, number, reason="fields must be strings") from None
    before = f"{intro}\n" if intro else ""
    unit = Unit(Eid(ident), before + text, language, heading=heading)
    return Item(ident, unit, len(before))


def tags_json(item: Item, tags: Tags) -> dict[str, Any]:
    """What was tagged in the text given, offsets in it.

    What lies in the lead-in alone is left out, but an item takes the force of the norm that its
    lead-in announces: then ``trigger`` is empty and the bearer implicit.
    """
    text, shift = item.unit.text, item.shift
    own = text[shift:]
    return {
        "id": item.id,
        "norms": [norm_record(n, own) for n in moved(tags.norms, text[:shift], own)],
        "concepts": [
            {"id": c.concept, **words_record(c.span, text, shift)}
            for c in tags.concepts
            if c.span.start >= shift
        ],
        "references": [
            {
                **words_record(r.span, text, shift),
                "target": r.target,
                "kind": r.kind,
                **({"upTo": r.up_to} if r.up_to else {}),
            }
            for r in tags.references
            if r.span.start >= shift
        ],
        "definitions": [
            {"term": d.term, "start": d.span.start - shift, "end": d.span.end - shift}
            for d in tags.definitions
            if d.span.start >= shift
        ],
    }


def links_json(item: Item, links: tuple[Link, ...]) -> dict[str, Any]:
    """The links of one text, strongest first, then by holding."""
    text, shift = item.unit.text, item.shift
    ordered = sorted(links, key=lambda link: (-link.grade, -link.score, link.holding))
    return {"id": item.id, "links": [link_record(link, text, shift) for link in ordered]}
