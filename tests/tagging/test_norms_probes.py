"""The norms of sentences in six languages, field by field."""

from __future__ import annotations

import pytest

from pipeline.knowledge import Library
from tests.tagging.norm_probes import FIELDS, NormProbe, norm_probes, shares

LIBRARY = Library()
PROBES = list(norm_probes())


@pytest.mark.parametrize("probe", PROBES, ids=[f"{p.language}: {p.text[:60]}" for p in PROBES])
def test_what_a_lawyer_reads(probe: NormProbe) -> None:
    agrees = probe.agrees(LIBRARY)
    assert all(agrees.values()), dict(zip(FIELDS, probe.found(LIBRARY), strict=True))


def test_spanish_and_italian_are_probed_in_depth() -> None:
    counted = [probe.language for probe in PROBES]
    assert min(counted.count("es"), counted.count("it")) >= 60
    assert set(shares(LIBRARY)) == {"es", "it", "fr", "de", "et", "cs"}
