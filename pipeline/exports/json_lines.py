"""A corpus in, JSON Lines out: a provision each, after ``schemas/provision.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.exports.corpus import Corpus
from pipeline.exports.records import link_record, norm_record, words_record
from pipeline.model import Link, Marked, Tags, Unit


def export(corpus: Corpus) -> bytes:
    """UTF-8, one line per unit in document order; offsets are code points in its ``text``."""
    lines = (
        json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
        for marked in corpus.documents()
        for record in records(marked)
    )
    return "".join(lines).encode("utf-8")


def records(marked: Marked) -> Iterator[dict[str, Any]]:
    """What is known of each unit of a document."""
    tags = {t.eid: t for t in marked.tags}
    links: dict[str, list[Link]] = {}
    for link in marked.links:
        links.setdefault(link.eid, []).append(link)
    about = {
        "jurisdiction": marked.document.metadata.jurisdiction,
        "work": marked.document.work,
        "expression": marked.document.iri,
    }
    for unit in marked.document.units():
        yield _record(about, unit, tags.get(unit.eid, Tags(unit.eid)), links.get(unit.eid, ()))


def _record(
    about: Mapping[str, str], unit: Unit, tags: Tags, links: Sequence[Link]
) -> dict[str, Any]:
    text = unit.text
    return {
        **about,
        "eid": unit.eid,
        "kind": unit.kind,
        "num": unit.num,
        "heading": unit.heading,
        "path": list(unit.path),
        "language": unit.language,
        "status": unit.status,
        "text": text,
        "norms": [norm_record(norm, text) for norm in tags.norms],
        "concepts": [{"id": c.concept, **words_record(c.span, text)} for c in tags.concepts],
        "references": [
            {**words_record(r.span, text), "target": r.target, "kind": r.kind}
            for r in tags.references
        ],
        "definitions": [
            {"term": d.term, "start": d.span.start, "end": d.span.end} for d in tags.definitions
        ],
        "links": [link_record(link, text) for link in links],
    }
