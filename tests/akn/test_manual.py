"""What a person annotates in the XML survives tagging; tagging what is tagged changes no byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from pipeline.akn.names import akn, lz
from pipeline.akn.reader import from_xml
from pipeline.cli import main
from pipeline.files import bundled
from pipeline.model import Person

SPECIMEN = bundled("corpus") / "statutes" / "xd" / "child-protection-code.md"


def run(*arguments: str | Path) -> None:
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exit_code == 0, result.output


@pytest.fixture(scope="module")
def tagged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("manual")
    run("markup", SPECIMEN, "-o", folder / "m.xml")
    run("tag", folder / "m.xml", "-o", folder / "t.xml")
    return folder / "t.xml"


def annotated(tagged: Path) -> bytes:
    """The file after Ada has worked on it: a record corrected, an inline element added."""
    root = etree.fromstring(tagged.read_bytes())
    references = next(root.iter(akn("references")))
    person = etree.SubElement(references, akn("TLCPerson"), eId="ada")
    person.set("href", "/akn/ontology/person/ada")
    person.set("showAs", "Ada Advocate")
    norm = next(n for n in root.iter(lz("norm")) if n.get("modality") == "prohibition")
    norm.set("modality", "recommendation")
    norm.set("by", "#ada")
    block = next(p for p in root[0].find(akn("body")).iter(akn("p")) if p.text and not len(p))
    words = block.text
    block.text = ""
    mark = etree.SubElement(block, akn("concept"), eId=f"{block.get('eId')}__concept_1")
    mark.set("refersTo", "#c.child")
    mark.set(lz("by"), "#ada")
    mark.text, mark.tail = words[:5], words[5:]
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def test_tagging_the_tagged_gives_the_same_bytes(tagged: Path, tmp_path: Path) -> None:
    run("tag", tagged, "-o", tmp_path / "again.xml")
    assert (tmp_path / "again.xml").read_bytes() == tagged.read_bytes()


def test_tagging_the_linked_keeps_the_links(tagged: Path, tmp_path: Path) -> None:
    run("link", tagged, "-o", tmp_path / "l.xml")
    run("tag", tmp_path / "l.xml", "-o", tmp_path / "again.xml")
    assert (tmp_path / "again.xml").read_bytes() == (tmp_path / "l.xml").read_bytes()


def test_what_a_person_annotated_survives_and_yields_to_nobody(
    tagged: Path, tmp_path: Path
) -> None:
    (tmp_path / "ada.xml").write_bytes(annotated(tagged))
    run("tag", tmp_path / "ada.xml", "-o", tmp_path / "one.xml")
    run("tag", tmp_path / "one.xml", "-o", tmp_path / "two.xml")
    assert (tmp_path / "one.xml").read_bytes() == (tmp_path / "two.xml").read_bytes()
    run("validate", tmp_path / "one.xml")
    read = from_xml((tmp_path / "one.xml").read_bytes())
    ada = Person("ada", "Ada Advocate")
    assert {tags.by for tags in read.manual} == {ada}
    (norm,) = [norm for tags in read.manual for norm in tags.norms]
    assert norm.modality == "recommendation"
    (concept,) = [concept for tags in read.manual for concept in tags.concepts]
    assert (concept.concept, concept.span.end - concept.span.start) == ("child", 5)
    owner = next(tags.eid for tags in read.manual if tags.norms)
    own = next(tags for tags in read.tags if tags.eid == owner)
    assert all(not t.overlaps(norm.triggers[0]) for n in own.norms for t in n.triggers)


def test_linking_keeps_what_a_person_annotated(tagged: Path, tmp_path: Path) -> None:
    (tmp_path / "ada.xml").write_bytes(annotated(tagged))
    run("tag", tmp_path / "ada.xml", "-o", tmp_path / "t.xml")
    run("link", tmp_path / "t.xml", "-o", tmp_path / "l.xml")
    before = from_xml((tmp_path / "t.xml").read_bytes()).manual
    assert from_xml((tmp_path / "l.xml").read_bytes()).manual == before
