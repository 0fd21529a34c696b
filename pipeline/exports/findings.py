"""Findings in; text, JSON, SARIF 2.1.0 or JUnit XML out, for people, editors and CI."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from pipeline import __version__
from pipeline.akn.names import xml_text
from pipeline.errors import problem_pages, problems, remedy
from pipeline.model import Finding

_LEVEL = {"error": "error", "warning": "warning", "note": "note"}
_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """By file, line, code and place."""
    return sorted(findings, key=lambda f: (f.path, f.line, f.code, f.eid, f.message))


def to_text(findings: Iterable[Finding]) -> bytes:
    """One line each: ``file:line: eId: CODE message — remedy``."""
    lines = []
    for found in ordered(findings):
        place = f"{found.path}:{found.line}" if found.line else found.path
        eid = f" {found.eid}:" if found.eid else ""
        lines.append(f"{place}:{eid} {found.code} {found.message} {remedy(found.code)}\n")
    return "".join(lines).encode("utf-8")


def to_json(findings: Iterable[Finding]) -> bytes:
    """A list of objects with code, severity, path, line, eid, message and remedy."""
    listed = [
        {
            "code": f.code,
            "severity": f.severity,
            "path": f.path,
            "line": f.line or None,
            "eid": f.eid or None,
            "message": f.message,
            "remedy": remedy(f.code),
        }
        for f in ordered(findings)
    ]
    return (json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def to_sarif(findings: Iterable[Finding]) -> bytes:
    """SARIF 2.1.0: one run, a rule for every code that occurs, relative addresses."""
    listed = ordered(findings)
    codes = sorted({f.code for f in listed})
    index = {code: at for at, code in enumerate(codes)}
    driver = {
        "name": "lanzarote",
        "version": __version__,
        "rules": [_rule(code) for code in codes],
    }
    tool = json.dumps({"driver": driver}, ensure_ascii=False, indent=1)
    # A line for each: of a large corpus they are thousands, and so they are written faster.
    results = ",\n".join(json.dumps(_result(f, index), ensure_ascii=False) for f in listed)
    return (
        f'{{"$schema": "{_SARIF}",\n"version": "2.1.0",\n"runs": [{{"tool": {tool},\n'
        f'"results": [\n{results}\n]}}]}}\n'
    ).encode()


def _rule(code: str) -> dict[str, Any]:
    problem, page = problems()[code], problem_pages().get(code)
    steps = "".join(f"{n}. {step}\n" for n, step in enumerate(page.steps, 1)) if page else ""
    cause = page.cause if page else ""
    where = f"See docs/problems/{code}.md."
    markdown = "\n\n".join(filter(None, (cause, problem.remedy, steps.rstrip(), where)))
    return {
        "id": code,
        "shortDescription": {"text": problem.sentence},
        "fullDescription": {"text": cause or problem.sentence},
        "help": {"text": f"{problem.remedy} {where}", "markdown": markdown},
        "defaultConfiguration": {"level": _LEVEL[problem.severity]},
    }


def _result(found: Finding, index: dict[str, int]) -> dict[str, Any]:
    address = {"uri": quote(found.path.lstrip("/"))}
    physical: dict[str, Any] = {"artifactLocation": address}
    if found.line:
        physical["region"] = {"startLine": found.line}
    location: dict[str, Any] = {"physicalLocation": physical}
    if found.eid:
        location["logicalLocations"] = [{"name": found.eid, "kind": "element"}]
    return {
        "ruleId": found.code,
        "ruleIndex": index[found.code],
        "level": _LEVEL[found.severity],
        "message": {"text": f"{found.message} {remedy(found.code)}"},
        "locations": [location],
    }


def to_junit(findings: Iterable[Finding], files: Sequence[str]) -> bytes:
    """JUnit XML: one test case per file, failed by its errors, with the rest as output."""
    by_file: dict[str, list[Finding]] = {name: [] for name in files}
    for found in ordered(findings):
        by_file.setdefault(found.path, []).append(found)
    failed = sum(1 for own in by_file.values() if any(f.severity == "error" for f in own))
    suite = ElementTree.Element(
        "testsuite",
        name="lanzarote validate",
        tests=str(len(by_file)),
        failures=str(failed),
        errors="0",
    )
    for name, own in sorted(by_file.items()):
        case = ElementTree.SubElement(suite, "testcase", classname="validate", name=xml_text(name))
        errors = [f for f in own if f.severity == "error"]
        if errors:
            message = xml_text(errors[0].message)
            failure = ElementTree.SubElement(case, "failure", type=errors[0].code, message=message)
            failure.text = xml_text(to_text(errors).decode("utf-8"))
        others = [f for f in own if f.severity != "error"]
        if others:
            output = ElementTree.SubElement(case, "system-out")
            output.text = xml_text(to_text(others).decode("utf-8"))
    body: bytes = ElementTree.tostring(suite, encoding="utf-8", xml_declaration=True)
    return body + b"\n"
