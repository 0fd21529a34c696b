"""Citations of many kinds in many languages: exact spans and targets, and precision and recall."""

from __future__ import annotations

import pytest

from pipeline.knowledge import Library
from tests.tagging.probes import Probe, probes

LIBRARY = Library()
PROBES = tuple(probes())


@pytest.mark.parametrize("probe", PROBES, ids=[f"{p.language}: {p.text[:50]}" for p in PROBES])
def test_every_citation_of_a_sentence_is_found_and_nothing_else(probe: Probe) -> None:
    assert probe.found(LIBRARY) == probe.marks


def test_the_list_is_long_and_in_many_languages() -> None:
    marks = {
        p.language: sum(len(q.marks) for q in PROBES if q.language == p.language) for p in PROBES
    }
    assert sum(marks.values()) >= 120
    assert sum(count >= 20 for count in marks.values()) >= 5
    assert sum(not p.marks for p in PROBES) >= 10
