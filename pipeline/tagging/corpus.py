"""Titles of all documents of a corpus in, the works that citations across documents mean out.

A document cannot resolve the citation of another law by itself. It *asks* for the wording, each
document *offers* its titles, and the answer is the one work whose title ends the wording: none if
the corpus holds no such work, or several. Answers are all that a document takes from its
neighbours, so it has to be done again only when they change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.errors import finding
from pipeline.knowledge import Library
from pipeline.model import Document, Finding, Reference, Tags
from pipeline.structure.language import function_words
from pipeline.text import collapse, fold

_EXTERNAL = frozenset(("external", "unresolved"))
_SHORTEST = 8  # characters of a title; "Code" or "the Act" names no law


@dataclass(frozen=True, slots=True)
class CorpusIndex:
    """The works of a corpus by jurisdiction and folded title; an empty work: several have it."""

    works: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, offered: Iterable[tuple[str, Sequence[str]]]) -> CorpusIndex:
        """From pairs of a work's IRI and what its documents offer; their order does not matter."""
        works: dict[str, str] = {}
        for work, titles in offered:
            for title in titles:
                works[title] = work if works.get(title, work) == work else ""
        return cls(works)

    def answers(self, work: str, asks: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """(question, work) for what a document of ``work`` asks and can be told, sorted."""
        told = ((asked, self.works.get(asked, "")) for asked in asks)
        return tuple(sorted((asked, found) for asked, found in told if found and found != work))


@dataclass(frozen=True, slots=True)
class OpenCitation:
    """A reference without a target and the questions that may find it, the longest title first."""

    reference: Reference
    questions: tuple[str, ...]


def offers(document: Document) -> tuple[str, ...]:
    """The titles under which documents of the same jurisdiction may cite this one, sorted."""
    metadata = document.metadata
    titles = {collapse(fold(title)) for title in (metadata.title, metadata.short_title)}
    return tuple(
        sorted(f"{metadata.jurisdiction} {title}" for title in titles if len(title) >= _SHORTEST)
    )


def asks(document: Document, tags: Sequence[Tags], library: Library) -> tuple[str, ...]:
    """The questions of all citations that only the corpus can resolve, sorted."""
    opened = (c for _, found in _open_citations(document, tags, library) for c in found)
    return tuple(sorted({question for citation in opened for question in citation.questions}))


def resolve(
    document: Document,
    tags: Sequence[Tags],
    findings: Sequence[Finding],
    answers: Iterable[tuple[str, str]],
    library: Library,
) -> tuple[tuple[Tags, ...], tuple[Finding, ...]]:
    """Tags with the works that the corpus told, and the findings without those it answered."""
    told = dict(answers)
    if not told:
        return tuple(tags), tuple(findings)
    units = {unit.eid: unit for unit in document.units()}
    changed: list[Tags] = []
    answered: set[str] = set()
    for tags_of, citations in _open_citations(document, tags, library):
        found = {c.reference: _answer(c, told) for c in citations}
        words = {r.span.of(units[tags_of.eid].text) for r, work in found.items() if work}
        answered.update(finding("REF-UNRESOLVED", text=text).message for text in words)
        references = tuple(
            replace(r, target=found[r], kind="external") if found.get(r) else r
            for r in tags_of.references
        )
        changed.append(replace(tags_of, references=references))
    return tuple(changed), tuple(f for f in findings if f.message not in answered)


def _answer(citation: OpenCitation, told: Mapping[str, str]) -> str:
    return next((told[q] for q in citation.questions if q in told), "")


def _open_citations(
    document: Document, tags: Sequence[Tags], library: Library
) -> Iterator[tuple[Tags, tuple[OpenCitation, ...]]]:
    texts = {unit.eid: unit.text for unit in document.units()}
    metadata = document.metadata
    small = function_words(library).get(metadata.language, frozenset())
    for tags_of in tags:
        yield (
            tags_of,
            tuple(
                OpenCitation(reference, questions)
                for reference in tags_of.references
                if not reference.target and reference.kind in _EXTERNAL
                if (
                    questions := tuple(
                        f"{metadata.jurisdiction} {title}"
                        for title in _titles(reference.span.of(texts[tags_of.eid]), small)
                    )
                )
            ),
        )


def _titles(words: str, small: frozenset[str]) -> Iterator[str]:
    """Endings of a citation that may be a title: the whole, and what follows a function word.

    A title is never cut inside: in "the Savings Bank Act" there is no "Bank Act".
    """
    folded = collapse(fold(words))
    yield from [folded] if len(folded) >= _SHORTEST else []
    for place in re.finditer(r"([^\W\d_]+)\W+(?=\w)", folded):
        if place[1] in small and len(folded) - place.end() >= _SHORTEST:
            yield folded[place.end() :]
