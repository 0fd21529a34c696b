"""Takes ``functions/<language>.yaml`` and gives ``Drafting``: cues of functions and legal elements.

A *function* is what a provision does (offence, power, duty of a provider …); an *element* is a
part that rules of linking look for (a child, an act, a medium). Patterns are regular expressions
over *folded* text (``pipeline.text.fold``) and begin at the start of a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pipeline.errors import KnowledgeError
from pipeline.knowledge import Library
from pipeline.knowledge.cue_index import CueIndex

_KEYS = {"text", "heading", "patterns", "title", "examples"}


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of one function or element: in the text, in its heading, in titles above it."""

    id: str
    text: re.Pattern[str] | None
    title: re.Pattern[str] | None
    patterns: tuple[str, ...] = ()  # those of ``text``, one by one
    headings: tuple[str, ...] = ()  # those for a heading, by default the same
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drafting:
    """The cues of one language; ``functions`` stand in the order in which they are listed.

    ``in_text`` and ``in_heading`` find them all at once; a function is named ``function:x`` there.
    """

    language: str
    functions: Mapping[str, Cue]
    elements: Mapping[str, Cue]
    in_text: CueIndex
    in_heading: CueIndex
    _titles: dict[str, frozenset[str]] = field(default_factory=dict)  # those asked for before

    def titles(self, above: str) -> frozenset[str]:
        """The elements of which the titles and labels above a provision speak (folded)."""
        if above not in self._titles:
            self._titles[above] = frozenset(
                name for name, cue in self.elements.items() if cue.title and cue.title.search(above)
            )
        return self._titles[above]


@cache
def drafting_languages(library: Library) -> tuple[str, ...]:
    """The languages whose provisions can be read for function, sorted."""
    return library.names("functions")


@dataclass(frozen=True, slots=True)
class DraftingByLanguage(Mapping[str, Drafting]):
    """The cues of every language, each compiled when its first law is met."""

    library: Library

    def __getitem__(self, language: str) -> Drafting:
        if language not in drafting_languages(self.library):
            raise KeyError(language)
        return drafting(self.library, language)

    def __iter__(self) -> Iterator[str]:
        return iter(drafting_languages(self.library))

    def __len__(self) -> int:
        return len(drafting_languages(self.library))


def elements_of(library: Library, language: str) -> tuple[str, ...]:
    """The names of the elements that a language's file has words for."""
    return tuple(_data(library, language)["elements"])


@cache
def _data(library: Library, language: str) -> dict[str, Any]:
    name = f"functions/{language}.yaml"
    data = library.yaml(name)
    if not isinstance(data, dict) or not isinstance(data.get("functions"), dict):
        path = str(library.path(name))
        raise KnowledgeError("KNO-VALUE", path, reason="functions: a mapping is required")
    return {"functions": data["functions"], "elements": data.get("elements") or {}}


@cache
def drafting(library: Library, language: str) -> Drafting:
    """The cues of a language. Raises KnowledgeError ``KNO-VALUE`` naming the entry at fault."""
    path = str(library.path(f"functions/{language}.yaml"))
    data = _data(library, language)
    functions = {key: _cue(path, key, entry) for key, entry in data["functions"].items()}
    elements = {key: _cue(path, key, entry) for key, entry in data["elements"].items()}
    named = [*((f"function:{key}", cue) for key, cue in functions.items()), *elements.items()]
    return Drafting(
        language,
        functions,
        elements,
        in_text=CueIndex([(name, p) for name, cue in named for p in cue.patterns]),
        in_heading=CueIndex([(name, p) for name, cue in named for p in cue.headings]),
    )


def _cue(path: str, key: str, entry: Any) -> Cue:
    if not isinstance(entry, dict) or set(entry) - _KEYS:
        raise KnowledgeError("KNO-VALUE", path, reason=f"{key}: expected keys {sorted(_KEYS)}")
    text = [*(entry.get("text") or ()), *(entry.get("patterns") or ())]
    examples = entry.get("examples") or {}
    return Cue(
        key,
        _alternation(path, key, text),
        _alternation(path, key, entry.get("title") or ()),
        tuple(text),
        _headings(path, key, entry.get("heading") or text),
        tuple(examples.get("match") or ()),
        tuple(examples.get("no_match") or ()),
    )


def _headings(path: str, key: str, patterns: list[str]) -> tuple[str, ...]:
    _alternation(path, key, patterns)  # says which entry is wrong, if one is
    return tuple(patterns)


def _alternation(path: str, key: str, patterns: Any) -> re.Pattern[str] | None:
    if not patterns:
        return None
    try:
        return re.compile(r"(?<!\w)(?:" + "|".join(f"(?:{p})" for p in patterns) + ")")
    except re.error as error:
        raise KnowledgeError("KNO-VALUE", path, reason=f"{key}: {error}") from None
