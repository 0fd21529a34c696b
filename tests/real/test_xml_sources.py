"""Real LIMS and Akoma Ntoso files: no word of the law is lost, added or moved."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from lxml import etree

from pipeline.errors import SourceError
from pipeline.readers import akoma_ntoso, lims
from tests.readers.source_words import expected, read_words

pytestmark = pytest.mark.real
READERS = {"lims": lims, "akoma": akoma_ntoso}


def manifest(shared: Path, family: str) -> list[str]:
    """Every file of the family outside bulk/, twenty of each bulk folder."""
    marks = ("lims", "justice laws", "justice annual") if family == "lims" else ("akn", "akoma")
    with (shared / "statutes" / "MANIFEST.csv").open(encoding="utf-8") as lines:
        rows = [
            row["path"]
            for row in csv.DictReader(lines)
            if any(mark in row["format"].lower() for mark in marks)
        ]
    bulk = [path for path in rows if path.startswith("bulk/")]
    return [path for path in rows if path not in bulk] + bulk[:: max(1, len(bulk) // 20)]


@pytest.mark.parametrize("family", ["lims", "akoma"])
def test_the_words_of_the_law_are_the_words_read_in_their_order(shared: Path, family: str) -> None:
    wrong: list[str] = []
    names = manifest(shared, family)
    assert len(names) > 40
    for name in names:
        data = (shared / "statutes" / name).read_bytes()
        assert READERS[family].sniff(data, name), name
        parser = etree.XMLParser(recover=True, remove_comments=True, remove_pis=True)
        asked = expected(etree.fromstring(data, parser))
        given = read_words(READERS[family].read(data, name))
        if asked != given:
            at = next((i for i, (a, b) in enumerate(zip(asked, given, strict=False)) if a != b), 0)
            wrong.append(f"{name}: {asked[at : at + 6]} but {given[at : at + 6]}")
    assert wrong == []


@pytest.mark.parametrize("family", ["lims", "akoma"])
def test_a_truncated_file_is_refused(shared: Path, family: str) -> None:
    for name in manifest(shared, family)[:20]:
        data = (shared / "statutes" / name).read_bytes()
        for share in (0.3, 0.9):
            with pytest.raises(SourceError):
                READERS[family].read(data[: int(len(data) * share)], name)


def test_no_other_xml_is_claimed(shared: Path) -> None:
    known = {*manifest(shared, "lims"), *manifest(shared, "akoma")}
    others = [
        p for p in (shared / "statutes").glob("[a-z][a-z]/*") if p.suffix in (".xml", ".html")
    ]
    checked = [p for p in others if p.relative_to(shared / "statutes").as_posix() not in known]
    assert checked
    claimed = [p.name for p in checked for r in READERS.values() if r.sniff(p.read_bytes(), p.name)]
    assert claimed == []
