"""Takes ``languages/<xx>.yaml`` and gives ``DefinitionGrammar``: how a language defines terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.errors import KnowledgeError
from pipeline.knowledge import Library
from pipeline.knowledge.citations import definition_formulas
from pipeline.knowledge.languages import language_data

REACHES = ("unit", "part", "chapter", "title", "act")


@dataclass(frozen=True, slots=True)
class DefinitionGrammar:
    """Patterns over the text as it is. ``formulas`` have a group ``term``.

    ``reaches``: words that say how far a definition goes, by kind of provision; ``widening``:
    words by which a definition takes in data, electronic form or any medium.
    """

    formulas: tuple[re.Pattern[str], ...] = ()
    reaches: Mapping[str, re.Pattern[str]] | None = None
    widening: tuple[re.Pattern[str], ...] = ()


@cache
def definition_grammar(library: Library, language: str) -> DefinitionGrammar:
    """The grammar of a language, empty without a file; KnowledgeError names what is wrong."""
    path, data = language_data(library, language)
    reaches = data.get("reaches", {})
    if unknown := sorted(set(reaches) - set(REACHES)):
        raise KnowledgeError("KNO-VALUE", path, reason=f"unknown reaches {', '.join(unknown)}")
    try:
        return DefinitionGrammar(
            definition_formulas(library, language),
            {name: re.compile(pattern) for name, pattern in reaches.items()},
            tuple(re.compile(pattern) for pattern in data.get("widening", ())),
        )
    except re.error as error:
        raise KnowledgeError("KNO-VALUE", path, reason=str(error)) from None
