"""Takes ``opinions/<id>.yaml`` and gives an ``OpinionProfile``: what each holding asks of a law.

The file explains its own form. Every term that it uses must be a concept of the thesaurus or an
element or function of a language file; anything else is a KnowledgeError.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from pipeline.errors import KnowledgeError
from pipeline.knowledge import Library
from pipeline.knowledge.functions import (
    Drafting,
    DraftingByLanguage,
    drafting_languages,
    elements_of,
)
from pipeline.knowledge.thesaurus import load_thesaurus
from pipeline.model import Relation

_SCOPES = ("function", "title", "heading", "opening", "context", "cites", "means", "holding")


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to meet a criterion: a term of every group, none of ``without``.

    ``near``: the greatest number of characters between the words of the groups; 0: anywhere.
    """

    groups: tuple[tuple[str, ...], ...]
    near: int = 0
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CriterionRule:
    """One thing to look for; met by any alternative; worth ``points``."""

    id: str
    label: str
    points: float
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class GradeRule:
    """Grade if all ``needs`` are met, none of ``without`` holds and the score is high enough."""

    grade: int
    needs: tuple[str, ...]
    functions: tuple[str, ...]
    without: tuple[Alternative, ...]
    minimum: float


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A look-alike: what it is and why it is rejected."""

    id: str
    reason: str
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the Convention and the words that show it.

    ``yields``: beginnings of other paragraphs; where one of those is shown too, this one is only a
    part of it and is named only if the heading names it.
    """

    id: str
    label: str
    alternatives: tuple[Alternative, ...]
    holding: int
    yields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A sign that a link covers part only, or is narrowed; decides the relation."""

    id: str
    holdings: tuple[int, ...]
    relation: Relation
    remark: str
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class ListRule:
    """A kind of clause that works by a list of offences, and the words that show it."""

    id: str
    label: str
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """An element that a defined term brings in wherever it is used (rule G6).

    ``says``: alternatives, of one of which the definition must show all terms; ``names``: terms of
    which the defined words themselves must show one.
    """

    element: str
    says: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of assignment (G1 …), for explanation."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Holding:
    """A holding of the opinion and how a provision is seen to answer it."""

    number: int
    label: str
    opinion_strength: str
    convention_strength: str
    primary: tuple[str, ...]
    secondary: tuple[str, ...]
    question: str
    functions: tuple[str, ...]
    criteria: tuple[CriterionRule, ...]
    grades: tuple[GradeRule, ...]
    near_misses: tuple[NearMiss, ...]
    gap_patterns: tuple[str, ...]
    statutes: tuple[str, ...] = ()  # kinds of statute in which it is answered


@dataclass(frozen=True, slots=True)
class OpinionProfile:
    """An opinion as criteria; ``languages`` holds the cues of every language that can be read."""

    id: str
    iri: str
    title: str
    addressee: str
    convention: str
    offences: int  # number of the holding that looks at offences; 0: none does
    chapters: Mapping[str, tuple[int, ...]]  # of the report on it: title, holdings treated
    relations: Mapping[str, str]
    means: Mapping[str, Mapping[str, str]]
    rules: tuple[Rule, ...]
    holdings: tuple[Holding, ...]
    acts: tuple[Paragraph, ...]
    paragraphs: tuple[Paragraph, ...]
    shortfalls: tuple[Shortfall, ...]
    lists: tuple[ListRule, ...]
    subject_terms: tuple[str, ...]
    brought_in: tuple[BroughtIn, ...]
    languages: Mapping[str, Drafting]

    @property
    def cited(self) -> tuple[Holding, ...]:
        """The holdings to whose answers other provisions are seen to refer (``cites:17``)."""
        terms = {
            term
            for holding in self.holdings
            for criterion in holding.criteria
            for alternative in criterion.alternatives
            for group in alternative.groups
            for term in group
        }
        return tuple(h for h in self.holdings if f"cites:{h.number}" in terms)

    def holding(self, number: int) -> Holding:
        return next(h for h in self.holdings if h.number == number)


@cache
def load_profile(library: Library, opinion: str = "lanzarote-ict-2017") -> OpinionProfile:
    """The profile of an opinion. Raises KnowledgeError ``KNO-VALUE`` naming what is wrong."""
    name = f"opinions/{opinion}.yaml"
    data = library.yaml(name)
    path = str(library.path(name))
    if not isinstance(data, dict):
        raise KnowledgeError("KNO-VALUE", path, reason="a mapping is required")
    languages: Mapping[str, Drafting] = DraftingByLanguage(library)
    if library.overlaid:  # the packaged knowledge is checked by tests, that of others when loaded
        languages = {language: languages[language] for language in languages}
    reader = _Reader(path, _known(library))
    try:
        return reader.profile(data, languages)
    except (KeyError, TypeError, ValueError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise KnowledgeError("KNO-VALUE", path, reason=reason) from None


def _known(library: Library) -> frozenset[str]:
    concepts = {concept.id for concept in load_thesaurus(library).concepts}
    elements = {
        name for language in drafting_languages(library) for name in elements_of(library, language)
    }
    return frozenset(concepts | elements)


@dataclass(frozen=True, slots=True)
class _Reader:
    path: str
    known: frozenset[str]

    def profile(self, data: dict[str, Any], languages: Mapping[str, Drafting]) -> OpinionProfile:
        return OpinionProfile(
            id=data["id"],
            iri=data["iri"],
            title=data["title"],
            addressee=data["addressee"],
            convention=data["convention"],
            offences=data.get("offences", 0),
            chapters={title: tuple(n) for title, n in data.get("chapters", {}).items()},
            relations=data["relations"],
            means=data["means"],
            rules=tuple(Rule(entry["id"], entry["text"]) for entry in data["rules"]),
            holdings=tuple(self.holding(entry) for entry in data["holdings"]),
            acts=tuple(
                self.paragraph(entry, data.get("offences", 0)) for entry in data.get("acts", ())
            ),
            paragraphs=tuple(
                self.paragraph(entry, entry["holding"]) for entry in data.get("paragraphs", ())
            ),
            shortfalls=tuple(self.shortfall(entry) for entry in data.get("shortfalls", ())),
            lists=tuple(
                ListRule(e["id"], e["label"], self.alternatives(e["any"]))
                for e in data.get("lists", ())
            ),
            subject_terms=self.terms(data["subject_terms"]),
            brought_in=tuple(
                BroughtIn(e["element"], tuple(map(self.terms, e["says"])), self.terms(e["names"]))
                for e in data.get("brought_in", ())
            ),
            languages=languages,
        )

    def holding(self, entry: dict[str, Any]) -> Holding:
        criteria = tuple(self.criterion(each) for each in entry["criteria"])
        names = {criterion.id for criterion in criteria}
        return Holding(
            number=entry["number"],
            label=entry["label"],
            opinion_strength=entry["opinion_strength"],
            convention_strength=entry["convention_strength"],
            primary=tuple(entry["articles"]["primary"]),
            secondary=tuple(entry["articles"]["secondary"]),
            question=entry["question"],
            functions=tuple(entry["functions"]),
            criteria=criteria,
            grades=tuple(self.grade(each, names) for each in entry["grades"]),
            near_misses=tuple(
                NearMiss(each["id"], each["reason"], self.alternatives(each["any"]))
                for each in entry["near_misses"]
            ),
            gap_patterns=tuple(entry["gap_patterns"]),
            statutes=self.terms(entry.get("statutes") or ()),
        )

    def criterion(self, entry: dict[str, Any]) -> CriterionRule:
        return CriterionRule(
            entry["id"],
            entry["label"],
            float(entry["points"]),
            self.alternatives(entry["any"]),
        )

    def grade(self, entry: dict[str, Any], criteria: set[str]) -> GradeRule:
        if unknown := set(entry["needs"]) - criteria:
            raise ValueError(f"grade {entry['grade']} needs unknown criteria {sorted(unknown)}")
        return GradeRule(
            entry["grade"],
            tuple(entry["needs"]),
            tuple(entry.get("functions") or ()),
            self.alternatives(entry.get("without") or ()),
            float(entry["minimum"]),
        )

    def paragraph(self, entry: dict[str, Any], holding: int) -> Paragraph:
        return Paragraph(
            str(entry["id"]),
            entry["label"],
            self.alternatives(entry["any"]),
            holding,
            tuple(entry.get("yields") or ()),
        )

    def shortfall(self, entry: dict[str, Any]) -> Shortfall:
        return Shortfall(
            entry["id"],
            tuple(entry["holdings"]),
            cast(Relation, entry["relation"]),
            entry["remark"],
            self.alternatives(entry["any"]),
        )

    def alternatives(self, entries: Iterable[Any]) -> tuple[Alternative, ...]:
        return tuple(self.alternative(entry) for entry in entries)

    def alternative(self, entry: Any) -> Alternative:
        if isinstance(entry, str):
            return Alternative((self.terms([entry]),))
        return Alternative(
            tuple(self.terms(group) for group in entry["all"]),
            int(entry.get("near", 0)),
            self.terms(entry.get("without") or ()),
        )

    def terms(self, terms: Iterable[str]) -> tuple[str, ...]:
        found = tuple(terms)
        for term in found:
            scope, _, name = term.rpartition(":")
            if scope and scope not in _SCOPES:
                raise ValueError(f"{term}: unknown scope, expected one of {', '.join(_SCOPES)}")
            if scope in ("", "title", "heading", "opening") and name not in self.known:
                raise ValueError(f"{term}: neither a concept nor an element of a language file")
        return found
