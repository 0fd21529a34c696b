"""Concepts: spans, inflection, what counts only beside another concept, the Opinion."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.knowledge import Library
from pipeline.tagging.concepts import find_concepts

LIBRARY = Library()


def found(text: str, language: str) -> dict[str, list[str]]:
    words: dict[str, list[str]] = {}
    for mention in find_concepts(text, language, LIBRARY):
        words.setdefault(mention.concept, []).append(mention.span.of(text))
    return words


@pytest.mark.parametrize(
    ("language", "text", "concept", "words"),
    [
        ("en", "The SOCIAL networks", "ict-social-media", "SOCIAL networks"),
        ("en", "through social\u00a0networks", "ict-social-media", "social\u00a0networks"),
        ("fr", "des réseaux sociaux", "ict-social-media", "réseaux sociaux"),
        ("de", "eines sozialen Netzwerks", "ict-social-media", "sozialen Netzwerks"),
        ("es", "sistemas informáticos", "ict-computer-system", "sistemas informáticos"),
        ("it", "sistemi informatici", "ict-computer-system", "sistemi informatici"),
        (
            "fr",
            "dans l’intérêt supérieur de l’enfant",
            "core-best-interests",
            "intérêt supérieur de l’enfant",
        ),
        ("en", "co-operate", "intl-cooperation", "co-operate"),
        ("en", "cooperates with it", "intl-cooperation", "cooperates"),
    ],
)
def test_forms_of_a_label(language: str, text: str, concept: str, words: str) -> None:
    assert found(text, language)[concept] == [words]


def test_a_label_is_not_found_inside_a_word() -> None:
    assert "core-child" not in found("the Childers Building", "en")


def test_a_label_does_not_run_from_one_block_into_the_next() -> None:
    assert "ict-social-media" not in found("social\nnetworks", "en")


def test_verbs_count_only_beside_the_material() -> None:
    assert "csam-possession" not in found("A person who possesses a firearm", "en")
    assert found("A person who possesses child pornography", "en")["csam-possession"]


def test_the_longest_mention_of_a_concept_is_kept_and_others_nest() -> None:
    words = found("child sexual abuse material", "en")
    assert words["off-csam"] == ["child sexual abuse material"]
    assert words["core-child"] == ["child"]


@pytest.mark.parametrize("language", ["", "und", "xx", "../en"])
def test_an_unknown_language_gets_nothing(language: str) -> None:
    assert find_concepts("child pornography on the internet", language, LIBRARY) == ()


@given(st.text(alphabet="child sexual kindern İß’-\n.;minor 18 under internet", max_size=80))
def test_spans_lie_in_the_text_and_are_stable(text: str) -> None:
    mentions = find_concepts(text, "en", LIBRARY)
    assert mentions == find_concepts(text, "en", LIBRARY)
    for mention in mentions:
        words = mention.span.of(text)
        assert words
        assert words == words.strip()


def test_the_opinion_of_the_committee(shared: Path) -> None:
    """66 atomic spans were marked by a reader; four lie inside a longer one of the same concept
    or name the material only by what stands before ("such as images and videos")."""
    gold = json.loads((shared / "gold/opinion.json").read_text("utf-8"))
    wanted, met = 0, 0
    for paragraph in gold["paragraphs"]:
        mentions = find_concepts(paragraph["text"], "en", LIBRARY)
        spans = {(m.concept, m.span.start, m.span.end) for m in mentions}
        for mark in paragraph["concepts"]:
            if mark["level"] == "atomic":
                wanted += 1
                met += (mark["concept"], mark["start"], mark["end"]) in spans
    assert wanted == 66
    assert met >= 62


def test_an_abbreviation_in_brackets_is_a_mention_beside_its_words() -> None:
    words = found("harmed by information and communication technologies (ICTs) at sea", "en")["ict"]
    assert words == ["information and communication technologies (ICTs)", "ICTs"]


def test_no_wording_begins_inside_a_quotation_and_ends_outside() -> None:
    text = 'the abuse of children "facilitated through the use of ICTs" and no more'
    assert "ict-facilitated-csea" not in found(text, "en")


def test_images_named_as_abuse_material_are_such_material() -> None:
    words = found("child sexual abuse material, including photographs or films, is seized", "en")
    assert "photographs or films" in words["off-csam"]
    assert "off-csam" not in found("photographs or films of the gate", "en")
