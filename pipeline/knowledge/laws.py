"""Takes ``laws.yaml`` and the ``laws`` of ``citations/<xx>.yaml``; gives how laws are named.

A ``LawForm`` is a pattern over the text as it is. Its groups say what the words state: ``eu`` (the
nature of a Union act), ``title``, ``number``, ``year``, ``day``, ``month``, ``that`` (the law named
before), ``no`` (the number of a Union act comes first), ``serial`` (a number without a year). A
``KnownLaw`` is known by name: treaties everywhere, the codes of a State in its own texts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.errors import KnowledgeError
from pipeline.knowledge import Library
from pipeline.text import fold

_NEVER = "(?!)"
_REACH = 120  # characters of the longest names before the word that says what they are


@dataclass(frozen=True, slots=True)
class LawForm:
    """One way to name a law; ``alone``: a reference also where no article of it is cited.

    ``hint`` is what every match holds: looked for first, as it is cheaper. A name begins at most
    ``reach`` characters before it; where ``joins`` are given, of words with capitals and of them.
    """

    pattern: re.Pattern[str]
    alone: bool
    hint: re.Pattern[str] | None
    reach: int
    joins: frozenset[str]

    def lead(self, plain: str, hint: int) -> int:
        """Where, before a hint, a name can begin."""
        first = max(0, hint - self.reach)
        at = hint
        while self.joins and at > first:
            before = plain.rfind(" ", first, at - 1) + 1 or first
            word = plain[before : at - 1]
            at = before
            if word.islower() and word not in self.joins:
                return at
        return plain.find(" ", first, hint) + 1 if first else first


@dataclass(frozen=True, slots=True)
class LawGrammar:
    """How a language names laws: after a citation (``link`` and a form), before one (``lead``)."""

    forms: tuple[LawForm, ...]
    link: re.Pattern[str]
    aside: re.Pattern[str]  # what may stand in brackets between a citation and its law
    lead: re.Pattern[str]
    leads: re.Pattern[str]  # before a law that the provisions listed below it are of
    governs: re.Pattern[str]  # before a law whose list of provisions follows a colon
    genitive: re.Pattern[str]
    article: re.Pattern[str]
    alias: re.Pattern[str]  # a short name, before the law it is given to
    named: re.Pattern[str]  # a short name, after it
    months: tuple[str, ...]
    number: str  # how a number and a year make the number of an act: "{number}-{year}"
    home: str  # the State whose law is meant where nothing says another


@dataclass(frozen=True, slots=True)
class KnownLaw:
    """A law known by name. ``country`` empty: a treaty or act of the Union, cited anywhere.

    ``short`` names it only in works whose IRI begins with one of ``works``.
    """

    iri: str
    country: str
    names: Mapping[str, tuple[str, ...]]  # by language, "" for any: patterns over folded text
    short: Mapping[str, tuple[str, ...]]
    works: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Laws:
    """All that is known of laws by name, and the natures of Union acts."""

    known: tuple[KnownLaw, ...]
    natures: Mapping[str, re.Pattern[str]]
    coded: Mapping[str, str]  # letters of a code: IRI with {title}
    anaphors: Mapping[str, re.Pattern[str]]


@cache
def law_grammar(library: Library, language: str) -> LawGrammar | None:
    """How a language names laws, None if nothing is known. KnowledgeError if it is not valid."""
    name = f"citations/{language}.yaml"
    if language not in library.names("citations"):
        return None
    raw = library.yaml(name)
    try:
        return _law_grammar(raw.get("laws", {}))
    except (KeyError, TypeError, AttributeError, re.error) as error:
        reason = f"laws: {type(error).__name__} {error}"
        raise KnowledgeError("KNO-VALUE", str(library.path(name)), reason=reason) from None


def _law_grammar(raw: Mapping[str, Any]) -> LawGrammar:
    return LawGrammar(
        forms=tuple(
            LawForm(
                re.compile(form["match"]),
                form.get("alone", False),
                re.compile(form["hint"]) if "hint" in form else None,
                form.get("reach", _REACH),
                frozenset(form.get("joins", "").split()),
            )
            for form in raw.get("forms", ())
        ),
        link=re.compile(raw.get("link", _NEVER)),
        aside=re.compile(raw.get("aside", _NEVER)),
        lead=re.compile(raw.get("lead", _NEVER)),
        leads=re.compile(raw.get("leads", _NEVER)),
        governs=re.compile(raw.get("governs", _NEVER)),
        genitive=re.compile(rf"(?:{raw.get('genitive', _NEVER)})$"),
        article=re.compile(rf"(?:{raw.get('article', _NEVER)})\s*"),
        alias=re.compile(raw.get("alias", _NEVER)),
        named=re.compile(raw.get("named", _NEVER)),
        months=tuple(raw.get("months", "").split()),
        number=raw.get("number", "{number}"),
        home=raw.get("home", ""),
    )


@cache
def laws(library: Library) -> Laws:
    """The laws known by name. KnowledgeError if ``laws.yaml`` is not valid."""
    raw = library.yaml("laws.yaml")
    try:
        return Laws(
            known=tuple(_known(entry) for entry in raw["laws"]),
            natures={name: re.compile(p) for name, p in raw["natures"].items()},
            coded=dict(raw["coded"]),
            anaphors={language: re.compile(p) for language, p in raw["anaphors"].items()},
        )
    except (KeyError, TypeError, AttributeError, re.error) as error:
        path = str(library.path("laws.yaml"))
        raise KnowledgeError("KNO-VALUE", path, reason=f"{type(error).__name__} {error}") from None


def _known(entry: Mapping[str, Any]) -> KnownLaw:
    return KnownLaw(
        iri=entry["iri"],
        country=entry.get("in", ""),
        names=_folded(entry["names"]),
        short=_folded(entry.get("short", {})),
        works=tuple(entry.get("works", ())),
    )


def _folded(names: Mapping[str, list[str]] | list[str]) -> dict[str, tuple[str, ...]]:
    by_language = names if isinstance(names, Mapping) else {"": names}
    return {language: tuple(map(fold, words)) for language, words in by_language.items()}


@cache
def known_by_name(library: Library, language: str, country: str, name: str) -> str:
    """The IRI of the law of a State so named (folded), of any if it is a treaty; else empty."""
    for law in laws(library).known:
        if law.country in ("", country):
            words = (*law.names.get(language, ()), *law.names.get("", ()))
            if any(re.fullmatch(word, name) for word in words):
                return law.iri
    return ""
