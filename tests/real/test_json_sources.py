"""JSON of publishers, RIS and LeyChile: no word lost, none misplaced, units as in other files."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.knowledge import Library
from pipeline.model import Document
from pipeline.readers import read
from pipeline.structure import build
from tests.readers.json_places import lost, misplaced

pytestmark = pytest.mark.real
LIBRARY = Library()
JSON = [
    ("au/wa_criminal_code.json", "code-app-json", 485),
    ("cz/trestni_zakonik_fragments-p0.json", "e-sbirka-json", 33),
    ("fr/legi-data_LEGITEXT000031366350.json", "legi-json", 476),
]
XML = [("at/ris_NOR12030057.xml", "ris-xml", 1), ("cl/bcn_ley-21180.xml", "leychile-xml", 17)]


def law(shared: Path, name: str) -> Document:
    return build(read((shared / "statutes" / name).read_bytes(), name), LIBRARY)


@pytest.mark.parametrize(("name", "form", "count"), JSON + XML, ids=[row[0] for row in JSON + XML])
def test_units_are_those_of_the_publisher(shared: Path, name: str, form: str, count: int) -> None:
    document = law(shared, name)
    assert document.format == form
    assert sum(u.kind in ("article", "section") for u in document.units()) == count
    assert not [f for f in document.findings if f.code.endswith("-UNREAD")]


@pytest.mark.parametrize("name", [row[0] for row in JSON])
def test_every_character_is_law_a_note_or_left_out_on_record(shared: Path, name: str) -> None:
    data = (shared / "statutes" / name).read_bytes()
    source = read(data, name)
    assert misplaced(source, data.decode()) == []
    assert lost(source, data.decode()) == []


def test_the_czech_code_has_the_same_sections_in_json_and_in_markdown(shared: Path) -> None:
    """§§ 1 to 34, word by word: the file is the first of five pages."""
    page, whole = (
        law(shared, "cz/trestni_zakonik_fragments-p0.json"),
        law(shared, "cz/SB-2009-40.md"),
    )
    texts = {unit.eid: unit.text.split() for unit in whole.units()}
    units = list(page.units())[:-1]  # the page ends within the last
    assert [unit.eid for unit in units if unit.text.split() != texts.get(unit.eid)] == []


@pytest.mark.parametrize(
    "name", ["at/ris_metadata_10002333.json", "pl/eli_ustawa-2023-1963.struct.json"]
)
def test_files_about_a_law_are_refused_with_what_holds_it(shared: Path, name: str) -> None:
    with pytest.raises(SourceError) as refused:
        law(shared, name)
    assert refused.value.finding.code == "SRC-ABOUT-LAW"
