"""The same bytes whoever computes them: hash seed, locale, time zone, order, number of workers.

Dask, which takes longer to start, is in ``test_cluster``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch.acts import write_acts
from tests.batch.kills import tree

WAYS = [
    (["--workers", "0"], {"PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu"}),
    (["--workers", "2"], {"PYTHONHASHSEED": "3", "LC_ALL": "C", "PYTHONUTF8": "0"}),
    (["--workers", "4"], {"PYTHONHASHSEED": "4", "LANG": "tr_TR.UTF-8"}),
]


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_acts(tmp_path_factory.mktemp("in") / "laws", 4, 2)
    (folder / "broken.xml").write_bytes(b"<akomaNtoso>")
    (folder / "gr\u00e8ve.md").write_text(
        (folder / "act-00001.md").read_text("utf-8").replace("XA-1", "XA-\u0130\u00df"), "utf-8"
    )
    return folder


def test_no_way_of_computing_changes_a_byte(laws: Path, tmp_path: Path) -> None:
    trees = []
    for number, (options, environment) in enumerate(WAYS):
        files = sorted(laws.iterdir(), reverse=number % 2 == 1)
        output = tmp_path / str(number)
        done = subprocess.run(
            [sys.executable, "-c", "from pipeline.cli import main; main()", "run",
             *map(str, files), "-o", str(output), "--quiet", *options],
            env={**os.environ, **environment},
            capture_output=True,
        )  # fmt: skip
        assert done.returncode == 1, done.stderr
        trees.append(tree(output))
    assert len(trees[0]) > 20
    for (options, _), found in zip(WAYS, trees, strict=True):
        differ = {n for n in trees[0].keys() | found.keys() if trees[0].get(n) != found.get(n)}
        assert differ == set(), options
