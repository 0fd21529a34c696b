"""A marked document in, its Akoma Ntoso XML out as bytes: built once, never edited.

The text of the tree is compared with the document before the bytes leave this module; what does
not hold the law's words exactly is not published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from pipeline.akn.body import BodyWriter, text_blocks
from pipeline.akn.inline import Inline
from pipeline.akn.layout import lay_out
from pipeline.akn.metadata import Edition, meta
from pipeline.akn.names import NSMAP, akn, lz, sub
from pipeline.akn.text import check_text
from pipeline.akn.timeline import WHOLE, Timeline
from pipeline.model import Marked, Norm, Reference, Span, Tags

# Which schema an editor is to use; schemas/catalog.xml says where it lies, so nothing is fetched.
_MODEL = (
    'href="https://lanzarote.example/schemas/lanzarote-profile.xsd" type="application/xml" '
    'schematypens="http://www.w3.org/2001/XMLSchema"'
)


def to_xml(marked: Marked, edition: Edition) -> bytes:
    """UTF-8 XML of the document with its tags inline and, complete, as stand-off records.

    Raises IntegrityError ``INT-TEXT`` if the text of the tree differs from ``document.text``.
    """
    root = build(marked, edition)
    check_text(root, marked.document)
    lay_out(root)
    root.addprevious(etree.ProcessingInstruction("xml-model", _MODEL))
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)


def build(marked: Marked, edition: Edition) -> etree._Element:
    """The ``akomaNtoso`` element of a marked document."""
    document = marked.document
    root = etree.Element(akn("akomaNtoso"), nsmap=NSMAP)
    statement = document.metadata.doctype == "statement"
    name = (document.metadata.subtype or "statement") if statement else "act"
    holder = sub(root, document.metadata.doctype, name=name, contains="singleVersion")
    timeline = Timeline.of(document)
    meta(holder, marked, edition, timeline)
    inlines = sorted(_inlines(marked), key=lambda i: (i.span.start, -i.span.end))
    writer = BodyWriter(document, inlines, timeline)
    text_blocks(writer, holder, "preface", document.preface)
    if document.preamble:
        writer.preamble(holder, document.preamble)
    body = sub(
        holder,
        "mainBody" if statement else "body",
        eId=WHOLE,
        period=timeline.period(document.history.period),
    )
    for provision in document.body:
        writer.provision(body, provision)
    text_blocks(writer, holder, "conclusions", document.conclusions)
    return root


def _inlines(marked: Marked) -> list[Inline]:
    starts = {unit.eid: unit.start for unit in marked.document.units()}
    found: list[Inline] = []
    for tags in (*marked.tags, *marked.manual):
        found.extend(_of_unit(tags, starts[tags.eid]))
    return found


def _by(inline: Inline, tags: Tags) -> Inline:
    """The inline element, said to be a person's if it is."""
    if tags.by is None:
        return inline
    return replace(inline, attributes=(*inline.attributes, (lz("by"), f"#{tags.by.id}")))


def _of_unit(tags: Tags, start: int) -> list[Inline]:
    found = [
        Inline(c.span.shift(start), "concept", (("refersTo", f"#c.{c.concept}"),))
        for c in tags.concepts
    ]
    found.extend(_of_references(tags.references, start))
    found.extend(Inline(d.span.shift(start), "def") for d in tags.definitions)
    for norm in tags.norms:
        found.extend(_of_norm(norm, start))
    return [_by(inline, tags) for inline in found]


def _of_references(references: tuple[Reference, ...], start: int) -> Iterator[Inline]:
    """``ref``, ``rref`` for a range, ``mref`` around a list of which two or more lead anywhere."""
    groups: Counter[Span] = Counter()
    for r in references:
        if r.target and r.group:
            groups[r.group] += 1
        if r.target and r.up_to:
            yield Inline(r.span.shift(start), "rref", (("from", r.target), ("upTo", r.up_to)))
        elif r.target:
            yield Inline(r.span.shift(start), "ref", (("href", r.target),))
    yield from (Inline(span.shift(start), "mref") for span, n in groups.items() if n > 1)


def _of_norm(norm: Norm, start: int) -> list[Inline]:
    marks = [
        Inline(
            span.shift(start),
            "entity",
            (
                ("name", "modal"),
                ("refersTo", f"#deontic.{norm.modality}"),
                ("class", norm.strength if norm.polarity == "positive" else f"{norm.strength}-not"),
            ),
        )
        for span in norm.triggers
    ]
    if norm.bearer and norm.bearer.span:
        marks.append(Inline(norm.bearer.span.shift(start), "role", (("refersTo", "#role.bearer"),)))
    return marks
