"""Takes a sentence and a modal's place in it and gives the words of the subject or agent."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.knowledge.norm_grammar import Syntax
from pipeline.model import Span
from pipeline.tagging.clauses import label_at

_BREAK = re.compile(r"[(),\[\]]|[—–:]\s|\s{4,}(?=[A-Z])|\.(?=[A-Z][a-z])")
# a wide space or a full stop without one: the layout of a heading or paragraph was lost
_BARE_LABEL = re.compile(
    r"[\s,;:—–]*(?:(?:and|or|et|ou|und|oder) )?(?:[a-z]|([a-z])\1|[ivx]{2,4})\s*$"
)  # "b" before "may" in a list
_LABEL_END = re.compile(
    r"[,;:—–]\s+(?:(?:and|or|et|ou|und|oder) )?\(?(?:[a-z]|([a-z])\1|[ivx]{2,4})\)?\s+$"
)
_LISTED = 6  # words of one item in a list of subjects; a clause is longer
_NUMBER = re.compile(r"\s*(?:\d{1,3}[a-z]?|[IVX]+)\s?(?:\.\s?[-–]|[-–])?\s?(?=[A-ZÀ-Ü]\w)")
_BLANK = re.compile(r"[\s,;:—–\"'(…]*(?:\.\.\.\s*)?")


def subject(text: str, folded: str, within: Span, syntax: Syntax) -> Span | None:
    """The subject at the end of ``within`` (from its sentence's start to the modal), if any.

    Fronted adverbials and clauses, interposed phrases and relative clauses are left out.
    """
    pieces = _pieces(text, folded, within)
    while pieces and (_opens(syntax.fronted, folded, pieces[-1]) and len(pieces) > 1):
        closed = folded[: within.end].rstrip().endswith(",") and pieces[-1].end >= within.end
        rest = None if closed else last_noun_phrase(folded, pieces[-1], syntax)
        if rest is not None:
            return _trim(text, folded, rest, syntax)
        pieces.pop()
    if not pieces:
        return None
    chosen = _first_noun_phrase(folded, pieces, syntax)
    if _opens(syntax.fronted, folded, chosen):
        if folded[: within.end].rstrip().endswith(","):
            return None  # "Wenn die Brücke offen ist, muss der Wärter …"
        behind = last_noun_phrase(folded, chosen, syntax)
        if behind is None:
            return None
        chosen = behind
    return _trim(text, folded, chosen, syntax)


def after_label(text: str, at: int) -> bool:
    """Whether only a list label such as ``b`` or ``(b)`` parts an offset from what is before."""
    return _LABEL_END.search(text, max(0, at - 12), at) is not None


def _pieces(text: str, folded: str, within: Span) -> list[Span]:
    """What commas and dashes outside brackets leave, blank pieces and labels dropped."""
    cuts = [within.start]
    depth = 0
    for mark in _BREAK.finditer(text, within.start, within.end):
        if mark[0] in "([":
            depth += 1
        elif mark[0] in ")]":
            depth = max(0, depth - 1)
        elif depth == 0:
            cuts.append(mark.end())
    cuts.append(within.end)
    pieces = []
    for start, end in pairwise(cuts):
        label = label_at(folded, start)
        begin = min(label.end, end) if label else start
        if number := _NUMBER.match(text, begin, end):
            begin = number.end()
        bare = _BARE_LABEL.match(text[begin:end])
        if folded[begin:end].strip(" ,;:—–") and not bare:
            pieces.append(Span(begin, end))
    return pieces


def _first_noun_phrase(folded: str, pieces: list[Span], syntax: Syntax) -> Span:
    """The last piece that begins like a noun phrase and what follows it; else the last piece."""
    for index in range(len(pieces) - 1, -1, -1):
        at = _start(folded, pieces[index], syntax)
        if syntax.noun_phrase.match(folded, at, pieces[index].end):
            listed = _list_start(folded, pieces[: index + 1], syntax)
            return Span(at if listed is None else listed, pieces[-1].end)
    last = pieces[-1]
    if len(pieces) > 1 and _opens(syntax.relative, folded, last):
        return pieces[0]
    return Span(_start(folded, last, syntax), last.end)


def _list_start(folded: str, pieces: list[Span], syntax: Syntax) -> int | None:
    """Where a list of subjects begins whose last one is ``pieces[-1]``: "The mayor, clerks, or …".

    Its first one has a determiner, those between are short and have none; the last is joined by
    a conjunction or has no determiner either.
    """
    last = pieces[-1]
    at = _start(folded, last, syntax)
    plain = syntax.determined.match(folded, at, last.end) is None
    joined = folded[last.start : at].strip(" ,;:—–\"'(") != ""
    if len(pieces) < (2 if plain else 3) or not (plain or joined):
        return None
    for piece in reversed(pieces[:-1]):
        start = _start(folded, piece, syntax)
        words = folded[start : piece.end].split()
        if len(words) > _LISTED or _opens(syntax.fronted, folded, piece):
            return None
        if syntax.determined.match(folded, start, piece.end):
            return start
    return None


def _start(folded: str, piece: Span, syntax: Syntax) -> int:
    blank = _BLANK.match(folded, piece.start, piece.end)
    at = blank.end() if blank else piece.start
    while (word := syntax.coordinator.match(folded, at, piece.end)) and word.end() > at:
        at = word.end()
    return at


def _opens(pattern: re.Pattern[str], folded: str, piece: Span) -> bool:
    blank = _BLANK.match(folded, piece.start, piece.end)
    return pattern.match(folded, blank.end() if blank else piece.start, piece.end) is not None


def last_noun_phrase(folded: str, piece: Span, syntax: Syntax) -> Span | None:
    """The last noun phrase of a fronted piece that no preposition governs."""
    found = None
    for match in syntax.noun_phrase.finditer(folded, piece.start, piece.end):
        if folded[match.start() - 1 : match.start()].isalnum():
            continue  # "le" in "article"
        if not syntax.linker.search(folded, max(piece.start, match.start() - 14), match.start()):
            found = match.start()
    return Span(found, piece.end) if found is not None else None


def _trim(text: str, folded: str, span: Span, syntax: Syntax) -> Span | None:
    """The span without added relative clause, trailing adverbs and punctuation; None if empty."""
    relative = syntax.relative.search(folded, span.start, span.end)
    while relative and folded[relative.start()] != ",":  # restrictive: it tells who is meant
        relative = syntax.relative.search(folded, relative.end(), span.end)
    end = relative.start() if relative and relative.start() > span.start else span.end
    while True:
        end = span.start + len(folded[span.start : end].rstrip(" ,;:—–\"'"))
        tail = syntax.tail.search(folded, span.start, end)
        if tail is None or tail.start() <= span.start:
            break
        end = tail.start()
    start = _start(folded, Span(span.start, end), syntax)
    if start >= end:
        return None
    if text[start:end].count("(") > text[start:end].count(")"):
        end = start + len(text[start : text.index("(", start)].rstrip())
    return Span(start, end) if end > start else None


def conduct(text: str, folded: str, within: Span, syntax: Syntax) -> Span | None:
    """Everything that a penal formula speaks of, from behind fronted clauses to the formula."""
    pieces = _pieces(text, folded, within)
    for piece in pieces:
        if not _opens(syntax.fronted, folded, piece):
            start = _start(folded, piece, syntax)
            words = text[start : within.end].rstrip(" ,;:—–")
            return Span(start, start + len(words)) if words else None
    return None


def agent(text: str, action: Span, end: int, syntax: Syntax) -> Span | None:
    """Who does what a passive action says, named behind it before ``end``."""
    match = syntax.agent.match(text, action.end, end)
    if match is None:
        return None
    span = Span(*match.span("bearer"))
    trimmed = text[span.start : span.end].rstrip(" ,.;:")
    return Span(span.start, span.start + len(trimmed)) if trimmed else None


def follower(text: str, at: int, end: int, syntax: Syntax) -> Span | None:
    """A subject that stands right behind its verb (German inversion)."""
    match = syntax.follower.match(text, at, end)
    return Span(*match.span("bearer")) if match else None


def culprit(text: str, at: int, end: int, syntax: Syntax) -> Span | None:
    """An offender who is named behind the penal formula: "est puni … quiconque …"."""
    match = syntax.culprit.match(text, at, end) or syntax.follower.match(text, at, end)
    return Span(*match.span("bearer")) if match else None
