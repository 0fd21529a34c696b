"""Tasks in on standard input, journal entries out on standard output: the life of a worker process.

Both are frames: eight bytes of length, then a pickle. The process ends when its input does, also
in the middle of a document, so nothing works on when whoever started it is gone.
"""

from __future__ import annotations

import os
import pickle
import queue
import struct
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.batch.journal import Entry
from pipeline.batch.stages import StageDigests
from pipeline.batch.worker import Task, Workplace, do, edition
from pipeline.errors import finding
from pipeline.knowledge.opinions import load_profile

_LENGTH = struct.Struct(">Q")
BEGUN = (
    "begun"  # the first answer to a chunk: the program is loaded, the first document's time runs
)
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


def receive(pipe: BinaryIO) -> Any | None:
    """The value of the next frame; None when the other side is gone."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    return pickle.loads(data) if len(data) == length else None


def main() -> None:
    """Serve chunks until the input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not stand between frames
    chunks: queue.SimpleQueue[Chunk] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, chunks), daemon=True).start()
    with suppress(BrokenPipeError):
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


def _listen(pipe: BinaryIO, chunks: queue.SimpleQueue[Chunk]) -> None:
    while (chunk := receive(pipe)) is not None:
        chunks.put(chunk)
    os._exit(0)


@cache
def _same_program(place: Workplace) -> bool:
    """Whether this process would make of a document what the one that planned the run expects.

    Answering loads the knowledge, which is then no document's memory or time.
    """
    library = place.settings.library
    profile = load_profile(library, place.settings.opinion)
    edition(library, profile)
    return StageDigests.of(place.settings) == place.digests


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
