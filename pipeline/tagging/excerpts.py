"""Takes a text that was cut out of a law, with the words that announce it, and gives its tags.

A list item says little without its lead-in: "(b) inform the owner" is a duty because "The keeper
must—" stands above it. The lead-in is read with the text, and what lies in the lead-in alone is
put in words (``Bearer.implicit``), so that every span lies in the text given.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.knowledge import Library
from pipeline.model import Bearer, Norm, Span
from pipeline.tagging.norms import find_norms

_ANNOUNCING = (":", "—", "–", "-")


def excerpt_norms(
    text: str, language: str, library: Library, *, intro: str = "", addressee: str = ""
) -> tuple[Norm, ...]:
    """The norms of a text, those that its lead-in lays on it included; offsets in ``text``.

    A norm that the lead-in announces has no trigger in the text: its ``triggers`` are empty.
    """
    if not intro:
        return find_norms(text, language, library, addressee=addressee)
    before = f"{intro}\n"
    norms = find_norms(before + text, language, library, addressee=addressee)
    return moved(norms, before, text)


def moved(norms: tuple[Norm, ...], before: str, text: str) -> tuple[Norm, ...]:
    """The norms of ``before + text`` that speak in ``text``, with offsets in it."""
    shift = len(before)
    own = [norm for norm in norms if _speaks(norm, shift)]
    announced = before.rstrip().endswith(_ANNOUNCING)
    above = [norm for norm in norms if norm not in own]
    silent = all(norm.modality == "statement" for norm in own)  # nothing in a main clause
    inherited = above[-1:] if announced and silent else []
    return tuple(_within(norm, before + text, shift) for norm in (*own, *inherited))


def _speaks(norm: Norm, shift: int) -> bool:
    spans = [*norm.triggers, *([norm.action] if norm.action else [])]
    return any(span.end > shift for span in spans)


def _within(norm: Norm, text: str, shift: int) -> Norm:
    conditions = (
        replace(condition, span=span)
        for condition in norm.conditions
        if (span := _cut(condition.span, shift))
    )
    return replace(
        norm,
        triggers=tuple(span for trigger in norm.triggers if (span := _cut(trigger, shift))),
        bearer=_bearer(norm.bearer, text, shift),
        action=_cut(norm.action, shift),
        conditions=tuple(conditions),
        predicate=_cut(norm.predicate, shift),
        object=_cut(norm.object, shift),
        sanction=_cut(norm.sanction, shift),
    )


def _cut(span: Span | None, shift: int) -> Span | None:
    """A span as an offset in the text; None if it begins before it."""
    return span.shift(-shift) if span and span.start >= shift else None


def _bearer(bearer: Bearer | None, text: str, shift: int) -> Bearer | None:
    if bearer is None or bearer.span is None:
        return bearer
    span = _cut(bearer.span, shift)
    return Bearer(span) if span else Bearer(implicit=bearer.span.of(text))
