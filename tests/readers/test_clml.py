"""CLML: headings above sections, marked changes, commentaries, extents, quotations, gzip."""

from __future__ import annotations

import gzip

import pytest

from pipeline.errors import SourceError
from pipeline.history import Amendment, Change
from pipeline.model import Node, Piece, Source, Unit
from pipeline.readers import read
from pipeline.structure.assemble import assemble

HEAD = """<Legislation xmlns="http://www.legislation.gov.uk/namespaces/legislation"
 xmlns:ukm="http://www.legislation.gov.uk/namespaces/metadata"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dct="http://purl.org/dc/terms/"
 DocumentURI="http://www.legislation.gov.uk/ukpga/2031/7"><ukm:Metadata>
 <dc:title>Kites Act 2031</dc:title><dc:language>en</dc:language><dct:valid>2033-01-01</dct:valid>
 <ukm:PrimaryMetadata><ukm:DocumentClassification>
 <ukm:DocumentMainType Value="UnitedKingdomPublicGeneralAct"/>
 <ukm:DocumentStatus Value="revised"/></ukm:DocumentClassification><ukm:Year Value="2031"/>
 <ukm:Number Value="7"/><ukm:EnactmentDate Date="2031-05-04"/></ukm:PrimaryMetadata>
 </ukm:Metadata>"""
NOTES = """<Commentaries><Commentary id="c1" Type="F"><Para><Text>Word inserted (2.3.2032) by
 <Citation id="k1" URI="http://www.legislation.gov.uk/id/ukpga/2032/3" Title="Strings Act 2032">2032
 c. 3</Citation>, s. 4</Text></Para></Commentary><Commentary id="c2" Type="I"><Para><Text>S. 1 in
 force</Text></Para></Commentary><Commentary id="c3" Type="F"><Para><Text>Loose</Text></Para>
 </Commentary></Commentaries>"""


def law(body: str, prelims: str = "", rest: str = NOTES) -> Source:
    whole = f"{HEAD}<Primary>{prelims}<Body>{body}</Body></Primary>{rest}</Legislation>"
    return read(whole.encode(), "kites.xml")


def p1(num: str, text: str, extra: str = "") -> str:
    return f"<P1 {extra}><Pnumber>{num}</Pnumber><P1para><Text>{text}</Text></P1para></P1>"


def group(title: str, inner: str, extra: str = "") -> str:
    return f"<P1group {extra}><Title>{title}</Title>{inner}</P1group>"


def units(source: Source) -> list[Unit]:
    return list(assemble(source).units())


def test_the_title_printed_above_a_section_is_its_heading() -> None:
    (node,) = law(group("Flying", p1("1", "No kite shall fly."))).nodes
    assert (node.kind, node.unit) == ("section", True)
    assert node.num
    assert node.heading
    assert (node.num.text, node.heading.text) == ("1", "Flying")


def test_a_group_of_two_sections_stays_a_group() -> None:
    (node,) = law(group("Flying", p1("1", "One.") + p1("2", "Two."))).nodes
    assert (node.kind, node.name, node.unit) == ("hcontainer", "group", False)


def test_amended_words_are_marked_and_never_fuse() -> None:
    text = (
        'A <CommentaryRef Ref="c1"/><Addition ChangeId="x" CommentaryRef="c1">large</Addition> kite'
        ' <Substitution ChangeId="y" CommentaryRef="c1">or drone</Substitution><Repeal ChangeId="z"'
        ' CommentaryRef="c1"> . . .</Repeal>.'
    )
    (node,) = law(p1("1", text)).nodes
    (piece,) = node.body
    assert isinstance(piece, Piece)
    assert piece.text == "A large kite or drone . . .."
    assert piece.changes == (
        Change("insertion", 2, 7),
        Change("substitution", 13, 21),
        Change("repeal", 22, 27),
    )
    assert [(n.kind, n.piece.text.split()[0]) for n in node.notes] == [("history", "Word")]


def test_the_amending_law_and_its_date_come_from_the_commentary() -> None:
    text = '<Addition ChangeId="x" CommentaryRef="c1">large</Addition>'
    (node,) = law(p1("1", text)).nodes
    address = "http://www.legislation.gov.uk/id/ukpga/2032/3"
    law_made = Amendment("insertion", "2032-03-02", "Strings Act 2032 (2032 c. 3)", address)
    assert node.history.amendments == (law_made,)


def test_a_change_without_a_commentary_names_no_law() -> None:
    (node,) = law(p1("1", '<Addition ChangeId="x">large</Addition>'), rest="").nodes
    assert node.history.amendments == ()


def test_a_commentary_to_which_nothing_points_belongs_to_the_law() -> None:
    source = law(p1("1", '<CommentaryRef Ref="c2"/>Text.'))
    assert [n.piece.text for n in source.nodes[0].notes] == ["S. 1 in force"]
    assert source.nodes[0].notes[0].kind == "commencement"
    assert [n.piece.text.split()[0] for n in source.notes] == ["Word", "Loose"]


def test_a_section_split_by_extent_is_one_provision_with_parts() -> None:
    source = law(
        group("Flying", p1("1", "In the south."), 'RestrictExtent="E+W"')
        + group("Flying", p1("1", "In the north."), 'RestrictExtent="S"')
        + group("Flying", p1("1", "Over the sea."), 'RestrictExtent="N.I."')
    )
    (node,) = source.nodes
    parts = [p for p in node.body if isinstance(p, Node)]
    assert [(p.name, p.history.extent) for p in parts] == [
        ("extent", "E+W"), ("extent", "S"), ("extent", "N.I."),
    ]  # fmt: skip
    (unit,) = units(source)
    texts = ("In the south.", "In the north.", "Over the sea.")
    assert unit.text == "\n".join(f"1\nFlying\n{text}" for text in texts)
    assert "STR-EMPTY" not in [f.code for f in assemble(source).findings]


