"""Nodes become one text and a tree whose spans are that text, whose eIds never collide."""

from __future__ import annotations

import pytest

from pipeline.errors import SourceError
from pipeline.model import Document, Metadata, Node, Piece, Provision, Source, Table
from pipeline.structure.assemble import assemble


def piece(text: str) -> Piece:
    return Piece(text)


def section(num: str, *body: Piece | Node | Table, kind: str = "section") -> Node:
    return Node(kind, num=piece(num), body=tuple(body), unit=True)


def point(num: str, text: str) -> Node:
    return Node("point", num=piece(num), body=(piece(text),))


def document(*nodes: Node) -> Document:
    metadata = Metadata("xa", "en", title="T", number="1", work_date="2020-01-01")
    return assemble(Source("t.txt", "0" * 64, "test", metadata, 0, nodes=nodes))


def eids(doc: Document) -> list[str]:
    return [p.eid for p in doc.provisions()]


def test_text_is_every_piece_in_order_one_per_line() -> None:
    doc = document(
        Node(
            "section",
            num=piece("5"),
            heading=piece("Heading"),
            body=(piece("Lead:"), point("(a)", "one"), piece("tail.")),
            unit=True,
        )
    )
    assert doc.text == "5\nHeading\nLead:\n(a)\none\ntail."
    (unit,) = doc.units()
    assert unit.text == doc.text
    child = next(p for p in doc.provisions() if p.kind == "point")
    assert child.span.of(doc.text) == "(a)\none"


def test_no_provision_is_an_error_not_an_empty_law() -> None:
    with pytest.raises(SourceError, match="STR-NO-PROVISIONS"):
        document()


def test_unique_numbers_are_free_of_their_chapter_repeated_ones_are_not() -> None:
    def chapter(num: str, *units: Node) -> Node:
        return Node("chapter", num=piece(num), body=units)

    doc = document(
        chapter("1", section("1", piece("a")), section("2", piece("b"))),
        chapter("2", section("1", piece("c")), section("3", piece("d"))),
    )
    assert eids(doc) == [
        "chp_1", "chp_1__sec_1", "sec_2",
        "chp_2", "chp_2__sec_1", "sec_3",
    ]  # fmt: skip


def test_the_same_number_twice_at_one_place_is_told_apart_and_reported() -> None:
    doc = document(section("1", piece("a")), section("1", piece("b")))
    assert eids(doc) == ["sec_1", "sec_1-v2"]
    assert [f.code for f in doc.findings] == ["STR-DUPLICATE"]


def test_superscript_number_is_no_other_number() -> None:
    doc = document(section("§ 178¹", piece("a")), section("§ 1781", piece("b")))
    assert eids(doc) == ["sec_178-1", "sec_1781"]


def test_text_between_lists_keeps_its_place_in_alineas() -> None:
    doc = document(
        section("1", piece("A:"), point("a", "x"), piece("B:"), point("b", "y"), piece("end"))
    )
    (unit,) = doc.body
    assert [child.kind for child in unit.children] == ["alinea", "alinea", "alinea"]
    assert doc.text == "1\nA:\na\nx\nB:\nb\ny\nend"
    assert "sec_1__al_2__point_b" in eids(doc)


def test_an_empty_unit_is_kept_flagged_and_a_finding() -> None:
    doc = document(section("1", piece("a")), section("2"))
    assert [p.status for p in doc.body] == ["", "empty"]
    assert [(f.code, f.eid) for f in doc.findings] == [("STR-EMPTY", "sec_2")]


def test_a_repealed_unit_is_kept_with_its_number() -> None:
    doc = document(
        section("1", piece("a")), Node("section", piece("2"), unit=True, status="repealed")
    )
    assert doc.body[1].status == "repealed"
    assert doc.text.endswith("\n2")


def test_loose_text_of_a_container_is_a_unit_of_its_own() -> None:
    doc = document(Node("part", num=piece("I"), body=(piece("Words."), section("1", piece("a")))))
    assert [(u.kind, u.text) for u in doc.units()] == [
        ("hcontainer", "Words."),
        ("section", "1\na"),
    ]


def test_every_character_lies_in_a_unit_or_in_a_container_s_label() -> None:
    doc = document(
        Node(
            "part",
            num=piece("PART I"),
            heading=piece("General"),
            body=(section("1", piece("a"), Table(((piece("c1"), piece("c2")),))), piece("tail")),
        )
    )
    covered = {i for u in doc.units() for i in range(u.start, u.start + len(u.text))}
    label = len("PART I\nGeneral")
    rest = [i for i in range(label, len(doc.text)) if doc.text[i] != "\n" and i not in covered]
    assert rest == []


def test_spans_nest() -> None:
    doc = document(section("1", piece("A:"), point("a", "x"), point("b", "y")))

    def check(provision: Provision) -> None:
        for child in provision.children:
            assert provision.span.covers(child.span)
            check(child)

    for provision in doc.body:
        check(provision)
