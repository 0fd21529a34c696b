"""How a run goes on, on standard error: a bar on a terminal, plain or JSON lines otherwise."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO

from pipeline.batch.journal import Entry

_LABELS = {"prepare": "read, tag", "publish": "link, write"}
_EVERY_BAR, _EVERY_LINE = 0.1, 5.0  # seconds between two updates
_WIDTH = 24


@dataclass(slots=True)
class StageTiming:
    """One stage as the summary at the end shows it."""

    stage: str
    tasks: int
    size: int
    seconds: float = 0.0
    refused: int = 0


@dataclass(slots=True)
class Progress:
    """Watches a run. Rates are bytes of source; the remaining time follows from them."""

    form: str = "text"  # or json
    quiet: bool = False
    out: TextIO = field(default_factory=lambda: sys.stderr)
    clock: Callable[[], float] = time.monotonic
    stages: list[StageTiming] = field(default_factory=list)
    _begun: float = 0.0
    _shown: float = 0.0
    _tasks: int = 0
    _size: int = 0

    def begin(self, stage: str, tasks: int, size: int) -> None:
        """A stage begins, with so many documents of so many bytes in all."""
        self.stages.append(StageTiming(stage, tasks, size))
        self._begun = self._shown = self.clock()
        self._tasks = self._size = 0
        self._event("begin", stage=stage, documents=tasks, bytes=size)

    def done(self, size: int, entry: Entry) -> None:
        """A document is done, or refused."""
        self._tasks += 1
        self._size += size
        if entry.problem:
            self.stages[-1].refused += 1
            p = entry.problem
            self._event("refused", source=p.path, line=p.line, code=p.code, message=p.message)
        now = self.clock()
        last = self._tasks == self.stages[-1].tasks
        if last or now - self._shown >= (_EVERY_BAR if self._terminal() else _EVERY_LINE):
            self._shown = now
            self._show(now)

    def end(self, stage: str) -> None:
        """The stage is over."""
        timing = self.stages[-1]
        timing.seconds = self.clock() - self._begun
        if self._terminal() and timing.tasks:
            self._write("\n")
        seconds = round(timing.seconds, 3)
        self._event("end", stage=stage, documents=timing.tasks, seconds=seconds)

    def table(self) -> list[str]:
        """Lines of a table of the stages: documents, refused, megabytes, seconds, rate."""
        lines = [f"{'stage':14}{'documents':>10}{'refused':>9}{'MB':>9}{'s':>8}{'MB/s':>8}"]
        for t in self.stages:
            size = t.size / 1e6
            rate = f"{size / t.seconds:8.2f}" if t.tasks and t.seconds else f"{'-':>8}"
            lines.append(
                f"{_LABELS.get(t.stage, t.stage):14}{t.tasks:10}{t.refused:9}{size:9.2f}"
                f"{t.seconds:8.2f}{rate}"
            )
        return lines

    def _show(self, now: float) -> None:
        timing, spent = self.stages[-1], max(now - self._begun, 1e-9)
        rate = self._size / spent
        left = (timing.size - self._size) / rate if rate else 0.0
        words = f"{self._tasks}/{timing.tasks} documents, {rate / 1e6:.2f} MB/s, {_time(left)} left"
        label = _LABELS.get(timing.stage, timing.stage)
        if self._terminal():
            full = int(_WIDTH * self._size / timing.size) if timing.size else _WIDTH
            self._write(f"\r{label:12} [{'#' * full:{_WIDTH}}] {words}\x1b[K")
        elif self.form == "text" and not self.quiet:
            self._write(f"{label}: {words}\n")
        self._event("progress", stage=timing.stage, documents=self._tasks, bytes=self._size)

    def _terminal(self) -> bool:
        return self.form == "text" and not self.quiet and self.out.isatty()

    def _event(self, event: str, **details: object) -> None:
        if self.form == "json" and not (self.quiet and event != "refused"):
            self._write(json.dumps({"event": event, **details}, sort_keys=True) + "\n")

    def _write(self, text: str) -> None:
        self.out.write(text)
        self.out.flush()


def _time(seconds: float) -> str:
    minutes, rest = divmod(int(seconds + 0.5), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
