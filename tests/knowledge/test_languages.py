"""Language files: what inflection undoes, and that a mistake is named with its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import KnowledgeError
from pipeline.knowledge import Library
from pipeline.knowledge.citations import citation_grammar, definition_formulas
from pipeline.knowledge.languages import inflection

LIBRARY = Library()


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ["child", "children"]),
        ("en", ["technology", "technologies"]),
        ("fr", ["sexuel", "sexuelle", "sexuels", "sexuelles"]),
        ("fr", ["social", "sociale", "sociaux", "sociales"]),
        ("de", ["kind", "kindes", "kinder", "kindern"]),
        ("de", ["sexueller", "sexuellen", "sexuelles", "sexuellem", "sexuelle"]),
        ("es", ["informático", "informática", "informáticos", "informáticas"]),
        ("it", ["pornografico", "pornografica", "pornografici", "pornografiche"]),
    ],
)
def test_forms_share_a_stem(language: str, forms: list[str]) -> None:
    assert len({inflection(LIBRARY, language).stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("language", "words"), [("en", ["press", "pres"]), ("de", ["opfer", "opferung"])]
)
def test_other_words_do_not(language: str, words: list[str]) -> None:
    assert len({inflection(LIBRARY, language).stem(word) for word in words}) == len(words)


def test_a_language_without_a_file_is_compared_word_for_word() -> None:
    assert inflection(LIBRARY, "xx").stem("words") == "words"
    assert citation_grammar(LIBRARY, "xx") is None


def test_every_file_can_be_used() -> None:
    for language in LIBRARY.names("languages"):
        inflection(LIBRARY, language)
        grammar = citation_grammar(LIBRARY, language)
        if language in ("en", "fr", "de", "es", "it", "et"):
            assert grammar is not None
            assert definition_formulas(LIBRARY, language)


@pytest.mark.parametrize(
    ("folder", "yaml"),
    [
        ("citations", "{number: '(', steps: [{rank: 30, element: section, words: a}]}\n"),
        ("citations", "[]\n"),
        ("languages", "definitions: ['no group']\n"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, folder: str, yaml: str) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "en.yaml").write_text(yaml, "utf-8")
    library = Library((tmp_path,))
    with pytest.raises(KnowledgeError, match=r"en\.yaml"):
        (citation_grammar if folder == "citations" else definition_formulas)(library, "en")
