"""Damaged files of official publishers: refused with a reason or read whole, never a crash."""

from __future__ import annotations

import csv
import gzip
import random
from pathlib import Path

import pytest
from lxml import etree

from pipeline.akn.check import validate
from pipeline.akn.writer import to_xml
from pipeline.errors import SourceError
from pipeline.knowledge import Library
from pipeline.model import Marked
from pipeline.readers import read
from pipeline.structure import build
from tests.akn.test_writer import EDITION
from tests.readers.source_words import read_words

pytestmark = pytest.mark.real
FAMILIES = ("CLML", "gii-norm", "eISB XML", "USLM XML", "lims-xml")
# Readers that keep every word of a tree that is none of their publisher's. Those of gii-norm, eISB
# and USLM still pass over some: an element put where their schema has none can lose its text.
WHOLE = ("CLML", "lims-xml")
LIBRARY = Library()
MOST = 150_000  # bytes of a file that is damaged, so that all of it takes seconds


def samples(shared: Path, family: str) -> list[tuple[str, bytes]]:
    with (shared / "statutes" / "MANIFEST.csv").open(encoding="utf-8") as lines:
        names = [r["path"] for r in csv.DictReader(lines) if r["format"].startswith(family)]
    files = [(name, (shared / "statutes" / name).read_bytes()) for name in names]
    whole = [(n, gzip.decompress(d) if n.endswith(".gz") else d) for n, d in files]
    small = sorted(whole, key=lambda file: (len(file[1]) > MOST, file[0]))
    return small[:10]


def damaged(data: bytes, rng: random.Random) -> bytes:
    """Cut off, a stretch lost or doubled, a byte changed."""
    at, end = sorted(rng.randrange(len(data)) for _ in range(2))
    kind = rng.randrange(4)
    if kind == 0:
        return data[:at]
    if kind == 1:
        return data[:at] + data[end:]
    if kind == 2:
        return data[:at] + data[at : at + 200] * 2 + data[at + 200 :]
    return data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]


@pytest.mark.parametrize("family", FAMILIES)
def test_damage_to_the_bytes_is_refused_or_read(shared: Path, family: str) -> None:
    """What is refused names its reason; what is still XML gives a document of which all is kept."""
    rng = random.Random(family)
    files = samples(shared, family)
    for number in range(120):
        name, data = files[number % len(files)]
        try:
            document = build(read(damaged(data, rng), name), LIBRARY)
        except SourceError:
            continue
        assert not [f for f in validate(to_xml(Marked(document), EDITION), name) if _is_error(f)]


def _is_error(found: object) -> bool:
    return getattr(found, "severity", "") == "error"


def mutated(root: etree._Element, rng: random.Random) -> None:
    """An element renamed, emptied, moved, or text put where the schema has none."""
    elements = [e for e in root.iter(etree.Element) if e.getparent() is not None]
    element = rng.choice(elements)
    parent = element.getparent()
    kind = rng.randrange(4)
    if kind == 0:
        element.tag = rng.choice(elements).tag
    elif kind == 1:
        element.attrib.clear()
    elif kind == 2:
        element.tail = f" stray {element.tail or ''}"
    elif parent is not None and len(parent) > 1:
        parent.insert(rng.randrange(len(parent)), element)


@pytest.mark.parametrize("family", WHOLE)
def test_a_tree_that_is_none_of_the_publisher_s_loses_no_word_in_silence(
    shared: Path, family: str
) -> None:
    """Every word of the body is in the law's text, a note or a recorded omission."""
    rng = random.Random(family)
    files = samples(shared, family)
    lost: list[str] = []
    for number in range(80):
        name, data = files[number % len(files)]
        parser = etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False)
        root = etree.fromstring(data, parser)
        for _ in range(3):
            mutated(root, rng)
        try:
            source = read(etree.tostring(root), name)
            document = build(source, LIBRARY)
        except SourceError:
            continue
        assert not [f for f in validate(to_xml(Marked(document), EDITION), name) if _is_error(f)]
        kept = " ".join(read_words(source)).split().count("stray")
        kept += sum(n.text.split().count("stray") for n in document.notes)
        covered = [(o.start, o.end) for o in source.omissions]
        text = etree.tostring(root).decode()
        kept += sum(any(s <= at < e for s, e in covered) for at in _places(text))
        if kept < len(_places(text)):
            lost.append(f"{name}: {kept} of {len(_places(text))} kept")
    assert lost == []


def _places(text: str) -> list[int]:
    return [i for i in range(len(text)) if text.startswith(" stray ", i)]
