"""One law in two files: the provisions that PAIRS.csv says must agree, held against each other.

Unchanged provisions keep their eId: between two versions of a law every number that both have leads
to the same eId (1,720 provisions of four pairs); so it does between two formats (2,127 of five).
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from pipeline.model import Document
from tests.real.agreement import Pair, agreement, document, number, pairs, provisions

pytestmark = pytest.mark.real
ALL = tuple(pairs())
SAME = [pair for pair in ALL if pair.text]
NOTES = "uk/online-safety-act-2023_explanatory-notes.akn.xml"
BWB_201 = "coe/cets201_lanzarote_en-nl_BWBV0004127.xml"


def name(pair: Pair) -> str:
    return f"{pair.a} {pair.b}"


def both(shared: Path, pair: Pair) -> tuple[Document, Document]:
    folder = shared / "statutes"
    return document(folder / pair.a, pair.language), document(folder / pair.b, "")


def test_every_pair_is_held_and_every_difference_has_a_reason(shared: Path) -> None:
    with (shared / "statutes" / "PAIRS.csv").open(encoding="utf-8") as file:
        assert [(p.a, p.b) for p in ALL] == [(row["a"], row["b"]) for row in csv.DictReader(file)]
    differing = [
        p
        for p in ALL
        if p.only_a or p.only_b or set(p.text) - {"words"} or p.same_eid < min(p.units)
    ]
    assert [name(p) for p in differing if not p.why] == []


@pytest.mark.parametrize("pair", ALL, ids=name)
def test_numbers_and_eids_agree(shared: Path, pair: Pair) -> None:
    a, b = both(shared, pair)
    first, second = (provisions(d, kind) for d, kind in zip((a, b), pair.kinds, strict=True))
    assert (len(first), len(second)) == pair.units
    if pair.b != NOTES:
        one, two = Counter(number(p, a) for p in first), Counter(number(p, b) for p in second)
        assert tuple(sorted((one - two).elements())) == tuple(sorted(pair.only_a))
        assert tuple(sorted((two - one).elements())) == tuple(sorted(pair.only_b))
    same = {p.eid for p in first} & {p.eid for p in second}
    assert len(same) == pair.same_eid


@pytest.mark.parametrize("pair", SAME, ids=name)
def test_texts_agree_as_far_as_the_files_do(shared: Path, pair: Pair) -> None:
    a, b = both(shared, pair)
    first, second = (
        {p.eid: p for p in provisions(d, kind)} for d, kind in zip((a, b), pair.kinds, strict=True)
    )
    found = Counter(agreement(first[e], a, second[e], b) for e in first.keys() & second.keys())
    assert dict(found) == pair.text


@pytest.mark.parametrize("pair", SAME, ids=name)
def test_an_unchanged_provision_keeps_its_eid(shared: Path, pair: Pair) -> None:
    """A number that both versions have, once, is the same eId in both."""
    a, b = both(shared, pair)
    first, second = (
        {number(p, d): p.eid for p in provisions(d, kind)}
        for d, kind in zip((a, b), pair.kinds, strict=True)
    )
    changed = {n for n in first.keys() & second.keys() if first[n] != second[n]}
    assert changed == set()


def test_the_convention_has_the_same_articles_in_both_languages_of_one_file(shared: Path) -> None:
    path = shared / "statutes" / BWB_201
    en, nl = (document(path, language) for language in ("en", "nl"))
    numbers = [number(p, en) for p in provisions(en, "article")]
    assert numbers == [number(p, nl) for p in provisions(nl, "article")]
    assert len(numbers) == 50
