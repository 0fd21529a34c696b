"""What did not change is left alone; what did is worked on from the stage it concerns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import pipeline.batch.worker as worker
from pipeline.batch.account import Account
from pipeline.batch.journal import Entry
from pipeline.batch.plan import collect
from pipeline.batch.run import Here, journal_of, run
from pipeline.batch.stages import Settings
from pipeline.batch.work import reasons
from pipeline.batch.worker import Task, Workplace
from pipeline.knowledge import PACKAGED

ACT = """---
title: {title}
country: xa
identifier: XA-{number}
language: en
publication_date: 2001-0{number}-01
---
# {title}

## 1. Pilots

(1) A master shall carry a pilot.

## 2. Other law

(1) This section applies subject to section 1 of the {other}.
"""


class Counting(Here):
    """Counts what is done."""

    def __init__(self) -> None:
        self.done: Counter[str] = Counter()

    def outcomes(self, tasks: Iterable[Task], place: Workplace) -> Iterator[Entry]:
        for task in tasks:
            self.done[f"{task.stage} {task.job.name.partition('/')[2]}"] += 1
            yield from super().outcomes([task], place)


@pytest.fixture
def laws(tmp_path: Path) -> Path:
    folder = tmp_path / "laws"
    folder.mkdir()
    for number, title, other in (
        (1, "Harbour Masters Act", "Coastal Pilots Act"),
        (2, "Coastal Lights Act", "Harbour Masters Act"),
        (3, "Fishing Boats Act", "Fishing Boats Act"),
    ):
        text = ACT.format(number=number, title=title, other=other)
        (folder / f"{number}.md").write_text(text, "utf-8")
    return folder


@pytest.fixture
def again(laws: Path, tmp_path: Path) -> Callable[..., tuple[Account, Counter[str]]]:
    def once(settings: Settings | None = None, output: str = "out") -> tuple[Account, Counter[str]]:
        counting = Counting()
        jobs = collect([laws])
        account = run(jobs, tmp_path / output, settings or Settings(), counting)
        return account, counting.done

    return once


def stamps(folder: Path) -> dict[Path, tuple[int, int]]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in found}


def trees(folder: Path) -> dict[str, bytes]:
    """What was published; not the account, which tells what this run did, nor what rests on it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in ("run.json", "index.sqlite", "journal.jsonl")
    }


def test_nothing_changed_nothing_is_done_and_nothing_written(again: Any, tmp_path: Path) -> None:
    first, done = again()
    assert (first.published, first.unchanged, sum(done.values())) == (3, 0, 6)
    before = stamps(tmp_path / "out")
    second, done = again()
    assert (second.published, second.unchanged, sum(done.values())) == (0, 3, 0)
    assert second.counts == first.counts
    assert stamps(tmp_path / "out") == before


def test_a_changed_source_alone_is_read_again(again: Any, laws: Path, tmp_path: Path) -> None:
    again()
    source = laws / "3.md"
    source.write_text(source.read_text("utf-8").replace("a pilot", "two pilots"), "utf-8")
    account, done = again()
    assert done == {"prepare 3.md": 1, "publish 3.md": 1}
    assert (account.inputs, account.published, account.unchanged) == (3, 1, 2)
    again(output="full")
    assert trees(tmp_path / "out") == trees(tmp_path / "full")


def test_a_new_neighbour_that_is_cited_changes_who_cites_it_and_nobody_else(
    again: Any, laws: Path, tmp_path: Path
) -> None:
    again()
    text = ACT.format(number=4, title="Coastal Pilots Act", other="Nowhere Act")
    (laws / "4.md").write_text(text, "utf-8")
    account, done = again()
    assert done == {"prepare 4.md": 1, "publish 4.md": 1, "publish 1.md": 1}
    assert (account.published, account.unchanged) == (2, 2)
    again(output="full")
    assert trees(tmp_path / "out") == trees(tmp_path / "full")
    (laws / "4.md").unlink()
    _, done = again()
    assert done == {"publish 1.md": 1}
    again(output="less")
    assert trees(tmp_path / "out") == trees(tmp_path / "less")


def test_another_thesaurus_tags_again_and_does_not_read_again(
    again: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again()
    own = tmp_path / "knowledge" / "thesaurus"
    own.mkdir(parents=True)
    core = (PACKAGED / "thesaurus" / "core.yaml").read_text("utf-8")
    (own / "core.yaml").write_text(core + "\n# read by somebody else\n", "utf-8")
    read: list[str] = []
    build = worker.build
    monkeypatch.setattr(worker, "build", lambda *a: read.append("read") or build(*a))
    account, done = again(Settings(knowledge=tmp_path / "knowledge"))
    assert account.published == 3
    assert sum(done.values()) == 6
    assert read == []


def test_a_lost_cache_is_made_again_without_touching_what_stands(
    again: Any, laws: Path, tmp_path: Path
) -> None:
    again()
    cache = Workplace.of(Settings(), tmp_path / "out").cache.folder
    for path in list(cache.rglob("*.*")):
        path.unlink()
    before = stamps(tmp_path / "out")
    again()
    assert stamps(tmp_path / "out") == before
    (laws / "3.md").unlink()
    account, _ = again()
    assert (account.inputs, account.published, account.unchanged) == (2, 0, 2)
    again(output="full")
    assert trees(tmp_path / "out").keys() == trees(tmp_path / "full").keys()
    assert trees(tmp_path / "out") == trees(tmp_path / "full")


@pytest.mark.parametrize("damage", ["delete", "alter"])
def test_what_was_damaged_in_the_output_is_written_again(
    again: Any, tmp_path: Path, damage: str
) -> None:
    again()
    before = trees(tmp_path / "out")
    for path in (next((tmp_path / "out/xml").rglob("*.xml")), tmp_path / "out/tables/links.csv"):
        path.unlink() if damage == "delete" else path.write_bytes(b"altered")
    account, _ = again()
    assert account.published + account.unchanged == 3
    assert trees(tmp_path / "out") == before


def test_the_plan_says_what_and_why(again: Any, laws: Path, tmp_path: Path) -> None:
    def told() -> list[tuple[str, str]]:
        place = Workplace.of(Settings(), tmp_path / "out")
        found = reasons(collect([laws]), journal_of(tmp_path / "out"), place)
        return [(r.stage, r.reason) for r in found]

    assert told() == [("prepare and publish", "new")] * 3
    again()
    assert told() == [("", "unchanged")] * 3
    (laws / "1.md").write_text("x", "utf-8")
    assert told()[0] == ("prepare and publish", "the source changed")
    next((tmp_path / "out/xml/akn/xa").glob("*/*3*/**/*.xml")).unlink()
    assert told()[2] == ("publish", "a published file is missing or was altered")


def test_a_refusal_is_remembered_and_lifted_when_the_source_is_mended(
    again: Any, laws: Path
) -> None:
    good = (laws / "2.md").read_bytes()
    (laws / "2.md").write_bytes(b"\xff\xfe broken")
    account, _ = again()
    assert (account.published, len(account.quarantined)) == (2, 1)
    account, done = again()
    assert (account.unchanged, len(account.quarantined), sum(done.values())) == (2, 1, 0)
    (laws / "2.md").write_bytes(good)
    account, _ = again()
    assert (account.published, account.unchanged, account.quarantined) == (1, 2, ())
