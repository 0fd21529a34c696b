"""Dask: the same bytes, also when a worker is killed while it works; poison is quarantined."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.batch.child import Limits
from pipeline.batch.journal import Entry
from pipeline.batch.plan import Job, collect
from pipeline.batch.run import run
from pipeline.batch.stages import Settings
from pipeline.batch.worker import Task, Workplace
from tests.batch.acts import write_acts
from tests.batch.kills import tree

distributed = pytest.importorskip("distributed")

from pipeline.batch import cluster as module  # noqa: E402
from pipeline.batch.cluster import Cluster  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore")  # of Dask itself, at the end of its workers


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with Cluster("", 2, Limits(seconds=20)) as started:
        yield started


class Killer:
    """Kills a Dask worker when the first document is done."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.killed: list[int] = []

    def begin(self, stage: str, tasks: int, size: int) -> None:
        return None

    def done(self, task_size: int, entry: Entry) -> None:
        if not self.killed:
            pids = self.cluster.client.run(os.getpid)
            self.killed = [next(iter(pids.values()))]
            os.kill(self.killed[0], signal.SIGKILL)

    def end(self, stage: str) -> None:
        return None


def test_a_killed_worker_changes_nothing(
    tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_CHUNK_BYTES", 2000)  # many chunks of few documents
    jobs = collect([write_acts(tmp_path / "laws", 12, 4)])
    run(jobs, tmp_path / "here", Settings())
    killer = Killer(cluster)
    account = run(jobs, tmp_path / "dask", Settings(), cluster, killer)
    assert killer.killed
    assert (account.published, account.quarantined) == (12, ())
    assert tree(tmp_path / "dask") == tree(tmp_path / "here")


def test_a_document_that_hangs_costs_no_worker(tmp_path: Path, cluster: Cluster) -> None:
    laws = write_acts(tmp_path / "laws", 3, 2)
    os.mkfifo(laws / "hangs.md")
    tasks = [Task("prepare", Job(path.name, path)) for path in sorted(laws.iterdir())]
    place = Workplace.of(Settings(), tmp_path / "out", tmp_path / "cache")
    quick = Cluster("", 2, Limits(seconds=8))
    quick.client = cluster.client
    found = {e.name: e.problem.code if e.problem else "" for e in quick.outcomes(tasks, place)}
    assert found.pop("hangs.md") == "RUN-TIMEOUT"
    assert sorted(found.values()) == ["", "", ""]
    assert len(cluster.client.nthreads()) == 2
