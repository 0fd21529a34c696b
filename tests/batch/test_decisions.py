"""Decisions in a run: they change what depends on them and nothing else, and show everywhere."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from pipeline.batch.plan import collect
from pipeline.batch.run import run
from pipeline.batch.stages import Settings
from pipeline.exports.corpus import Corpus
from pipeline.exports.json_lines import export
from pipeline.exports.review_form import Selection, review_form
from pipeline.files import bundled
from pipeline.knowledge import Library
from pipeline.knowledge.opinions import load_profile
from pipeline.review.ledger import Ledger
from tests.batch.test_incremental import Counting, trees
from tests.review.laws import ADULTS, IMAGES, Judgement, decide, law, marked

ADDED = Judgement(1, "contributes", "n/a", ("5(3)",))


@pytest.fixture
def laws(tmp_path: Path) -> Path:
    folder = tmp_path / "laws"
    folder.mkdir()
    law(folder, {"1. Images of children": IMAGES, "2. Boats": ADULTS})
    other = (folder / "images.md").read_text("utf-8").replace("XA-7", "XA-8")
    (folder / "other.md").write_text(other.replace("Images Act", "Other Act"), "utf-8")
    return folder


@pytest.fixture
def again(laws: Path, tmp_path: Path) -> Callable[..., Any]:
    def once(ledger: Ledger | None = None, output: str = "out") -> Any:
        counting = Counting()
        run(collect([laws]), tmp_path / output, Settings(), counting, ledger=ledger)
        return counting.done

    return once


@pytest.fixture
def ledger(laws: Path) -> Ledger:
    found = marked(laws / "images.md")
    words = ("a register of boats",)
    return Ledger.of_all(
        [
            decide(found, "sec_1", "reject"),
            decide(found, "sec_2", "add", ADDED, holding=14, evidence=words),
        ]
    )


def test_a_decision_changes_its_law_and_nothing_else(
    again: Any, ledger: Ledger, tmp_path: Path
) -> None:
    again()
    before = trees(tmp_path / "out")
    assert again(ledger) == {"publish images.md": 1}
    assert again(ledger) == {}
    again(ledger, "fresh")
    assert trees(tmp_path / "fresh") == trees(tmp_path / "out")
    assert again() == {"publish images.md": 1}
    assert trees(tmp_path / "out") == before


def test_tables_site_workbook_and_forms_say_who_decided_what(
    again: Any, ledger: Ledger, tmp_path: Path
) -> None:
    again(ledger)
    out = tmp_path / "out"
    with (out / "tables" / "links.csv").open(encoding="utf-8", newline="") as file:
        rows = {(r["work"][-4:], r["eid"], r["holding"]): r for r in csv.DictReader(file)}
    rejected, added = rows["xa-7", "sec_1", "12"], rows["xa-7", "sec_2", "14"]
    assert (rejected["status"], rejected["grade"]) == ("rejected", "0")
    assert (rejected["proposed_grade"], rejected["stale"]) == ("2", "")
    assert rejected["reviews"].startswith("Ada, 2026-01-01, rejected: because")
    assert (added["status"], added["proposed_grade"]) == ("confirmed", "")
    assert rows["xa-8", "sec_1", "12"]["status"] == "proposed"
    with (out / "tables" / "coverage.csv").open(encoding="utf-8", newline="") as file:
        cells = {r["subject"]: r for r in csv.DictReader(file) if r["kind"] == "holding"}
    assert (cells["12"]["grade_2"], cells["12"]["rejected"]) == ("1", "1")
    assert (cells["14"]["grade_1"], cells["14"]["confirmed"]) == ("1", "1")
    page = next((out / "site" / "documents").glob("*7*/index.html")).read_text("utf-8")
    assert "Ada, 2026-01-01, rejected: because of its words" in page
    book = openpyxl.load_workbook(out / "correlation.xlsx")
    said = [
        row for row in book["Correlation"].iter_rows(values_only=True) if "Ada" in map(str, row)
    ]
    assert len(said) == 2


def test_json_lines_with_reviews_are_valid(again: Any, ledger: Ledger, tmp_path: Path) -> None:
    again(ledger)
    library = Library()
    corpus = Corpus(tmp_path / "out", library, load_profile(library))
    schema = json.loads((bundled("schemas") / "provision.schema.json").read_text("utf-8"))
    lines = [json.loads(line) for line in export(corpus).decode("utf-8").splitlines()]
    for line in lines:
        jsonschema.validate(line, schema)
    assert any(link["reviews"] for line in lines for link in line["links"])
    blind = review_form(corpus, Selection(blind=True))
    assert b"Ada" not in blind
