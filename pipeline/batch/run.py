"""Jobs in, the output folder out: prepare each document, publish each, then what is about all.

The two rounds are what makes links between documents right: a document is published when all its
neighbours are known, and again only when what they tell it changes. What is done is remembered
line by line, so a run that was killed goes on where it was.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from pipeline.batch.account import Account
from pipeline.batch.corpus import (
    PARTS,
    Corpus,
    account,
    is_current,
    remove_stale,
    write_corpus,
)
from pipeline.batch.digests import KEY, Digests
from pipeline.batch.journal import Entry, Journal
from pipeline.batch.plan import Job
from pipeline.batch.work import Placed, Planned, placed, planned, publishing
from pipeline.batch.worker import Settings, Task, Workplace, do
from pipeline.files import remove_abandoned
from pipeline.review.ledger import Ledger

STATE = ".lanzarote"  # folder of the output that holds the journal


class Executor(Protocol):
    """Does tasks somewhere and gives an entry for each, as they are done."""

    def outcomes(self, tasks: Iterable[Task], place: Workplace) -> Iterator[Entry]: ...


class Watch(Protocol):
    """Is told how a run goes on."""

    def begin(self, stage: str, tasks: int, size: int) -> None: ...
    def done(self, task_size: int, entry: Entry) -> None: ...
    def end(self, stage: str) -> None: ...


class Here:
    """An executor in this very process: without start-up, and without limits."""

    def outcomes(self, tasks: Iterable[Task], place: Workplace) -> Iterator[Entry]:
        """One entry for every task, in order."""
        return (do(task, place) for task in tasks)


class _Unwatched:
    def begin(self, stage: str, tasks: int, size: int) -> None:
        return None

    def done(self, task_size: int, entry: Entry) -> None:
        return None

    def end(self, stage: str) -> None:
        return None


def journal_of(output: Path) -> Journal:
    """The journal of an output folder."""
    return Journal.open(output / STATE / "journal.jsonl")


def run(
    jobs: Sequence[Job],
    output: Path,
    settings: Settings,
    executor: Executor | None = None,
    watch: Watch | None = None,
    cache: Path | None = None,
    ledger: Ledger | None = None,
) -> Account:
    """Do all jobs and write ``output``; every file is written whole or not at all.

    ``ledger``: what readers decided; it wins over what the program finds.
    """
    place = Workplace.of(settings, output, cache)
    journal = journal_of(output)
    try:
        work = _Work(place, journal, executor or Here(), watch or _Unwatched())
        return _run(jobs, work, ledger or Ledger())
    finally:
        journal.release()


def _run(jobs: Sequence[Job], work: _Work, ledger: Ledger) -> Account:
    place, journal = work.place, work.journal
    killed = bool(journal.since)
    files = Digests.of(place.cache)
    plan = list(planned(sorted(jobs), journal, place, files))
    entries = work.prepare(plan)
    ready = list(placed((entry for entry in entries if entry.iri), ledger))
    published = work.publish(ready, {p.job.name: p for p in plan}, files)
    final = [published.get(entry.name, entry) for entry in entries]
    corpus = Corpus(
        place,
        tuple(_standing(ready, published)),
        {p.job.name: p.job for p in plan},
        tuple(e.problem for e in final if e.problem),
    )
    complete = journal.complete
    if killed or not is_current(corpus, complete, files):
        work.restore(corpus)
        complete = write_corpus(corpus, journal.before, files)
    told = account(corpus, journal.before, complete)
    if journal.since or complete != journal.complete:
        remove_stale(place.output, journal.files(), [e for e in final if not e.problem], killed)
        remove_abandoned(place.output)
        journal.close(complete, final)
        place.cache.sweep((KEY, *_keys(final, place)))
    files.keep(place.cache)
    return told


def _standing(ready: Iterable[Placed], published: dict[str, Entry]) -> Iterator[Placed]:
    for one in ready:
        entry = published[one.entry.name]
        if not entry.problem:
            yield replace(one, entry=entry)


def _keys(entries: Iterable[Entry], place: Workplace) -> Iterator[str]:
    for entry in entries:
        yield place.digests.read_key(entry.name, entry.source)
        yield from (entry.tagged, entry.published)


class _Work:
    """Hands tasks to the executor, writes the journal, tells whoever watches."""

    def __init__(
        self, place: Workplace, journal: Journal, executor: Executor, watch: Watch
    ) -> None:
        self.place, self.journal = place, journal
        self.executor, self.watch = executor, watch

    def prepare(self, plan: Sequence[Planned]) -> list[Entry]:
        """The entry of every document, read and tagged or refused, in the order of the plan."""
        tasks = [Task("prepare", p.job, p.size) for p in plan if p.entry is None]
        found = {p.job.name: p.entry for p in plan if p.entry is not None}
        found.update({entry.name: entry for entry in self._do("prepare", tasks)})
        return [found[p.job.name] for p in plan]

    def publish(
        self, ready: Sequence[Placed], plan: dict[str, Planned], files: Digests
    ) -> dict[str, Entry]:
        """The entry of every prepared document by its name, published or refused."""
        tasks: list[Task] = []
        found: dict[str, Entry] = {}
        for each in publishing(ready, plan, self.place, files):
            if isinstance(each, Task):
                tasks.append(each)
            else:
                found[each.name] = each
        done = [(entry, time.time_ns()) for entry in self._do("publish", tasks)]
        for entry, at in done:
            found[entry.name] = entry
            for written in entry.files:
                files.trust(self.place.output / written.path, written.sha256, at)
        return found

    def restore(self, corpus: Corpus) -> None:
        """Make again what the cache has lost of documents that stand."""
        lost = [
            one.task(corpus.jobs[one.entry.name], 0)
            for one in corpus.published
            if not self.place.cache.holds(one.entry.published, PARTS)
        ]
        for _ in self.executor.outcomes(lost, self.place):
            continue

    def _do(self, stage: str, tasks: Sequence[Task]) -> Iterator[Entry]:
        sizes = {task.job.name: task.size for task in tasks}
        self.watch.begin(stage, len(tasks), sum(sizes.values()))
        for entry in self.executor.outcomes(tasks, self.place):
            self.journal.append(entry)
            self.watch.done(sizes[entry.name], entry)
            yield entry
        self.watch.end(stage)
