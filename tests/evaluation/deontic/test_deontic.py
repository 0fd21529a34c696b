"""Each kind of deontic gold set is recognised, scored by its own rule, or refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import SourceError
from pipeline.evaluation.deontic import evaluate_benchmark
from pipeline.evaluation.deontic.rows import explicit, overlap, tokens
from pipeline.knowledge import Library

LIBRARY = Library()


def write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def figures(path: Path) -> dict[str, float]:
    (scores,) = evaluate_benchmark(path, LIBRARY)
    return {figure.name: figure.value for figure in scores.figures}


def test_sentences_by_force(tmp_path: Path) -> None:
    rows = (
        {"id": 1, "text": "The keeper shall keep a register.", "label": "regulatory"},
        {"id": 2, "text": "This Act shall come into force on 1 May.", "label": "constitutive"},
        {"id": 3, "text": "The owner shall pay the fee.", "label": "constitutive"},
    )
    assert figures(write(tmp_path / "dev.jsonl", *rows))["accuracy"] == round(2 / 3, 4)


def test_provisions_by_position_with_their_lead_in(tmp_path: Path) -> None:
    row = {"counts": {}, "intro": "The keeper shall:", "own": "(a) lock the gate;"}
    rows = (
        {**row, "id": "a", "text": "", "label": "obligation"},
        {**row, "id": "b", "text": "", "label": "both"},
    )
    value = figures(write(tmp_path / "data.jsonl", *rows))["three classes, macro F1"]
    assert value == round(1 / 3, 4)  # the other two classes have no item


def test_modals_by_their_place(tmp_path: Path) -> None:
    words = ["Owners", "must", "pay", "and", "fog", "may", "arise", "."]
    rows = [
        {"tokens": words, "i": 1, "modal": "must", "labels": ["deontic"], "test": True},
        {"tokens": words, "i": 5, "modal": "may", "labels": ["speculation"], "test": True},
    ]
    assert figures(write(tmp_path / "data.jsonl", *rows))["deontic, test part, F1"] == 1


def test_statements_by_type_bearer_and_action(tmp_path: Path) -> None:
    unit = {"annotated_section": True, "quoted": False, "labels": ["OBLIGATORY"], "id": 0}
    write(tmp_path / "units.jsonl", {**unit, "text": "If it rains, the keeper must shut the gate."})
    gold = {"id": 0, "unit": 0, "type": "OBLIGATORY", "bearer": "a keeper"}
    condition = {"type": "IF", "text": "it rains"}
    write(tmp_path / "data.jsonl", {**gold, "action": "shut the gate", "conditions": [condition]})
    found = figures(tmp_path)
    assert found["type, bearer and action, F1"] == 1
    assert found["has a condition, recall"] == 1


def test_coded_components_token_by_token(tmp_path: Path) -> None:
    row = {"id": "x", "text": "The board may request advice from the clerk.", "D": "may"}
    coded = {"A": "Board", "I": "request", "B": "advice", "C": "from the clerk"}
    found = figures(write(tmp_path / "dev.jsonl", {**row, **coded}))
    assert found["Aim tokens, F1"] == 1
    assert found["Object tokens, F1"] == 1
    assert found["Condition tokens, F1"] == 1


def test_what_is_no_gold_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="GOLD-FORM"):
        evaluate_benchmark(tmp_path, LIBRARY)
    with pytest.raises(SourceError, match="GOLD-FORM"):
        evaluate_benchmark(write(tmp_path / "a.jsonl", {"x": 1}), LIBRARY)
    (tmp_path / "a.jsonl").write_text("{\n")
    with pytest.raises(SourceError, match=r"a\.jsonl:1"):
        evaluate_benchmark(tmp_path / "a.jsonl", LIBRARY)


def test_implied_words_are_not_scored() -> None:
    assert explicit("be certified [get]") == "be certified"
    assert explicit("[the board") == ""
    assert overlap(tokens("the Board"), tokens("the board of")).precision == round(2 / 3, 4)
