"""The thesaurus as data: its entries find what their examples say, and hold together."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pipeline.errors import KnowledgeError
from pipeline.knowledge import Library
from pipeline.knowledge.languages import inflection
from pipeline.knowledge.thesaurus import Concept, load_thesaurus
from pipeline.tagging.concepts import find_concepts
from pipeline.text import fold

LIBRARY = Library()
CONCEPTS = load_thesaurus(LIBRARY).concepts
EXAMPLES = [
    pytest.param(concept, language, text, wanted, id=f"{concept.id}-{language}-{text[:40]}")
    for concept in CONCEPTS
    for language, examples in concept.examples.items()
    for texts, wanted in ((examples.match, True), (examples.no_match, False))
    for text in texts
]


def mentioned(text: str, language: str) -> set[str]:
    return {mention.concept for mention in find_concepts(text, language, LIBRARY)}


@pytest.mark.parametrize(("concept", "language", "text", "wanted"), EXAMPLES)
def test_examples(concept: Concept, language: str, text: str, wanted: bool) -> None:
    assert (concept.id in mentioned(text, language)) is wanted


def test_a_concept_with_patterns_has_examples_in_the_six_main_languages() -> None:
    """The languages with a full vocabulary; in the others patterns are core words only."""
    missing = [
        (concept.id, language)
        for concept in CONCEPTS
        for language in concept.patterns
        if language in ("en", "fr", "de", "es", "it", "et")
        and not (language in concept.examples and concept.examples[language].match)
    ]
    assert missing == []


def test_labels_borne_by_two_concepts_are_declared() -> None:
    bearers = Counter(
        (language, fold(label))
        for concept in CONCEPTS
        for language, labels in concept.labels.items()
        for label in labels
    )
    shared = load_thesaurus(LIBRARY).shared
    assert sorted({k for k, n in bearers.items() if n > 1} - shared) == []
    assert sorted(shared - {k for k, n in bearers.items() if n > 1}) == []


def test_every_label_finds_its_own_concept() -> None:
    """A label that its own ``not_in`` bars, or that has no word in it, is a mistake."""
    lost = []
    for concept in CONCEPTS:
        for language, labels in concept.labels.items():
            words = inflection(LIBRARY, language)
            for label in labels:
                assert any(words.stem(word) for word in fold(label).split())
                if not concept.needs and concept.id not in mentioned(label, language):
                    lost.append((concept.id, language, label))
    assert lost == []


def test_no_concept_is_its_own_ancestor() -> None:
    above = load_thesaurus(LIBRARY).ancestors()
    assert [c.id for c in CONCEPTS for b in c.broader if c.id in above[b]] == []


@pytest.mark.parametrize(
    ("yaml", "reason"),
    [
        ("facets: {a: A}\nconcepts:\n- {id: x, facet: b}\n", "unknown facet"),
        ("facets: {a: A}\nconcepts:\n- {id: x, facet: a, broader: [y]}\n", "unknown concepts y"),
        ("facets: {a: A}\nconcepts:\n- {id: x, facet: a}\n- {id: x, facet: a}\n", "twice"),
        ("facets: {a: A}\nconcepts:\n- {id: x, facet: a, patterns: {en: ['(']}}\n", "pattern"),
        ("facets: {a: A}\nconcepts:\n- {facet: a}\n", "KeyError"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, yaml: str, reason: str) -> None:
    folder = tmp_path / "thesaurus"
    folder.mkdir()
    (folder / "mine.yaml").write_text(yaml, "utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load_thesaurus(Library((tmp_path,)))
    assert reason in str(caught.value)
    assert "mine.yaml" in str(caught.value)
