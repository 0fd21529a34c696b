"""Published documents in, what is written about all of them out: tables, site, index, run record.

Results are read from the cache one document after the other, in the order of the plan, so memory
does not grow with the text of the corpus.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.batch.account import Account, Standing
from pipeline.batch.digests import Digests
from pipeline.batch.journal import Complete, Entry, Written
from pipeline.batch.plan import Job
from pipeline.batch.work import Placed, stand
from pipeline.batch.worker import Contribution, Workplace, do
from pipeline.errors import LanzaroteError, finding
from pipeline.exports.corpus import coverage_of
from pipeline.exports.findings import to_sarif
from pipeline.exports.index import write_index
from pipeline.exports.run_record import run_record
from pipeline.exports.site import DocumentSummary, SiteContext, write_site
from pipeline.exports.tables import Extent, write_lists, write_tables
from pipeline.exports.workbook import correlation_workbook
from pipeline.files import write_atomically
from pipeline.knowledge.opinions import load_profile
from pipeline.linking.lists import ListFacts, matrix
from pipeline.model import Finding
from pipeline.text import sha256

PARTS = ("corpus", "tables", "index")  # what the cache keeps of a published document
_DOCUMENTS = ("xml", "site/documents")  # folders of single documents


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents of a run in the order of the plan, and what was refused."""

    place: Workplace
    published: tuple[Placed, ...]
    jobs: Mapping[str, Job]
    quarantined: tuple[Finding, ...]

    def key(self) -> str:
        """The digest of all that the corpus-wide files are made from."""
        parts = [f"{one.entry.published} {one.twin}" for one in self.published]
        problems = [f"{f.code} {f.path} {f.line} {f.message}" for f in self.quarantined]
        return sha256("\n".join((self.place.digests.publish, *parts, *problems)))

    def part(self, one: Placed, part: str) -> Any:
        """A result of one document; made again if the cache has lost it."""
        key = one.entry.published
        found = self.place.cache.get(key, part)
        if found is None:
            do(one.task(self.jobs[one.entry.name], 0), self.place)
            found = self.place.cache.get(key, part)
        return found

    def contributions(self) -> Iterator[Contribution]:
        for one in self.published:
            yield self.part(one, "corpus")

    def twins(self) -> Iterator[Finding]:
        """A finding for each file that gives the same expression as one before it."""
        for one in self.published:
            if one.twin:
                name = one.target
                yield finding("RUN-DUPLICATE", one.entry.name, iri=one.entry.iri, name=name)


@dataclass(slots=True)
class _Gathered:
    """What is known of the corpus once every contribution was seen."""

    summaries: list[DocumentSummary] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    documents: dict[str, set[str]] = field(default_factory=dict)
    provisions: Counter[str] = field(default_factory=Counter)
    lists: list[ListFacts] = field(default_factory=list)

    def take(self, one: Contribution) -> None:
        summary = one.summary
        self.summaries.append(summary)
        self.findings.extend(one.findings)
        self.counts.update(dict(one.counts))
        self.documents.setdefault(summary.jurisdiction, set()).add(summary.iri)
        self.provisions[summary.jurisdiction] += summary.provisions
        if not summary.opinion and not summary.treaty:
            self.lists.append(one.lists)

    def extents(self) -> dict[str, Extent]:
        return {j: Extent(len(d), self.provisions[j]) for j, d in self.documents.items()}


def account(corpus: Corpus, before: Mapping[str, Entry], told: Complete) -> Account:
    """The account of a run; ``before`` are the entries of the last completed one."""
    entries = [one.entry for one in corpus.published]
    unchanged = sum(1 for entry in entries if before.get(entry.name) == entry)
    return Account(
        inputs=len(corpus.jobs),
        published=len(entries) - unchanged,
        unchanged=unchanged,
        documents=tuple(Standing(e.files[0].path, e.name, e.source) for e in entries),
        quarantined=corpus.quarantined,
        counts=told.counts,
        findings=told.findings,
    )


def is_current(corpus: Corpus, complete: Complete, files: Digests) -> bool:
    """Whether all corpus-wide files stand as the last completed run wrote them."""
    output = corpus.place.output
    return complete.corpus == corpus.key() and stand(complete.files, output, files)


def write_corpus(corpus: Corpus, before: Mapping[str, Entry], files: Digests) -> Complete:
    """Write all corpus-wide files; what the journal is to remember of them."""
    place, output = corpus.place, corpus.place.output
    library = place.settings.library
    profile = load_profile(library, place.settings.opinion)
    gathered = _Gathered()
    for one in corpus.contributions():
        gathered.take(one)
    gathered.findings.extend(corpus.twins())
    cells = coverage_of(gathered.summaries, profile)
    site = SiteContext.of(library, profile)
    lists = matrix(gathered.lists)
    try:
        book = correlation_workbook(gathered.summaries, site, cells, lists, library)
        write_atomically(output / "correlation.xlsx", book)
    except LanzaroteError as error:  # without the extra a run is whole all the same
        gathered.findings.append(error.finding)
    findings = (*corpus.quarantined, *gathered.findings)
    fragments = (corpus.part(one, "tables") for one in corpus.published)
    write_tables(output / "tables", fragments, gathered.extents(), cells, findings)
    write_lists(output / "tables", lists)
    write_site(output / "site", gathered.summaries, site, cells, findings)
    _index(corpus)
    write_atomically(output / "findings.sarif", to_sarif(findings))
    told = Complete(
        corpus.key(),
        counts=dict(sorted(gathered.counts.items())),
        findings=dict(sorted(Counter(f.code for f in gathered.findings).items())),
    )
    write_atomically(output / "run.json", _record(account(corpus, before, told), place))
    return Complete(told.corpus, _written(output, files), told.counts, told.findings)


def _index(corpus: Corpus) -> None:
    by_name = {one.entry.name: one for one in corpus.published}
    keys = {name: one.entry.published for name, one in by_name.items()}
    write_index(
        corpus.place.output / "index.sqlite", keys, lambda n: corpus.part(by_name[n], "index")
    )


def _record(told: Account, place: Workplace) -> bytes:
    return run_record(
        published=told.published,
        unchanged=told.unchanged,
        documents=[(d.file, d.source, d.sha256) for d in told.documents],
        quarantined=told.quarantined,
        counts=told.counts,
        findings=told.findings,
        knowledge=place.settings.library.digests(),
    )


def _written(output: Path, files: Digests) -> tuple[Written, ...]:
    """The corpus-wide files of the output folder with their digests, sorted."""
    found = []
    for path in sorted(output.rglob("*")):
        inside = path.relative_to(output)
        single = any(inside.is_relative_to(folder) for folder in _DOCUMENTS)
        hidden = any(part.startswith(".") for part in inside.parts)
        if path.is_file() and not single and not hidden:
            found.append(Written(inside.as_posix(), files.digest(path)))
    return tuple(found)


def remove_stale(output: Path, known: set[str], standing: Sequence[Entry], killed: bool) -> None:
    """Remove documents that were published here and are not any more.

    ``known`` are the files that the journal remembers. A run that was killed may have published
    one that no line names yet: after it, the folders of documents are looked through.
    """
    now = {written.path for entry in standing for written in entry.files}
    if killed:
        found = (path for folder in _DOCUMENTS for path in (output / folder).rglob("*.*"))
        known = known | {path.relative_to(output).as_posix() for path in found if path.is_file()}
    for name in sorted(known - now):
        path = output / name
        if path.resolve().is_relative_to(output.resolve()):
            path.unlink(missing_ok=True)
