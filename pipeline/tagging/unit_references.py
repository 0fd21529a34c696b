"""Takes a document and gives the references of its units, and a finding for each that is open."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from pipeline.errors import finding
from pipeline.knowledge import Library
from pipeline.model import Document, Eid, Finding, Reference, Tags, Unit
from pipeline.tagging.cited_laws import shelf_of
from pipeline.tagging.corpus_index import CorpusIndex
from pipeline.tagging.numbers import Numbers
from pipeline.tagging.references import Place, find_references

UNRESOLVED = "REF-UNRESOLVED"
_NO_CORPUS = CorpusIndex()


def unit_references(
    document: Document,
    library: Library,
    corpus: CorpusIndex = _NO_CORPUS,
    wanted: Container[Eid] | None = None,
) -> Iterator[tuple[Unit, tuple[Reference, ...]]]:
    """Every unit, or those ``wanted``, with its references; a repealed unit, law no longer, has
    none."""
    numbers, shelf = Numbers.of(document), shelf_of(document, library, corpus)
    for unit in document.units():
        corpus.turn()
        if wanted is not None and unit.eid not in wanted:
            continue
        if unit.status == "repealed":
            yield unit, ()
            continue
        place = Place(unit.eid, unit.start, len(unit.num))
        yield (
            unit,
            find_references(
                unit.text, unit.language, library, numbers=numbers, place=place, shelf=shelf
            ),
        )


def unresolved(document: Document, tags: Sequence[Tags]) -> tuple[Finding, ...]:
    """One finding for each wording that leads nowhere, where it stands first."""
    found: dict[str, Finding] = {}
    for unit, one in zip(document.units(), tags, strict=True):
        for reference in one.references:
            words = reference.span.of(unit.text)
            if reference.kind == "unresolved" and words not in found:
                found[words] = finding(UNRESOLVED, document.path, eid=unit.eid, text=words)
    return tuple(found.values())
