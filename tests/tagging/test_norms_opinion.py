"""The Opinion's 14 modals come out as the gold analysis has them, and nothing else is deontic."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.knowledge import Library
from pipeline.model import Norm, Span
from pipeline.tagging.norms import find_norms

Row = tuple[Any, ...]


@pytest.fixture(scope="module")
def paragraphs(shared: Path) -> list[dict[str, Any]]:
    gold = json.loads((shared / "gold" / "opinion.json").read_text("utf-8"))
    return list(gold["paragraphs"])


def _expected(paragraph: dict[str, Any]) -> list[Row]:
    rows = []
    for modal in paragraph["modals"]:
        bearer = modal["bearer"]
        if isinstance(bearer, dict):
            bearer = Span(bearer["start"], bearer["end"])
        for action in modal["actions"]:
            rows.append(
                (
                    Span(modal["start"], modal["end"]),
                    modal["deontic"],
                    modal["strength"],
                    modal["polarity"],
                    modal["mode"] if modal["deontic"] else "n/a",
                    bearer,
                    Span(action["start"], action["end"]),
                )
            )
    return rows


def _found(norm: Norm) -> Row:
    deontic = norm.modality != "statement"
    bearer: Any = "n/a"
    if deontic and norm.bearer:
        bearer = norm.bearer.span or f"implicit:{norm.bearer.implicit}"
    return (
        norm.triggers[0],
        deontic,
        norm.strength,
        norm.polarity,
        norm.mode if deontic else "n/a",
        bearer,
        norm.action,
    )


def test_every_modal_exactly(paragraphs: list[dict[str, Any]]) -> None:
    for paragraph in paragraphs:
        norms = find_norms(paragraph["text"], "en", Library(), addressee="Parties")
        assert [_found(norm) for norm in norms] == _expected(paragraph), paragraph["number"]


def test_fourteen_modals_ten_direct_duties_two_reported(
    paragraphs: list[dict[str, Any]],
) -> None:
    norms = [
        norm
        for paragraph in paragraphs
        for norm in find_norms(paragraph["text"], "en", Library(), addressee="Parties")
    ]
    deontic = [norm for norm in norms if norm.modality != "statement"]
    assert len([n for n in deontic if n.mode == "direct"]) == 10
    assert len([n for n in deontic if n.mode == "reported"]) == 2
    assert len([n for n in norms if n.modality == "statement"]) == 4


def test_parties_are_implicit_only_when_addressed(paragraphs: list[dict[str, Any]]) -> None:
    text = next(p["text"] for p in paragraphs if p["number"] == 14)
    assert all(norm.bearer is None for norm in find_norms(text, "en", Library()))
