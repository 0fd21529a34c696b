"""A line of a unit in, all that it may be out: its marks, those behind them, the words left.

What does not depend on what stands before the line is told here, once; ``places`` then weighs it
against every reading of the lines before.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from pipeline.structure.marks import Mark, marks

# What it costs to take a mark for words: a mark that hardly anything else looks like, any with a
# bracket or stop, a bare figure or letter before a capital, before a small letter or a figure.
_IGNORED = {"secure": 3.1, "dressed": 2.4, "bare": 0.9, "small": 0.55}
_TEXT_FOLLOWS = 0.45  # a number right behind a number on one line is taken for words
SECURE = frozenset(("(1)", "1)", "1°", "1.", "(a)", "a)", "superscript", "Z 1", "Stk.", "mom."))
UNDRESSED = frozenset(("1", "a", "i"))
_TERM = re.compile(r"(?:F\d+\[)?[“‘«„\"'‹]")  # a definition begins with the term it defines
_END = 6  # characters of its end that tell how words end


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a line or behind a mark, as far as later lines need to know them."""

    last: str  # their end; empty: there are none
    defines: bool

    @classmethod
    def of(cls, text: str) -> Words:
        return cls(text[-_END:], bool(_TERM.match(text)))


@dataclass(frozen=True, slots=True)
class Second:
    """A mark right behind another, and the words behind it."""

    mark: Mark
    words: Words


@dataclass(frozen=True, slots=True)
class Marked:
    """A line whose ``mark`` counts: the marks that may stand behind it, or else its words."""

    mark: Mark
    seconds: tuple[Second, ...]
    words: Words
    passed_over: float  # what it costs that no second mark counts


def marked(text: str, levels: Collection[str]) -> tuple[Marked, ...]:
    """Every mark that a line could begin with, and what stands behind it."""
    found = marks(text, levels)
    if not found:
        return ()
    end = found[0].end  # they are readings of one number
    rest = text[end:].strip()
    words = Words.of(rest)
    inner = [m for m in marks(rest, levels) if m.first]
    shift = len(text) - len(text[end:].lstrip())
    made: list[Marked] = []
    for mark in found:
        behind = [m for m in inner if m.kind != mark.kind]
        over = max((ignored(m, rest) for m in behind), default=0.0)
        seconds = tuple(_second(m, rest, shift) for m in behind)
        made.append(Marked(mark, seconds, words, min(over, _TEXT_FOLLOWS)))
    return tuple(made)


def _second(mark: Mark, rest: str, shift: int) -> Second:
    moved = Mark(mark.kind, mark.value, mark.start + shift, mark.end + shift)
    return Second(moved, Words.of(rest[mark.end :].strip()))


def ignored(mark: Mark, text: str) -> float:
    """What it costs to take a mark for words."""
    if mark.kind in SECURE:
        return _IGNORED["secure"]
    if mark.kind not in UNDRESSED:
        return _IGNORED["dressed"]
    follows = text[mark.end :].lstrip()[:1]
    return _IGNORED["small" if follows.islower() or follows.isdigit() else "bare"]
