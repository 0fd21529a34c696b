"""Tags and links in, plain records out: the fields that JSON lines have, in every export alike.

Offsets are code points, 0-based, end exclusive, in the text given less ``shift``.
"""

from __future__ import annotations

from typing import Any

from pipeline.model import Bearer, Judgement, Link, Norm, Review, Span


def words_record(span: Span, text: str, shift: int = 0) -> dict[str, Any]:
    """The words of a span and where they stand."""
    return {"text": span.of(text), "start": span.start - shift, "end": span.end - shift}


def norm_record(norm: Norm, text: str) -> dict[str, Any]:
    """A norm with the words of all its parts."""
    return {
        "modality": norm.modality,
        "strength": norm.strength,
        "polarity": norm.polarity,
        "mode": norm.mode,
        "force": norm.force,
        "trigger": [[t.start, t.end] for t in norm.triggers],
        "bearer": _bearer(norm.bearer, text),
        "action": _optional(norm.action, text),
        "predicate": _optional(norm.predicate, text),
        "object": _optional(norm.object, text),
        "conditions": [{"type": c.type, **words_record(c.span, text)} for c in norm.conditions],
        "sanction": _optional(norm.sanction, text),
    }


def _optional(span: Span | None, text: str) -> dict[str, Any] | None:
    return words_record(span, text) if span else None


def _bearer(bearer: Bearer | None, text: str) -> dict[str, Any] | None:
    if bearer is None:
        return None
    return words_record(bearer.span, text) if bearer.span else {"implicit": bearer.implicit}


def link_record(link: Link, text: str, shift: int = 0) -> dict[str, Any]:
    """A link with its criteria by id and the words of its evidence."""
    return {
        "holding": link.holding,
        "grade": link.grade,
        "score": link.score,
        "relation": link.relation,
        "means": link.means,
        "means_detail": link.means_detail,
        "function": link.function,
        "convention_articles": list(link.convention_articles),
        "criteria": {
            "met": [c.id for c in link.criteria if c.met],
            "missed": [c.id for c in link.criteria if not c.met],
        },
        "evidence": [
            {**words_record(e.span, text, shift), "concept": e.concept}
            for e in link.evidence
            if e.span.start >= shift
        ],
        "status": link.status,
        "remark": link.remark,
        "proposed": judgement_record(link.proposed) if link.proposed else None,
        "reviews": [review_record(review) for review in link.reviews],
    }


def judgement_record(said: Judgement) -> dict[str, Any]:
    """What is said of a provision and a holding."""
    return {
        "grade": said.grade,
        "relation": said.relation,
        "means": said.means,
        "convention_articles": list(said.articles),
    }


def review_record(review: Review) -> dict[str, Any]:
    """What a reader decided, and whether it was about other words."""
    return {
        "reader": review.reader,
        "date": review.date,
        "decision": review.verdict,
        **judgement_record(review.said),
        "reason": review.reason,
        "words": review.words,
        "settles": review.settles,
        "stale": review.stale,
    }
