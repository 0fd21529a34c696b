"""What is written is the law's text, strictly valid, and can be read back to the same values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.akn.inline import Inline, fill
from pipeline.akn.metadata import Edition
from pipeline.akn.names import akn
from pipeline.akn.reader import from_xml
from pipeline.akn.schema import official_errors
from pipeline.akn.text import check_text, text_of
from pipeline.akn.writer import build, to_xml
from pipeline.errors import IntegrityError, SourceError
from pipeline.model import (
    Bearer,
    ConceptMention,
    Condition,
    Criterion,
    Definition,
    Eid,
    Evidence,
    Iri,
    Link,
    Marked,
    Metadata,
    Node,
    Norm,
    Note,
    Piece,
    Reference,
    Source,
    Span,
    Table,
    Tags,
    TermUse,
)
from pipeline.structure.assemble import assemble

EDITION = Edition(opinion=Iri("/akn/aa-coe/statement/opinion/x/2017-05-12/ict/eng@2017-05-12"))


def marked() -> Marked:
    unit = Node(
        "section",
        num=Piece("5", 10, 11),
        heading=Piece("Online <grooming> & more", 12, 36),
        body=(
            Piece("A person shall not use a computer:", 40, 74),
            Node("point", num=Piece("(a)"), body=(Piece("to meet a child; or"),)),
            Node("point", num=Piece("(b)"), body=(Table(((Piece("x"), Piece("")),)),)),
            Piece("and is guilty.", 90, 104),
        ),
        unit=True,
        notes=(Note("history", Piece("2001, c. 1")),),
    )
    gone = Node("section", num=Piece("6"), unit=True, status="repealed")
    metadata = Metadata("xa", "en", title="Act", number="5", work_date="2020-01-01", specimen=True)
    document = assemble(
        Source(
            "a.txt",
            "0" * 64,
            "test",
            metadata,
            104,
            preface=(Piece("An Act"),),
            preamble=(
                Piece("Whereas"),
                Node("recital", num=Piece("(1)"), body=(Piece("So it is."),), unit=True),
                Node("formula", name="enacting", body=(Piece("Be it enacted:"),)),
            ),
            nodes=(Node("part", num=Piece("I"), body=(unit, gone)),),
            conclusions=(Piece("Done."),),
        )
    )
    text = next(u.text for u in document.units() if u.eid == "sec_5")

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    tags = tuple(
        Tags(u.eid)
        if u.eid != "sec_5"
        else Tags(
            u.eid,
            concepts=(ConceptMention("ict-computer-system", span("computer")),),
            norms=(
                Norm(
                    "prohibition",
                    "shall",
                    (span("shall"), span("not")),
                    "negative",
                    bearer=Bearer(span("A person")),
                    action=span("use"),
                    conditions=(Condition("PURPOSE", span("to meet a child")),),
                    formula="en.shall",
                ),
            ),
            references=(Reference(span("person"), "#sec_6", "internal"),),
            definitions=(Definition("child", span("child"), "unit", u.eid, (span("computer"),)),),
            uses=(TermUse("person", span("person"), Eid("sec_6")),),
        )
        for u in document.units()
    )
    evidence = (Evidence(span("computer"), "ict-computer-system"),)
    criterion = Criterion("subject", "Child", True, 0.5, evidence)
    link = Link(
        next(u.eid for u in document.units() if u.eid == "sec_5"),
        12, 2, 0.5, "implements", "ict-explicit", "ict-inclusive", "offence",
        ("23", "20(1)(f)"), (criterion,), evidence, remark="why",
    )  # fmt: skip
    return Marked(document, tags, (link,))


def test_strictly_valid_against_the_official_schema() -> None:
    assert official_errors(to_xml(marked(), EDITION)) == []


def test_text_of_the_tree_is_the_text_of_the_document() -> None:
    root = etree.fromstring(to_xml(marked(), EDITION))
    unit = next(e for e in root.iter() if e.get("eId") == "sec_5")
    assert text_of(unit) == next(u.text for u in marked().document.units() if u.eid == "sec_5")


def test_a_lost_word_is_never_published() -> None:
    value = marked()
    root = build(value, EDITION)
    next(root.iter(akn("heading"))).text = "Online grooming"
    with pytest.raises(IntegrityError, match="INT-TEXT"):
        check_text(root, value.document)


def test_reading_back_gives_the_same_document_tags_and_links() -> None:
    value = marked()
    again = from_xml(to_xml(value, EDITION))
    assert again.document.text == value.document.text
    assert again.document.metadata == value.document.metadata
    assert list(again.document.units()) == list(value.document.units())
    assert again.tags == value.tags
    assert again.links == value.links
    assert to_xml(again, EDITION) == to_xml(value, EDITION)


def test_the_same_values_give_the_same_bytes() -> None:
    assert to_xml(marked(), EDITION) == to_xml(marked(), EDITION)


def test_xml_of_others_is_refused() -> None:
    with pytest.raises(SourceError, match="AKN-FOREIGN"):
        from_xml(b"<akomaNtoso/>")


@given(
    st.text(alphabet="ab <&>'\"]\u202e\u00e9", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8),
)
def test_inline_elements_never_change_the_text(text: str, pairs: list[tuple[int, int]]) -> None:
    block = etree.Element(akn("p"), eId="p_1")
    spans = [Span(100 + a, 100 + b) for a, b in pairs if a < b <= len(text)]
    fill(block, text, 100, [Inline(s, "concept") for s in spans])
    again = etree.fromstring(etree.tostring(block))
    assert "".join(again.itertext()) == text
    eids = [e.get("eId") for e in again.iter()]
    assert len(set(eids)) == len(eids)


def test_every_block_of_the_law_has_a_line_of_its_own() -> None:
    value = marked()
    lines = to_xml(value, EDITION).decode().splitlines()
    opened = [line for line in lines if "<p>" in line or "<p " in line]
    assert len(opened) == sum(line.count("<p>") + line.count("<p ") for line in lines)
    assert len(lines) > value.document.text.count("\n")
