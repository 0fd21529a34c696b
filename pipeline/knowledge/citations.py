"""Takes ``citations:`` and ``definitions:`` of ``languages/<xx>.yaml``; gives ``CitationGrammar``.

All patterns but ``elsewhere``, ``before`` and the definitions are regular expressions over
*folded* text. ``units`` are the words for what is cited whole (section, article), ``parts`` for
what stands directly below it (subsection, Absatz), ``lower`` for what stands further below,
``containers`` for what stands above it. ``elsewhere`` and ``before`` name, after and before a
citation, the other law it belongs to (group ``law``). In a unit that ``amends`` another law, bare
numbers are that law's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.errors import KnowledgeError
from pipeline.knowledge import Library
from pipeline.knowledge.languages import language_data
from pipeline.text import fold

_ROMAN = r"[ivxlc]+(?!\w)"
_BRACKETED = r"\(\w{1,5}\)"


@dataclass(frozen=True, slots=True)
class CitationGrammar:
    """How one language cites. Each of ``starts`` has the group ``num`` and names its element."""

    starts: tuple[tuple[str, re.Pattern[str]], ...]  # (level:element, pattern)
    item: re.Pattern[str]
    subdivision: re.Pattern[str]
    joint: re.Pattern[str]
    range: re.Pattern[str]
    inside: re.Pattern[str]
    this: re.Pattern[str]
    here: re.Pattern[str]
    elsewhere: re.Pattern[str]
    before: re.Pattern[str]
    amends: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty or act known by name. ``short`` names it only in works whose IRI is in ``works``."""

    iri: str
    names: Mapping[str, re.Pattern[str]]
    short: Mapping[str, re.Pattern[str]]
    works: tuple[str, ...]


@cache
def citation_grammar(library: Library, language: str) -> CitationGrammar | None:
    """The grammar of a language, None if there is none. KnowledgeError if it is not valid."""
    path, data = language_data(library, language)
    if "citations" not in data:
        return None
    try:
        return _grammar(data["citations"])
    except (KeyError, TypeError, AttributeError, re.error) as error:
        reason = f"citations: {type(error).__name__} {error}"
        raise KnowledgeError("KNO-VALUE", path, reason=reason) from None


def _grammar(raw: Mapping[str, Any]) -> CitationGrammar:
    number = raw["number"]
    shapes = {
        "units": number,
        "parts": rf"(?:{_BRACKETED}|{number})",
        "lower": rf"(?:{_BRACKETED}|{number}|(?<=\s){raw.get('letters', '(?!)')}(?=[\s,.;)]))",
        "containers": rf"(?:{number}|{_ROMAN})",
    }
    starts = [
        (f"{level}:{element}", re.compile(rf"(?<!\w)(?:{words})\s*(?P<num>{shape})"))
        for level, shape in shapes.items()
        for element, words in raw[level].items()
    ]
    this = "|".join(raw["this"].values())
    return CitationGrammar(
        starts=tuple(starts),
        item=re.compile(shapes["parts"]),
        subdivision=re.compile(raw["subdivision"]),
        joint=re.compile(raw["joint"]),
        range=re.compile(raw["range"]),
        inside=re.compile(raw["inside"]),
        this=re.compile(rf"(?<!\w)(?:{this})(?!\w)"),
        here=re.compile(raw["here"]),
        elsewhere=re.compile(raw["elsewhere"]),
        before=re.compile(raw.get("before", "(?!)")),
        amends=re.compile(raw["amends"]),
    )


@cache
def definition_formulas(library: Library, language: str) -> tuple[re.Pattern[str], ...]:
    """Patterns with a group ``term``, over the text as it is. KnowledgeError if one is wrong."""
    path, data = language_data(library, language)
    formulas = []
    for raw in data.get("definitions", ()):
        try:
            formula = re.compile(raw)
        except re.error as error:
            raise KnowledgeError("KNO-VALUE", path, reason=f"{raw!r}: {error}") from None
        if "term" not in formula.groupindex:
            raise KnowledgeError("KNO-VALUE", path, reason=f"{raw!r} names no group 'term'")
        formulas.append(formula)
    return tuple(formulas)


@cache
def instruments(library: Library) -> tuple[tuple[Instrument, ...], Mapping[str, re.Pattern[str]]]:
    """The instruments known by name, and per language the words that point to the recital before.

    KnowledgeError if ``instruments.yaml`` is not valid.
    """
    raw = library.yaml("instruments.yaml")
    try:
        known = tuple(_instrument(entry) for entry in raw["instruments"])
        anaphors = {language: re.compile(p) for language, p in raw["anaphors"].items()}
    except (KeyError, TypeError, AttributeError, re.error) as error:
        path = str(library.path("instruments.yaml"))
        raise KnowledgeError("KNO-VALUE", path, reason=f"{type(error).__name__} {error}") from None
    return known, anaphors


def _instrument(entry: Mapping[str, Any]) -> Instrument:
    return Instrument(
        iri=entry.get("iri", ""),
        names={language: _any(names) for language, names in entry["names"].items()},
        short={language: _any(names) for language, names in entry.get("short", {}).items()},
        works=tuple(entry.get("in", ())),
    )


def _any(names: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(fold(name) for name in names)})(?!\w)")
