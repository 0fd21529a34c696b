"""Takes a cue and the verbs it governs and gives what it governs whole: predicate and object."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.knowledge.norm_grammar import Syntax
from pipeline.model import Condition, Span
from pipeline.tagging.clauses import is_lead_in, items, sentences
from pipeline.tagging.cues import Hit, Page

_INLINE_LIST = re.compile(r"[:—–]\s*\(?(?:a|i|1)\)?\s")
_CLOSING = ("IF", "WHERE", "WHEN", "UNLESS", "ONLY-IF", "BEFORE", "AFTER")
_JOINED = 12  # characters that may part coordinated verbs with one object: ", and also "


def predicate(
    page: Page, hit: Hit, start: int, limit: int, conditions: Sequence[Condition]
) -> Span | None:
    """From an offset to the end of the clause: with its list, else before a closing condition.

    ``limit`` is where the clause of the next cue begins, or the sentence's end.
    """
    if start >= hit.line.end or (is_lead_in(page.text, hit.line) and limit >= hit.line.end - 1):
        listed = items(page.text, page.folded, hit.line)
        return _stripped(page.text, Span(start, listed[-1].end if listed else limit))
    opening = list_opening(page, hit, limit)
    end = _list_end(page, hit, opening.end()) if opening else limit
    first = opening.start() if opening else end
    closing = [c.span.start for c in conditions if c.type in _CLOSING]
    closing = [at for at in closing if start < at < first and " " in page.text[start:at].strip()]
    return _stripped(page.text, Span(start, min([*closing, end])))


def list_opening(page: Page, hit: Hit, limit: int) -> re.Match[str] | None:
    """Where a list begins that runs on in the line of a cue: ``— (a)``."""
    return _INLINE_LIST.search(page.folded, hit.end, min(limit + 8, hit.line.end))


def _list_end(page: Page, hit: Hit, at: int) -> int:
    """The end of a list that runs on in its line: the full stop behind an offset."""
    for sentence in sentences(page.text, page.folded, hit.line, page.grammar.syntax.abbreviation):
        if sentence.end > at and not page.text[: sentence.end].rstrip().endswith(";"):
            return sentence.end
    return hit.line.end


def _stripped(text: str, span: Span) -> Span | None:
    words = text[span.start : span.end].rstrip(" ,;:.—–-\n")
    for tail in (" and", " or", " but"):
        words = words.removesuffix(tail)
    words = words.rstrip(" ,;:.—–-\n")
    return Span(span.start, span.start + len(words)) if words.strip() else None


def conduct_behind(page: Page, hit: Hit, end: int) -> int | None:
    """Where a penal formula goes on to word the conduct: behind "commits an offence if he"."""
    match = page.grammar.syntax.conduct.match(page.folded, hit.end, end)
    return match.end() if match else None


def object_of(page: Page, verbs: Sequence[Span], end: int, syntax: Syntax) -> Span | None:
    """The words behind verbs up to the first adverbial, its own preposition left out."""
    verb = verbs[0]
    for joined in verbs[1:]:
        if joined.start - verb.end > _JOINED:
            break
        verb = joined
    with_preposition = syntax.prepositional.match(page.folded, verb.start, end)
    start = with_preposition.end() if with_preposition else verb.end
    start += len(page.text[start:end]) - len(page.text[start:end].lstrip(" —–:\n"))
    whole = syntax.open_object.match(page.folded, verb.start, end)
    closing = None if whole else syntax.object_end.search(page.folded, start, end)
    return _stripped(page.text, Span(start, closing.start() if closing else end))
