"""The linter of the thesaurus: the packaged one is sound, each kind of mistake is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.knowledge import Library
from pipeline.tagging.vocabulary import mistakes


def test_the_packaged_thesaurus_is_sound() -> None:
    assert mistakes(Library()) == ()


@pytest.mark.parametrize(
    ("concepts", "said"),
    [
        ("- {id: x, facet: a, prefLabel: {en: gate}}\n- {id: y, facet: a, prefLabel: {en: Gate}}\n",
         "'gate' is borne by several"),
        ("- {id: x, facet: a, prefLabel: {en: gate}, broader: [y]}\n"
         "- {id: y, facet: a, prefLabel: {en: door}, broader: [x]}\n", "x is broader than itself"),
        ("- {id: x, facet: a, prefLabel: {en: gate}, broader: [y], related: [y]}\n"
         "- {id: y, facet: a, prefLabel: {en: door}}\n", "related to y"),
        ("- {id: x, facet: a, prefLabel: {en: gate}, not_in: {en: [gate]}}\n",
         "'gate' does not find"),
        ("- {id: x, facet: a}\n", "no label"),
    ],
)  # fmt: skip
def test_a_mistake_is_told(tmp_path: Path, concepts: str, said: str) -> None:
    folder = tmp_path / "thesaurus"
    folder.mkdir()
    (folder / "mine.yaml").write_text(f"facets: {{a: A}}\nconcepts:\n{concepts}", "utf-8")
    assert any(said in mistake for mistake in mistakes(Library((tmp_path,))))
