"""Jobs in, the output folder out: documents as they come, then tables, site and run record.

Outcomes are taken in the order of the plan whatever order workers finish in, so the result does
not depend on how many there are.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.batch.plan import Job
from pipeline.batch.worker import Outcome, Settings, process
from pipeline.errors import finding
from pipeline.exports.findings import to_sarif
from pipeline.exports.run_record import run_record
from pipeline.exports.site import DocumentSummary, SiteContext, write_site
from pipeline.exports.tables import write_tables
from pipeline.files import safe_name, write_atomically
from pipeline.knowledge.opinions import load_profile
from pipeline.linking.coverage import act_coverage, coverage
from pipeline.model import Finding, Link

# How many documents may wait per worker: enough to keep it busy, few enough to bound memory.
_AHEAD = 3


@dataclass(slots=True)
class Account:
    """What was published and what was not: published + quarantined = inputs, always."""

    inputs: int
    published: list[tuple[str, str, str]] = field(default_factory=list)  # file, source, sha256
    quarantined: list[Finding] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def sentence(self) -> str:
        """The account in one sentence."""
        counts = self.counts
        return (
            f"{self.inputs} files: {len(self.published)} published, "
            f"{len(self.quarantined)} refused; {counts['provisions']} provisions, "
            f"{counts['norms']} norms, {counts['concepts']} concept mentions, "
            f"{counts['links']} links, {counts['near_misses']} near misses, "
            f"{len(self.findings)} findings."
        )


def run(
    jobs: Sequence[Job],
    output: Path,
    settings: Settings,
    workers: int = 1,
    progress: Callable[[Outcome], None] = lambda outcome: None,
) -> Account:
    """Do all jobs and write ``output``; every file is written whole or not at all."""
    account = Account(len(jobs))
    tables: dict[str, list[tuple[str, ...]]] = {}
    summaries: list[DocumentSummary] = []
    taken: set[str] = set()
    for outcome in _outcomes(jobs, settings, workers):
        if outcome.problem:
            account.quarantined.append(outcome.problem)
        elif outcome.summary:
            name = _publish(outcome, output, taken, account)
            for table, rows in outcome.tables.items():
                tables.setdefault(table, []).extend(rows)
            summaries.append(replace(outcome.summary, page=name))
        progress(outcome)
    _finish(output, settings, account, tables, summaries)
    return account


def _publish(outcome: Outcome, output: Path, taken: set[str], account: Account) -> str:
    """Write one document's XML and page; the name of the folder of its pages."""
    path = "/".join(safe_name(part) for part in outcome.iri.strip("/").split("/"))
    if path in taken:
        path = f"{path}-{outcome.sha256[:8]}"
        account.findings.append(
            finding("RUN-DUPLICATE", outcome.job.name, iri=outcome.iri, name=path)
        )
    taken.add(path)
    page = safe_name(path.replace("/", "-"))
    write_atomically(output / "xml" / f"{path}.xml", outcome.xml)
    for name, data in outcome.pages.items():
        write_atomically(output / "site" / "documents" / page / name, data)
    account.published.append((f"xml/{path}.xml", outcome.job.name, outcome.sha256))
    account.findings.extend(outcome.findings)
    account.counts.update(outcome.counts)
    return page


def _outcomes(jobs: Sequence[Job], settings: Settings, workers: int) -> Iterator[Outcome]:
    if workers <= 1 or len(jobs) <= 1:
        yield from (process(job, settings) for job in jobs)
        return
    remaining = deque(jobs)
    while remaining:
        try:
            for outcome in _pooled(tuple(remaining), settings, workers):
                remaining.popleft()
                yield outcome
        except BrokenProcessPool:
            yield _alone(remaining.popleft(), settings)


def _pooled(jobs: Sequence[Job], settings: Settings, workers: int) -> Iterator[Outcome]:
    """Outcomes in the order of ``jobs``, a bounded number of them under way at once."""
    with ProcessPoolExecutor(workers) as pool:
        waiting: deque[Future[Outcome]] = deque()
        for job in jobs:
            waiting.append(pool.submit(process, job, settings))
            if len(waiting) >= workers * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _alone(job: Job, settings: Settings) -> Outcome:
    """The job that stood first when a worker died, tried once more in a process of its own."""
    try:
        with ProcessPoolExecutor(1) as pool:
            return pool.submit(process, job, settings).result()
    except BrokenProcessPool:
        return Outcome(job, problem=finding("RUN-KILLED", job.name))


def _finish(
    output: Path,
    settings: Settings,
    account: Account,
    tables: dict[str, list[tuple[str, ...]]],
    summaries: list[DocumentSummary],
) -> None:
    library = settings.library
    profile = load_profile(library, settings.opinion)
    findings = (*account.quarantined, *account.findings)
    links: dict[str, list[Link]] = {s.jurisdiction: [] for s in summaries if not s.opinion}
    for summary in summaries:
        if not summary.opinion:
            links[summary.jurisdiction].extend(entry.link for entry in summary.entries)
    cells = {
        "holding": coverage(links, profile),
        "act": act_coverage(links, profile),
    }
    write_tables(output / "tables", tables, cells, findings)
    write_site(output / "site", summaries, SiteContext.of(library, profile), cells, findings)
    write_atomically(output / "findings.sarif", to_sarif(findings))
    _forget(output, account)
    record = run_record(
        published=account.published,
        quarantined=account.quarantined,
        counts=dict(account.counts),
        findings=Counter(f.code for f in findings),
        knowledge=library.digests(),
    )
    write_atomically(output / "run.json", record)


def _forget(output: Path, account: Account) -> None:
    """Remove the XML that an earlier run published here and this one did not."""
    record = output / "run.json"
    if not record.is_file():
        return
    now = {file for file, _, _ in account.published}
    for entry in json.loads(record.read_bytes()).get("published", []):
        stale = output / entry["file"]
        if entry["file"] not in now and stale.resolve().is_relative_to(output.resolve()):
            stale.unlink(missing_ok=True)
