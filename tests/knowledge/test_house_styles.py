"""Citations: the examples that travel with the data."""

from __future__ import annotations

import pytest

from pipeline.knowledge import Library
from pipeline.knowledge.house_styles import citation

LIBRARY = Library()
EXAMPLES = LIBRARY.yaml("house-styles.yaml")["examples"]["match"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["citation"])
def test_a_provision_is_cited_as_its_jurisdiction_does(example: dict[str, str]) -> None:
    cited = citation(LIBRARY, example["jurisdiction"], example["num"], example["law"])
    assert cited == example["citation"]
