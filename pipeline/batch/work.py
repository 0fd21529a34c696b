"""Files and the journal in, what has to be done out, with the reason for each document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch.digests import Digests
from pipeline.batch.journal import Entry, Journal, Written
from pipeline.batch.plan import Job
from pipeline.batch.worker import Task, Workplace, publish_key, source_size
from pipeline.errors import LanzaroteError
from pipeline.files import safe_name
from pipeline.model import Iri
from pipeline.review.decisions import Decision
from pipeline.review.ledger import Ledger, digest
from pipeline.tagging.corpus import CorpusIndex
from pipeline.text import sha256

# Problems that may be gone the next time: these documents are always tried again.
_PASSING = ("RUN-", "SRC-READ", "SRC-CHANGED")


@dataclass(frozen=True, slots=True)
class Planned:
    """A document and what will be done with it; an empty ``reason``: nothing."""

    job: Job
    size: int
    reason: str
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A prepared document, the path without ending it is published under, what it is told."""

    entry: Entry
    target: str
    answers: tuple[tuple[str, str], ...]
    twin: bool = False  # another document of this run has the same expression
    decisions: tuple[Decision, ...] = ()  # of readers, about its work

    def task(self, job: Job, size: int) -> Task:
        return Task("publish", job, size, self.entry, self.target, self.answers, self.decisions)


def planned(
    jobs: Iterable[Job], journal: Journal, place: Workplace, files: Digests
) -> Iterator[Planned]:
    """Each document with the reason to prepare it; what is known of it if there is none."""
    for job in jobs:
        try:
            size = source_size(job.path, job.name, place.settings)
            source = files.digest(job.path)
        except (LanzaroteError, OSError):
            yield Planned(job, 0, "the source cannot be read as it is")
            continue
        last = journal.last(job.name)
        reason = _reason(last, source, place.digests.tag_key(job.name, source))
        yield Planned(job, size, reason, last if not reason else None)


def _reason(last: Entry | None, source: str, tagged: str) -> str:
    if last is None:
        return "new"
    if last.problem and last.problem.code.startswith(_PASSING):
        return f"quarantined before ({last.problem.code})"
    if last.source != source:
        return "the source changed"
    if last.tagged != tagged:
        return "the program or its knowledge changed"
    return ""


def placed(entries: Iterable[Entry], ledger: Ledger) -> Iterator[Placed]:
    """Where each prepared document is published, what its neighbours tell it, what was decided.

    ``entries`` are in the order of the plan: of several files that give the same expression, the
    first has its path and each other a path with the digest of its own name.
    """
    kept = list(entries)
    corpus = CorpusIndex.of((entry.work, entry.offers) for entry in kept)
    taken: set[str] = set()
    for entry in kept:
        path = "/".join(safe_name(part) for part in entry.iri.strip("/").split("/"))
        twin = path.casefold() in taken
        if twin:
            path = f"{path}-{sha256(entry.name)[:12]}"
        taken.add(path.casefold())
        answers = corpus.answers(entry.work, entry.asks)
        yield Placed(entry, path, answers, twin, ledger.of(Iri(entry.work)))


def publishing(
    all_placed: Iterable[Placed],
    jobs: Mapping[str, Planned],
    place: Workplace,
    files: Digests,
) -> Iterator[Task | Entry]:
    """For each document the task to publish it, or its entry if it stands as it should."""
    for one in all_placed:
        entry, planned_job = one.entry, jobs[one.entry.name]
        key = place.digests.publish_key(
            entry.name, entry.source, one.target, one.answers, digest(one.decisions)
        )
        same = entry.published == key
        if same and (entry.problem or (entry.files and stand(entry.files, place.output, files))):
            yield entry
        else:
            job, size = planned_job.job, planned_job.size
            yield one.task(job, size)


def stand(written: Iterable[Written], output: Path, files: Digests) -> bool:
    """Whether files are there with the bytes that were written."""
    return files.stand(output, ((each.path, each.sha256) for each in written))


@dataclass(frozen=True, slots=True)
class Reason:
    """What a run would do with a document; ``stage`` is empty if nothing."""

    name: str
    stage: str
    reason: str


def reasons(
    jobs: Iterable[Job], journal: Journal, place: Workplace, ledger: Ledger | None = None
) -> Iterator[Reason]:
    """What a run would do with each document and why.

    What neighbours tell a document is known only when all are prepared: of documents that need
    no preparing themselves, those are named for which the present neighbours already change it.
    """
    files = Digests.of(place.cache)
    plan = list(planned(sorted(jobs), journal, place, files))
    known = {p.job.name: p for p in plan}
    entries = (p.entry for p in plan if p.entry and p.entry.iri)
    ready = list(placed(entries, ledger or Ledger()))
    tasks = {
        each.job.name: each
        for each in publishing(ready, known, place, files)
        if isinstance(each, Task)
    }
    for p in plan:
        if p.reason:
            yield Reason(p.job.name, "prepare and publish", p.reason)
        elif p.job.name in tasks:
            yield Reason(p.job.name, "publish", _why(tasks[p.job.name], place))
        else:
            yield Reason(p.job.name, "", "unchanged")


def _why(task: Task, place: Workplace) -> str:
    entry = task.entry
    if entry is None or not entry.published:
        return "it was prepared and not published"
    if entry.published == publish_key(task, entry, place):
        return "a published file is missing or was altered"
    return "linking, markup, pages, a neighbour or a reader's decision changed"
