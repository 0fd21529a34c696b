"""Takes the patterns with which citations begin and gives ``Starts``: where in a text one may.

A page of law holds a few citations among hundreds of words. It is walked from word to word, and at
each only those patterns are tried that can begin with it. Which these are is worked out once for
each word of the language that is met.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from pipeline.knowledge.heads import heads, may_begin

_TOKEN = re.compile(r"\w+|[^\w\s]")
# "l" of "l'article", "de": numbers only if a bracket closes them, unlike the roman "i" and "iv"
_LETTERED = re.compile(r"(?![ivx])[^\W\d_]|(?![ivxlc]{2})[^\W\d_]{2}")
_Match = Callable[[str, int], re.Match[str] | None]


class Numbers(Enum):
    """What a pattern can begin with besides its words: nothing, figures, any number of law."""

    NONE = re.compile("(?!)")
    FIGURES = re.compile(r"\d+")
    ANY = re.compile(r"\d.*|[ivxlc]+|[^\W\d_]\d?|\(|[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Start:
    """A pattern over folded text, and the words (patterns too) or numbers with which it begins."""

    pattern: str
    words: Sequence[str]
    numbers: Numbers


class Starts:
    """Where one of several patterns matches."""

    __slots__ = ("_heads", "_known", "_starts")

    def __init__(self, starts: Sequence[Start]) -> None:
        self._starts = tuple((re.compile(s.pattern), s.numbers) for s in starts)
        self._heads = [sorted({h for words in s.words for h in heads(words)}) for s in starts]
        self._known: dict[str, tuple[tuple[_Match, ...], bool]] = {}

    def matches(self, folded: str, start: int) -> Iterator[list[re.Match[str]]]:
        """For each place from ``start`` on the matches that begin there, the longest first."""
        known = self._known
        for token in _TOKEN.finditer(folded, start):
            word = token.group()
            beginning = known.get(word)
            if beginning is None:
                beginning = known[word] = self._beginning(word)
            patterns, bracketed = beginning
            if not patterns or (bracketed and folded[token.end() : token.end() + 1] != ")"):
                continue
            at = token.start()
            found = [m for match in patterns if (m := match(folded, at))]
            if len(found) > 1:
                found.sort(key=lambda match: -match.end())
            if found:
                yield found

    def _beginning(self, word: str) -> tuple[tuple[_Match, ...], bool]:
        """The patterns that can begin with a word, and whether only if a bracket follows it."""
        worded = [any(may_begin(head, word) for head in row) for row in self._heads]
        patterns = tuple(
            pattern.match
            for (pattern, numbers), words in zip(self._starts, worded, strict=True)
            if words or numbers.value.fullmatch(word)
        )
        return patterns, not any(worded) and _LETTERED.fullmatch(word) is not None
