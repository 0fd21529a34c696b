"""Tasks in on standard input, journal entries out on standard output: the life of a worker process.

Both are frames: eight bytes of length, then a pickle. The process ends when its input does, also
in the middle of a document, so nothing works on when whoever started it is gone.
"""

from __future__ import annotations

import gc
import os
import pickle
import queue
import struct
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from io import RawIOBase
from pathlib import Path
from typing import Any, BinaryIO, cast

from pipeline.batch.journal import Entry
from pipeline.batch.stages import StageDigests
from pipeline.batch.worker import Task, Workplace, current_edition, do
from pipeline.errors import finding

_LENGTH = struct.Struct(">Q")
BEGUN = (
    "begun"  # the first answer to a chunk: the program is loaded, the first document's time runs
)
_ALLOCATIONS = 50_000  # between two looks for circles: some tens of provisions
_STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds, and mebibytes beyond what an idle worker holds."""

    seconds: float = 120.0
    megabytes: int = 1024


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some tasks to be done one after the other, each answered by an entry as it is done."""

    tasks: tuple[Task, ...]
    place: Workplace
    limits: Limits


def send(pipe: BinaryIO, value: Any) -> None:
    """One frame; OSError if nobody reads."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def receive(pipe: RawIOBase) -> Any | None:
    """The value of the next frame; None when the other side is gone.

    The pipe must be unbuffered: whoever waits until it can be read sees every frame.
    """
    head = _exactly(pipe, _LENGTH.size)
    if head is None:
        return None
    data = _exactly(pipe, _LENGTH.unpack(head)[0])
    return None if data is None else pickle.loads(data)


def _exactly(pipe: RawIOBase, count: int) -> bytes | None:
    found = bytearray()
    while len(found) < count:
        part = pipe.read(count - len(found))
        if not part:
            return None
        found += part
    return bytes(found)


def main() -> None:
    """Serve chunks until the input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not stand between frames
    chunks: queue.SimpleQueue[Chunk] = queue.SimpleQueue()
    tasks = cast(RawIOBase, os.fdopen(0, "rb", buffering=0, closefd=False))
    threading.Thread(target=_listen, args=(tasks, chunks), daemon=True).start()
    try:
        _serve(chunks, answers)
    finally:  # no tidying up: a thread still reads, and what was to be said has been said
        os._exit(1)


def _serve(chunks: queue.SimpleQueue[Chunk], answers: BinaryIO) -> None:
    while True:
        chunk = chunks.get()
        same = _same_program(chunk.place)
        send(answers, BEGUN)
        for task in chunk.tasks:
            _limit(chunk.limits)
            entry = do(task, chunk.place) if same else _stranger(task)
            send(answers, entry)
            if entry.problem and entry.problem.code == "RUN-MEMORY":
                return  # a heap that was full is not used again


def _listen(pipe: RawIOBase, chunks: queue.SimpleQueue[Chunk]) -> None:
    while (chunk := receive(pipe)) is not None:
        chunks.put(chunk)
    os._exit(0)


@cache
def _same_program(place: Workplace) -> bool:
    """Whether this process would make of a document what the one that planned the run expects.

    Answering loads the knowledge, which is then no document's memory or time.
    """
    current_edition(place.settings)
    settle()
    return StageDigests.of(place.settings) == place.digests


def settle() -> None:
    """Spare the collector of garbage what a process keeps, and the small change of a document.

    Values are trees and are freed when nothing names them; looking for circles among them took a
    fifteenth of a run.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS, 20, 20)


def _stranger(task: Task) -> Entry:
    entry = task.entry or Entry(task.job.name)
    return entry.refused(finding("RUN-VERSION", task.job.name))


def _limit(limits: Limits) -> None:
    """Allow the process so much more memory than it holds now (where the system can)."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        allowed = _held() + limits.megabytes * 1024 * 1024
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (allowed, hard))


def _held() -> int:
    """Bytes of writable private memory of this process; 0 where that is not known."""
    with suppress(OSError):
        for line in _STATUS.read_text("ascii").splitlines():
            if line.startswith("VmData:"):
                return int(line.split()[1]) * 1024
    return 0
