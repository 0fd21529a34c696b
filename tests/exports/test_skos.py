"""The thesaurus as SKOS: it conforms to the shapes, and says what the files say."""

from __future__ import annotations

import pyshacl
import rdflib
from rdflib.namespace import RDF, SKOS

from pipeline.exports.skos import turtle
from pipeline.files import bundled
from pipeline.knowledge import Library
from pipeline.knowledge.thesaurus import load_thesaurus

THESAURUS = load_thesaurus(Library())
SHAPES = rdflib.Graph().parse(bundled("schemas") / "skos.shacl.ttl", format="turtle")


def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(data=turtle(THESAURUS), format="turtle")


def test_it_conforms_to_the_shapes() -> None:
    conforms, _, report = pyshacl.validate(graph(), shacl_graph=SHAPES)
    assert conforms, report


def test_a_second_preferred_label_does_not_conform() -> None:
    broken = graph()
    concept = next(broken.subjects(RDF.type, SKOS.Concept))
    for word in ("one", "two"):
        broken.add((concept, SKOS.prefLabel, rdflib.Literal(word, lang="en")))
    assert not pyshacl.validate(broken, shacl_graph=SHAPES)[0]


def test_every_concept_and_label_is_there() -> None:
    found = graph()
    assert len(set(found.subjects(RDF.type, SKOS.Concept))) == len(THESAURUS.concepts)
    labels = sum(len(labels) for c in THESAURUS.concepts for labels in c.labels.values())
    said = [
        *found.triples((None, SKOS.prefLabel, None)),
        *found.triples((None, SKOS.altLabel, None)),
    ]
    assert len(said) - len(THESAURUS.facets) == labels
    assert turtle(THESAURUS) == turtle(THESAURUS)
