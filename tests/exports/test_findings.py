"""Findings for people, editors and CI: nothing lost, nothing that breaks the format."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from pipeline.errors import finding, problems
from pipeline.exports.findings import to_json, to_junit, to_sarif, to_text
from pipeline.model import Finding

FOUND = [
    finding("XML-SYNTAX", "b.xml", 7, reason='<"tag"> & more'),
    finding("STR-EMPTY", "a b.md", eid="sec_1", label="§ 1"),
    Finding("SRC-BINARY", "control \x00 character", "c.xml", severity="error"),
]


def test_text_is_one_line_each_in_order_of_place() -> None:
    lines = to_text(FOUND).decode().splitlines()
    assert lines[0].startswith("a b.md: sec_1: STR-EMPTY")
    assert lines[1].startswith("b.xml:7: XML-SYNTAX")


def test_json_keeps_every_field() -> None:
    listed = json.loads(to_json(FOUND))
    assert {entry["code"] for entry in listed} == {f.code for f in FOUND}
    assert all(entry["remedy"] for entry in listed)


def test_sarif_has_a_rule_for_every_result_and_relative_addresses() -> None:
    run = json.loads(to_sarif(FOUND))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert not place["artifactLocation"]["uri"].startswith(("/", "file:"))
        assert " " not in place["artifactLocation"]["uri"]


def test_junit_parses_and_fails_files_with_errors_only() -> None:
    suite = ElementTree.fromstring(to_junit(FOUND, ["a b.md", "b.xml", "c.xml", "fine.xml"]))
    failed = {c.get("name") for c in suite if c.find("failure") is not None}
    assert failed == {"b.xml", "c.xml"}
    assert suite.get("tests") == "4"


def test_every_problem_has_a_severity_a_sentence_and_a_remedy() -> None:
    for problem in problems().values():
        assert problem.severity in ("error", "warning", "note")
        assert problem.sentence.endswith((".", "}"))
        assert problem.remedy.endswith(".")
