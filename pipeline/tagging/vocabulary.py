"""Takes the thesaurus and gives what is wrong with it: an empty tuple says that it is sound.

What a file may not say at all (an unknown broader concept, a pattern that is none) is refused when
the thesaurus is loaded; here stands what loads and is a mistake all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.knowledge import Library
from pipeline.knowledge.thesaurus import Concept, Thesaurus, load_thesaurus
from pipeline.tagging.concepts import find_concepts
from pipeline.text import fold


def mistakes(library: Library) -> tuple[str, ...]:
    """One sentence for each mistake, in the order of the thesaurus."""
    thesaurus = load_thesaurus(library)
    return (
        *_borne_twice(thesaurus),
        *_circles(thesaurus),
        *(each for concept in thesaurus.concepts for each in _of_concept(concept, library)),
    )


def _borne_twice(thesaurus: Thesaurus) -> Iterator[str]:
    """Labels of several concepts that no file declares as shared, and those declared in vain."""
    bearers = Counter(
        (language, fold(label))
        for concept in thesaurus.concepts
        for language, labels in concept.labels.items()
        for label in labels
    )
    twice = {key for key, count in bearers.items() if count > 1}
    for language, label in sorted(twice - thesaurus.shared):
        yield f"{language} label {label!r} is borne by several concepts and not declared as shared"
    for language, label in sorted(thesaurus.shared - twice):
        yield f"{language} label {label!r} is declared as shared and is not"


def _circles(thesaurus: Thesaurus) -> Iterator[str]:
    above = thesaurus.ancestors()
    for concept in thesaurus.concepts:
        if any(concept.id in above[broader] for broader in concept.broader):
            yield f"{concept.id} is broader than itself"
        for other in concept.related:
            if other in above[concept.id] or concept.id in above[other]:
                yield f"{concept.id} is related to {other}, which is broader or narrower (SKOS S27)"


def _of_concept(concept: Concept, library: Library) -> Iterator[str]:
    if not concept.labels:
        yield f"{concept.id} has no label"
    for language, labels in concept.labels.items():
        for label in labels:
            found = {mention.concept for mention in find_concepts(label, language, library)}
            if not concept.needs and concept.id not in found:
                yield f"{concept.id}: the {language} label {label!r} does not find the concept"
    for language, examples in concept.examples.items():
        for text in examples.match:
            found = {mention.concept for mention in find_concepts(text, language, library)}
            if concept.id not in found:
                yield f"{concept.id}: the {language} example {text!r} does not find the concept"
