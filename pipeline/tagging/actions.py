"""Takes a modal's place in its sentence and gives the verbs it governs."""

from __future__ import annotations

import re

from pipeline.knowledge.norm_grammar import Syntax
from pipeline.model import Span
from pipeline.tagging.clauses import is_lead_in, items, label_at

_SPACE = re.compile(r"[\s\]]*")  # a coder's or editor's bracket may close behind a modal
_INTERPOSED = re.compile(
    r"\s*,\s*[^,;:—]{1,200}(?:,\s*|(?=[:—]))|\s*\([^()]*\)|\s*[–—][^–—;:]{1,200}[–—]\s*"
)
_LIST = re.compile(r"\s*[:—–-]\s*$|\s*[:—–]\s*(?=\(?[a-z0-9]{1,3}[.)]?\s)")
_ITEM = re.compile(r"(?:[;,:—–-]|\b(?:and|or|et|ou|und|oder))\s+\(?(?P<label>[a-z])[.)]?\s+")


def verb_at(folded: str, at: int, end: int, syntax: Syntax) -> int:
    """Where the verb stands: behind adverbs, brackets and ", … ," phrases; ``end`` if nowhere."""
    at = _space(folded, at)
    while at < end:
        if syntax.known_verb.match(folded, at, end):
            return at
        if skipped := _INTERPOSED.match(folded, at, end):
            at = _space(folded, _closing(folded, skipped, end, syntax))
        elif adverb := syntax.adverbial.match(folded, at, end):
            at = _space(folded, adverb.end())
        else:
            return at
    return end


def _closing(folded: str, skipped: re.Match[str], end: int, syntax: Syntax) -> int:
    """The end of an interposed phrase, which may itself hold commas."""
    at = skipped.end()
    if folded[at : at + 1] in ("—", ":"):
        return at
    if "," not in skipped[0] or syntax.known_verb.match(folded, at, end):
        return at
    while (comma := folded.find(",", at, end)) >= 0 and comma - skipped.start() < 400:
        verb = _space(folded, comma + 1)
        if syntax.known_verb.match(folded, verb, end):
            return verb
        at = comma + 1
    return skipped.end()


def _space(folded: str, at: int) -> int:
    match = _SPACE.match(folded, at)
    return match.end() if match else at


def actions(text: str, folded: str, at: int, end: int, line: Span, syntax: Syntax) -> list[Span]:
    """Every action from the verb's place on, coordinated ones and list items included."""
    if _LIST.match(folded, at, end) or at >= end:
        listed = _below(text, folded, line, syntax) if is_lead_in(text, line) else []
        return listed or _inline(folded, at, line.end, syntax)
    match = syntax.verb.match(folded, at, end)
    if match is None or match.end() == match.start():
        return []
    found = [Span(*match.span("v"))]
    while joined := syntax.joined.match(folded, found[-1].end, end):
        found.append(Span(*joined.span("verb")))
    barrier = syntax.barrier.search(folded, found[-1].end, end)
    limit = barrier.start() if barrier else end
    found += [Span(*m.span("verb")) for m in syntax.resumed.finditer(folded, found[-1].end, limit)]
    return found


def _below(text: str, folded: str, line: Span, syntax: Syntax) -> list[Span]:
    found = []
    for item in items(text, folded, line):
        at = verb_at(folded, item.start, item.end, syntax)
        if syntax.known_verb.match(folded, at, item.end):
            match = syntax.verb.match(folded, at, item.end)
            if match:
                found.append(Span(*match.span("v")))
    return found


def _inline(folded: str, at: int, end: int, syntax: Syntax) -> list[Span]:
    """The verbs of a list that runs on in the line: ``— (a) stop; (b) report``."""
    found = []
    expected = "a"
    for item in _ITEM.finditer(folded, at, end):
        if item["label"] != expected:
            continue
        expected = chr(ord(expected) + 1)
        verb = verb_at(folded, item.end(), end, syntax)
        if syntax.known_verb.match(folded, verb, end):
            match = syntax.verb.match(folded, verb, end)
            if match:
                found.append(Span(*match.span("v")))
    if not found and (label := label_at(folded, at)):
        match = syntax.verb.match(folded, label.end, end)
        found = [Span(*match.span("v"))] if match else []
    return found


def final_action(text: str, at: int, end: int, syntax: Syntax) -> Span | None:
    """The verb at the end of the clause that a modal opens, as in German."""
    match = syntax.clause_end.search(text, at, end)
    return Span(*match.span("verb")) if match else None
