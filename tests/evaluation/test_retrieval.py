"""The search engine against judgements that others made, in a set small enough to rank by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.evaluation.retrieval import evaluate_retrieval, is_retrieval

DOCS = {
    "a": {
        "heading": "Hijacking",
        "path": "Crimes",
        "text": "Whoever seizes an aircraft.",
    },
    "b": {"heading": "Theft", "path": "Crimes", "text": "Whoever takes a bicycle."},
    "c": {"heading": "Rules", "path": "Traffic", "text": "An aircraft is no bicycle."},
}
QUERIES = {"q": {"heading": "Seizing of aircraft", "text": "One who seizes an aircraft."}}


def folder(path: Path, qrels: object) -> Path:
    for name, value in (("queries", QUERIES), ("docs", DOCS), ("qrels", qrels)):
        (path / f"{name}.json").write_text(json.dumps(value), "utf-8")
    return path


def test_the_provision_that_speaks_of_it_stands_first(tmp_path: Path) -> None:
    assert not is_retrieval(tmp_path)
    assert evaluate_retrieval(folder(tmp_path, {"q": {"a": 1}}), "en").map == 1.0
    assert is_retrieval(tmp_path)


def test_what_is_not_found_counts_as_missed(tmp_path: Path) -> None:
    assert evaluate_retrieval(folder(tmp_path, {"q": {"b": 1}}), "en").map < 1.0


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    folder(tmp_path, {})
    (tmp_path / "docs.json").write_text("[]", "utf-8")
    with pytest.raises(SourceError, match="by name"):
        evaluate_retrieval(tmp_path, "en")
