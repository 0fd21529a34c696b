"""Documents in, processor seconds of each stage of the pipeline out: where the time of a run goes.

The functions that a worker calls are wrapped where it looks them up, so what is timed is what runs;
a stage is charged what it takes itself, without the stages that it calls.
"""

from __future__ import annotations

import importlib
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from pipeline.akn import schema
from pipeline.batch.child import settle
from pipeline.batch.plan import Job
from pipeline.batch.stages import Settings
from pipeline.batch.worker import Task, Workplace, do

# What the issue counts as the pipeline: read, tag, link, mark up, three checks, write.
MEASURED = (
    ("read", "pipeline.batch.worker.read"),
    ("structure", "pipeline.batch.worker.build"),
    ("concepts", "pipeline.tagging.find_concepts"),
    ("norms", "pipeline.tagging.find_norms"),
    ("definitions", "pipeline.tagging.find_definitions"),
    ("references", "pipeline.batch.worker.tag_document"),
    ("references: answers", "pipeline.batch.worker.resolve"),
    ("link", "pipeline.batch.worker.link_document"),
    ("mark up", "pipeline.batch.worker.to_xml"),
    ("parse again", "pipeline.akn.check.parse"),
    ("official schema and profile", "pipeline.akn.check.errors"),
    ("integrity", "pipeline.akn.check.integrity"),
    ("write", "pipeline.batch.worker.write_atomically"),
)
# What a run does beside it, for the site, the tables and the next run.
BESIDE = (
    ("pages", "pipeline.batch.worker.document_files"),
    ("lists of offences", "pipeline.batch.worker.list_facts"),
    ("tables", "pipeline.batch.worker.encoded_rows"),
    ("index", "pipeline.batch.worker.indexed"),
    ("cache: get", "pipeline.batch.cache.Cache.get"),
    ("cache: put", "pipeline.batch.cache.Cache.put"),
)
REST = "rest"
BARE = "bare spaCy tokenizer"


class Clock:
    """Charges processor time to the innermost stage that is under way."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self.stack = [REST]
        self.at = time.process_time()

    def _charge(self) -> None:
        now = time.process_time()
        self.spent[self.stack[-1]] += now - self.at  # type: ignore[assignment]
        self.at = now

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self._charge()
        self.stack.append(name)
        try:
            yield
        finally:
            self._charge()
            self.stack.pop()

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, charged to ``name``; what it gives piece by piece is taken at once."""

        def wrapped(*given: Any, **named: Any) -> Any:
            with self.stage(name):
                found = function(*given, **named)
                return list(found) if isinstance(found, Iterator) else found

        return wrapped


def seconds(
    jobs: Sequence[Job], place: Workplace, beside: Callable[[int], None]
) -> dict[str, float]:
    """Both rounds of a run over ``jobs`` in this process: what each stage took.

    ``beside`` does for the document so numbered what the pipeline is measured against. It is done
    between the documents, so that both meet the same machine.
    """
    schema.official(), schema.profile(), schema.identified()
    clock = Clock()
    with ExitStack() as stack:
        for name, where in (*MEASURED, *BESIDE):
            owner, attribute = _found(where)
            wrapped = clock.timed(name, getattr(owner, attribute))
            stack.enter_context(patch.object(owner, attribute, wrapped))
        with clock.stage(REST):
            entries = []
            for number, job in enumerate(jobs):
                entries.append(do(Task("prepare", job), place))
                with clock.stage(BARE):
                    beside(number)
            for job, entry in zip(jobs, entries, strict=True):
                do(Task("publish", job, 0, entry, f"x/{entry.source[:20]}"), place)
    return dict(clock.spent)


def _found(where: str) -> tuple[Any, str]:
    """The module or class that holds a name, and the name."""
    owner, _, attribute = where.rpartition(".")
    try:
        return importlib.import_module(owner), attribute
    except ModuleNotFoundError:
        module, _, kind = owner.rpartition(".")
        return getattr(importlib.import_module(module), kind), attribute


def table(spent: dict[str, float], characters: int) -> Iterator[str]:
    """The table: seconds per megabyte of text, share, and the ratio to the bare tokenizer."""
    bare = spent[BARE]
    megabytes, whole = characters / 1e6, sum(spent.values()) - bare
    yield f"  {'stage':32} {'s/MB':>6} {'share':>6}"
    for name, _ in (*MEASURED, *BESIDE, (REST, "")):
        taken = spent.get(name, 0.0)
        yield f"  {name:32} {taken / megabytes:6.2f} {taken / whole:6.1%}"
    measured = sum(spent.get(name, 0.0) for name, _ in MEASURED)
    for label, taken in (
        (BARE, bare),
        ("read to write, as the issue counts", measured),
        ("everything a run does", whole),
    ):
        speed, ratio = megabytes / taken, bare / taken
        yield f"  {label:36} {speed:5.2f} MB/s of text, {ratio:5.2f} of the tokenizer"


def warmed(jobs: Sequence[Job], base: Path) -> Workplace:
    """A workplace, everything that a process loads once being loaded."""
    warm = Workplace.of(Settings(), base / "warm", base / "warm-cache")
    for job in jobs:
        do(Task("publish", job, 0, do(Task("prepare", job), warm), "warm"), warm)
    settle()
    return Workplace.of(Settings(), base / "out", base / "cache")
