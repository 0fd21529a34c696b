"""``lanzarote review`` as an analyst meets it: a form out, a form back, files, a status."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.files import bundled

SPECIMEN = bundled("corpus") / "statutes" / "xd"
SECOND = Path(__file__).parents[1] / "linking" / "second-opinion"


def cli(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    assert cli("run", SPECIMEN, "-o", folder, "--workers", 0, "--quiet").exit_code == 0
    return folder


def fill(path: Path, rows: dict[int, dict[str, Any]]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    sheet = book["Links"]
    at = {cell.value: cell.column for cell in sheet[2]}
    for row, values in rows.items():
        for name, value in values.items():
            sheet.cell(row, at[name]).value = value
    book.save(path)


def test_two_readers_their_files_and_how_far_they_agree(output: Path, tmp_path: Path) -> None:
    decisions = tmp_path / "decisions"
    reject = {"Decision": "reject", "Reason": "of adults"}
    yes: dict[str, Any] = {"Decision": "confirm"}
    for reader, rows in (("Ada", {3: yes, 4: yes}), ("Ben", {3: yes, 4: reject})):
        form = tmp_path / f"{reader}.xlsx"
        made = cli("review", "export", output, "--reader", reader, "--blind", "-o", form)
        assert made.exit_code == 0
        fill(form, rows)
        taken = cli(
            "review", "import", form, "--run", output, "--decisions", decisions,
            "--date", "2026-03-31", "--format", "json",
        )  # fmt: skip
        assert taken.exit_code == 0, taken.output
        assert json.loads(taken.stdout)["decisions"]["new"] == 2
    lines = [line for p in decisions.rglob("*.jsonl") for line in p.read_text().splitlines()]
    assert len(lines) == 4
    told = cli("review", "status", output, "--decisions", decisions, "--format", "json")
    assert told.exit_code == 1  # they differ
    status = json.loads(told.stdout)
    assert status["readers"] == {"Ada": 2, "Ben": 2}
    assert len(status["disagreements"]) == 1
    assert status["agreement"][0]["observed"] == 0.5
    text = cli("review", "status", output, "--decisions", decisions).output
    assert "Ada and Ben" in text
    assert "Readers differ:" in text


def test_a_wrong_row_is_named_and_the_others_are_kept(output: Path, tmp_path: Path) -> None:
    form, decisions = tmp_path / "f.xlsx", tmp_path / "decisions"
    cli("review", "export", output, "--reader", "Ada", "-o", form)
    fill(form, {3: {"Decision": "confirm"}, 4: {"Decision": "reject"}})
    arguments = ("import", form, "--run", output, "--decisions", decisions, "--date", "2026-03-31")
    dry = cli("review", *arguments, "--dry-run")
    assert not decisions.exists()
    taken = cli("review", *arguments)
    assert dry.output == taken.output
    assert taken.exit_code == 1
    assert "f.xlsx:4: REV-CELL" in taken.stderr
    assert "1 new, 0 same, 0 replaced, 0 conflict" in taken.stdout
    assert "0 new, 1 same" in cli("review", *arguments).stdout


def test_an_earlier_decision_stays_until_replaced(output: Path, tmp_path: Path) -> None:
    form, decisions = tmp_path / "f.xlsx", tmp_path / "decisions"
    arguments = ("import", form, "--run", output, "--decisions", decisions, "--date", "2026-03-31")
    cli("review", "export", output, "--reader", "Ada", "-o", form)
    fill(form, {3: {"Decision": "confirm"}})
    assert cli("review", *arguments).exit_code == 0
    fill(form, {3: {"Decision": "reject", "Reason": "on second thoughts"}})
    conflict = cli("review", *arguments)
    assert conflict.exit_code == 1
    assert "REV-CONFLICT" in conflict.stderr
    assert "1 replaced" in cli("review", *arguments, "--replace").stdout


def test_wrong_use_is_said(output: Path, tmp_path: Path) -> None:
    form = tmp_path / "f.xlsx"
    assert cli("review", "export", output, "--unread", "-o", form).exit_code == 2
    cli("review", "export", output, "-o", form)
    wrong = cli("review", "import", form, "--run", output, "--date", "31.3.2026")
    assert wrong.exit_code == 2
    assert "2026-03-31" in wrong.output
    form.write_bytes(b"no workbook")
    broken = cli("review", "import", form, "--run", output)
    assert broken.exit_code == 1
    assert "SRC-ARCHIVE" in broken.stderr


@pytest.mark.parametrize("name", ["export", "import", "status"])
def test_each_has_help_with_an_example(name: str) -> None:
    assert "Example:" in cli("review", name, "--help").output


def test_forms_and_exports_speak_of_the_opinion_that_the_run_linked_to(tmp_path: Path) -> None:
    law = tmp_path / "laws" / "act.md"
    law.parent.mkdir()
    law.write_text(
        "# Safety Act\n\n## 1. Material\n\nWhoever makes or possesses child pornography is guilty "
        "of an offence.\n",
        "utf-8",
    )
    second = ("--knowledge", SECOND, "--opinion", "northern-council-2031")
    out = tmp_path / "out"
    assert cli("run", law.parent, "-o", out, "--workers", 0, "--quiet", *second).exit_code == 0
    form = tmp_path / "form.xlsx"
    told = cli("review", "export", out, "-o", form, *second)
    assert told.exit_code == 0, told.output
    book = openpyxl.load_workbook(form, read_only=True)
    cells = {str(cell) for sheet in book for row in sheet.values for cell in row}
    assert "2" in cells
    assert not cells & {str(number) for number in range(12, 20)}
    lines = tmp_path / "links.zip"
    assert cli("export", out, "--as", "jsonl", "-o", lines, *second).exit_code == 0
