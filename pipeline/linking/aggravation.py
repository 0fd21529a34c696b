"""Takes a ``Reading`` and gives the stretches of text that only make an offence graver.

A sentence with an aggravation formula is one; if it ends in a colon, the list items below it
belong to it.
"""

from __future__ import annotations

import re

from pipeline.linking.reading import Reading
from pipeline.model import Evidence, Span

_ITEM = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]{1,3})\s?[°º.)\]]")
_LEADS_IN = (":", ",", "—", "–")
_STOP = re.compile(r"[.;](?=\s)")


def graver_spans(reading: Reading) -> tuple[Span, ...]:
    """Unit spans that state an aggravation; empty where the heading says that all is one."""
    cues = reading.find("function:aggravation")
    if not cues:
        return ()
    spans: list[Span] = []
    inherits = numbered = False
    for line in _lines(reading.unit.text):
        words = line.of(reading.unit.text)
        mark = _ITEM.match(words)
        item = mark is not None or numbered
        numbered = mark is not None and mark.end() == len(words.rstrip())
        if item and inherits:
            spans.append(line)
            continue
        found = [s for s in _sentences(reading.unit.text, line) if _cued(s, cues)]
        spans += found
        if not item:
            inherits = bool(found) and words.rstrip().endswith(_LEADS_IN)
    return tuple(spans)


def only_graver(evidence: tuple[Evidence, ...], spans: tuple[Span, ...]) -> bool:
    """Whether all the words given stand in such stretches."""
    return bool(spans) and all(any(s.covers(e.span) for s in spans) for e in evidence)


def _cued(sentence: Span, cues: tuple[Evidence, ...]) -> bool:
    return any(sentence.start <= cue.span.start < sentence.end for cue in cues)


def _lines(text: str) -> list[Span]:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def _sentences(text: str, line: Span) -> list[Span]:
    starts = [line.start, *(m.end() for m in _STOP.finditer(text, line.start, line.end))]
    return [Span(a, b) for a, b in zip(starts, [*starts[1:], line.end], strict=True) if a < b]
