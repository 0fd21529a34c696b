"""The generated pages: complete, current, and true of what a run writes."""

from __future__ import annotations

import csv
import json
import re
import string
from importlib import import_module
from pathlib import Path

import click
import pytest

from docs.generate import DOCS, pages
from pipeline.cli import COMMANDS
from pipeline.errors import problem_pages, problems
from pipeline.exports.corpus import Corpus
from pipeline.files import bundled
from tests.exports.conftest import corpus

__all__ = ["corpus"]  # the fixture
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)#\s]+)(?:#([^)\s]*))?\)")


@pytest.mark.parametrize("name", sorted(pages()))
def test_a_generated_page_is_current(name: str) -> None:
    path = DOCS / name
    assert path.is_file(), f"docs/{name} is missing: run `make docs`"
    assert path.read_text("utf-8") == pages()[name], f"docs/{name} is stale: run `make docs`"


def test_no_page_is_left_of_a_problem_that_is_gone() -> None:
    assert {p.stem for p in (DOCS / "problems").glob("*.md")} == {"README", *problems()}


def test_every_problem_has_a_page_of_its_own_words() -> None:
    """Missing: describe the code in pipeline/knowledge/problem_pages.yaml, then `make docs`."""
    assert set(problem_pages()) == set(problems())


@pytest.mark.parametrize("code", sorted(problems()))
def test_the_example_fills_the_sentence(code: str) -> None:
    fields = {name for _, name, _, _ in string.Formatter().parse(problems()[code].sentence) if name}
    assert set(problem_pages()[code].example) == fields
    assert problem_pages()[code].steps


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_says_what_it_does(name: str) -> None:
    command = import_module(f"pipeline.cli.{name}").command
    assert command.help
    assert command.epilog
    assert command.epilog.startswith("Example: ")
    options = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
    silent = [p.name for p in options if not p.help]
    assert silent == []


def test_the_documented_columns_are_those_written(corpus: Corpus) -> None:
    folder = corpus.folder / "tables"
    described = json.loads((folder / "csv-metadata.json").read_text("utf-8"))
    documented = {
        table["url"]: [column["name"] for column in table["tableSchema"]["columns"]]
        for table in described["tables"]
    }
    written = {path.name: _header(path) for path in folder.glob("*.csv")}
    assert documented == written


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as lines:
        return next(csv.reader(lines))


def test_every_field_of_a_json_line_is_described() -> None:
    schema = json.loads((bundled("schemas") / "provision.schema.json").read_text("utf-8"))
    parts = {"line": schema, **schema["$defs"]}
    silent = [
        f"{part}.{name}"
        for part, value in parts.items()
        for each in (value, *value.get("allOf", ()))
        for name, field in each.get("properties", {}).items()
        if not field.get("description")
    ]
    assert silent == []


def _anchors(path: Path) -> set[str]:
    """The anchors that forges give headings: lower case, spaces to hyphens, no punctuation."""
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


@pytest.mark.parametrize(
    "page", sorted([*DOCS.rglob("*.md"), DOCS.parent / "README.md"]), ids=lambda p: p.name
)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    broken = []
    for path, anchor in LINK.findall(page.read_text("utf-8")):
        if path.startswith("http"):
            continue
        target = (page.parent / path).resolve()
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            broken.append(f"{path}#{anchor}" if anchor else path)
    assert broken == []
