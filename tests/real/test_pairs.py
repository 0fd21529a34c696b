"""One law in two files: the provisions that PAIRS.csv says must agree, held against each other."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pipeline.ids import eid_number
from pipeline.knowledge import Library
from pipeline.model import Unit
from pipeline.readers import read
from pipeline.structure import build

pytestmark = pytest.mark.real
LIBRARY = Library()


def units(shared: Path, name: str, kind: str, language: str = "") -> list[Unit]:
    data = (shared / "statutes" / name).read_bytes()
    document = build(read(data, name, language), LIBRARY)
    return [unit for unit in document.units() if unit.kind == kind]


def numbers(found: list[Unit]) -> Counter[str]:
    return Counter(eid_number(unit.num) for unit in found)


BWB_201 = "coe/cets201_lanzarote_en-nl_BWBV0004127.xml"
BWB_185 = "coe/ets185_budapest_en-nl_BWBV0001839.xml"
SR_NL = "nl/wetboek_van_strafrecht_{}_BWBR0001854.xml"


@pytest.mark.parametrize(
    ("a", "b", "kind", "count"),
    [
        (("ee/karistusseadustik_RT_122122025002.xml", ""), ("ee/184411.md", ""), "section", 575),
        (("no/straffeloven_lovdata.xml", ""), ("no/LOV-2005-05-20-28.md", ""), "section", 397),
        (("fi/asd20220723.xml", ""), ("fi/asd20220723_sv.xml", ""), "section", 33),
        (("fi/asd20110540.xml", ""), ("fi/asd20110540_sv.xml", ""), "section", 15),
        ((BWB_201, "en"), (BWB_201, "nl"), "article", 50),
        ((BWB_201, "en"), ("coe/cets201_lanzarote_de_LI-LGBl-2015-255.md", ""), "article", 50),
        ((BWB_185, "en"), ("coe/ets185_budapest_de_LI-LGBl-2016-073.md", ""), "article", 48),
    ],
)
def test_both_files_have_the_same_numbers(
    shared: Path, a: tuple[str, str], b: tuple[str, str], kind: str, count: int
) -> None:
    """A Finnish act's provision on commencement, unnumbered, is the 34th and the 16th."""
    first, second = units(shared, a[0], kind, a[1]), units(shared, b[0], kind, b[1])
    assert (len(first), len(second)) == (count, count)
    only = numbers(first) - numbers(second), numbers(second) - numbers(first)
    assert only == (Counter(), Counter())


def test_two_versions_differ_in_the_articles_that_were_inserted_and_repealed(shared: Path) -> None:
    """740 in each: between 2012 and 2014 seven articles left the Dutch code and seven came."""
    old, new = (units(shared, SR_NL.format(v), "article") for v in ("2012-10", "2014-04"))
    assert (len(old), len(new)) == (740, 740)
    assert (numbers(old) - numbers(new)).total() == 7
    assert (numbers(new) - numbers(old)).total() == 7
