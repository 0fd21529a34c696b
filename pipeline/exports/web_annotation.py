"""A corpus in, W3C Web Annotations out: one JSON-LD collection over concepts, norms and links.

Target: the expression, a FragmentSelector with the eId, refined by position and by quotation
(W3C Recommendation "Web Annotation Data Model", 4.2). Positions count code points, as the
Recommendation asks; programs that count UTF-16 units find theirs in ``lz:utf16``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pipeline.exports.corpus import Corpus
from pipeline.model import Link, Marked, Norm, Span, Tags, Unit
from pipeline.text import sha256

_NAMESPACE = "https://lanzarote.example/ns/1.0#"
_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"lz": _NAMESPACE}]
_NAMING = "http://docs.oasis-open.org/legaldocml/akn-nc/v1.0/akn-nc-v1.0.html"
_AROUND = 32  # code points of prefix and suffix, enough to find words that moved


def export(corpus: Corpus) -> bytes:
    """An AnnotationCollection with one page, UTF-8 JSON-LD."""
    items = [item for marked in corpus.documents() for item in document_annotations(marked, corpus)]
    collection = {
        "@context": _CONTEXT,
        "id": "urn:lanzarote:annotations",
        "type": "AnnotationCollection",
        "label": "Concepts, norms and links of a run; proposals for review",
        "total": len(items),
        "first": {
            "id": "urn:lanzarote:annotations:1",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def document_annotations(marked: Marked, corpus: Corpus) -> Iterator[dict[str, Any]]:
    """The annotations of one document: tags of each unit, then links of the document."""
    units = {unit.eid: unit for unit in marked.document.units()}
    iri = marked.document.iri
    for tags in marked.tags:
        yield from _tags(iri, units[tags.eid], tags, corpus)
    for link in marked.links:
        yield _link(iri, units[link.eid], link, corpus.profile.iri)


def _tags(iri: str, unit: Unit, tags: Tags, corpus: Corpus) -> Iterator[dict[str, Any]]:
    for c in tags.concepts:
        body = {
            "type": "SpecificResource",
            "source": f"{_NAMESPACE}{c.concept}",
            "lz:label": corpus.site.concept(c.concept),
            "purpose": "classifying",
        }
        yield _annotation("classifying", body, [_target(iri, unit, c.span)])
    for norm in tags.norms:
        targets = [_target(iri, unit, trigger) for trigger in norm.triggers]
        yield _annotation("tagging", _norm(norm), targets)


def _norm(norm: Norm) -> dict[str, Any]:
    return {
        "type": "TextualBody",
        "value": norm.modality,
        "purpose": "tagging",
        "lz:strength": norm.strength,
        "lz:polarity": norm.polarity,
        "lz:mode": norm.mode,
        "lz:force": norm.force,
    }


def _link(iri: str, unit: Unit, link: Link, opinion: str) -> dict[str, Any]:
    body = {
        "type": "SpecificResource",
        "source": opinion,
        "selector": {
            "type": "FragmentSelector",
            "value": f"para_{link.holding}",
            "conformsTo": _NAMING,
        },
        "purpose": "linking",
        "lz:relation": link.relation,
        "lz:grade": link.grade,
        "lz:means": link.means,
        "lz:status": link.status,
        "lz:conventionArticles": list(link.convention_articles),
    }
    spans = sorted({e.span for e in link.evidence}) or [Span(0, len(unit.text))]
    return _annotation("linking", body, [_target(iri, unit, span) for span in spans])


def _annotation(
    motivation: str, body: dict[str, Any], targets: list[dict[str, Any]]
) -> dict[str, Any]:
    content = {"type": "Annotation", "motivation": motivation, "body": body, "target": targets}
    digest = sha256(json.dumps(content, ensure_ascii=False, sort_keys=True))[:32]
    return {"id": f"urn:lanzarote:annotation:{digest}", **content}


def _target(iri: str, unit: Unit, span: Span) -> dict[str, Any]:
    text = unit.text
    first, last = _utf16(text, span.start), _utf16(text, span.end)
    quotation = {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(0, span.start - _AROUND) : span.start],
        "suffix": text[span.end : span.end + _AROUND],
    }
    position = {
        "type": "TextPositionSelector",
        "start": span.start,
        "end": span.end,
        "lz:utf16": [first, last],
        "refinedBy": quotation,
    }
    selector = {
        "type": "FragmentSelector",
        "value": unit.eid,
        "conformsTo": _NAMING,
        "refinedBy": position,
    }
    return {"source": iri, "selector": selector}


def _utf16(text: str, at: int) -> int:
    """The offset that counts UTF-16 code units where ``at`` counts code points."""
    return len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
