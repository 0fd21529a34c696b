"""What is worked on: every file once, sorted, named without the machine's paths."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.batch.plan import collect
from pipeline.errors import SourceError


@pytest.fixture
def laws(tmp_path: Path) -> Path:
    for name in ("b/two.md", "a.txt", "bulk/x.xml", ".git/config", "README.md", "MANIFEST.csv"):
        file = tmp_path / "laws" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")
    return tmp_path / "laws"


def test_names_are_relative_to_what_was_given(laws: Path) -> None:
    names = [job.name for job in collect([laws])]
    assert names == ["laws/a.txt", "laws/b/two.md", "laws/bulk/x.xml"]


def test_excluded_and_hidden_files_are_left_out(laws: Path) -> None:
    assert [j.name for j in collect([laws], ["bulk/*"])] == ["laws/a.txt", "laws/b/two.md"]


def test_a_file_named_twice_is_one_job(laws: Path) -> None:
    assert len(collect([laws / "a.txt", laws], ["bulk/*", "b/*"])) == 1


def test_order_of_sources_does_not_matter(laws: Path) -> None:
    parts = [laws / "a.txt", laws / "b", laws / "bulk"]
    assert collect(parts) == collect(parts[::-1])


def test_a_missing_source_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        collect([tmp_path / "nothing"])
