"""Real laws of known structure, printed as plain text in their own style, are read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.structure.roundtrip import STYLES, files, round_trip
from tests.structure.scoring import Agreement

# style -> what is reached at least on a few files; asked of every style: .90
FLOORS = {
    "coe-convention": 0.95, "common-law": 0.92, "common-law-on-line": 0.95, "eu-act": 0.98,
    "us-code": 0.99, "german": 0.97, "french": 0.97, "spanish": 0.94, "nordic": 0.95,
    "czech-slovak": 0.97,
}  # fmt: skip


@pytest.mark.real
@pytest.mark.parametrize("style", sorted(FLOORS))
def test_a_printed_law_is_read_back(shared: Path, style: str) -> None:
    how, patterns = STYLES[style]
    whole = Agreement(0, 0, 0)
    for path in files(shared / "statutes", patterns)[:3]:
        whole += round_trip(path, how)[0]
    assert whole.expected > 20
    assert whole.f1 >= FLOORS[style]
