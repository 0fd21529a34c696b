"""Tasks in, entries out in any order, by processes of this machine that may hang, swell or crash.

Each worker is given a chunk at a time, so a bounded number of documents is under way. A document
that takes too long has its worker killed; one at which a worker died is tried once more, alone;
after that it is quarantined. The rest of the chunk goes on in a new worker.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BufferedReader, RawIOBase
from typing import BinaryIO, cast

from pipeline.batch.child import BEGUN, Chunk, Limits, receive, send
from pipeline.batch.journal import Entry
from pipeline.batch.worker import Task, Workplace
from pipeline.errors import finding
from pipeline.model import Finding

# Bytes of source in a chunk: some tenths of a second of work, so asking for more costs nothing.
CHUNK_BYTES = 200_000
_CHUNK_TASKS = 64
_ATTEMPTS = 2
_LOADING = 120.0  # seconds in which a worker must have loaded the program and its knowledge
# The search path is handed over, so that no folder in which somebody works can shadow the program.
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
_BOOT = _START + "from pipeline.batch.child import main; main()"


def chunked(tasks: Iterable[Task], size: int = CHUNK_BYTES) -> Iterator[tuple[Task, ...]]:
    """Tasks, largest first, in chunks of about ``size`` bytes of source."""
    chunk: list[Task] = []
    weight = 0
    for task in sorted(tasks, key=lambda task: (-task.size, task.job.name)):
        if chunk and (weight + task.size > size or len(chunk) >= _CHUNK_TASKS):
            yield tuple(chunk)
            chunk, weight = [], 0
        chunk.append(task)
        weight += task.size
    if chunk:
        yield tuple(chunk)


@dataclass(slots=True)
class Worker:
    """A worker process and the tasks it still owes an answer for, the current one first."""

    process: subprocess.Popen[bytes]
    owed: deque[Task] = field(default_factory=deque)
    deadline: float = 0.0

    @classmethod
    def start(cls) -> Worker:
        """A new process; it ignores the interrupt of a terminal, which is for whoever waits."""
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", _BOOT, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        return cls(process)

    @property
    def answers(self) -> RawIOBase:
        """Its output, unbuffered."""
        return cast(RawIOBase, cast(BufferedReader, self.process.stdout).raw)

    def give(self, tasks: Sequence[Task], place: Workplace, limits: Limits) -> None:
        """Send a chunk; a worker that is dead already is found out when it does not answer."""
        self.owed.extend(tasks)
        self.deadline = time.monotonic() + _LOADING
        try:
            send(cast(BinaryIO, self.process.stdin), Chunk(tuple(tasks), place, limits))
        except OSError:
            self.process.kill()

    def end(self) -> int:
        """Kill the process; its exit code, negative for a signal."""
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                try:
                    pipe.close()
                except OSError:  # what could not be sent to a dead process
                    continue
        return self.process.wait()


class Pool:
    """``workers`` processes, started when they are needed and kept until ``close``."""

    def __init__(self, workers: int, limits: Limits) -> None:
        self.workers = workers
        self.limits = limits
        self._idle: list[Worker] = []
        self._busy: list[Worker] = []
        self._attempts: Counter[str] = Counter()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers, whatever they are doing."""
        for worker in (*self._idle, *self._busy):
            worker.end()
        self._idle, self._busy = [], []

    def outcomes(self, tasks: Iterable[Task], place: Workplace) -> Iterator[Entry]:
        """One entry for every task, as they are done."""
        waiting = deque(chunked(tasks))
        self._attempts.clear()
        while waiting or self._busy:
            while waiting and len(self._busy) < self.workers:
                worker = self._idle.pop() if self._idle else Worker.start()
                worker.give(waiting.popleft(), place, self.limits)
                self._busy.append(worker)
            for worker in self._ready():
                answer = receive(worker.answers) if worker.deadline else None
                if answer is None:
                    yield from self._lost(worker, waiting)
                    continue
                worker.deadline = time.monotonic() + self.limits.seconds
                if answer != BEGUN:
                    worker.owed.popleft()
                    yield cast(Entry, answer)
                if not worker.owed:
                    self._busy.remove(worker)
                    self._idle.append(worker)

    def _ready(self) -> list[Worker]:
        """Workers that answered, died, or whose time is up (their deadline is then 0)."""
        with selectors.DefaultSelector() as selector:
            for worker in self._busy:
                selector.register(worker.answers, selectors.EVENT_READ, worker)
            first = min(worker.deadline for worker in self._busy)
            events = selector.select(max(0.0, first - time.monotonic()))
        ready = [cast(Worker, key.data) for key, _ in events]
        now = time.monotonic()
        for worker in self._busy:
            if worker not in ready and worker.deadline <= now:
                worker.deadline = 0.0
                ready.append(worker)
        return ready

    def _lost(self, worker: Worker, waiting: deque[tuple[Task, ...]]) -> Iterator[Entry]:
        """What becomes of the tasks of a worker that died or was out of time."""
        self._busy.remove(worker)
        late = not worker.deadline
        code = worker.end()
        if not worker.owed:
            return
        task = worker.owed.popleft()
        if worker.owed:
            waiting.append(tuple(worker.owed))
        self._attempts[task.job.name] += 1
        if not late and self._attempts[task.job.name] < _ATTEMPTS:
            waiting.append((task,))
            return
        yield _quarantined(task, self._late(task) if late else _killed(task, code))

    def _late(self, task: Task) -> Finding:
        return finding("RUN-TIMEOUT", task.job.name, seconds=f"{self.limits.seconds:g}")


def _killed(task: Task, code: int) -> Finding:
    cause = f"exit code {code}"
    if code < 0:
        cause = signal.Signals(-code).name
    return finding("RUN-KILLED", task.job.name, cause=cause)


def _quarantined(task: Task, problem: Finding) -> Entry:
    return (task.entry or Entry(task.job.name)).refused(problem)


def cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
