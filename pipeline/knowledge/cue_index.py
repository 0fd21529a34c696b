"""Takes named patterns and gives ``CueIndex``: where a text shows each, found in one walk.

The walk goes from word to word; at each only those patterns are tried of which a match can begin
with that word (``heads``). Which these are is remembered by word, so a law's second page costs
less than its first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipeline.knowledge.heads import heads, may_begin
from pipeline.model import Span

_LETTERS = 3  # by which heads are filed: enough to leave a handful for a word
_TOKEN = re.compile(r"\w+|[^\w\s]")
_Match = Callable[[str, int, int], re.Match[str] | None]


class CueIndex:
    """Patterns by name, in order; of one name the first that matches at a place is taken.

    Patterns are regular expressions over folded text, known to be valid; each is compiled when
    the first word with which it can begin is met.
    """

    __slots__ = ("_by_token", "_heads", "_patterns")

    def __init__(self, patterns: Sequence[tuple[str, str]]) -> None:
        self._patterns = tuple(patterns)
        self._heads: dict[str, list[tuple[str, int]]] = {}
        self._by_token: dict[str, tuple[tuple[str, _Match], ...]] = {}

    def find(self, folded: str, within: Span) -> dict[str, list[Span]]:
        """For each name that is there, its places in order; those of one name do not overlap."""
        found: dict[str, list[Span]] = {}
        known, end = self._by_token, within.end
        for token in _TOKEN.finditer(folded, within.start, end):
            word = token.group()
            candidates = known.get(word)
            if candidates is None:
                candidates = known[word] = self._candidates(word)
            if not candidates:
                continue
            start = token.start()
            if start and not word[0].isalnum() and folded[start - 1].isalnum():
                continue
            for name, match in candidates:
                places = found.get(name)
                if places and places[-1].end > start:
                    continue
                if (hit := match(folded, start, end)) and hit.end() > start:
                    found.setdefault(name, []).append(Span(start, hit.end()))
        return found

    def _candidates(self, word: str) -> tuple[tuple[str, _Match], ...]:
        if not self._heads:
            self._heads = _by_first_letters([pattern for _, pattern in self._patterns])
        keys = dict.fromkeys(("", word[:1], word[:2], word[:_LETTERS]))
        numbers = {
            number
            for key in keys
            for head, number in self._heads.get(key, ())
            if may_begin(head, word)
        }
        taken = (self._patterns[number] for number in sorted(numbers))
        return tuple((name, re.compile(pattern).match) for name, pattern in taken)


def _by_first_letters(patterns: Sequence[str]) -> dict[str, list[tuple[str, int]]]:
    """Heads with the number of their pattern, by the first letters of their first word."""
    found: dict[str, list[tuple[str, int]]] = {}
    for number, pattern in enumerate(patterns):
        for head in sorted(heads(pattern)):
            word = _TOKEN.match(head)
            key = word.group()[:_LETTERS] if word else ""
            found.setdefault(key, []).append((head, number))
    return found
