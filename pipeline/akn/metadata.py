"""What is known of the law and of this markup, as Akoma Ntoso ``meta``: nothing is invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline import RELEASED, __version__, ids
from pipeline.akn.amendment import laws, lifecycle, temporal_data
from pipeline.akn.names import AUTHOR, PIPELINE, reader_id, record, sub, xml_text
from pipeline.akn.records import analysis
from pipeline.akn.timeline import Timeline
from pipeline.model import DocNote, Document, Iri, Marked

_ONTOLOGY = "/akn/ontology"


@dataclass(frozen=True, slots=True)
class Edition:
    """What the writer must know beside the document: names of concepts, the opinion, the rules."""

    opinion: Iri  # expression whose paragraphs are the holdings
    concept_labels: Mapping[str, str] = field(default_factory=dict)
    holding_labels: Mapping[int, str] = field(default_factory=dict)
    knowledge: str = ""  # digest of all knowledge files in force


def meta(root: etree._Element, marked: Marked, edition: Edition, timeline: Timeline) -> None:
    """The ``meta`` element, first child of the document element."""
    document = marked.document
    element = sub(root, "meta")
    identification = sub(element, "identification", source=f"#{PIPELINE}")
    _work(identification, document)
    _expression(identification, document)
    _manifestation(identification, document)
    lifecycle(element, timeline)
    analysis(element, marked, edition.opinion, timeline)
    temporal_data(element, timeline)
    _references(element, marked, edition, timeline)
    _notes(element, document.notes)
    _proprietary(element, marked, edition)


def _date(parent: etree._Element, date: str, name: str) -> None:
    """A date the source states, or the placeholder that the schema demands, named as such."""
    if date:
        sub(parent, "FRBRdate", date=date, name=name)
    else:
        sub(parent, "FRBRdate", date=ids.UNDATED, name="not-stated")


def _work(parent: etree._Element, document: Document) -> None:
    metadata = document.metadata
    work = sub(parent, "FRBRWork")
    sub(work, "FRBRthis", value=f"{document.work}/!main")
    sub(work, "FRBRuri", value=document.work)
    for value, name in ((metadata.title, "title"), (metadata.short_title, "shortTitle")):
        if value:
            sub(work, "FRBRalias", value=value, name=name)
    _date(work, metadata.work_date, "Enactment" if metadata.doctype == "act" else "Adoption")
    sub(work, "FRBRauthor", href=f"#{AUTHOR}", as_="#role.author")
    sub(work, "FRBRcountry", value=metadata.jurisdiction)
    if metadata.doctype != "act" and metadata.subtype:
        sub(work, "FRBRsubtype", value=metadata.subtype)
    sub(work, "FRBRnumber", value=str(document.work).rpartition("/")[2])
    if metadata.number:
        sub(work, "FRBRname", value=metadata.number)


def _expression(parent: etree._Element, document: Document) -> None:
    expression = sub(parent, "FRBRExpression")
    sub(expression, "FRBRthis", value=f"{document.iri}/!main")
    sub(expression, "FRBRuri", value=document.iri)
    _date(expression, document.metadata.version_date, "Version")
    sub(expression, "FRBRauthor", href=f"#{AUTHOR}", as_="#role.author")
    sub(expression, "FRBRlanguage", language=ids.iso639_3(document.metadata.language))


def _manifestation(parent: etree._Element, document: Document) -> None:
    manifestation = sub(parent, "FRBRManifestation")
    sub(manifestation, "FRBRthis", value=f"{document.iri}/!main.xml")
    sub(manifestation, "FRBRuri", value=f"{document.iri}.xml")
    sub(manifestation, "FRBRdate", date=RELEASED, name="MarkupRules")
    sub(manifestation, "FRBRauthor", href=f"#{PIPELINE}", as_="#role.editor")
    sub(manifestation, "FRBRformat", value="application/akn+xml")


def _references(
    parent: etree._Element, marked: Marked, edition: Edition, timeline: Timeline
) -> None:
    document = marked.document
    element = sub(parent, "references", source=f"#{PIPELINE}")
    sub(element, "original", eId="original", href=document.iri, showAs="Original")
    laws(element, timeline)
    _tlc(element, "Organization", AUTHOR, "organization/author", _author(document))
    _tlc(element, "Organization", PIPELINE, "organization/lanzarote-pipeline", "Lanzarote pipeline")
    for role in ("author", "editor"):
        _tlc(element, "Role", f"role.{role}", f"role/{role}", role.capitalize())
    for person in sorted({t.by for t in marked.manual if t.by}, key=lambda p: p.id):
        _tlc(element, "Person", person.id, f"person/{person.id}", person.name)
    for reader in sorted({review.reader for link in marked.links for review in link.reviews}):
        _tlc(element, "Person", reader_id(reader), f"person/{reader_id(reader)}", reader)
    every = (*marked.tags, *marked.manual)
    for modality in sorted({n.modality for t in every for n in t.norms}):
        name = f"deontic.{modality}"
        _tlc(element, "Concept", name, f"concept/{name}", modality.capitalize())
    if any(n.bearer and n.bearer.span for t in every for n in t.norms):
        _tlc(element, "Role", "role.bearer", "role/bearer", "Bearer of a norm")
    for concept in sorted({c.concept for t in every for c in t.concepts}):
        label = edition.concept_labels.get(concept, concept)
        _tlc(element, "Concept", f"c.{concept}", f"concept/{concept}", label)
    if document.metadata.doctype == "statement":
        _tlc(element, "Concept", "holding", "concept/holding", "Holding")
    for holding in sorted({link.holding for link in marked.links}):
        sub(
            element,
            "TLCReference",
            eId=f"holding-{holding}",
            name="holding",
            href=f"{edition.opinion}/~para_{holding}",
            showAs=edition.holding_labels.get(holding, f"Holding {holding}"),
        )


def _author(document: Document) -> str:
    return document.metadata.author or "Not stated in the source"


def _tlc(parent: etree._Element, kind: str, eid: str, path: str, label: str) -> None:
    sub(parent, f"TLC{kind}", eId=eid, href=f"{_ONTOLOGY}/{path}", showAs=label)


def _notes(parent: etree._Element, notes: tuple[DocNote, ...]) -> None:
    if not notes:
        return
    element = sub(parent, "notes", source=f"#{PIPELINE}")
    counts: dict[str, int] = {}
    for note in notes:
        counts[note.eid] = counts.get(note.eid, 0) + 1
        eid = f"{note.eid}__note_{counts[note.eid]}" if note.eid else f"note_{counts['']}"
        holder = sub(element, "note", eId=eid, class_=note.kind)
        sub(holder, "p").text = xml_text(note.text)


def _proprietary(parent: etree._Element, marked: Marked, edition: Edition) -> None:
    document = marked.document
    metadata = document.metadata
    element = sub(parent, "proprietary", source=f"#{PIPELINE}")
    record(
        element,
        "run",
        version=__version__,
        knowledge=edition.knowledge,
        source=document.path,
        sha256=document.sha256,
        format=document.format,
        length=str(document.source_length),
    )
    stated = {
        "jurisdiction": metadata.jurisdiction,
        "language": metadata.language,
        "number": metadata.number,
        "identifier": metadata.identifier,
        "status": metadata.status,
        "source_uri": metadata.source_uri,
        "subtype": metadata.subtype,
        "specimen": "true" if metadata.specimen else "",
    }
    for name, value in stated.items():
        if value:
            record(element, "field", name=name, value=value)
    for name, value in metadata.extra:
        record(element, "field", name=f"source.{name}", value=value)
    _omissions(element, document)
    for found in (*document.findings, *marked.findings):
        line = str(found.line) if found.line else ""
        item = record(element, "finding", code=found.code, line=line, eid=found.eid)
        item.text = xml_text(found.message)


# Left out by the thousand and of no interest one by one: counted, not listed.
_COUNTED = frozenset(("markup", "metadata", "note-marker", "repeated-number"))


def _omissions(parent: etree._Element, document: Document) -> None:
    """Every omission of words with its place; marks of the source's own format in sum."""
    counted: dict[str, list[int]] = {}
    for omission in document.omissions:
        length = omission.end - omission.start
        if omission.reason in _COUNTED and document.format != "coe-opinion-text":
            counted.setdefault(omission.reason, []).append(length)
            continue
        record(
            parent,
            "omission",
            start=str(omission.start),
            end=str(omission.end),
            reason=omission.reason,
        ).text = xml_text(omission.text) or None
    for reason, lengths in sorted(counted.items()):
        record(
            parent,
            "omitted",
            reason=reason,
            count=str(len(lengths)),
            characters=str(sum(lengths)),
        )
