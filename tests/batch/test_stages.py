"""Each stage's key counts all that the stage uses: watched while documents go through it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from pipeline.batch.stages import (
    LATER_CODE,
    LATER_KNOWLEDGE,
    Settings,
    StageDigests,
    code_digests,
    first_stage,
)
from pipeline.knowledge import PACKAGED, Library

# Runs one stage over the specimens in a fresh process and prints what it opened and imported.
WATCH = """
import json, sys
opened = set()
sys.addaudithook(lambda e, a: opened.add(str(a[0])) if e == "open" else None)
from pipeline.batch.plan import collect
from pipeline.batch.stages import Settings
from pipeline.files import bundled
from pipeline.readers import read
from pipeline.structure import build
jobs = collect([bundled("corpus") / "opinions", bundled("corpus") / "statutes"])
library = Settings().library
documents = [build(read(j.path.read_bytes(), j.name), library, None) for j in jobs]
if sys.argv[1] == "tag":
    from pipeline.tagging import tag_document
    from pipeline.tagging.corpus import Listening, asks, offers
    for d in documents:
        heard = Listening.begin()
        tag_document(d, library, addressee="Parties", corpus=heard)
        asks(heard.asked()), offers(d)
print(json.dumps([sorted(opened), sorted(m for m in sys.modules if m.startswith("pipeline."))]))
"""


def watched(stage: str) -> tuple[set[str], set[str]]:
    """Knowledge files that a stage and those before it open, and code files they import."""
    done = subprocess.run(
        [sys.executable, "-c", WATCH, stage], capture_output=True, check=True, text=True
    )
    opened, modules = json.loads(done.stdout)
    root = str(PACKAGED) + "/"
    knowledge = {name.removeprefix(root) for name in opened if name.startswith(root)}
    code = {module.removeprefix("pipeline.").replace(".", "/") + ".py" for module in modules}
    return {name for name in knowledge if name.endswith(".yaml")}, code


@pytest.mark.parametrize(("stage", "later"), [("read", {"tag", "publish"}), ("tag", {"publish"})])
def test_a_stage_opens_nothing_that_counts_only_later(stage: str, later: set[str]) -> None:
    knowledge, code = watched(stage)
    assert len(knowledge) > 3
    assert {name for name in knowledge if first_stage(name, LATER_KNOWLEDGE) in later} == set()
    # What batch.stages itself imports to make keys is not what documents go through.
    assert {name for name in code if first_stage(name, LATER_CODE) in later} == set()


def test_every_file_of_knowledge_and_code_counts_somewhere() -> None:
    for names, later in (
        (Library().digests(), LATER_KNOWLEDGE),
        (code_digests(), LATER_CODE),
    ):
        assert {first_stage(name, later) for name in names} == {"read", "tag", "publish"}
    assert "batch/worker.py" in code_digests()
    assert "cli/run.py" not in code_digests()


def test_settings_that_change_a_tree_change_its_key() -> None:
    one, other = StageDigests.of(Settings()), StageDigests.of(Settings(style="german"))
    assert one.read_key("a", "b") != other.read_key("a", "b")
    assert one.read_key("a", "b") != one.read_key("b", "b")
    assert one.tag_key("a", "b") != one.read_key("a", "b")
    answers = (("question", "work"),)
    assert one.publish_key("a", "b", "t", ()) != one.publish_key("a", "b", "t", answers)
