"""A corpus in, UIMA CAS out: a ZIP archive of XMI files, one per document, and their type system.

INCEpTION and other UIMA tools open them. The text of a document is its sofa; UIMA counts UTF-16
code units, and the library converts. Needs the extra ``cas``.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from pipeline.errors import LanzaroteError
from pipeline.exports.archive import fixed
from pipeline.exports.corpus import Corpus
from pipeline.files import safe_name
from pipeline.model import Marked, Span

_TYPES: dict[str, tuple[str, ...]] = {
    "lanzarote.Provision": ("eid", "kind"),
    "lanzarote.Concept": ("concept", "label"),
    "lanzarote.Norm": ("modality", "strength", "polarity", "mode", "force"),
    "lanzarote.Reference": ("target", "kind"),
    "lanzarote.Definition": ("term",),
    "lanzarote.Evidence": ("holding", "relation", "grade", "concept"),
}
_STRING = "uima.cas.String"


def export(corpus: Corpus) -> bytes:
    """The archive: TypeSystem.xml and <document>.xmi. Raises LanzaroteError ``EXP-EXTRA``."""
    try:
        import cassis
    except ModuleNotFoundError:
        raise LanzaroteError("EXP-EXTRA", "", package="dkpro-cassis", extra="cas") from None
    types = _type_system(cassis)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("TypeSystem.xml", types.to_xml())
        for marked in corpus.documents():
            name = safe_name(marked.document.iri.strip("/").replace("/", "-"))
            archive.writestr(f"{name}.xmi", document_cas(cassis, types, marked, corpus).to_xmi())
    return fixed(target.getvalue())


def _type_system(cassis: Any) -> Any:
    types = cassis.TypeSystem()
    for name, features in _TYPES.items():
        own = types.create_type(name=name, supertypeName="uima.tcas.Annotation")
        for feature in features:
            types.create_feature(domainType=own, name=feature, rangeType=_STRING)
    return types


def document_cas(cassis: Any, types: Any, marked: Marked, corpus: Corpus) -> Any:
    """One document as a CAS; spans are code points of the document's text."""
    document = marked.document
    cas = cassis.Cas(typesystem=types)
    cas.sofa_string = document.text
    cas.sofa_mime = "text/plain"

    def add(name: str, span: Span, **features: str) -> None:
        own = types.get_type(f"lanzarote.{name}")
        cas.add(own(begin=span.start, end=span.end, **features))

    for provision in document.provisions():
        add("Provision", provision.span, eid=provision.eid, kind=provision.kind)
    starts = {unit.eid: unit.start for unit in document.units()}
    for tags in marked.tags:
        at = starts[tags.eid]
        for c in tags.concepts:
            label = corpus.site.concept(c.concept)
            add("Concept", c.span.shift(at), concept=c.concept, label=label)
        for n in tags.norms:
            for trigger in n.triggers:
                add(
                    "Norm", trigger.shift(at), modality=n.modality, strength=n.strength,
                    polarity=n.polarity, mode=n.mode, force=n.force,
                )  # fmt: skip
        for r in tags.references:
            add("Reference", r.span.shift(at), target=r.target, kind=r.kind)
        for d in tags.definitions:
            add("Definition", d.span.shift(at), term=d.term)
    for link in marked.links:
        for e in link.evidence:
            add(
                "Evidence", e.span.shift(starts[link.eid]), holding=str(link.holding),
                relation=link.relation, grade=str(link.grade), concept=e.concept,
            )  # fmt: skip
    return cas
