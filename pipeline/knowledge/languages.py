"""Takes the ``words:`` part of ``languages/<xx>.yaml`` and gives ``Inflection``: words reduced.

Only inflection is undone (number, case, gender), by endings and a list of irregular words, so
that a label of the thesaurus meets the forms in which statutes use it. A language without a file
is compared word for word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pipeline.errors import KnowledgeError
from pipeline.knowledge import Library
from pipeline.text import fold


@dataclass(frozen=True, slots=True)
class Inflection:
    """How words vary: ``endings`` are tried in order, the first that leaves a stem is undone."""

    endings: tuple[tuple[str, str], ...] = ()
    irregular: Mapping[str, str] = field(default_factory=dict)
    shortest: int = 3  # letters that must be left

    def stem(self, word: str) -> str:
        """A folded word without its inflection; the same for all its forms, not always a word."""
        if word in self.irregular:
            return self.irregular[word]
        for ending, instead in self.endings:
            if word.endswith(ending) and len(word) - len(ending) >= self.shortest:
                return word[: len(word) - len(ending)] + instead
        return word


@cache
def language_data(library: Library, language: str) -> tuple[str, dict[str, Any]]:
    """Path and content of a language's file; an empty mapping if the language has none."""
    if not re.fullmatch(r"[a-z]{2,3}", language) or language not in library.names("languages"):
        return "", {}
    path = str(library.path(f"languages/{language}.yaml"))
    data = library.yaml(f"languages/{language}.yaml")
    if not isinstance(data, dict):
        raise KnowledgeError("KNO-VALUE", path, reason="the file must be a mapping")
    return path, data


@cache
def inflection(library: Library, language: str) -> Inflection:
    """How the words of a language vary. KnowledgeError if its file words it wrongly."""
    path, data = language_data(library, language)
    words = data.get("words", {})
    try:
        irregular = {
            fold(form): fold(stem) for stem, forms in words.get("irregular", {}).items()
            for form in (stem, *forms)
        }  # fmt: skip
        endings = tuple((str(end), str(instead)) for end, instead in words.get("endings", ()))
        return Inflection(endings, irregular, int(words.get("shortest", 3)))
    except (AttributeError, TypeError, ValueError) as error:
        raise KnowledgeError("KNO-VALUE", path, reason=f"words: {error}") from None
