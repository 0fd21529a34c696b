"""Every entry of every language file finds its own examples and leaves its counter-examples."""

from __future__ import annotations

import pytest

from pipeline.knowledge import Library
from pipeline.knowledge.norm_grammar import Application, Connective, Cue, Reading
from pipeline.knowledge.norms import norm_grammar, norm_languages
from pipeline.tagging.norms import find_norms
from pipeline.text import fold

LIBRARY = Library()
Entry = Cue | Reading | Connective | Application


def _entries() -> list[tuple[str, Entry]]:
    found: dict[tuple[str, str, str], tuple[str, Entry]] = {}
    for language in norm_languages(LIBRARY):
        grammar = norm_grammar(LIBRARY, language)
        entries: list[Entry] = list(grammar.cues)
        entries += [r for readings in grammar.readings.values() for r in readings]
        entries += [c for cs in grammar.connectives.values() for c in cs]
        entries += [a for found_by in grammar.applications.values() for a in found_by]
        for entry in entries:
            found[language, type(entry).__name__, entry.id] = (language, entry)
    return list(found.values())


ENTRIES = _entries()
NAMES = [f"{language}.{entry.id}" for language, entry in ENTRIES]


@pytest.mark.parametrize(("language", "entry"), ENTRIES, ids=NAMES)
def test_match(language: str, entry: Entry) -> None:
    for sentence in entry.examples.match:
        norms = find_norms(sentence, language, LIBRARY)
        if isinstance(entry, Connective | Application):
            types = {condition.type for norm in norms for condition in norm.conditions}
            assert entry.type in types, sentence
        elif isinstance(entry, Cue):
            assert entry.modality in {norm.modality for norm in norms}, sentence
            assert entry.pattern.search(fold(sentence)), sentence
        else:
            assert f"{language}.{entry.id}" in {norm.formula for norm in norms}, sentence


@pytest.mark.parametrize(("language", "entry"), ENTRIES, ids=NAMES)
def test_no_match(language: str, entry: Entry) -> None:
    for sentence in entry.examples.no_match:
        norms = find_norms(sentence, language, LIBRARY)
        assert f"{language}.{entry.id}" not in {norm.formula for norm in norms}, sentence
        if isinstance(entry, Application):
            assert not any(norm.conditions for norm in norms), sentence
