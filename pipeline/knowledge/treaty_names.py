"""Takes ``laws.yaml`` and gives ``TreatyNames``: treaties and Union acts known in any State."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.knowledge import Library
from pipeline.knowledge.heads import heads
from pipeline.knowledge.laws import laws

_LETTERS = 2  # by which names are filed


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a treaty or act: ``literal`` is in every text that the pattern matches."""

    iri: str
    literal: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class TreatyNames:
    """The names of one language. All look in folded text."""

    names: tuple[Name, ...]
    by_letters: Mapping[str, tuple[Name, ...]]

    def at(self, folded: str, start: int) -> tuple[Name, int] | None:
        """The name that begins at ``start`` and where it ends; of several the longest."""
        found: tuple[Name, int] | None = None
        for name in self.by_letters.get(folded[start : start + _LETTERS], ()):
            match = name.pattern.match(folded, start)
            if match and (found is None or match.end() > found[1]):
                found = name, match.end()
        return found

    def within(self, folded: str, start: int, end: int) -> Iterator[tuple[Name, re.Match[str]]]:
        """Every name between two places."""
        for name in self.names:
            if folded.find(name.literal, start, end) >= 0:
                for match in name.pattern.finditer(folded, start, end):
                    yield name, match


@cache
def treaty_names(library: Library, language: str) -> TreatyNames:
    """The names of treaties and of acts of the Union, which are known in the texts of any State."""
    by_letters: dict[str, tuple[Name, ...]] = {}
    names = []
    for law in laws(library).known:
        if law.country:
            continue
        for words in (*law.names.get(language, ()), *law.names.get("", ())):
            name = Name(law.iri, _literal(words), re.compile(rf"(?<!\w)(?:{words})(?!\w)"))
            names.append(name)
            for letters in sorted({head[:_LETTERS] for head in heads(words)}):
                by_letters[letters] = (*by_letters.get(letters, ()), name)
    return TreatyNames(tuple(names), by_letters)


def _literal(pattern: str) -> str:
    """The longest run of characters that a pattern (no alternative outside a group) needs."""
    needed = re.sub(r"\((?:[^()]|\([^()]*\))*\)\??|\[[^\]]*\]\??|\\?.\?", "\n", pattern)
    return max(re.split(r"[\n\\.*+]", needed), key=len)
