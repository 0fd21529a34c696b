"""A corpus in, its links as RDF out: Turtle and JSON-LD; ``schemas/links.shacl.ttl`` checks them.

Provisions and holdings are the Akoma Ntoso addresses under the namespace of records; evidence is
quoted with its offsets. Needs the extra ``rdf``.
"""

from __future__ import annotations

from typing import Any

from pipeline.errors import LanzaroteError
from pipeline.exports.corpus import Corpus
from pipeline.model import Evidence, Link, Marked, Unit
from pipeline.text import sha256

_NAMESPACE = "https://lanzarote.example/ns/1.0#"
_BASE = "https://lanzarote.example"  # before the /akn/… addresses, which are relative


def turtle(corpus: Corpus) -> bytes:
    """The graph in Turtle, UTF-8. Raises LanzaroteError ``EXP-EXTRA`` without rdflib."""
    data: bytes = _graph(corpus).serialize(format="turtle", encoding="utf-8")
    return data


def json_ld(corpus: Corpus) -> bytes:
    """The graph in JSON-LD, UTF-8. Raises LanzaroteError ``EXP-EXTRA`` without rdflib."""
    context = {"lz": _NAMESPACE, "dcterms": "http://purl.org/dc/terms/"}
    data: bytes = _graph(corpus).serialize(
        format="json-ld", encoding="utf-8", context=context, sort_keys=True
    )
    return data


def _graph(corpus: Corpus) -> Any:
    try:
        import rdflib
    except ModuleNotFoundError:
        raise LanzaroteError("EXP-EXTRA", "", package="rdflib", extra="rdf") from None
    writer = _Writer(rdflib, corpus.profile.iri)
    for marked in corpus.documents():
        writer.document(marked)
    return writer.graph


class _Writer:
    """Adds documents to one graph."""

    def __init__(self, rdflib: Any, opinion: str) -> None:
        self.rdf = rdflib
        self.graph = rdflib.Graph()
        self.lz = rdflib.Namespace(_NAMESPACE)
        self.terms = rdflib.namespace.DCTERMS
        self.type = rdflib.namespace.RDF.type
        self.graph.bind("lz", self.lz)
        self.graph.bind("dcterms", self.terms)
        self.opinion = opinion

    def document(self, marked: Marked) -> None:
        document, metadata = marked.document, marked.document.metadata
        expression = self._address(document.iri)
        self._add(expression, self.type, self.lz.Expression)
        self._add(expression, self.terms.isVersionOf, self._address(document.work))
        self._add(expression, self.terms.language, self.rdf.Literal(metadata.language))
        self._add(expression, self.lz.sourceDigest, self.rdf.Literal(document.sha256))
        if metadata.title:
            title = self.rdf.Literal(metadata.title, lang=metadata.language)
            self._add(expression, self.terms.title, title)
        units = {unit.eid: unit for unit in document.units()}
        for link in marked.links:
            self._link(expression, document.iri, units[link.eid], link)

    def _link(self, expression: Any, iri: str, unit: Unit, link: Link) -> None:
        provision = self._address(f"{iri}/~{link.eid}")
        holding = self._address(f"{self.opinion}/~para_{link.holding}")
        node = self.lz[f"link-{sha256(f'{provision} {holding}')[:32]}"]
        literal, lz = self.rdf.Literal, self.lz
        self._add(provision, self.type, lz.Provision)
        self._add(provision, self.terms.isPartOf, expression)
        for predicate, value in (
            (self.type, lz.Link), (lz.provision, provision), (lz.holding, holding),
            (lz.relation, literal(link.relation)), (lz.grade, literal(link.grade)),
            (lz.means, literal(link.means)), (lz.status, literal(link.status)),
        ):  # fmt: skip
            self._add(node, predicate, value)
        for article in link.convention_articles:
            self._add(node, lz.conventionArticle, literal(article))
        for number, evidence in enumerate(link.evidence, 1):
            self._evidence(node, self.rdf.URIRef(f"{node}-{number}"), evidence, unit)

    def _evidence(self, link: Any, node: Any, evidence: Evidence, unit: Unit) -> None:
        literal, lz = self.rdf.Literal, self.lz
        self._add(link, lz.evidence, node)
        self._add(node, self.type, lz.Evidence)
        quote = literal(evidence.span.of(unit.text), lang=unit.language)
        self._add(node, lz.quote, quote)
        self._add(node, lz.start, literal(evidence.span.start))
        self._add(node, lz.end, literal(evidence.span.end))

    def _address(self, iri: str) -> Any:
        return self.rdf.URIRef(f"{_BASE}{iri}")

    def _add(self, subject: Any, predicate: Any, value: Any) -> None:
        self.graph.add((subject, predicate, value))
