"""The end of one printed line and the beginning of the next in, how they join out."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

Joint = Literal["space", "join", "drop"]
_HYPHEN = re.compile(r"[^\W\d_]-\Z")
# "Ein- und Ausfuhr": the hyphen stands for the word's second half
_AND = re.compile(r"(?:und|oder|sowie|bzw|and|or|et|ou|en|of|och|eller|og|i|ili|a|nebo|oraz|lub)\b")
_TAIL = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*-\Z")
_HEAD = re.compile(r"[^\W\d_]+")


def joint(before: str, following: str, known: Collection[str]) -> Joint:
    """A space, nothing (the hyphen is the word's own), or nothing and the hyphen dropped.

    ``known``: the words of the text in lower case; a word that the printer broke stands there
    whole, more often than not.
    """
    if not following or not _HYPHEN.search(before) or not following[:1].islower():
        return "space"
    if _AND.match(following):
        return "space"
    tail, head = _TAIL.search(before), _HEAD.match(following)
    first, second = tail[0] if tail else "", head[0] if head else ""
    if (first + second).casefold() in known:
        return "join"
    return "drop" if (first[:-1] + second).casefold() in known else "join"


def words_of(text: str) -> frozenset[str]:
    """The words of a text in lower case, compounds with their hyphens."""
    return frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.casefold()))
