"""A corpus in, UIMA CAS out: a ZIP archive of XMI files, one per document, and their type system.

INCEpTION and other UIMA tools open them; ``layers.json`` configures a project of INCEpTION, and a
README says how. The text of a document is its sofa; UIMA counts UTF-16 code units, and the library
converts. Needs the extra ``cas``.
"""

from __future__ import annotations

import io
import json
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
_README = """\
How to open these documents in INCEpTION

1. Create a project. Settings > Layers > Import: layers.json (or TypeSystem.xml, which has the same
   types without their settings).
2. Settings > Documents > Import: format "UIMA CAS XMI (XML 1.0)", all .xmi files.
3. Open a document. Spans are characters of the law, may overlap and may cross sentences; the layer
   Provision is read-only, because the structure of the law is not what is annotated.

Any other UIMA tool: read TypeSystem.xml, then the .xmi files.
"""


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
        archive.writestr("layers.json", json.dumps(layers(), indent=1) + "\n")
        archive.writestr("README.txt", _README)
        for marked in corpus.documents():
            name = safe_name(marked.document.iri.strip("/").replace("/", "-"))
            archive.writestr(f"{name}.xmi", document_cas(cassis, types, marked, corpus).to_xmi())
    return fixed(target.getvalue())


def layers() -> list[dict[str, Any]]:
    """The types as INCEpTION's own description of layers: what a span may do, what is shown."""
    return [
        {
            "name": name,
            "uiName": name.partition(".")[2],
            "type": "span",
            "enabled": True,
            "built_in": False,
            "readonly": name == "lanzarote.Provision",
            "allow_stacking": True,
            "cross_sentence": True,
            "anchoring_mode": "CHARACTERS",
            "overlap_mode": "ANY_OVERLAP",
            "validation_mode": "NEVER",
            "features": [
                {
                    "name": feature,
                    "uiName": feature,
                    "type": _STRING,
                    "enabled": True,
                    "visible": True,
                    "required": False,
                    "remember": False,
                    "multi_value_mode": "NONE",
                    "link_mode": "NONE",
                    "curatable": True,
                }
                for feature in features
            ],
        }
        for name, features in _TYPES.items()
    ]


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
