"""Amendment and time: written as Akoma Ntoso's own marks, strictly valid, read back the same."""

from __future__ import annotations

from lxml import etree

from pipeline.akn.check import validate
from pipeline.akn.names import akn
from pipeline.akn.reader import from_xml
from pipeline.akn.text import text_of
from pipeline.akn.writer import to_xml
from pipeline.history import Amendment, Change, History, Period
from pipeline.model import Document, Marked, Metadata, Node, Piece, Source, Table
from pipeline.structure.assemble import assemble
from tests.akn.test_writer import EDITION

INSERTED = Amendment("insertion", "2021-03-01", "2020 c. 4, s. 2", "https://example.org/2020/4")
UNDATED = Amendment("repeal", "", "2022 c. 9", "")


def document() -> Document:
    quoted = Node(
        "section",
        num=Piece("171.1"),
        body=(Piece("Whoever sends"), Node("paragraph", Piece("(a)"), body=(Piece("a text"),))),
        quoted=True,
        unit=True,
    )
    amending = Node(
        "section",
        num=Piece("21"),
        body=(Piece("The Act is amended by adding:"), quoted, Piece("and so it reads.")),
        unit=True,
        history=History((INSERTED, UNDATED), Period("2021-03-01", "2030-01-01"), "E+W"),
    )
    words = Piece("any old new person", changes=(Change("substitution", 8, 11),))
    gone = Piece(". . .", changes=(Change("repeal", 0, 5),))
    shell = Node("quotedStructure", body=(Piece("“code” means"), Table(((Piece("x"),),))))
    split = Node("section", num=Piece("22"), body=(words, gone, shell), unit=True)
    loose = Node("part", num=Piece("2"), body=(quoted, Node("section", Piece("23"), unit=True)))
    metadata = Metadata("xa", "en", title="Act", number="5", work_date="2020-01-01")
    amended = (Amendment("amendment", "2021-03-01"), Amendment("amendment", "", "2024 c. 1"))
    return assemble(
        Source(
            "a.xml",
            "0" * 64,
            "test",
            metadata,
            0,
            nodes=(amending, split, loose),
            history=History(amended, Period("2020-02-01"), "E+W+S"),
        )
    )


def test_what_is_written_is_valid_and_comes_back() -> None:
    made = document()
    xml = to_xml(Marked(made), EDITION)
    assert validate(xml, "a.xml") == ()
    read = from_xml(xml).document
    assert read.text == made.text
    assert read.history == made.history
    for was, now in zip(made.provisions(), read.provisions(), strict=True):
        assert (now.eid, now.kind, now.span) == (was.eid, was.kind, was.span)
        assert now.quoted == was.quoted
        assert now.history == was.history
        assert [type(part) for part in now.body] == [type(part) for part in was.body]
    assert to_xml(Marked(read), EDITION) == xml
    changes = [b.changes for p in read.provisions() for b in p.body if hasattr(b, "changes")]
    assert (Change("substitution", 8, 11),) in changes


def test_a_quotation_is_no_structure_of_the_amending_act() -> None:
    made = document()
    units = [unit.eid for unit in made.units()]
    assert units == ["sec_21", "sec_22", "part_2__hcontainer_1", "sec_23"]
    root = etree.fromstring(to_xml(Marked(made), EDITION))
    quotation = next(root.iter(akn("quotedStructure")))
    assert [e.tag for e in quotation.iterancestors()][:4] == [
        akn("mod"), akn("p"), akn("content"), akn("section"),
    ]  # fmt: skip
    assert quotation[0].get("eId") == "sec_21__qstr_1__sec_171-1"
    section = quotation.getparent().getparent().getparent().getparent()  # type: ignore[union-attr]
    assert text_of(section).count("Whoever sends") == 1


def test_each_date_law_period_and_place_is_said_once_and_pointed_to() -> None:
    root = etree.fromstring(to_xml(Marked(document()), EDITION))
    events = [(e.get("date"), e.get("type"), e.get("source")) for e in root.iter(akn("eventRef"))]
    assert events == [
        ("2020-01-01", "generation", "#original"),
        ("2020-02-01", None, "#not-stated"),
        ("2021-03-01", "amendment", "#not-stated"),
        ("2021-03-01", "amendment", "#pref_2"),
        ("2030-01-01", None, "#not-stated"),
    ]
    places = [e.get("showAs") for e in root.iter(akn("TLCLocation"))]
    assert places == ["E+W+S", "E+W"]
    kinds = [e.get("type") for e in root.iter(akn("textualMod"))]
    assert kinds == ["insertion", "repeal"]


def test_nothing_is_said_of_time_where_the_source_says_nothing() -> None:
    bare = assemble(
        Source(
            "a.xml", "0" * 64, "test", Metadata("xa", "en", title="Act"), 0,
            nodes=(Node("section", Piece("1"), body=(Piece("Text."),), unit=True),),
        )
    )  # fmt: skip
    root = etree.fromstring(to_xml(Marked(bare), EDITION))
    silent = ("lifecycle", "analysis", "temporalData", "passiveRef", "TLCLocation", "ins", "del")
    assert [e.tag for e in root.iter(*map(akn, silent))] == []
