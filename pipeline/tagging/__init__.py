"""Takes a unit or a document and gives its ``Tags``: concepts, norms, references, definitions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.knowledge import Library
from pipeline.model import Document, Finding, Norm, Reference, Tags, Unit
from pipeline.tagging.concepts import find_concepts
from pipeline.tagging.corpus_index import CorpusIndex
from pipeline.tagging.definitions import find_definitions
from pipeline.tagging.norms import find_norms
from pipeline.tagging.references import find_references
from pipeline.tagging.shelf import Shelf
from pipeline.tagging.term_uses import resolved
from pipeline.tagging.unit_references import unit_references, unresolved

__all__ = ["CorpusIndex", "Propose", "Shelf", "tag_document", "tag_unit"]

Propose = Callable[[str], tuple[Norm, ...]]  # a text in, the norms that a model sees in it out


def tag_unit(
    unit: Unit,
    library: Library,
    *,
    addressee: str = "",
    shelf: Shelf | None = None,
    propose: Propose | None = None,
) -> Tags:
    """Everything tagged in a unit whose document is not at hand; spans are unit offsets.

    ``addressee`` is who a duty without a subject binds. A citation of the law itself leads to the
    eId that it spells; ``shelf`` says whose law it is. ``propose`` is a trained model of the
    user's: its norms stand where the rules found none.
    """
    references = find_references(unit.text, unit.language, library, shelf=shelf or Shelf())
    return _tags(unit, library, addressee, references, propose)


def tag_document(
    document: Document,
    library: Library,
    *,
    addressee: str = "",
    corpus: CorpusIndex | None = None,
    propose: Propose | None = None,
) -> tuple[tuple[Tags, ...], tuple[Finding, ...]]:
    """The tags of every unit in document order, and one finding per wording left unresolved.

    ``corpus`` are the other documents of the run, which citations by title or number lead to. A
    repealed unit is law no longer: its tags are empty.
    """
    tags = tuple(
        Tags(unit.eid)
        if unit.status == "repealed"
        else _tags(unit, library, addressee, references, propose)
        for unit, references in unit_references(document, library, corpus or CorpusIndex())
    )
    tags = resolved(document, tags, library)
    return tags, unresolved(document, tags)


def _tags(
    unit: Unit,
    library: Library,
    addressee: str,
    references: tuple[Reference, ...],
    propose: Propose | None,
) -> Tags:
    text, language = unit.text, unit.language
    return Tags(
        unit.eid,
        concepts=find_concepts(text, language, library),
        norms=_with_proposed(
            find_norms(text, language, library, addressee=addressee),
            propose(text) if propose else (),
        ),
        references=references,
        definitions=find_definitions(text, language, library),
    )


def _with_proposed(norms: tuple[Norm, ...], more: tuple[Norm, ...]) -> tuple[Norm, ...]:
    taken = [trigger for norm in norms for trigger in norm.triggers]
    free = [n for n in more if not any(n.triggers[0].overlaps(trigger) for trigger in taken)]
    return tuple(sorted([*norms, *free], key=lambda n: n.triggers[0].start)) if free else norms


def beside(tags: tuple[Tags, ...], manual: tuple[Tags, ...]) -> tuple[Tags, ...]:
    """The program's tags without those on whose words a person has said something of the kind."""
    if not manual:
        return tags
    return tuple(_yielding(each, [m for m in manual if m.eid == each.eid]) for each in tags)


def _yielding(tags: Tags, manual: list[Tags]) -> Tags:
    triggers = [t for m in manual for n in m.norms for t in n.triggers]
    concepts = [c.span for m in manual for c in m.concepts]
    references = [r.span for m in manual for r in m.references]
    definitions = [d.span for m in manual for d in m.definitions]
    return replace(
        tags,
        norms=tuple(
            n for n in tags.norms if not any(t.overlaps(m) for t in n.triggers for m in triggers)
        ),
        concepts=tuple(c for c in tags.concepts if not any(map(c.span.overlaps, concepts))),
        references=tuple(r for r in tags.references if not any(map(r.span.overlaps, references))),
        definitions=tuple(
            d for d in tags.definitions if not any(map(d.span.overlaps, definitions))
        ),
    )
