"""The thesaurus in, SKOS out, as Turtle; ``schemas/skos.shacl.ttl`` checks it.

Facets are collections, alignments mapping relations; what the Luxembourg Guidelines say of a term
is its scope note. Needs the extra ``rdf``.
"""

from __future__ import annotations

from typing import Any

from pipeline.errors import LanzaroteError
from pipeline.knowledge.thesaurus import Concept, Thesaurus

_BASE = "https://lanzarote.example/thesaurus/"
_EUROVOC = "http://eurovoc.europa.eu/"


def turtle(thesaurus: Thesaurus) -> bytes:
    """The concept scheme in Turtle, UTF-8, the same bytes for the same thesaurus.

    Raises LanzaroteError ``EXP-EXTRA`` without rdflib.
    """
    try:
        import rdflib
    except ModuleNotFoundError:
        raise LanzaroteError("EXP-EXTRA", "", package="rdflib", extra="rdf") from None
    writer = _Writer(rdflib)
    writer.scheme(thesaurus)
    data: bytes = writer.graph.serialize(format="turtle", encoding="utf-8")
    return data


class _Writer:
    """Adds a thesaurus to one graph."""

    def __init__(self, rdflib: Any) -> None:
        self.rdf = rdflib
        self.skos = rdflib.namespace.SKOS
        self.type = rdflib.namespace.RDF.type
        self.graph = rdflib.Graph()
        self.graph.bind("skos", self.skos)
        self.whole = rdflib.URIRef(_BASE)

    def scheme(self, thesaurus: Thesaurus) -> None:
        self.graph.add((self.whole, self.type, self.skos.ConceptScheme))
        for facet, title in thesaurus.facets.items():
            collection = self.rdf.URIRef(f"{_BASE}facet/{facet}")
            self.graph.add((collection, self.type, self.skos.Collection))
            self.say(collection, self.skos.prefLabel, title, "en")
        for concept in thesaurus.concepts:
            self.concept(concept)

    def concept(self, concept: Concept) -> None:
        node = self.node(concept.id)
        self.graph.add((node, self.type, self.skos.Concept))
        self.graph.add((node, self.skos.inScheme, self.whole))
        self.graph.add((node, self.skos.notation, self.rdf.Literal(concept.id)))
        facet = self.rdf.URIRef(f"{_BASE}facet/{concept.facet}")
        self.graph.add((facet, self.skos.member, node))
        for language, labels in concept.labels.items():
            self.say(node, self.skos.prefLabel, labels[0], language)
            for label in labels[1:]:
                self.say(node, self.skos.altLabel, label, language)
        for broader in concept.broader:
            self.graph.add((node, self.skos.broader, self.node(broader)))
            self.graph.add((self.node(broader), self.skos.narrower, node))
        for related in concept.related:
            self.graph.add((node, self.skos.related, self.node(related)))
            self.graph.add((self.node(related), self.skos.related, node))
        if not concept.broader:
            self.graph.add((node, self.skos.topConceptOf, self.whole))
        self.remarks(node, concept)

    def remarks(self, node: Any, concept: Concept) -> None:
        """Notes, and concepts of other schemes; what has no address there is a note."""
        if concept.note:
            self.say(node, self.skos.scopeNote, concept.note, "en")
        if concept.guideline:
            words = ", ".join(concept.guideline.terms) or concept.label("en")
            advice = f"Luxembourg Guidelines (2016), {concept.guideline.status}: {words}"
            advice += f"; prefer {concept.guideline.prefer}" if concept.guideline.prefer else ""
            self.say(node, self.skos.editorialNote, advice, "en")
        for alignment in concept.alignments:
            if alignment.scheme == "eurovoc":
                target = self.rdf.URIRef(_EUROVOC + alignment.notation)
                self.graph.add((node, self.skos[alignment.match], target))
            else:
                words = f"{alignment.scheme} {alignment.notation}"
                self.say(node, self.skos.note, words, "en")

    def node(self, ident: str) -> Any:
        return self.rdf.URIRef(_BASE + ident)

    def say(self, node: Any, relation: Any, words: str, language: str) -> None:
        self.graph.add((node, relation, self.rdf.Literal(words, lang=language)))
