"""The doctor: what is there is named with its version, what is missing with how to get it."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import doctor
from pipeline.cli import main as lanzarote
from pipeline.knowledge import Library


def test_it_names_versions_schemas_and_knowledge() -> None:
    result = CliRunner().invoke(lanzarote, ["doctor", "--format", "json"])
    assert result.exit_code == 0
    checks = {check["name"]: check for check in json.loads(result.stdout)}
    assert checks["lxml"]["found"] == version("lxml")
    assert "xmlschema" in checks["libxml2 features"]["found"]
    assert "holdings" in checks["knowledge"]["found"]
    assert {"sqlite", "schema: our profile", "schema: lanzarote-profile.xsd"} <= checks.keys()


def test_a_missing_extra_is_no_fault_and_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def absent(name: str) -> str:
        raise doctor.PackageNotFoundError(name)

    monkeypatch.setattr(doctor, "version", absent)
    checks = {check.name: check for check in doctor.examine(Library())}
    dask = checks["extra dask: distributed"]
    assert (dask.good, dask.remedy) == (False, "pip install 'lanzarote[dask]'")
    assert not checks["lxml"].good


def test_knowledge_that_is_not_valid_is_named(tmp_path: Path) -> None:
    (tmp_path / "thesaurus").mkdir()
    (tmp_path / "thesaurus" / "core.yaml").write_text("[", "utf-8")
    result = CliRunner().invoke(lanzarote, ["doctor", "--knowledge", str(tmp_path)])
    assert result.exit_code == 1
    assert "WRONG" in result.output
    assert "KNO-SYNTAX" in result.output
