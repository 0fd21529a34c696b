"""Takes a text and gives the terms it defines, how far each goes and what it takes in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.knowledge import Library
from pipeline.knowledge.definitions import DefinitionGrammar, definition_grammar
from pipeline.model import Definition, Span

_BODY = 500  # characters behind a term in which its definition says what it means
_STOP = re.compile(r"[.;\n]")
_BEHIND = 60  # characters behind a term that may name its reach: `"gate", in this section, means`


def find_definitions(text: str, language: str, library: Library) -> tuple[Definition, ...]:
    """The defined terms, by place; a span covers the term's words without quotation marks.

    Offsets are code points in ``text``. Of overlapping finds the first formula's is kept. A
    definition reaches as far as the lead-in before it says, or the words right behind its term.
    """
    grammar = definition_grammar(library, language)
    spans: list[Span] = []
    for formula in grammar.formulas:
        for match in formula.finditer(text):
            span = _stripped(text, Span(*match.span("term")))
            if not any(span.overlaps(other) for other in spans):
                spans.append(span)
    if not spans:
        return ()
    spans.sort()
    reaches = _reaches(text, grammar)
    ends = [following.start for _, following in pairwise(spans)] + [len(text)]
    return tuple(
        Definition(
            span.of(text),
            span,
            reach=_reach(text, span, reaches),
            widens=_widening(text, span, end, grammar),
        )
        for span, end in zip(spans, ends, strict=True)
    )


def _stripped(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _reaches(text: str, grammar: DefinitionGrammar) -> list[tuple[int, str]]:
    """Where the text says how far its definitions go, in order."""
    named = (grammar.reaches or {}).items()
    return sorted((m.start(), name) for name, pattern in named for m in pattern.finditer(text))


def _reach(text: str, span: Span, reaches: Sequence[tuple[int, str]]) -> str:
    stop = _STOP.search(text, span.end, span.end + _BEHIND)
    end = stop.start() if stop else span.end + _BEHIND
    behind = (name for at, name in reaches if span.end <= at < end)
    before = (name for at, name in reversed(reaches) if at < span.start)
    return next(behind, next(before, ""))


def _widening(text: str, term: Span, end: int, grammar: DefinitionGrammar) -> tuple[Span, ...]:
    """The words of a definition by which it takes in data or any medium, without overlaps."""
    found: list[Span] = []
    last = min(end, term.end + _BODY)
    for pattern in grammar.widening:
        for match in pattern.finditer(text, term.end, last):
            span = Span(*match.span())
            if not any(span.overlaps(other) for other in found):
                found.append(span)
    return tuple(sorted(found))
