"""Our profile: two validators, one verdict; stricter than the official schema, never looser."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from pipeline.akn.check import validate
from pipeline.akn.integrity import integrity
from pipeline.akn.names import AKN, akn, lz
from pipeline.akn.schema import errors, official, official_errors, profile, readable_profile
from pipeline.akn.wording import sentence
from pipeline.akn.writer import to_xml
from pipeline.batch.plan import Job, collect
from pipeline.batch.stages import Settings
from pipeline.batch.worker import edition, load, mark
from pipeline.files import bundled
from pipeline.knowledge.opinions import load_profile
from tests.akn.test_writer import EDITION, marked

MUTANTS = 360


@pytest.fixture(scope="module")
def samples() -> list[bytes]:
    """Documents of every kind that this program writes: a made-up Act, the Opinion, specimens."""
    corpus = bundled("corpus")
    jobs = collect([corpus / "opinions", corpus / "statutes" / "xd"])
    return [to_xml(marked(), EDITION), *(published(job) for job in jobs)]


def published(job: Job) -> bytes:
    library = Settings().library
    profile = load_profile(library)
    document = load(job.path, job.name, Settings())
    return to_xml(mark(document, library, profile), edition(library, profile))


def _drop(rng: random.Random, root: etree._Element) -> None:
    element = _any(rng, root)
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _rename(rng: random.Random, root: etree._Element) -> None:
    names = ("p", "point", "section", "content", "heading", "blah", "ref", "meta", "num")
    _any(rng, root).tag = akn(rng.choice(names))


def _swap(rng: random.Random, root: etree._Element) -> None:
    parent = _any(rng, root)
    if len(parent) > 1:
        first = rng.randrange(len(parent) - 1)
        parent.insert(first, parent[first + 1])


def _unset(rng: random.Random, root: etree._Element) -> None:
    element = _any(rng, root)
    if element.attrib:
        del element.attrib[rng.choice(sorted(map(str, element.attrib)))]


def _reset(rng: random.Random, root: etree._Element) -> None:
    element = _any(rng, root)
    if element.attrib:
        name = rng.choice(sorted(map(str, element.attrib)))
        element.set(name, rng.choice(("", "x y", "§", "2020-13-40", "#", "sec_1", "-1")))


def _add(rng: random.Random, root: etree._Element) -> None:
    _any(rng, root).set(rng.choice(("eId", "class", "bogus", "status", "refersTo")), "para_1")


def _copy(rng: random.Random, root: etree._Element) -> None:
    element = _any(rng, root)
    parent = element.getparent()
    if parent is not None:
        parent.append(etree.fromstring(etree.tostring(element, with_tail=False)))


def _text(rng: random.Random, root: etree._Element) -> None:
    element = _any(rng, root)
    element.text = (element.text or "") + "stray"


def _any(rng: random.Random, root: etree._Element) -> etree._Element:
    elements = list(root.iter(etree.Element))
    return elements[rng.randrange(len(elements))]


MUTATIONS: tuple[Callable[[random.Random, etree._Element], None], ...] = (
    _drop, _rename, _swap, _unset, _reset, _add, _copy, _text,
)  # fmt: skip


def test_both_validators_give_the_same_verdict_and_ours_is_the_stricter(
    samples: list[bytes],
) -> None:
    rng = random.Random(201)  # the number of the Convention; any seed will do
    different: list[str] = []
    looser: list[str] = []
    rejected = 0
    readable = readable_profile()
    for number in range(MUTANTS):
        root = etree.fromstring(samples[0 if number % 4 else 1 + number // 4 % 2])
        mutation = MUTATIONS[number % len(MUTATIONS)]
        mutation(rng, root)
        root = etree.fromstring(etree.tostring(root))
        by_libxml2 = not errors(profile(), root)
        if by_libxml2 != readable.is_valid(root):
            different.append(f"{number} {mutation.__name__}")
        if by_libxml2 and errors(official(), root):
            looser.append(f"{number} {mutation.__name__}")
        rejected += not by_libxml2
    assert different == []
    assert looser == []
    assert MUTANTS // 3 < rejected < MUTANTS


def test_what_this_program_writes_has_no_finding(samples: list[bytes]) -> None:
    for data in samples:
        assert validate(data, "x.xml") == ()
        assert official_errors(data) == []


def broken(change: Callable[[etree._Element], None]) -> set[str]:
    root = etree.fromstring(to_xml(marked(), EDITION))
    change(root)
    return {f.code for f in integrity(etree.fromstring(etree.tostring(root)), "x.xml")}


def test_a_pointer_into_nothing_is_found() -> None:
    def change(root: etree._Element) -> None:
        next(root.iter(akn("concept"))).set("refersTo", "#c.none")

    assert "AKN-REF" in broken(change)


def test_a_doubled_eid_is_found() -> None:
    def change(root: etree._Element) -> None:
        first, second, *_ = root.iter(akn("section"))
        second.set("eId", first.get("eId", ""))

    assert "EID-DUPLICATE" in broken(change)


def test_an_eid_that_names_another_element_is_found() -> None:
    def change(root: etree._Element) -> None:
        next(root.iter(akn("point"))).set("eId", "sec_5__art_a")

    assert "EID-NAME" in broken(change)


def test_a_changed_word_makes_the_evidence_false() -> None:
    def change(root: etree._Element) -> None:
        next(root.iter(akn("concept"))).text = "abacus!!"

    assert "REC-TEXT" in broken(change)


def test_an_offset_behind_the_text_is_found() -> None:
    def change(root: etree._Element) -> None:
        next(root.iter(lz("mention"))).set("end", "99999")

    assert "REC-OFFSET" in broken(change)


def test_an_iri_of_another_country_is_found() -> None:
    def change(root: etree._Element) -> None:
        next(root.iter(akn("FRBRcountry"))).set("value", "xb")

    assert "AKN-FRBR" in broken(change)


def test_an_eid_that_does_not_say_where_its_element_stands_is_found() -> None:
    def change(root: etree._Element) -> None:
        next(root.iter(akn("point"))).set("eId", "sec_99__point_a")

    assert "EID-PARENT" in broken(change)


def test_an_offset_in_hostile_digits_is_a_finding_and_no_traceback() -> None:
    def change(root: etree._Element) -> None:
        record, length = next(root.iter(lz("mention"))), next(root.iter(lz("run")))
        record.set("end", "²")
        length.set("length", "9" * 5000)

    assert "REC-OFFSET" in broken(change)


def test_the_xml_of_others_is_asked_for_the_eids_that_the_standard_requires() -> None:
    root = etree.fromstring(to_xml(marked(), EDITION))
    for run in list(root.iter(lz("run"))):
        run.getparent().remove(run)  # type: ignore[union-attr]
    del next(root.iter(akn("section"))).attrib["eId"]
    found = list(integrity(root, "x.xml"))
    assert next(f.message for f in found if f.code == "EID-MISSING").startswith("This <section>")


def test_invisible_control_characters_are_reported_where_they_stand() -> None:
    def change(root: etree._Element) -> None:
        next(root.iter(akn("p"))).text = "a\x85b"

    assert "TXT-CONTROL" in broken(change)


def test_a_file_with_thousands_of_errors_of_a_kind_lists_the_first_and_says_so() -> None:
    root = etree.fromstring(to_xml(marked(), EDITION))
    for number in range(300):
        etree.SubElement(root, akn("bogus"), n=str(number))
    codes = [f.code for f in validate(etree.tostring(root), "x.xml")]
    assert codes.count("AKN-XSD") <= 200
    assert "AKN-MORE" in codes


@pytest.mark.parametrize(
    ("value", "valid"),
    [
        ("https://example.org/a?b=c#d", True),
        ("/akn/xa/act/2021/12#sec_3", True),
        ("#sec_3", True),
        ("a%zz", False),
        ("http://[", False),
        ("a b", False),
    ],
)
def test_an_address_is_one_for_every_validator(value: str, valid: bool) -> None:
    root = etree.fromstring(to_xml(marked(), EDITION))
    for source in root.iter(akn("FRBRuri")):
        source.set("value", value)
    assert (not errors(profile(), root)) is valid
    assert readable_profile().is_valid(root) is valid


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (
            "Element '{http://x}p': This element is not expected. Expected is ( {http://x}num ).",
            "<p> may not stand here; expected: <num>.",
        ),
        (
            "Element 'a': The attribute 'eId' is required but missing.",
            "<a> lacks the attribute eId.",
        ),
        ("Something that libxml2 never said", "Something that libxml2 never said"),
    ],
)
def test_a_message_of_the_parser_becomes_a_sentence(message: str, words: str) -> None:
    assert sentence(message) == words


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "SRC-EMPTY"),
        (b"not xml", "XML-SYNTAX"),
        (b"<akomaNtoso>", "XML-SYNTAX"),
        ("<a>é</a>".encode("latin-1"), "SRC-ENCODING"),
        ("<a/>".encode("utf-16"), "SRC-BINARY"),
        (b"<a>\0</a>", "SRC-BINARY"),
        (b"<a>" * 50_000, "XML-SYNTAX"),
        (b"<html/>", "AKN-ROOT"),
        (b'<!DOCTYPE a [<!ENTITY x "1"><!ENTITY y "&x;&x;">]><a>&y;</a>', "XML-ENTITY"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hosts">]><a>&x;</a>', "XML-ENTITY"),
        (f'<akomaNtoso xmlns="{AKN}"><act/></akomaNtoso>'.encode(), "AKN-XSD"),
    ],
)
def test_hostile_or_broken_input_is_a_finding(data: bytes, code: str) -> None:
    found = validate(data, "x.xml")
    assert code in {f.code for f in found}
    assert {f.path for f in found} == {"x.xml"}


def test_truncated_anywhere_is_a_finding() -> None:
    data = to_xml(marked(), EDITION)
    for part in range(1, 20):
        found = validate(data[: len(data) * part // 20], "x.xml")
        assert [f.severity for f in found] == ["error"]


@pytest.mark.real
def test_model_documents_are_officially_valid(shared: Path) -> None:
    for name in ("national.xml", "opinion.xml"):
        data = (shared / "akn" / "model" / name).read_bytes()
        assert official_errors(data) == []
