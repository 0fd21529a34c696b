"""One file in, everything that is published of it out; the border where any failure ends.

Runs in a worker process: it reads its file and writes nothing.
"""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.akn.check import require_valid
from pipeline.akn.metadata import Edition
from pipeline.akn.writer import to_xml
from pipeline.batch.plan import Job
from pipeline.errors import LanzaroteError, SourceError, finding
from pipeline.exports.site import DocumentSummary, SiteContext, document_pages, document_summary
from pipeline.exports.tables import rows
from pipeline.knowledge import Library
from pipeline.knowledge.opinions import OpinionProfile, load_profile
from pipeline.knowledge.thesaurus import load_thesaurus
from pipeline.linking import link_document
from pipeline.model import Document, Finding, Iri, Marked
from pipeline.readers import read
from pipeline.structure import build
from pipeline.tagging import tag_document
from pipeline.text import sha256


@dataclass(frozen=True, slots=True)
class Settings:
    """What every worker needs to know; small, and the same for all documents of a run."""

    knowledge: Path | None = None
    opinion: str = "lanzarote-ict-2017"
    style: str = ""
    max_bytes: int = 50_000_000

    @property
    def library(self) -> Library:
        return Library.with_overlay(self.knowledge)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: published (``xml`` is there) or quarantined (``problem`` is)."""

    job: Job
    iri: str = ""
    xml: bytes = b""
    pages: Mapping[str, bytes] = field(default_factory=dict)
    tables: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    summary: DocumentSummary | None = None
    counts: Counter[str] = field(default_factory=Counter)
    findings: tuple[Finding, ...] = ()
    sha256: str = ""
    problem: Finding | None = None


def mark(document: Document, library: Library, profile: OpinionProfile) -> Marked:
    """The document tagged and, if it is a law, linked to the holdings."""
    opinion = document.metadata.doctype == "statement"
    addressee = profile.addressee if opinion else ""
    tags, findings = tag_document(document, library, addressee=addressee)
    links = () if opinion else link_document(document, tags, profile)
    return Marked(document, tags, links, findings)


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


def load(path: Path, name: str, settings: Settings) -> Document:
    """The document in a file. Raises LanzaroteError for whatever is wrong with it."""
    try:
        size = path.stat().st_size
        if size > settings.max_bytes:
            raise SourceError("SRC-SIZE", name, size=size, limit=settings.max_bytes)
        data = path.read_bytes()
    except OSError as error:
        raise SourceError("SRC-READ", name, reason=error.strerror or str(error)) from None
    return build(read(data, name), settings.library, settings.style or None)


def process(job: Job, settings: Settings) -> Outcome:
    """Read, structure, tag, link, write, validate. Never raises: a failure is an Outcome."""
    try:
        return _published(job, settings)
    except LanzaroteError as error:
        return Outcome(job, problem=error.finding)
    except RecursionError:
        return Outcome(job, problem=finding("RUN-DEPTH", job.name))
    except Exception as error:  # the one broad except: the border at which documents quarantine
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        problem = finding(
            "RUN-CRASH", job.name, reason=f"{type(error).__name__}: {error}", at=where
        )
        return Outcome(job, problem=problem)


def _published(job: Job, settings: Settings) -> Outcome:
    library = settings.library
    profile = load_profile(library, settings.opinion)
    document = load(job.path, job.name, settings)
    marked = mark(document, library, profile)
    xml = to_xml(marked, edition(library, profile))
    require_valid(xml, job.name)
    return Outcome(
        job=job,
        iri=document.iri,
        xml=xml,
        pages=document_pages(marked, SiteContext.of(library, profile)),
        tables=rows(marked),
        summary=document_summary(marked),
        counts=_counts(marked),
        findings=(*document.findings, *marked.findings),
        sha256=document.sha256,
    )


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
