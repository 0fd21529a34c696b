"""Workers that hang, swell or die cost one document; the others get their answer."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from pipeline.batch.child import Limits
from pipeline.batch.journal import Entry
from pipeline.batch.plan import Job, collect
from pipeline.batch.processes import Pool, chunked
from pipeline.batch.stages import Settings, StageDigests
from pipeline.batch.worker import Task, Workplace
from pipeline.files import bundled

ACT = "# Harbour Act\n\n## 1. Pilots\n\n(1) A master shall carry a pilot.\n"


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    return Workplace.of(Settings(), tmp_path / "out", tmp_path / "cache")


def tasks(folder: Path, count: int = 3) -> list[Task]:
    found = []
    for n in range(count):
        path = folder / f"act{n}.md"
        path.write_text(ACT.replace("Harbour", f"Harbour {n}"), "utf-8")
        found.append(Task("prepare", Job(path.name, path), 100 - n))
    return found


def hanging(folder: Path) -> Task:
    """A source that never ends: a pipe to which nobody writes."""
    path = folder / "hangs.md"
    os.mkfifo(path)
    return Task("prepare", Job(path.name, path), 99)


def codes(entries: list[Entry]) -> dict[str, str]:
    return {e.name: e.problem.code if e.problem else "" for e in entries}


def test_a_document_that_hangs_is_given_up_and_the_rest_of_its_chunk_goes_on(
    tmp_path: Path, place: Workplace
) -> None:
    with Pool(1, Limits(seconds=8)) as pool:  # a busy machine may take one to load its tools
        found = list(pool.outcomes([*tasks(tmp_path), hanging(tmp_path)], place))
    assert codes(found) == {
        "act0.md": "", "act1.md": "", "act2.md": "", "hangs.md": "RUN-TIMEOUT",
    }  # fmt: skip


def test_a_document_that_kills_its_worker_twice_is_quarantined(
    tmp_path: Path, place: Workplace
) -> None:
    killed = []

    def kill(pool: Pool) -> None:
        while len(killed) < 2:
            for worker in list(pool._busy):
                owed = list(worker.owed)
                if owed and owed[0].job.name == "hangs.md" and worker.process.pid not in killed:
                    time.sleep(0.1)
                    killed.append(worker.process.pid)
                    worker.process.kill()
            time.sleep(0.01)

    with Pool(1, Limits(seconds=30)) as pool:
        murderer = threading.Thread(target=kill, args=(pool,))
        murderer.start()
        found = list(pool.outcomes([*tasks(tmp_path), hanging(tmp_path)], place))
        murderer.join()
    assert codes(found)["hangs.md"] == "RUN-KILLED"
    assert sorted(codes(found).values()) == ["", "", "", "RUN-KILLED"]
    (problem,) = [e.problem for e in found if e.problem]
    assert "SIGKILL" in problem.message


def test_a_document_that_needs_too_much_memory_is_refused(tmp_path: Path, place: Workplace) -> None:
    big = tmp_path / "big.md"
    big.write_text(ACT + "".join(f"## {n}. Of ships\n\n{'A ship shall sail. ' * 40}\n\n"
                                 for n in range(2, 4000)), "utf-8")  # fmt: skip
    large = Task("prepare", Job(big.name, big), 1000)
    with Pool(1, Limits(10, megabytes=20)) as pool:
        found = codes(list(pool.outcomes([*tasks(tmp_path), large], place)))
    assert found.pop("big.md") in ("RUN-MEMORY", "RUN-KILLED")
    assert set(found.values()) == {""}


def test_a_worker_of_another_version_refuses_to_work(tmp_path: Path, place: Workplace) -> None:
    other = Workplace(place.settings, StageDigests("a", "b", "c"), place.cache, place.output)
    with Pool(1, Limits()) as pool:
        found = list(pool.outcomes(tasks(tmp_path, 1), other))
    assert codes(found) == {"act0.md": "RUN-VERSION"}


def test_no_worker_outlives_its_pool(tmp_path: Path, place: Workplace) -> None:
    with Pool(2, Limits()) as pool:
        list(pool.outcomes(tasks(tmp_path), place))
        processes = [w.process for w in (*pool._idle, *pool._busy)]
    assert processes
    assert all(process.returncode is not None for process in processes)


def test_chunks_hold_every_task_once_the_largest_first(tmp_path: Path) -> None:
    jobs = collect([bundled("corpus") / "statutes"])
    all_tasks = [Task("prepare", job, job.path.stat().st_size) for job in jobs]
    chunks = list(chunked(all_tasks, 20_000))
    flat = [task for chunk in chunks for task in chunk]
    assert sorted(t.job for t in flat) == sorted(t.job for t in all_tasks)
    assert [t.size for t in flat] == sorted((t.size for t in all_tasks), reverse=True)
    assert all(len(c) == 1 or sum(t.size for t in c) <= 20_000 for c in chunks)
