"""Documents of a corpus in, what they ask, offer and are told about one another's names out.

A document cannot resolve the citation of another law by itself. It *asks* for names and numbers,
each document *offers* its own, and the answer is the one work that has the name: none if the
corpus holds no such work, or several. Answers are all that a document takes from its neighbours,
so it has to be done again only when they change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.knowledge import Library
from pipeline.model import Document, Eid, Finding, Tags
from pipeline.tagging.cited_laws import shelf_of
from pipeline.tagging.corpus_index import Asked, CorpusIndex, Listening, asks, offers
from pipeline.tagging.unit_references import UNRESOLVED, unit_references, unresolved

__all__ = ["Asked", "CorpusIndex", "Listening", "asks", "offers", "resolve"]


def resolve(
    document: Document,
    tags: Sequence[Tags],
    findings: Sequence[Finding],
    asked: Asked,
    answers: Iterable[tuple[str, str]],
    library: Library,
) -> tuple[tuple[Tags, ...], tuple[Finding, ...]]:
    """Tags with the works that the corpus told, and the findings without those it answered.

    ``asked`` is what tagging asked: units that are told nothing stay as they are.
    """
    told = CorpusIndex.told(answers)
    if not told.works:
        return tuple(tags), tuple(findings)
    wanted = _concerned(document, tags, asked, told, library)
    found = {
        unit.eid: references
        for unit, references in unit_references(document, library, told, wanted)
    }
    changed = tuple(
        replace(one, references=found[one.eid]) if one.eid in found else one for one in tags
    )
    kept = tuple(f for f in findings if f.code != UNRESOLVED)
    return changed, (*kept, *unresolved(document, changed))


def _concerned(
    document: Document, tags: Sequence[Tags], asked: Asked, told: CorpusIndex, library: Library
) -> set[Eid]:
    """The units whose references an answer can change."""
    whole, *units = asked
    if any(map(told.tells, whole)):
        known = shelf_of(document, library, CorpusIndex()).short.iris
        if shelf_of(document, library, told).short.iris != known:
            return {one.eid for one in tags}  # what the law calls others is read in every unit
    return {one.eid for one, part in zip(tags, units, strict=True) if any(map(told.tells, part))}
