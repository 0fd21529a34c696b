"""Takes the words that criteria rest on and gives the quotes shown as evidence: whole phrases.

A lone "minor" persuades nobody. Every word is shown within its phrase, from one punctuation mark
to the next, so that what is quoted can be read and cited as it stands in the law.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.model import Evidence, Span

_MARK = re.compile(r"[,;:\n]|[.!?](?=\s|$)|[—–](?=\s)|\s\((?=[^)]{25})")
_LONGEST = 240  # characters of a quote: about three lines of print
_SHORT = 12  # a phrase shorter than this ("or", "and") says nothing alone
_PLAIN = ("function:", "child", "sexual")  # words that say least about why they are shown


def quotes(text: str, words: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The phrases of ``text`` that hold the words, in order, none overlapping another."""
    marks = [match.span() for match in _MARK.finditer(text)]
    bounds = sorted({0, len(text), *(end for _, end in marks)})
    starts = [start for start, _ in marks]
    found: list[Evidence] = []
    for word in sorted(words, key=lambda e: (e.span, e.concept)):
        span = _phrase(text, word.span, bounds, starts)
        last = found[-1] if found else None
        if last and span.start < last.span.end:
            whole = Span(last.span.start, max(last.span.end, span.end))
            found[-1] = Evidence(whole, min(last.concept, word.concept, key=_plainness))
        else:
            found.append(Evidence(span, word.concept))
    return tuple(found)


def _plainness(concept: str) -> tuple[bool, str]:
    return concept.startswith(_PLAIN), concept


def _phrase(text: str, word: Span, bounds: list[int], marks: list[int]) -> Span:
    start = max(bound for bound in bounds if bound <= word.start)
    ends = (mark for mark in (*marks, len(text)) if mark >= word.end)
    end = next((e for e in ends if e - start >= _SHORT), len(text))
    if end - start > _LONGEST:
        start, end = _window(text, word, Span(start, end))
    while start < word.start and not text[start].isalnum() and text[start] not in "§\"'“„«‘(":
        start += 1
    while end > word.end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _window(text: str, word: Span, phrase: Span) -> tuple[int, int]:
    """As much of a long phrase around the word as may be shown, from word to word."""
    room = max(0, _LONGEST - (word.end - word.start)) // 2
    start, end = max(phrase.start, word.start - room), min(phrase.end, word.end + room)
    while phrase.start < start < word.start and text[start - 1].isalnum():
        start += 1
    while word.end < end < phrase.end and text[end].isalnum():
        end -= 1
    return start, end
