"""A source that does not state its language in, the same with the language its words show out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from pipeline.errors import finding
from pipeline.knowledge import Library
from pipeline.model import Node, Piece, Source

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 400_000  # characters; the proportions do not change beyond
_SHARE = 0.04  # of all words; below it a text is a list or in a language that is not known


@cache
def function_words(library: Library) -> dict[str, frozenset[str]]:
    """The commonest words of each language, lower case."""
    raw: dict[str, list[str]] = library.yaml("function_words.yaml")
    return {language: frozenset(words) for language, words in sorted(raw.items())}


def with_language(source: Source, library: Library) -> Source:
    """``source`` unchanged if its file states a language, else with the one its words show.

    What was taken from the words is a finding; a text that shows no language keeps ``und``.
    """
    if source.metadata.language not in ("", "und"):
        return source
    words = Counter(_words(source))
    total = sum(words.values()) or 1
    shares = {
        language: sum(words[word] for word in known) / total
        for language, known in function_words(library).items()
    }
    best = max(sorted(shares), key=lambda language: shares[language])
    if shares[best] < _SHARE:
        return source
    told = finding("META-LANGUAGE", source.path, language=best, reason="its commonest words")
    others = tuple(f for f in source.findings if f.code != "META-LANGUAGE")
    metadata = replace(source.metadata, language=best)
    return replace(source, metadata=metadata, findings=(*others, told))


def _words(source: Source) -> Iterator[str]:
    read = 0
    for text in _texts(source):
        yield from _WORD.findall(text.lower())
        read += len(text)
        if read > _ENOUGH:
            return


def _texts(source: Source) -> Iterator[str]:
    yield from (line.piece.text for line in source.lines)
    stack: list[object] = list(reversed(source.nodes))
    while stack:
        part = stack.pop()
        if isinstance(part, Piece):
            yield part.text
        elif isinstance(part, Node):
            stack.extend(reversed(part.body))
