"""Exports for programs: checked by the libraries of their standards; the words are the law's."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import cassis
import jsonschema
import pyshacl
import pytest
import rdflib
from lxml import etree

from pipeline.exports.cas import export as cas
from pipeline.exports.corpus import Corpus
from pipeline.exports.formats import FORMATS
from pipeline.exports.json_lines import export as json_lines
from pipeline.exports.legalruleml import LRML, RULEML
from pipeline.exports.legalruleml import export as legalruleml
from pipeline.exports.linked_data import json_ld, turtle
from pipeline.exports.web_annotation import export as annotations
from pipeline.files import bundled
from pipeline.model import Marked

NS = {"l": LRML, "r": RULEML}


@pytest.fixture(scope="module")
def documents(corpus: Corpus) -> list[Marked]:
    return list(corpus.documents())


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_corpus_gives_the_same_bytes(corpus: Corpus, name: str) -> None:
    assert FORMATS[name].export(corpus) == FORMATS[name].export(corpus)


def test_json_lines_follow_their_schema_and_quote_exactly(
    corpus: Corpus, documents: list[Marked]
) -> None:
    schema = json.loads((bundled("schemas") / "provision.schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    lines = [json.loads(line) for line in json_lines(corpus).splitlines()]
    assert len(lines) == sum(1 for m in documents for _ in m.document.units())
    for line in lines:
        validator.validate(line)
        for item in (*line["concepts"], *line["references"], *spans(line["links"])):
            assert line["text"][item["start"] : item["end"]] == item["text"]


def spans(links: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [e for link in links for e in link["evidence"]]


def test_annotations_find_their_words_by_position_and_by_quotation(
    corpus: Corpus, documents: list[Marked]
) -> None:
    collection = json.loads(annotations(corpus))
    items = collection["first"]["items"]
    assert collection["total"] == len(items) > 500
    texts = {(m.document.iri, u.eid): u.text for m in documents for u in m.document.units()}
    for item in items:
        for target in item["target"]:
            fragment = target["selector"]
            position = fragment["refinedBy"]
            quotation = position["refinedBy"]
            text = texts[target["source"], fragment["value"]]
            start, end = position["start"], position["end"]
            assert text[start:end] == quotation["exact"]
            around = quotation["prefix"] + quotation["exact"] + quotation["suffix"]
            assert around in text
            wide = text.encode("utf-16-le")
            first, last = position["lz:utf16"]
            assert wide[2 * first : 2 * last].decode("utf-16-le") == quotation["exact"]


def test_the_graph_conforms_to_its_shapes(corpus: Corpus, documents: list[Marked]) -> None:
    graph = rdflib.Graph().parse(data=turtle(corpus), format="turtle")
    shapes = rdflib.Graph().parse(bundled("schemas") / "links.shacl.ttl", format="turtle")
    conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes)
    assert conforms, report
    links = graph.subjects(
        rdflib.RDF.type, rdflib.URIRef("https://lanzarote.example/ns/1.0#Link"), unique=True
    )
    assert len(list(links)) == sum(len(m.links) for m in documents)


def test_a_link_without_evidence_does_not_conform(corpus: Corpus) -> None:
    graph = rdflib.Graph().parse(data=turtle(corpus), format="turtle")
    shapes = rdflib.Graph().parse(bundled("schemas") / "links.shacl.ttl", format="turtle")
    graph.remove((None, rdflib.URIRef("https://lanzarote.example/ns/1.0#evidence"), None))
    conforms, _, _ = pyshacl.validate(graph, shacl_graph=shapes)
    assert not conforms


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own parser
def test_json_ld_is_the_same_graph(corpus: Corpus) -> None:
    one = rdflib.Graph().parse(data=turtle(corpus), format="turtle")
    other = rdflib.Graph().parse(data=json_ld(corpus), format="json-ld")
    assert set(one) == set(other)


def test_cas_opens_with_the_words_of_every_span(corpus: Corpus, documents: list[Marked]) -> None:
    archive = zipfile.ZipFile(io.BytesIO(cas(corpus)))
    types = cassis.load_typesystem(io.BytesIO(archive.read("TypeSystem.xml")))
    opened = {}
    for name in archive.namelist():
        if name.endswith(".xmi"):
            own = cassis.load_cas_from_xmi(io.BytesIO(archive.read(name)), typesystem=types)
            opened[own.sofa_string] = own
    assert set(opened) == {m.document.text for m in documents}
    for marked in documents:
        own = opened[marked.document.text]
        units = {u.eid: u for u in marked.document.units()}
        expected = sorted(
            (c.concept, c.span.of(units[t.eid].text)) for t in marked.tags for c in t.concepts
        )
        found = sorted((c.concept, c.get_covered_text()) for c in own.select("lanzarote.Concept"))
        assert found == expected


def test_the_layers_for_inception_are_the_types_of_the_documents(corpus: Corpus) -> None:
    with zipfile.ZipFile(io.BytesIO(FORMATS["cas"].export(corpus))) as archive:
        types = cassis.load_typesystem(io.BytesIO(archive.read("TypeSystem.xml")))
        layers = json.loads(archive.read("layers.json"))
        assert "layers.json" in archive.read("README.txt").decode("ascii")
    own = [t for t in types.get_types() if t.name.startswith("lanzarote.")]
    assert {layer["name"] for layer in layers} == {t.name for t in own}
    for kind in own:
        (layer,) = (layer for layer in layers if layer["name"] == kind.name)
        features = {f.name: f.rangeType.name for f in kind.features}
        assert {f["name"]: f["type"] for f in layer["features"]} == features
        assert layer["anchoring_mode"] == "CHARACTERS"  # spans are no tokens
        assert layer["allow_stacking"]
        assert layer["cross_sentence"]


# Elements of the core specification 1.0 and of RuleML that an export may use. The OASIS schema is
# in no package; a name that the specification does not have is still an error.
_LEGALRULEML = {
    "LegalRuleML", "LegalSources", "LegalSource", "Context", "appliesAssociations", "Associations",
    "Association", "appliesSource", "toTarget", "Statements", "PrescriptiveStatement",
    "ConstitutiveStatement", "Paraphrase", "Obligation", "Prohibition", "Permission", "Bearer",
}  # fmt: skip
_RULEML = {"Rule", "if", "then", "And", "Atom", "Rel", "slot", "Ind", "Var"}


def test_legalruleml_has_only_names_of_its_specification(corpus: Corpus) -> None:
    root = etree.fromstring(legalruleml(corpus))
    names = {(n.namespace, n.localname) for n in map(etree.QName, root.iter("*"))}
    known = {(LRML, name) for name in _LEGALRULEML} | {(RULEML, name) for name in _RULEML}
    assert names <= known
    order = [etree.QName(child).localname for child in root]
    rank = ["LegalSources", "Context", "Statements"].index
    assert order == sorted(order, key=rank)


def test_legalruleml_names_the_source_and_the_bearer_of_every_norm(
    corpus: Corpus, documents: list[Marked]
) -> None:
    root = etree.fromstring(legalruleml(corpus))
    statements = root.xpath("//l:PrescriptiveStatement | //l:ConstitutiveStatement", namespaces=NS)
    norms = [n for m in documents for t in m.tags for n in t.norms if n.modality != "statement"]
    assert len(statements) == len(norms)
    keys = root.xpath("//@key")
    assert len(keys) == len(set(keys))
    refs = root.xpath("//@keyref")
    assert {ref.removeprefix("#") for ref in refs} <= set(keys)
    targets = root.xpath("//l:Association/l:toTarget/@keyref", namespaces=NS)
    assert sorted(targets) == sorted(f"#{s.get('key')}" for s in statements)
    for slot in root.xpath("//r:slot", namespaces=NS):
        assert [etree.QName(child).localname for child in slot] == ["Bearer", "Ind"]
        assert not slot[0].text
    for head in root.xpath("//l:ConstitutiveStatement//r:then", namespaces=NS):
        assert not head.xpath("l:*", namespaces=NS)
