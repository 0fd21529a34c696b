"""Documents of a corpus in, what they ask, offer and are told about one another's names out.

A document cannot resolve the citation of another law by itself. It *asks* for names and numbers,
each document *offers* its own, and the answer is the one work that has the name: none if the
corpus holds no such work, or several. Answers are all that a document takes from its neighbours,
so it has to be done again only when they change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.knowledge import Library
from pipeline.model import Document, Finding, Tags
from pipeline.tagging.corpus_index import CorpusIndex, offers
from pipeline.tagging.unit_references import UNRESOLVED, unit_references, unresolved

__all__ = ["CorpusIndex", "asks", "offers", "resolve"]


@dataclass(frozen=True, slots=True)
class _Listening(CorpusIndex):
    """An index that knows nothing and writes down what it is asked."""

    asked: set[str] = field(default_factory=set)

    def find(self, country: str, key: str) -> str:
        self.asked.add(f"{country} {key}")
        return ""


def asks(document: Document, library: Library) -> tuple[str, ...]:
    """The names and numbers of laws in a document that the corpus may know, sorted."""
    listening = _Listening()
    for _ in unit_references(document, library, listening):
        pass
    return tuple(sorted(listening.asked))


def resolve(
    document: Document,
    tags: Sequence[Tags],
    findings: Sequence[Finding],
    answers: Iterable[tuple[str, str]],
    library: Library,
) -> tuple[tuple[Tags, ...], tuple[Finding, ...]]:
    """Tags with the works that the corpus told, and the findings without those it answered."""
    told = CorpusIndex.told(answers)
    if not told.works:
        return tuple(tags), tuple(findings)
    found = unit_references(document, library, told)
    changed = tuple(
        replace(one, references=references)
        for one, (_, references) in zip(tags, found, strict=True)
    )
    kept = tuple(f for f in findings if f.code != UNRESOLVED)
    return changed, (*kept, *unresolved(document, changed))
