"""The taggers as spaCy components: same results as the functions, on the Doc's own tokens."""

from __future__ import annotations

import importlib
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.akn.reader import from_xml
from pipeline.errors import SourceError
from pipeline.knowledge import Library
from pipeline.tagging import tag_document, tag_unit
from pipeline.tagging.norms import find_norms
from tests.conftest import ROOT

TEXT = "Parties shall, in accordance with Art. 4, encourage the trade to contribute."


@pytest.fixture(scope="module")
def spacy() -> Any:
    importlib.import_module("pipeline.tagging.components")  # registers the factories
    return importlib.import_module("spacy")


@pytest.fixture(scope="module")
def doc(spacy: Any) -> Any:
    nlp = spacy.blank("en")
    nlp.add_pipe("lanzarote_norms", config={"options": {"addressee": "Parties"}})
    return nlp(TEXT)


def test_extension_holds_the_norms_of_the_function(doc: Any) -> None:
    assert doc._.lanzarote_norms == find_norms(TEXT, "en", Library(), addressee="Parties")


def test_span_group_has_trigger_modality_and_formula(doc: Any) -> None:
    found = [(s.text, s.label_, s.id_) for s in doc.spans["lanzarote_norms"]]
    assert found == [("shall", "obligation", "en.deed")]


def test_taggers_of_norms_do_not_import_spacy() -> None:
    code = "import sys, pipeline.tagging.norms; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_entry_point_names_a_factory_that_spacy_then_knows(spacy: Any) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    points = project["project"]["entry-points"]["spacy_factories"]
    assert set(points) >= {"lanzarote_norms", "lanzarote_concepts", "lanzarote_sentences"}
    for name, place in points.items():
        module, _, attribute = place.partition(":")
        assert callable(getattr(importlib.import_module(module), attribute))
        assert spacy.blank("en").add_pipe(name)


def test_sentences_come_from_the_structure(spacy: Any) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("lanzarote_sentences")
    text = "1.\nSee Art. 10 of the Act. The keeper must\n(a) stop;\n(b) wait."
    found = [sent.text.strip() for sent in nlp(text).sents]
    assert found == [
        "1.", "See Art. 10 of the Act.", "The keeper must", "(a) stop;", "(b) wait.",
    ]  # fmt: skip


def test_docbin_holds_every_unit_with_its_place(spacy: Any, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from pipeline.cli import main
    from pipeline.tagging.docs import docbin

    specimen = ROOT / "corpus/statutes/xd/child-protection-code.md"
    marked = tmp_path / "m.xml"
    assert CliRunner().invoke(main, ["markup", str(specimen), "-o", str(marked)]).exit_code == 0
    document = from_xml(marked.read_bytes()).document
    tags, _ = tag_document(document, Library())
    data = docbin(document, tags)
    tokens = importlib.import_module("spacy.tokens")
    store = tokens.DocBin(store_user_data=True).from_bytes(data)
    docs = list(store.get_docs(spacy.blank("en").vocab))
    assert [d.user_data["eid"] for d in docs] == [u.eid for u in document.units()]
    assert [d.text for d in docs] == [u.text for u in document.units()]
    norms = [len({t for n in each.norms for t in n.triggers}) for each in tags]
    assert [len(set(d.spans["lanzarote_norms"])) for d in docs] == norms
    assert all(d.has_annotation("SENT_START") for d in docs)


def test_a_model_of_the_users_own_adds_norms_where_the_rules_see_none(
    spacy: Any, tmp_path: Path
) -> None:
    from pipeline.model import Eid, Unit
    from pipeline.tagging.docs import proposer, trained

    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("span_ruler", config={"spans_key": "lanzarote_norms"})
    ruler.add_patterns(
        [{"label": "obligation", "pattern": word} for word in ("undertakes", "must")]
    )
    nlp.to_disk(tmp_path / "model")
    propose = proposer(trained(str(tmp_path / "model"), "en"))
    text = "The carrier undertakes to wait. The keeper must wait."
    tags = tag_unit(Unit(Eid("x"), text, "en"), Library(), propose=propose)
    found = [(n.triggers[0].of(text), n.formula) for n in tags.norms]
    assert found == [("undertakes", "model.pipeline"), ("must", "en.must")]


def test_a_model_that_is_none_is_named(tmp_path: Path) -> None:
    from pipeline.tagging.docs import trained

    with pytest.raises(SourceError, match="MODEL-LOAD"):
        trained(str(tmp_path / "nothing"), "en")
