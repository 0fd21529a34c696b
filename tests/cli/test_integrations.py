"""What CI services and editors read of the project names commands, options and files that exist."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from lxml import etree

from pipeline.cli import main
from pipeline.files import bundled

ROOT = Path(__file__).resolve().parents[2]
_CATALOG = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}"


def called() -> list[str]:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    scripts = [step.get("run", "") for step in action["runs"]["steps"]]
    lines = [line for script in scripts for line in script.splitlines()]
    calls = [line.strip() for line in lines if line.strip().startswith("lanzarote ")]
    return [*calls, *(hook["entry"] for hook in hooks)]


@pytest.mark.parametrize("call", called())
def test_commands_and_options_that_integrations_use_exist(call: str) -> None:
    _, command, *rest = call.split()
    told = CliRunner().invoke(main, [command, "--help"]).output
    for option in (word for word in rest if word.startswith("-")):
        assert option in told


def test_the_schema_that_our_xml_names_is_the_one_the_catalog_gives(tmp_path: Path) -> None:
    law = next((bundled("corpus") / "statutes").rglob("*.txt"))
    CliRunner().invoke(main, ["markup", str(law), "-o", str(tmp_path / "x.xml")])
    (model,) = etree.parse(tmp_path / "x.xml").xpath("//processing-instruction('xml-model')")
    named = re.search(r'href="([^"]+)"', model.text)
    assert named
    catalog = etree.parse(ROOT / "schemas" / "catalog.xml")
    given = {
        entry.get("systemId") or entry.get("name"): entry.get("uri")
        for entry in catalog.getroot().iter(f"{_CATALOG}system", f"{_CATALOG}uri")
    }
    assert (ROOT / "schemas" / given[named[1]]).is_file()
    assert all((ROOT / "schemas" / file).is_file() for file in given.values())


def test_the_editor_is_told_of_the_catalog_and_fetches_nothing() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    assert all((ROOT / catalog).is_file() for catalog in settings["xml.catalogs"])
    assert settings["xml.downloadExternalResources.enabled"] is False
