"""Real files of official publishers: no word of the law is lost, added, joined or moved."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from lxml import etree

from pipeline.errors import SourceError
from pipeline.readers import (
    bwb,
    eurlex,
    finlex_asd,
    formex,
    lagasafn,
    lexdania,
    lovdata,
    read,
    riigi_teataja,
)
from tests.readers import native_words as native

pytestmark = pytest.mark.real

# format as the manifest names it (its beginning) -> reader, how its words are found
FORMATS = {
    "BWB": (bwb, native.BWB),
    "Formex": (formex, native.FORMEX),
    "lagasafn": (lagasafn, native.LAGASAFN),
    "EUR-Lex": (eurlex, native.EUR_LEX),
    "Finlex asd": (finlex_asd, native.FINLEX_ASD),
    "LexDania": (lexdania, native.LEXDANIA),
    "Lovdata": (lovdata, native.LOVDATA),
    "Riigi Teataja": (riigi_teataja, native.RIIGI_TEATAJA),
}


def manifest(shared: Path, prefix: str) -> list[str]:
    """Every file of the format outside bulk/, twenty of each bulk folder."""
    with (shared / "statutes" / "MANIFEST.csv").open(encoding="utf-8") as lines:
        rows = [r["path"] for r in csv.DictReader(lines) if r["format"].startswith(prefix)]
    bulk = [path for path in rows if path.startswith("bulk/")]
    return [path for path in rows if path not in bulk] + bulk[:: max(1, len(bulk) // 20)]


def parsed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False)
    return etree.fromstring(data, parser)


def version(data: bytes, index: int) -> list[etree._Element]:
    """The elements of a file that hold its language number ``index``."""
    root = parsed(data)
    languages = [e for e in root.iter(etree.Element) if native.local(e) == "verdrag"]
    for other in languages[:index] + languages[index + 1 :]:
        parent = other.getparent()
        assert parent is not None
        parent.remove(other)
    return [root]


@pytest.mark.parametrize("prefix", FORMATS)
def test_the_words_of_the_law_are_the_words_read_in_their_order(shared: Path, prefix: str) -> None:
    reader, kind = FORMATS[prefix]
    wrong: list[str] = []
    names = manifest(shared, prefix)
    assert names
    for name in names:
        data = (shared / "statutes" / name).read_bytes()
        assert reader.sniff(data, name), name
        try:
            source = read(data, name)
        except SourceError as error:
            wrong.extend([str(error)] if error.finding.code != "STR-NO-TEXT" else [])
            continue
        for index, one in enumerate((source, *source.parallel)):
            asked = native.expected(version(data, index), kind)
            told = native.difference(asked, native.given(one))
            wrong.extend([f"{name} {one.metadata.language} {told}"] if told else [])
    assert wrong == []


@pytest.mark.parametrize("prefix", FORMATS)
def test_a_truncated_file_is_refused(shared: Path, prefix: str) -> None:
    for name in manifest(shared, prefix)[:10]:
        data = (shared / "statutes" / name).read_bytes()
        for share in (0.3, 0.9):
            with pytest.raises(SourceError):
                read(data[: int(len(data) * share)], name)
