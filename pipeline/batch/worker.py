"""One document and a stage in, its journal entry out; the border where any failure ends.

Runs in a worker process. *Prepare* reads and tags a document by itself; *publish*, when all are
prepared, lets it take what its neighbours told, links it and writes its XML and page. Between the
two, and for the pages and tables of the whole corpus, results lie in the cache.
"""

from __future__ import annotations

import traceback
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from pipeline.akn.check import require_valid
from pipeline.akn.metadata import Edition
from pipeline.akn.writer import to_xml
from pipeline.batch.cache import Cache
from pipeline.batch.journal import Entry, Written
from pipeline.batch.plan import Job
from pipeline.batch.stages import Settings, StageDigests
from pipeline.errors import LanzaroteError, SourceError, finding
from pipeline.exports.index import IndexedDocument, indexed
from pipeline.exports.site import (
    DocumentSummary,
    SiteContext,
    document_files,
    document_summary,
    page_folder,
)
from pipeline.exports.tables import encoded_rows
from pipeline.files import write_atomically
from pipeline.knowledge import Library
from pipeline.knowledge.opinions import OpinionProfile, load_profile
from pipeline.knowledge.thesaurus import load_thesaurus
from pipeline.linking import link_document
from pipeline.linking.lists import ListFacts, list_facts
from pipeline.model import Document, Finding, Iri, Marked, Tags
from pipeline.readers import read
from pipeline.review.applying import reviewed
from pipeline.review.decisions import Decision
from pipeline.review.ledger import digest
from pipeline.structure import build
from pipeline.tagging import tag_document
from pipeline.tagging.corpus import Asked, Listening, asks, offers, resolve
from pipeline.text import sha256

__all__ = ["Settings", "Task", "Workplace", "do", "edition", "load", "mark"]


@dataclass(frozen=True, slots=True)
class Workplace:
    """What all tasks of a run share: settings, what they amount to, and where results go."""

    settings: Settings
    digests: StageDigests
    cache: Cache
    output: Path

    @classmethod
    def of(cls, settings: Settings, output: Path, cache: Path | None = None) -> Workplace:
        kept = Cache(cache.resolve()) if cache else Cache.of(output)
        return cls(settings, StageDigests.of(settings), kept, output.resolve())


@dataclass(frozen=True, slots=True)
class Task:
    """One stage of one document. ``size`` is that of its source in bytes.

    To publish, ``entry`` is what preparing gave, ``target`` the path without ending under ``xml/``,
    ``answers`` what the corpus told and ``decisions`` what readers decided about the work.
    """

    stage: Literal["prepare", "publish"]
    job: Job
    size: int = 0
    entry: Entry | None = None
    target: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document with the tags that it has by itself."""

    document: Document
    tags: tuple[Tags, ...]
    findings: tuple[Finding, ...]
    asked: Asked  # what tagging asked of its neighbours


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one published document adds to the pages about the corpus."""

    summary: DocumentSummary
    counts: tuple[tuple[str, int], ...]
    findings: tuple[Finding, ...]
    lists: ListFacts


def mark(
    document: Document,
    library: Library,
    profile: OpinionProfile,
    decisions: tuple[Decision, ...] = (),
) -> Marked:
    """The document tagged and, if it is the law of a State, linked to the holdings."""
    prepared = _tagged(document, library, profile)
    return _linked(prepared, (), library, profile, decisions)


def edition(library: Library, profile: OpinionProfile) -> Edition:
    """What the XML says about the knowledge in force."""
    thesaurus = load_thesaurus(library)
    digests = library.digests()
    return Edition(
        opinion=Iri(profile.iri),
        concept_labels={c.id: c.label("en") for c in thesaurus.concepts},
        holding_labels={h.number: h.label for h in profile.holdings},
        knowledge=sha256("\n".join(f"{name} {digest}" for name, digest in digests.items())),
    )


@cache
def current_edition(settings: Settings) -> Edition:
    """The edition of a run; its knowledge is read once by a process."""
    library = settings.library
    return edition(library, load_profile(library, settings.opinion))


def load(path: Path, name: str, settings: Settings, language: str = "") -> Document:
    """The document in a file, or that of its text in one language.

    Raises LanzaroteError for whatever is wrong with it.
    """
    data = source_bytes(path, name, settings)
    return build(read(data, name, language), settings.library, settings.style or None)


def source_bytes(path: Path, name: str, settings: Settings) -> bytes:
    """The bytes of a source. Raises SourceError ``SRC-READ`` or ``SRC-SIZE``."""
    source_size(path, name, settings)
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError("SRC-READ", name, reason=error.strerror or str(error)) from None


def source_size(path: Path, name: str, settings: Settings) -> int:
    """Bytes of a source. Raises SourceError ``SRC-READ``, or ``SRC-SIZE`` if they are too many."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise SourceError("SRC-READ", name, reason=error.strerror or str(error)) from None
    if size > settings.max_bytes:
        raise SourceError("SRC-SIZE", name, size=size, limit=settings.max_bytes)
    return size


def do(task: Task, place: Workplace) -> Entry:
    """Do one stage of one document. Never raises: what went wrong is the entry's problem."""
    name = task.job.name
    entry = task.entry or Entry(name)
    try:
        if task.stage == "prepare":
            return _prepare(task.job, place)
        return _publish(task, entry, place)
    except LanzaroteError as error:
        problem = error.finding
    except RecursionError:
        problem = finding("RUN-DEPTH", name)
    except MemoryError:
        problem = finding("RUN-MEMORY", name)
    except Exception as error:  # the one broad except: the border at which documents quarantine
        where = traceback.extract_tb(error.__traceback__)[-1]
        problem = finding(
            "RUN-CRASH",
            name,
            reason=f"{type(error).__name__}: {error}",
            at=f"{Path(where.filename).name}:{where.lineno}",
        )
    return _refused(task, entry, problem, place)