def test_the_same_number_twice_for_one_territory_is_no_variant() -> None:
    both = 'RestrictExtent="E+W"'
    nodes = law(group("A", p1("1", "One."), both) + group("B", p1("1", "Two."), both)).nodes
    assert len(nodes) == 2


@pytest.mark.parametrize(
    ("extra", "status"),
    [
        ('Status="Repealed"', "repealed"),
        ('Status="Prospective"', "not-in-force"),
        ('RestrictStartDate="2034-01-01"', "not-in-force"),  # the text stands at 2033-01-01
        ('RestrictStartDate="2031-01-01" RestrictEndDate="2032-12-31"', "repealed"),
        ('RestrictStartDate="2031-01-01" RestrictEndDate="2035-12-31"', ""),
    ],
)
def test_what_is_not_law_at_the_date_of_the_text_is_marked(extra: str, status: str) -> None:
    (node,) = law(f"<Pblock {extra}><Title>Old</Title>{p1('1', 'Text.', extra)}</Pblock>").nodes
    section = node.body[0]
    assert isinstance(section, Node)
    assert section.status == status


def test_a_period_is_kept_as_stated() -> None:
    (node,) = law(p1("1", "T.", 'RestrictStartDate="2031-01-01" RestrictExtent="E+W"')).nodes
    assert (node.history.period.start, node.history.period.end) == ("2031-01-01", "")
    assert node.history.extent == "E+W"


def test_a_quotation_holds_the_section_of_another_act() -> None:
    quoted = group("Tails", p1("4A", "A tail is a tail."))
    body = (
        "<P1><Pnumber>2</Pnumber><P1para><Text>After section 4 insert—</Text><BlockAmendment"
        f' TargetClass="primary" Context="main">{quoted}</BlockAmendment><AppendText>.</AppendText>'
        "</P1para></P1>"
    )
    source = law(body)
    (unit,) = units(source)
    assert unit.text == "2\nAfter section 4 insert—\n4A\nTails\nA tail is a tail.\n."
    quotation = source.nodes[0].body[1]
    assert isinstance(quotation, Node)
    assert (quotation.kind, quotation.quoted) == ("quotedStructure", True)


def test_levels_are_named_by_what_they_stand_in() -> None:
    deep = (
        "<P1><Pnumber>3</Pnumber><P1para><P2><Pnumber>1</Pnumber><P2para><Text>Either</Text><P3>"
        "<Pnumber>a</Pnumber><P3para><Text>this</Text></P3para></P3></P2para></P2></P1para></P1>"
    )
    schedule = (
        "<Schedule><Number>SCHEDULE 1</Number><TitleBlock><Title>Winds</Title></TitleBlock>"
        f"<Reference>Section 3</Reference><ScheduleBody>{deep}</ScheduleBody></Schedule>"
    )
    source = law(deep, rest=f"<Schedules>{schedule}</Schedules>")
    eids = [p.eid for p in assemble(source).provisions()]
    assert eids == [
        "sec_3", "sec_3__subsec_1", "sec_3__subsec_1__para_a", "hcontainer_schedule-1",
        "hcontainer_schedule-1__hcontainer_1", "para_3", "para_3__subpara_1",
        "para_3__subpara_1__para_a",
    ]  # fmt: skip


def test_explanatory_notes_are_no_law_and_signatures_come_last() -> None:
    signed = "<SignedSection><Signatory><Para><Text>A. N.</Text></Para></Signatory></SignedSection>"
    source = read(
        (
            f"{HEAD}<Secondary><Body>{p1('1', 'Text.')}{signed}</Body><ExplanatoryNotes><P><Text>"
            "It does this.</Text></P></ExplanatoryNotes></Secondary></Legislation>"
        ).encode(),
        "k.xml",
    )
    assert [p.text for p in source.conclusions] == ["A. N."]
    assert [(n.kind, n.piece.text) for n in source.notes] == [("editorial", "It does this.")]


def test_metadata_is_what_the_file_states() -> None:
    stated = law(p1("1", "T.")).metadata
    assert (stated.title, stated.number, stated.work_date, stated.version_date) == (
        "Kites Act 2031", "ukpga/2031/7", "2031-05-04", "2033-01-01",
    )  # fmt: skip


def test_changes_that_the_publisher_has_not_made_yet_are_reported() -> None:
    late = HEAD.replace(
        "<ukm:EnactmentDate", "<ukm:UnappliedEffects><ukm:UnappliedEffect/></ukm:UnappliedEffects>"
        "<ukm:EnactmentDate",
    )  # fmt: skip
    source = read(
        f"{late}<Primary><Body>{p1('1', 'T.')}</Body></Primary></Legislation>".encode(), ""
    )
    assert [f.code for f in source.findings] == ["META-UNAPPLIED"]


def test_a_packed_file_is_read_and_a_bomb_or_torn_one_is_not() -> None:
    whole = f"{HEAD}<Primary><Body>{p1('1', 'T.')}</Body></Primary></Legislation>".encode()
    packed = gzip.compress(whole)
    assert read(packed, "k.xml.gz").nodes == read(whole, "k.xml").nodes
    assert read(packed, "k.xml.gz").sha256 != read(whole, "k.xml").sha256
    with pytest.raises(SourceError, match="SRC-GZIP"):
        read(packed[:-9], "torn.gz")
    with pytest.raises(SourceError, match="SRC-GZIP"):
        read(packed + packed, "two.gz")
    with pytest.raises(SourceError, match="SRC-SIZE"):
        read(gzip.compress(b" " * 60_000_000), "bomb.gz")
