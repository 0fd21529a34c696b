"""Takes the files ``thesaurus/<facet>.yaml`` and gives the ``Thesaurus``, checked.

The form follows SKOS. A concept is found in a text by its labels (any inflection of them, see
``knowledge.languages``) and by its ``patterns``: regular expressions over *folded* text
(``pipeline.text.fold``) for wordings of statutes that no label catches, tried only in texts that
hold one of the pattern's ``cue`` words. ``needs`` and ``not_in`` say when a find does not count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pipeline.errors import KnowledgeError
from pipeline.knowledge import Library
from pipeline.text import fold

MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
STATUSES = ("recommended", "caution", "avoid")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A wording: ``regex`` over folded text, tried if one of ``cues`` occurs in that text."""

    regex: re.Pattern[str]
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alignment:
    """A concept or article of another scheme; ``match`` is the SKOS mapping relation."""

    scheme: str
    notation: str
    label: str = ""
    match: str = "relatedMatch"


@dataclass(frozen=True, slots=True)
class Guideline:
    """What the Luxembourg Guidelines say of the terms: ``status``, and what to prefer."""

    status: str
    terms: tuple[str, ...] = ()
    prefer: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Examples:
    """Texts in which a concept is found, and texts in which it must not be."""

    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept. ``labels`` by language, the preferred one first.

    ``needs``: a mention counts only if all concepts of one of these groups (or concepts narrower
    than they) are mentioned in the same text; no groups: it counts alone. ``not_in``: by language,
    wordings inside which a mention does not count.
    """

    id: str
    facet: str
    labels: Mapping[str, tuple[str, ...]]
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    patterns: Mapping[str, tuple[Pattern, ...]] = field(default_factory=dict)
    needs: tuple[tuple[str, ...], ...] = ()
    not_in: Mapping[str, tuple[Pattern, ...]] = field(default_factory=dict)
    guideline: Guideline | None = None
    examples: Mapping[str, Examples] = field(default_factory=dict)
    note: str = ""

    def label(self, language: str) -> str:
        """The preferred label in a language, else in English, else the identifier."""
        labels = self.labels.get(language) or self.labels.get("en") or (self.id,)
        return labels[0]


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """All concepts, sorted by facet file and place; ``facets`` names each facet in English."""

    concepts: tuple[Concept, ...]
    facets: Mapping[str, str]
    shared: frozenset[tuple[str, str]]  # (language, folded label) that several concepts may bear

    def languages(self) -> tuple[str, ...]:
        """Languages in which something can be found, sorted."""
        found = {language for c in self.concepts for language in (*c.labels, *c.patterns)}
        return tuple(sorted(found))

    def ancestors(self) -> dict[str, frozenset[str]]:
        """For each concept all broader concepts, itself included."""
        broader = {concept.id: concept.broader for concept in self.concepts}
        return {concept.id: _closure(concept.id, broader) for concept in self.concepts}


def _closure(start: str, broader: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    found: set[str] = set()
    open_ids = [start]
    while open_ids:
        concept = open_ids.pop()
        if concept not in found:
            found.add(concept)
            open_ids.extend(broader[concept])
    return frozenset(found)


@cache
def load_thesaurus(library: Library) -> Thesaurus:
    """The thesaurus in force. KnowledgeError names the file and the concept that is wrong."""
    concepts: list[Concept] = []
    facets: dict[str, str] = {}
    shared: set[tuple[str, str]] = set()
    places: dict[str, str] = {}
    for stem in library.names("thesaurus"):
        name = f"thesaurus/{stem}.yaml"
        reader = _Reader(str(library.path(name)))
        data = reader.mapping(library.yaml(name), "the file")
        for facet, title in reader.mapping(data.get("facets", {}), "facets").items():
            facets[facet] = title
        for language, labels in reader.mapping(data.get("shared", {}), "shared").items():
            shared |= {(language, fold(label)) for label in labels}
        for entry in data.get("concepts", ()):
            concept = reader.concept(entry)
            concepts.append(concept)
            places[concept.id] = reader.path
    _check(concepts, facets, places)
    return Thesaurus(tuple(concepts), facets, frozenset(shared))


def _check(concepts: list[Concept], facets: Mapping[str, str], places: Mapping[str, str]) -> None:
    known = Counter(concept.id for concept in concepts)
    for concept in concepts:
        named = (*concept.broader, *concept.related, *(i for group in concept.needs for i in group))
        reason = ""
        if known[concept.id] > 1:
            reason = "is defined twice"
        elif concept.facet not in facets:
            reason = f"has an unknown facet {concept.facet!r}"
        elif unknown := sorted(set(named) - set(known)):
            reason = f"names unknown concepts {', '.join(unknown)}"
        if reason:
            raise KnowledgeError("KNO-VALUE", places[concept.id], reason=f"{concept.id} {reason}")


@dataclass(frozen=True, slots=True)
class _Reader:
    path: str

    def fail(self, reason: str) -> KnowledgeError:
        return KnowledgeError("KNO-VALUE", self.path, reason=reason)

    def mapping(self, value: Any, what: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.fail(f"{what} must be a mapping")
        return value

    def concept(self, entry: Any) -> Concept:
        data = self.mapping(entry, "a concept")
        try:
            return self._concept(data)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            reason = f"{data.get('id', '?')}: {type(error).__name__} {error}"
            raise self.fail(reason) from None

    def _concept(self, data: dict[str, Any]) -> Concept:
        return Concept(
            id=data["id"],
            facet=data["facet"],
            labels=_labels(data.get("prefLabel", {}), data.get("altLabel", {})),
            broader=tuple(data.get("broader", ())),
            related=tuple(data.get("related", ())),
            alignments=tuple(_alignments(data.get("mappings", {}))),
            patterns=self._patterns(data, "patterns"),
            needs=tuple(tuple(group) for group in data.get("needs", ())),
            not_in=self._patterns(data, "not_in"),
            guideline=_guideline(data["luxembourg"]) if "luxembourg" in data else None,
            examples={
                language: Examples(tuple(e.get("match", ())), tuple(e.get("no_match", ())))
                for language, e in data.get("examples", {}).items()
            },
            note=data.get("note", ""),
        )

    def _patterns(self, data: dict[str, Any], part: str) -> dict[str, tuple[Pattern, ...]]:
        return {
            language: tuple(self._pattern(entry, f"{data['id']} {language}") for entry in entries)
            for language, entries in data.get(part, {}).items()
        }

    def _pattern(self, entry: str | dict[str, str], place: str) -> Pattern:
        raw = entry if isinstance(entry, str) else entry["regex"]
        cue = "" if isinstance(entry, str) else entry.get("cue", "")
        try:
            regex = re.compile(rf"(?<!\w)(?:{raw})(?!\w)")
        except re.error as error:
            raise self.fail(f"{place}: {raw!r} is not a pattern: {error}") from None
        return Pattern(regex, tuple(fold(cue).split("|")) if cue else ())


def _labels(
    preferred: Mapping[str, str], alternative: Mapping[str, Iterable[str]]
) -> dict[str, tuple[str, ...]]:
    labels = {language: [label] for language, label in preferred.items()}
    for language, more in alternative.items():
        labels.setdefault(language, []).extend(more)
    return {language: tuple(dict.fromkeys(found)) for language, found in labels.items()}


def _alignments(mappings: Mapping[str, Iterable[Any]]) -> Iterable[Alignment]:
    for scheme, entries in mappings.items():
        for entry in entries:
            if isinstance(entry, dict):
                if entry.get("match", "relatedMatch") not in MATCHES:
                    raise ValueError(f"{entry['match']} is not a SKOS mapping relation")
                yield Alignment(
                    scheme,
                    str(entry["id"]),
                    entry.get("label", ""),
                    entry.get("match", "relatedMatch"),
                )
            else:
                yield Alignment(scheme, str(entry))


def _guideline(entry: Mapping[str, Any]) -> Guideline:
    if entry["status"] not in STATUSES:
        raise ValueError(f"status {entry['status']!r} is none of {', '.join(STATUSES)}")
    terms = (*entry.get("deprecatedTerms", ()), *entry.get("terms", ()))
    return Guideline(entry["status"], tuple(terms), entry.get("prefer", ""), entry.get("note", ""))
