"""Takes what the words of a law's name state and gives the law's IRI and kind, beside a shelf.

A law is known by the titles and numbers of the corpus, by ``laws.yaml``, and by its own date and
number. A name alone that none of these knows is a law that cannot be identified: its IRI is empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.ids import slug
from pipeline.knowledge import Library
from pipeline.knowledge.laws import LawGrammar, known_by_name, laws
from pipeline.tagging.corpus_index import name_key, number_key, serial_key
from pipeline.tagging.shelf import Shelf, kind_of
from pipeline.text import fold

_UNKNOWN = "zz"  # a State that nothing names (user-assigned in ISO 3166)
_OWN_TITLE = 8  # letters of a title from which on a part of it is taken for the whole
_CENTURY = 50  # a year of two figures above it is of the last century


@dataclass(frozen=True, slots=True)
class Identifier:
    """Names of laws in one text, beside one shelf."""

    language: str
    library: Library
    grammar: LawGrammar
    shelf: Shelf
    # what the words of a name mean, asked several times in one text
    known: dict[object, tuple[str, str]] = field(default_factory=dict)

    def identify(self, match: re.Match[str]) -> tuple[str, str]:
        """IRI and kind (see ``CitedLaw``) of the law that a match of a ``LawForm`` names."""
        key = (match.re.pattern, match.groups())
        law = self.known.get(key)
        if law is None:
            law = self.known[key] = self._identified(match.groupdict())
        return law

    def _identified(self, stated: Mapping[str, str | None]) -> tuple[str, str]:
        if stated.get("that"):
            return "", "that"
        if stated.get("eu"):
            return self._union_act(stated), "external"
        title = fold(stated.get("title") or "")
        if title and self._own(title, stated.get("year") or ""):
            return "", "own"
        iri = self._national(title, stated)
        return iri, kind_of(iri)

    def _own(self, title: str, year: str) -> bool:
        key = self._name(f"{title} {year}".strip())
        return any(
            key == self._name(own) or (len(key) > _OWN_TITLE and _whole(key, own))
            for own in self.shelf.titles
        )

    def _union_act(self, stated: Mapping[str, str | None]) -> str:
        words, year, number = (fold(stated[k] or "") for k in ("eu", "year", "number"))
        if stated.get("no") and (len(year) != 4 or number[:2] in ("19", "20")):
            year, number = number, year  # Regulation (EC) No 1234/2008
        year = _whole_year(year)
        found = self.shelf.corpus.find("eu", number_key(number, year))
        natures = laws(self.library).natures
        nature = next((name for name, p in natures.items() if p.search(words)), "act")
        return found or f"/akn/eu/act/{nature}/{year}/{number.lstrip('0')}"

    def _national(self, title: str, stated: Mapping[str, str | None]) -> str:
        country = self.shelf.country or self.grammar.home or _UNKNOWN
        number, year = stated.get("number") or "", stated.get("year") or ""
        if number:
            year = _whole_year(year)
        corpus = self.shelf.corpus
        if number and year and (iri := corpus.find(country, number_key(number, year))):
            return iri
        name = self._name(title)
        if name:
            dated = corpus.find(country, f"{name} {year}") if year else ""
            if iri := dated or corpus.find(country, name):
                return iri
            if iri := known_by_name(self.library, self.language, country, name):
                return iri
        if serial := stated.get("serial"):
            return corpus.find(country, serial_key(serial))
        if not year or not (number or stated.get("day") or " " in name):
            return ""  # "the Act of 1998" is many
        if number:
            number = self.grammar.number.format(number=number, year=year)
        return f"/akn/{country}/act/{self._date(stated, year)}/{slug(number or title)}"

    def _date(self, stated: Mapping[str, str | None], year: str) -> str:
        month, day = fold(stated.get("month") or ""), stated.get("day") or ""
        if month in self.grammar.months and day.isdigit():
            return f"{year}-{self.grammar.months.index(month) + 1:02}-{int(day):02}"
        return year

    def _name(self, title: str) -> str:
        return _bare(title, self.grammar.article, self.grammar.genitive)


@lru_cache(maxsize=1 << 14)
def _bare(title: str, article: re.Pattern[str], genitive: re.Pattern[str]) -> str:
    """A title as the corpus and ``laws.yaml`` know it: no article, no genitive."""
    key = name_key(title)
    leading = article.match(key)
    key = key[leading.end() :] if leading and leading.end() < len(key) else key
    return genitive.sub("", key)


def _whole_year(year: str) -> str:
    if len(year) != 2:
        return year
    return f"19{year}" if int(year) > _CENTURY else f"20{year}"


def _whole(key: str, title: str) -> bool:
    """Whether a name stands in a title as whole words at its end ("Code" of "Criminal Code")."""
    return title.endswith(key) and not title[: -len(key)][-1:].isalpha()
