"""Takes a cue and the verbs it governs and gives what it governs whole: predicate and object."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.knowledge.norm_grammar import Syntax
from pipeline.model import Condition, Span
from pipeline.tagging.clauses import is_lead_in, items
from pipeline.tagging.cues import Hit, Page

_INLINE_LIST = re.compile(r"[:—–]\s*\(?(?:a|i|1)\)?\s")
_ENDING = ("IF", "WHERE", "WHEN", "UNLESS", "ONLY-IF", "BEFORE", "AFTER", "EXCEPT")
_STOP = re.compile(r"\.(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Governed:
    """``predicate`` from the first verb to the clause's end; ``object`` what is acted upon."""

    predicate: Span | None = None
    object: Span | None = None


def governed(
    page: Page,
    hit: Hit,
    actions: Sequence[Span],
    reach: int,
    who: Span | None,
    held: Sequence[Condition],
) -> Governed:
    """What the verbs take with them; ``who`` is the grammatical subject."""
    first = actions[0]
    syntax = page.grammar.syntax
    end = _end(page, hit, first, reach, held)
    words = page.text[first.start : end].rstrip(" ,;:—–-")
    predicate = Span(first.start, first.start + len(words)) if words else None
    if syntax.passive.match(page.folded, first.start, first.end):
        return Governed(predicate, who)
    last = _last_joined(page.folded, actions)
    return Governed(predicate, object_of(page, last, end, syntax))


def _end(page: Page, hit: Hit, first: Span, reach: int, held: Sequence[Condition]) -> int:
    """Where the predicate ends: with its list, else before a condition that closes the clause."""
    if first.start >= hit.line.end or is_lead_in(page.text, hit.line):
        listed = items(page.text, page.folded, hit.line)
        return listed[-1].end if listed else max(reach, first.end)
    listed_from = _INLINE_LIST.search(page.folded, hit.end, hit.line.end)
    if listed_from and listed_from.start() <= max(hit.sentence.end, first.end):
        stop = _STOP.search(page.folded, max(listed_from.end(), first.end), hit.line.end)
        listed_end = stop.start() if stop else hit.line.end
    else:
        listed_from, listed_end = None, reach
    limit = listed_from.start() if listed_from else listed_end
    closing = [c.span.start for c in held if c.type in _ENDING and first.end < c.span.start < limit]
    words = page.text[first.start : min([*closing, max(listed_end, first.end)])]
    return first.start + len(words.rstrip(" ,;:.—–\n"))


def _last_joined(folded: str, actions: Sequence[Span]) -> Span:
    """The last of the verbs that share one object: ``adapt`` of "develop or adapt measures"."""
    last = actions[0]
    for action in actions[1:]:
        if action.start - last.end > 12:  # ", and also " at the most
            break
        last = action
    return last


def object_of(page: Page, verb: Span, end: int, syntax: Syntax) -> Span | None:
    """The words behind a verb up to its first adverbial, the verb's own preposition left out."""
    with_preposition = syntax.prepositional.match(page.folded, verb.start, end)
    start = with_preposition.end() if with_preposition else verb.end
    start += len(page.text[start:end]) - len(page.text[start:end].lstrip(" —–:"))
    closing = syntax.object_end.search(page.folded, start, end)
    words = page.text[start : closing.start() if closing else end].rstrip(" ,;:.—–\n")
    return Span(start, start + len(words)) if words else None
