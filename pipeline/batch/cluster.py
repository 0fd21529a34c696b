"""Tasks in, entries out in any order, by Dask distributed: this machine's processes or a cluster's.

Each Dask worker works through a process of its own (see ``processes``), so a document that hangs,
swells or crashes costs that process and not the worker. A chunk whose worker is lost goes to
another one; if it keeps losing them its documents are tried one by one, and the one that cannot be
done is quarantined. Sources, cache and output must be on storage that all machines see.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import Any

from distributed import Client, LocalCluster, as_completed
from distributed.scheduler import KilledWorker

from pipeline.batch.child import Limits
from pipeline.batch.journal import Entry
from pipeline.batch.processes import Pool, chunked
from pipeline.batch.worker import Task, Workplace
from pipeline.errors import finding

# Bytes of source in a chunk: some seconds of work, against some milliseconds of scheduling.
_CHUNK_BYTES = 1_000_000
_AHEAD = 3  # chunks under way for each worker thread
_own = threading.local()  # the pool of a thread of a Dask worker


def do_chunk(chunk: tuple[Task, ...], place: Workplace, limits: Limits) -> list[Entry]:
    """Done on a Dask worker: the entries of a chunk, by a process kept from chunk to chunk."""
    pool: Pool | None = getattr(_own, "pool", None)
    if pool is None or pool.limits != limits:
        pool = _own.pool = Pool(1, limits)
        atexit.register(pool.close)
    return list(pool.outcomes(chunk, place))


class Cluster:
    """An executor on the cluster at ``scheduler``; if empty, on ``workers`` local processes."""

    def __init__(self, scheduler: str, workers: int, limits: Limits) -> None:
        self.scheduler = scheduler
        self.workers = workers
        self.limits = limits
        self._stack = ExitStack()
        self.client: Any = None

    def __enter__(self) -> Cluster:
        address: Any = self.scheduler
        if not address:
            local = LocalCluster(
                n_workers=self.workers, threads_per_worker=1, dashboard_address=None
            )
            address = self._stack.enter_context(local)
        self.client = self._stack.enter_context(Client(address, set_as_default=False))
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def outcomes(self, tasks: Iterable[Task], place: Workplace) -> Iterator[Entry]:
        """One entry for every task, as chunks are done; a bounded number of chunks is under way."""
        waiting = iter(list(chunked(tasks, _CHUNK_BYTES)))
        chunks: dict[str, tuple[Task, ...]] = {}
        under_way = as_completed(loop=self.client.loop)
        for _ in range(self._capacity()):
            self._submit(next(waiting, ()), place, chunks, under_way)
        for future in under_way:
            chunk = chunks.pop(future.key)
            error = future.exception()  # waits again if the worker that held the result was lost
            if error is None:
                yield from future.result()
                self._submit(next(waiting, ()), place, chunks, under_way)
            elif not isinstance(error, KilledWorker):
                raise error
            elif len(chunk) > 1:
                for task in chunk:
                    self._submit((task,), place, chunks, under_way)
            else:
                yield _poison(chunk[0])
                self._submit(next(waiting, ()), place, chunks, under_way)
            future.release()

    def _capacity(self) -> int:
        threads = sum(self.client.nthreads().values())
        return max(int(threads), self.workers, 1) * _AHEAD

    def _submit(
        self,
        chunk: tuple[Task, ...],
        place: Workplace,
        chunks: dict[str, tuple[Task, ...]],
        under_way: Any,
    ) -> None:
        if not chunk:
            return
        future = self.client.submit(do_chunk, chunk, place, self.limits, pure=False)
        chunks[future.key] = chunk
        under_way.add(future)


def _poison(task: Task) -> Entry:
    entry = task.entry or Entry(task.job.name)
    problem = finding("RUN-KILLED", task.job.name, cause="with several workers of the cluster")
    return entry.refused(problem)