def _refused(task: Task, entry: Entry, problem: Finding, place: Workplace) -> Entry:
    """The entry of a refusal, with the key under which it would be the same again."""
    if task.stage == "publish":
        return replace(entry, published=publish_key(task, entry, place)).refused(problem)
    try:
        source = sha256(source_bytes(task.job.path, task.job.name, place.settings))
    except LanzaroteError:
        return entry.refused(problem)
    tagged = place.digests.tag_key(task.job.name, source)
    return replace(entry, source=source, tagged=tagged).refused(problem)


def _prepare(job: Job, place: Workplace) -> Entry:
    data = source_bytes(job.path, job.name, place.settings)
    source = sha256(data)
    prepared = _prepared(data, source, job, place)
    document = prepared.document
    return Entry(
        job.name,
        source,
        tagged=place.digests.tag_key(job.name, source),
        iri=document.iri,
        work=document.work,
        offers=offers(document),
        asks=asks(prepared.asked),
    )


def _prepared(data: bytes, source: str, job: Job, place: Workplace) -> Prepared:
    settings, digests, cache = place.settings, place.digests, place.cache
    known = _known(job.name, source, place)
    if known is not None:
        return known
    key = digests.read_key(job.name, source)
    document: Document | None = cache.get(key, "read")
    if document is None:
        source_read = read(data, job.name, job.language)
        document = build(source_read, settings.library, settings.style or None)
        cache.put(key, "read", document)
    profile = load_profile(settings.library, settings.opinion)
    prepared = _tagged(document, settings.library, profile)
    tagged = (prepared.tags, prepared.findings, prepared.asked)
    cache.put(digests.tag_key(job.name, source), "tag", tagged)
    return prepared


def _known(name: str, source: str, place: Workplace) -> Prepared | None:
    digests, cache = place.digests, place.cache
    tagged = cache.get(digests.tag_key(name, source), "tag")
    document: Document | None = tagged and cache.get(digests.read_key(name, source), "read")
    return Prepared(document, *tagged) if document and tagged else None


def _tagged(document: Document, library: Library, profile: OpinionProfile) -> Prepared:
    opinion = document.metadata.doctype == "statement"
    listening = Listening.begin()
    tags, findings = tag_document(
        document, library, addressee=profile.addressee if opinion else "", corpus=listening
    )
    return Prepared(document, tags, findings, listening.asked())


def _linked(
    prepared: Prepared,
    answers: tuple[tuple[str, str], ...],
    library: Library,
    profile: OpinionProfile,
    decisions: tuple[Decision, ...],
) -> Marked:
    document = prepared.document
    tags, findings = resolve(
        document, prepared.tags, prepared.findings, prepared.asked, answers, library
    )
    stated = document.metadata
    national = stated.doctype != "statement" and not stated.organisation
    links = link_document(document, tags, profile) if national else ()
    told = reviewed(document, links, decisions, {h.number for h in profile.holdings})
    return Marked(document, tags, told.links, (*findings, *told.findings))


def publish_key(task: Task, entry: Entry, place: Workplace) -> str:
    """The key of what publishing gives."""
    return place.digests.publish_key(
        entry.name, entry.source, task.target, task.answers, digest(task.decisions)
    )


def _publish(task: Task, entry: Entry, place: Workplace) -> Entry:
    library = place.settings.library
    profile = load_profile(library, place.settings.opinion)
    prepared = _fetched(task, entry, place)
    marked = _linked(prepared, task.answers, library, profile, task.decisions)
    xml = to_xml(marked, current_edition(place.settings))
    require_valid(xml, entry.name)
    pages = document_files(marked, SiteContext.of(library, profile))
    key = publish_key(task, entry, place)
    _contribute(marked, profile, key, task.target, place.cache)
    folder = f"site/documents/{page_folder(task.target)}"
    files = (
        (f"xml/{task.target}.xml", xml),
        *((f"{folder}/{name}", data) for name, data in sorted(pages.items())),
    )
    for path, data in files:
        write_atomically(place.output / path, data)
    written = tuple(Written(path, sha256(data)) for path, data in files)
    return replace(entry, published=key, files=written, problem=None)


def _fetched(task: Task, entry: Entry, place: Workplace) -> Prepared:
    """What preparing gave: from the cache, or again from the source, if that is still the same."""
    known = _known(entry.name, entry.source, place)
    if known is not None:
        return known
    data = source_bytes(task.job.path, entry.name, place.settings)
    if sha256(data) != entry.source:
        raise SourceError("SRC-CHANGED", entry.name)
    return _prepared(data, entry.source, task.job, place)


def _contribute(
    marked: Marked, profile: OpinionProfile, key: str, target: str, cache: Cache
) -> None:
    summary = replace(document_summary(marked), page=page_folder(target))
    counts = tuple(sorted(_counts(marked).items()))
    findings = (*marked.document.findings, *marked.findings)
    lists = list_facts(marked, profile)
    cache.put(key, "corpus", Contribution(summary, counts, findings, lists))
    cache.put(key, "tables", encoded_rows(marked))
    record: IndexedDocument = indexed(marked)
    cache.put(key, "index", record)


def _counts(marked: Marked) -> Counter[str]:
    found: Counter[str] = Counter(provisions=sum(1 for _ in marked.document.provisions()))
    for tags in marked.tags:
        found["concepts"] += len(tags.concepts)
        found["norms"] += len(tags.norms)
        found["references"] += len(tags.references)
        found["definitions"] += len(tags.definitions)
    found["links"] = sum(1 for link in marked.links if link.grade)
    found["near_misses"] = sum(1 for link in marked.links if not link.grade)
    return found
