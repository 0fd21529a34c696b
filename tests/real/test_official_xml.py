"""Every file of these formats: no word of the law lost, added or moved; valid when written."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from pipeline.akn.check import validate
from pipeline.akn.writer import to_xml
from pipeline.knowledge import Library
from pipeline.model import Marked
from pipeline.readers import read
from pipeline.structure import build
from tests.akn.test_writer import EDITION
from tests.readers import clml_words, eisb_words, gii_words, uslm_words
from tests.readers.source_words import read_words

pytestmark = pytest.mark.real
Words = Callable[[etree._Element], list[str]]
# The beginning of the manifest's name of a format, the words that are asked, the number of files.
FAMILIES: dict[str, tuple[Words, int]] = {
    "CLML": (clml_words.expected, 56),
    "gii-norm": (gii_words.expected, 132),
    "eISB XML": (eisb_words.expected, 2),
    "USLM XML": (uslm_words.expected, 3),
}


def manifest(shared: Path, family: str) -> list[str]:
    with (shared / "statutes" / "MANIFEST.csv").open(encoding="utf-8") as lines:
        return [row["path"] for row in csv.DictReader(lines) if row["format"].startswith(family)]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_words_of_the_law_are_the_words_read_in_their_order(shared: Path, family: str) -> None:
    expected, count = FAMILIES[family]
    wrong: list[str] = []
    names = manifest(shared, family)
    assert len(names) == count
    for name in names:
        data = (shared / "statutes" / name).read_bytes()
        source = read(data, name)
        whole = gzip.decompress(data) if name.endswith(".gz") else data
        parser = etree.XMLParser(remove_comments=True, remove_pis=True, load_dtd=False)
        asked, given = expected(etree.fromstring(whole, parser)), read_words(source)
        if asked != given:
            at = next((i for i, (a, b) in enumerate(zip(asked, given, strict=False)) if a != b), 0)
            wrong.append(f"{name}: {asked[at : at + 6]} but {given[at : at + 6]}")
    assert wrong == []


@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_published_is_strictly_valid(shared: Path, family: str) -> None:
    library = Library()
    wrong = []
    for name in manifest(shared, family):
        document = build(read((shared / "statutes" / name).read_bytes(), name), library)
        found = validate(to_xml(Marked(document), EDITION), name, readable=False)
        wrong += [(name, f.code, f.message) for f in found if f.severity == "error"]
    assert wrong == []
