"""Progress: a bar on a terminal, plain or JSON lines elsewhere, nothing if asked for quiet."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator

import pytest

from pipeline.batch.journal import Entry
from pipeline.cli.progress import Progress
from pipeline.errors import finding


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def ticking() -> Callable[[], float]:
    """A clock that is ten seconds later whenever it is asked."""
    times: Iterator[float] = iter(range(0, 10_000, 10))
    return lambda: next(times)


def watched(progress: Progress) -> str:
    progress.begin("prepare", 2, 3_000_000)
    progress.done(1_000_000, Entry("a"))
    progress.done(2_000_000, Entry("b", problem=finding("SRC-EMPTY", "b")))
    progress.end("prepare")
    out = progress.out
    assert isinstance(out, io.StringIO)
    return out.getvalue()


def test_lines_say_rate_and_remaining_time() -> None:
    told = watched(Progress(out=io.StringIO(), clock=ticking()))
    assert told.splitlines()[0] == "read, tag: 1/2 documents, 0.10 MB/s, 0:20 left"
    assert "\r" not in told


def test_a_terminal_has_one_line_that_moves() -> None:
    told = watched(Progress(out=Terminal(), clock=ticking()))
    assert told.count("\r") == 2
    assert told.count("\n") == 1


def test_json_lines_are_json_and_name_what_was_refused() -> None:
    told = watched(Progress("json", out=io.StringIO(), clock=ticking()))
    events = [json.loads(line) for line in told.splitlines()]
    assert [e["event"] for e in events] == ["begin", "progress", "refused", "progress", "end"]
    assert events[2]["code"] == "SRC-EMPTY"


@pytest.mark.parametrize("out", [io.StringIO(), Terminal()])
def test_quiet_is_quiet(out: io.StringIO) -> None:
    assert watched(Progress(quiet=True, out=out, clock=ticking())) == ""


def test_the_table_at_the_end_counts_documents_and_refusals() -> None:
    progress = Progress(out=io.StringIO(), clock=ticking())
    watched(progress)
    header, line = progress.table()
    assert header.split()[1:3] == ["documents", "refused"]
    assert line.split()[2:4] == ["2", "1"]
