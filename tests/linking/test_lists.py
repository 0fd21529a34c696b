"""The matrix offence × list: ranges, numbers between numbers, and whose numbers they are."""

from __future__ import annotations

import pytest

from pipeline.knowledge import Library
from pipeline.knowledge.opinions import load_profile
from pipeline.linking import link_document
from pipeline.linking.listing import cited_ranges, place_of
from pipeline.linking.lists import ListFacts, list_facts, matrix
from pipeline.model import Marked
from pipeline.readers import read
from pipeline.structure import build
from pipeline.tagging import tag_document
from pipeline.text import fold

LIBRARY = Library()
PROFILE = load_profile(LIBRARY)


@pytest.mark.parametrize(
    ("text", "language", "named", "passed_over"),
    [
        ("articles 227-22, 227-23 et 227-25 à 227-27", "fr", "227-26", "227-22-1"),
        ("articles 368 à 384", "fr", "372 bis", "385-2"),
        ("§§ 176 bis 176d", "de", "176b", "177"),
        ("article 176 bis", "it", "176 bis", "176"),
        ("section 5(1)(a) or 7", "en", "7", "1"),
    ],
)
def test_numbers_in_a_range(text: str, language: str, named: str, passed_over: str) -> None:
    ranges = cited_ranges(fold(text), language)
    assert any(r.names(place_of(named)) for r in ranges)
    assert not any(r.names(place_of(passed_over)) for r in ranges)


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("section 4 or 5 of the Act of 1998, or", "act of 1998"),
        ("section 8 of the Harbours (Safety) Act 2017", "harbours (safety) act 2017"),
        ("articles 3 et 4 du Code pénal, peut", "code pénal"),
        ("section 4 of this Act", ""),
        ("section 4 and nothing else", ""),
    ],
)
def test_whose_number_it_is(text: str, law: str) -> None:
    assert {r.law for r in cited_ranges(fold(text), "en")} == {law}


def facts(title: str, *articles: str) -> ListFacts:
    body = "\n\n".join(f"##### Article {n}\n\n{text}" for n, text in enumerate(articles, 1))
    head = f'---\ntitle: "{title}"\ncountry: "xq"\nidentifier: "{title}"\nlanguage: en\n---\n'
    document = build(read(f"{head}# {title}\n\n{body}\n".encode(), "xq.md"), LIBRARY)
    tags, _ = tag_document(document, LIBRARY)
    return list_facts(Marked(document, tags, link_document(document, tags, PROFILE)), PROFILE)


CODE = facts(
    "Penal Code",
    "Whoever engages in a sexual act with a child under 15 is guilty of an offence.",
    "Whoever possesses child pornography is guilty of an offence.",
    "Whoever pays a child for sexual services is guilty of an offence.",
    "A citizen who does an act in a place other than the State that would be an offence under "
    "articles 1 and 3 is guilty of it.",
)


def test_an_offence_that_a_list_passes_over_is_a_lead() -> None:
    cells = [c for c in matrix([CODE]) if c.list.kind == "jurisdiction"]
    assert {c.offence.num: c.named for c in cells} == {
        "Article 1": True,
        "Article 2": False,
        "Article 3": True,
    }


def test_a_list_of_another_law_finds_offences_by_that_laws_name() -> None:
    other = facts(
        "Procedure Act",
        "A citizen who does an act in a place other than the State that would be an offence under "
        "articles 1 and 2 of the Penal Code may be tried.",
    )
    cells = [c for c in matrix([CODE, other]) if c.list.expression == other.expression]
    assert {c.offence.num for c in cells if c.named} == {"Article 1", "Article 2"}
    assert {c.offence.num for c in cells if not c.named} == {"Article 3"}
