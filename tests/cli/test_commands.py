"""The commands as a user meets them: files in, files out, exit codes, errors with a remedy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.akn.reader import from_xml
from pipeline.cli import COMMANDS, main
from pipeline.files import bundled

SPECIMEN = bundled("corpus") / "statutes" / "xd" / "child-protection-code.md"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Example:" in result.output


def test_stages_run_alone_give_what_the_run_gives(tmp_path: Path) -> None:
    marked_up, tagged, linked = (tmp_path / f"{n}.xml" for n in ("markup", "tag", "link"))
    assert run("markup", SPECIMEN, "-o", marked_up).exit_code == 0
    assert run("tag", marked_up, "-o", tagged).exit_code == 0
    assert run("link", tagged, "-o", linked).exit_code == 0
    assert run("run", SPECIMEN, "-o", tmp_path / "out", "--workers", 1).exit_code == 0
    published = from_xml(next((tmp_path / "out" / "xml").rglob("*.xml")).read_bytes())
    alone = from_xml(linked.read_bytes())
    assert alone.tags == published.tags
    assert alone.links == published.links
    assert run("validate", linked).exit_code == 0


def test_linking_what_was_not_tagged_is_wrong_use(tmp_path: Path) -> None:
    run("markup", SPECIMEN, "-o", tmp_path / "m.xml")
    result = run("link", tmp_path / "m.xml")
    assert result.exit_code == 2
    assert "lanzarote tag" in result.output


def jsonl(tmp_path: Path, *items: dict[str, str]) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(item) + "\n" for item in items), "utf-8")
    return path


def test_json_lines_have_offsets_in_the_text_given(tmp_path: Path) -> None:
    text = "A person who possesses child pornography commits an offence."
    source = jsonl(tmp_path, {"id": "1", "text": text, "language": "en", "intro": "Part 1:"})
    (tagged,) = [json.loads(line) for line in run("tag", source).stdout.splitlines()]
    assert tagged["norms"]
    for entry in tagged["concepts"]:
        assert text[entry["start"] : entry["end"]] == entry["text"]
    (linked,) = [json.loads(line) for line in run("link", source).stdout.splitlines()]
    assert linked["links"][0]["holding"] == 12
    for entry in linked["links"][0]["evidence"]:
        assert text[entry["start"] : entry["end"]] == entry["text"]


def test_an_item_takes_the_force_of_its_lead_in(tmp_path: Path) -> None:
    item = {"id": "1", "text": "keep the gate shut;", "language": "en"}
    source = jsonl(tmp_path, {**item, "intro": "The keeper must—"})
    (tagged,) = [json.loads(line) for line in run("tag", source).stdout.splitlines()]
    assert [n["modality"] for n in tagged["norms"]] == ["obligation"]
    assert all(start >= 0 for n in tagged["norms"] for start, _ in n["trigger"])


def test_a_line_that_is_no_object_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": "1", "text": "x", "language": "en"}\n{"id": 2\n')
    result = run("tag", path)
    assert result.exit_code == 1
    assert "bad.jsonl:2" in result.stderr
    assert "JSONL-LINE" in result.stderr


def test_validate_reports_in_every_form(tmp_path: Path) -> None:
    (tmp_path / "cut.xml").write_text("<akomaNtoso>")
    for form, start in (("text", "cut"), ("json", "["), ("sarif", "{"), ("junit", "<?xml")):
        result = run("validate", tmp_path / "cut.xml", "--format", form)
        assert result.exit_code == 1
        assert result.stdout.startswith(start)


def test_explain_adds_up_and_quotes(tmp_path: Path) -> None:
    result = run("explain", SPECIMEN, "sec_10")
    assert result.exit_code == 0
    assert "score" in result.output
    assert "+ met" in result.output
    assert run("explain", SPECIMEN, "sec_999").exit_code == 2


def test_run_reports_in_json_and_names_what_it_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_bytes(b"")
    result = run("run", tmp_path / "empty.md", "-o", tmp_path / "out", "--format", "json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert report["quarantined"][0]["code"] == "SRC-EMPTY"


def test_a_user_s_own_knowledge_is_laid_over_the_packaged(tmp_path: Path) -> None:
    own = tmp_path / "knowledge" / "thesaurus"
    own.mkdir(parents=True)
    (own / "means.yaml").write_text("concepts: [\n")
    source = jsonl(tmp_path, {"id": "1", "text": "x", "language": "en"})
    result = run("tag", source, "--knowledge", tmp_path / "knowledge")
    assert result.exit_code == 1
    assert "KNO-SYNTAX" in result.stderr


@pytest.mark.real
def test_the_opinion_is_analysed_exactly(shared: Path) -> None:
    result = run("evaluate", shared / "gold" / "opinion.json", "--format", "json")
    assert result.exit_code == 0
    assert "Structure: 1.00 (19 of 19)" in run("evaluate", shared / "gold" / "opinion.json").output
