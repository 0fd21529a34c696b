"""The taggers as spaCy components: same results as the functions, on the Doc's own tokens."""

from __future__ import annotations

import importlib
import subprocess
import sys
from typing import Any

import pytest

from pipeline.knowledge import Library
from pipeline.tagging.norms import find_norms

TEXT = "Parties shall, in accordance with Article 4, encourage the trade to contribute."


@pytest.fixture(scope="module")
def doc() -> Any:
    spacy = importlib.import_module("spacy")
    importlib.import_module("pipeline.tagging.components")  # registers the factories
    nlp = spacy.blank("en")
    nlp.add_pipe("lanzarote_norms", config={"options": {"addressee": "Parties"}})
    return nlp(TEXT)


def test_extension_holds_the_norms_of_the_function(doc: Any) -> None:
    assert doc._.lanzarote_norms == find_norms(TEXT, "en", Library(), addressee="Parties")


def test_span_group_has_trigger_and_modality(doc: Any) -> None:
    assert [(s.text, s.label_) for s in doc.spans["lanzarote_norms"]] == [("shall", "obligation")]


def test_taggers_of_norms_do_not_import_spacy() -> None:
    code = "import sys, pipeline.tagging.norms; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
