"""``lanzarote compare`` and the change note as an analyst meets them."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from pipeline.review.ledger import Ledger
from tests.cli.test_review import cli
from tests.review.laws import ADULTS, IMAGES, decide, law, marked


@pytest.fixture
def laws(tmp_path: Path) -> tuple[Path, Path]:
    sections = {"1. Images of children": IMAGES, "2. Boats": ADULTS}
    old = law(tmp_path, sections, "2010-01-01")
    sections["1. Images of children"] = IMAGES.replace("five", "seven")
    return old, law(tmp_path, sections, "2020-01-01")


def test_two_files_of_a_law_are_compared(laws: tuple[Path, Path], tmp_path: Path) -> None:
    told = cli("compare", *laws, "--decisions", tmp_path / "none", "--note", tmp_path / "n.docx")
    assert told.exit_code == 0, told.output
    assert "Provisions: 1 unchanged, 0 moved, 1 changed, 0 lost, 0 new" in told.stdout
    assert "for [-five-]{+seven+} years" in told.stdout
    assert docx.Document(str(tmp_path / "n.docx")).paragraphs
    record = json.loads(cli("compare", *laws, "--format", "json").stdout)
    assert record["counts"]["links"]["kept"] >= 1
    (changed,) = [p for p in record["provisions"] if p["fate"] == "changed"]
    assert {"kind": "in", "text": "seven"} in changed["words"]


def test_expressions_of_a_run_are_compared_and_decisions_to_read_again_are_named(
    laws: tuple[Path, Path], tmp_path: Path
) -> None:
    found = marked(laws[0])
    Ledger.of_all([decide(found, "sec_1", "confirm")]).save(tmp_path / "decisions")
    out = tmp_path / "out"
    given = ("--decisions", tmp_path / "decisions")
    assert cli("run", *laws, "-o", out, "--workers", 0, "--quiet", *given).exit_code == 0
    work = found.document.work
    names = (f"{work}/eng@2010-01-01", f"{work}/eng@2020-01-01")
    told = cli("compare", *names, "-o", out, *given)
    assert told.exit_code == 1
    assert "To be read again:" in told.stdout
    assert "(decided by Ada)" in told.stdout
    status = cli("review", "status", out, *given)
    assert status.exit_code == 1
    assert "To be read again, the words have changed:" in status.stdout
    note = tmp_path / "note.docx"
    days = ("--from", "2015-01-01", "--to", "2025-01-01")
    assert cli("export", out, "--as", "change-note", *days, "-o", note).exit_code == 0
    assert "Images Act" in "\n".join(p.text for p in docx.Document(str(note)).paragraphs)


def test_wrong_use_is_said(laws: tuple[Path, Path], tmp_path: Path) -> None:
    assert cli("compare", laws[0], "/akn/none").exit_code == 2
    assert cli("compare", laws[0], "../../etc/passwd").exit_code == 2
    out = tmp_path / "o.docx"
    assert cli("export", tmp_path, "--as", "change-note", "-o", out).exit_code == 2
    wrong = cli("export", tmp_path, "--as", "workbook", "--from", "2015-01-01", "-o", out)
    assert wrong.exit_code == 2


def test_explain_and_link_tell_what_readers_decided(
    laws: tuple[Path, Path], tmp_path: Path
) -> None:
    source = laws[0]
    Ledger.of_all([decide(marked(source), "sec_1", "reject")]).save(tmp_path / "decisions")
    given = ("--decisions", tmp_path / "decisions")
    told = cli("explain", source, "sec_1", *given).output
    assert "status: rejected" in told
    assert "Ada, 2026-01-01: reject: because of its words" in told
    assert "the program: grade 2 (implements)" in told
    assert "status: rejected" not in cli("explain", source, "sec_1").output
    tagged, linked = tmp_path / "tagged.xml", tmp_path / "linked.xml"
    assert cli("markup", source, "-o", tmp_path / "m.xml").exit_code == 0
    assert cli("tag", tmp_path / "m.xml", "-o", tagged).exit_code == 0
    assert cli("link", tagged, "-o", linked, *given).exit_code == 0
    assert b'decision="reject"' in linked.read_bytes()
    assert cli("validate", linked).exit_code == 0
