"""The Opinion, tagged once for all tests of tagging."""

from __future__ import annotations

import pytest

from pipeline.knowledge import Library
from pipeline.readers import read
from pipeline.structure import build
from pipeline.tagging import tag_document
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def opinion_tags() -> list[tuple[str, str, str, str]]:
    """(eId, words, target, kind) of every reference in the bundled Opinion."""
    path = ROOT / "corpus/opinions/lanzarote-interpretative-opinion-2017.txt"
    library = Library()
    document = build(read(path.read_bytes(), path.name), library)
    tags, _ = tag_document(document, library, addressee="Parties")
    return [
        (str(unit.eid), r.span.of(unit.text), r.target, r.kind)
        for unit, found in zip(document.units(), tags, strict=True)
        for r in found.references
    ]
