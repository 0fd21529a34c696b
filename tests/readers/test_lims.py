"""Justice Canada's XML: what each element becomes, on fictional samples."""

from __future__ import annotations

import pytest

from pipeline.errors import SourceError
from pipeline.model import Node, Piece, Source, Table
from pipeline.readers import akoma_ntoso, lims
from tests.readers.source_words import pieces

HEAD = (
    "<Identification><LongTitle>An Act respecting kites</LongTitle><ShortTitle>Kite Act"
    "</ShortTitle><BillHistory><Stages stage='assented-to'><Date><YYYY>2019</YYYY><MM>6</MM>"
    "<DD>3</DD></Date></Stages></BillHistory><Chapter><ConsolidatedNumber>K-1.5"
    "</ConsolidatedNumber></Chapter></Identification>"
)
ROOT = "<Statute xmlns:lims='http://justice.gc.ca/lims' lims:pit-date='2024-02-01' xml:lang='{}'>"


def statute(body: str, rest: str = "", language: str = "en", head: str = HEAD) -> Source:
    data = f"{ROOT.format(language)}{head}<Body>{body}</Body>{rest}</Statute>".encode()
    assert lims.sniff(data, "kite.xml")
    return lims.read(data, "kite.xml")


def section(inner: str, label: str = "1") -> Node:
    return statute(f"<Section><Label>{label}</Label>{inner}</Section>").nodes[0]


def texts(part: Node | Piece | Table) -> list[str]:
    return [piece.text for piece in pieces(part)]


def child(node: Node, index: int) -> Node:
    part = node.body[index]
    assert isinstance(part, Node)
    return part


def test_number_heading_and_levels_are_the_publishers() -> None:
    node = section(
        "<MarginalNote>Strings</MarginalNote><Subsection><Label>(1)</Label><Text>A string</Text>"
        "<Paragraph><Label>(a)</Label><Text>is long;</Text><Subparagraph><Label>(i)</Label><Text>"
        "or short</Text><Clause><Label>(A)</Label><Text>or both</Text></Clause></Subparagraph>"
        "</Paragraph></Subsection>"
    )
    assert node.kind == "section"
    assert node.unit
    assert texts(node)[:3] == ["1", "Strings", "(1)"]
    kinds = []
    while any(isinstance(part, Node) for part in node.body):
        node = next(part for part in node.body if isinstance(part, Node))
        kinds.append(node.kind)
        assert not node.unit
    assert kinds == ["subsection", "paragraph", "subparagraph", "clause"]


def test_text_behind_a_list_keeps_its_place() -> None:
    node = section(
        "<Text>A kite</Text><Paragraph><Label>(a)</Label><Text>of silk</Text></Paragraph>"
        "<ContinuedSectionSubsection><Text>is a kite.</Text></ContinuedSectionSubsection>"
    )
    assert [type(part) for part in node.body] == [Piece, Node, Piece]
    assert texts(node) == ["1", "A kite", "(a)", "of silk", "is a kite."]


def test_inline_tags_neither_join_nor_split_words() -> None:
    node = section(
        "<Text>The <XRefExternal link='W-1'>Wind Act</XRefExternal>’s <Emphasis>re</Emphasis>gime,"
        "<LineBreak/>2<Sup>10</Sup> feet</Text>"
    )
    piece = node.body[0]
    assert isinstance(piece, Piece)
    assert piece.text == "The Wind Act’s regime, 2¹⁰ feet"
    assert [(piece.text[k.start : k.end], k.href) for k in piece.links] == [("Wind Act", "W-1")]


def test_definition_with_its_term_in_the_other_language() -> None:
    node = section(
        "<Text>In this Act,</Text><Definition><Text><DefinedTermEn>tail</DefinedTermEn> means a "
        "ribbon. (<DefinedTermFr>queue</DefinedTermFr>)</Text></Definition><Definition><Text>"
        "<DefinedTermEn>reel</DefinedTermEn><Repealed>[Repealed, 2020, c. 1]</Repealed></Text>"
        "</Definition>"
    )
    assert texts(child(node, 1)) == ["tail means a ribbon. (queue)"]
    assert child(node, 1).name == "definition"
    assert [child(node, 1).status, child(node, 2).status] == ["", "repealed"]


@pytest.mark.parametrize("words", ["[Repealed, 2001, c. 4, s. 2]", "[Abrogé, 2001, ch. 4]"])
def test_repealed_section_keeps_its_number(words: str) -> None:
    node = section(f"<Text><Repealed>{words}</Repealed></Text>")
    assert node.status == "repealed"
    assert texts(node) == ["1", words]


def test_section_that_speaks_of_repeal_is_in_force() -> None:
    assert section("<Text>Repealed kites may not fly.</Text><Text>Ever.</Text>").status == ""


def test_amended_text_keeps_its_hierarchy_and_is_no_unit() -> None:
    node = section(
        "<Text>The Act is amended by adding:</Text><AmendedText><SectionPiece><Subsection>"
        "<Label>(2)</Label><Text>No tails.</Text></Subsection></SectionPiece><Section><Label>9"
        "</Label><Text>New.</Text></Section></AmendedText>"
    )
    (quotation,) = (part for part in node.body if isinstance(part, Node))
    assert (quotation.kind, quotation.quoted) == ("quotedStructure", True)
    quoted = [part for part in quotation.body if isinstance(part, Node)]
    assert [(q.kind, q.unit) for q in quoted] == [("subsection", False), ("section", False)]
    assert node.unit
    assert not node.quoted


def test_notes_stand_apart_and_their_mark_goes_with_them() -> None:
    node = section(
        "<Text>In force<FootnoteRef idref='a'>*</FootnoteRef>.</Text><Footnote id='a'><Label>*"
        "</Label><Text>[Note: 1<Sup>st</Sup> May.]</Text></Footnote><HistoricalNote>"
        "<HistoricalNoteSubItem>2001, c. 1</HistoricalNoteSubItem><HistoricalNoteSubItem>2002, c. 2"
        "</HistoricalNoteSubItem></HistoricalNote>",
        label="<FootnoteRef idref='a'>*</FootnoteRef>3",
    )
    assert texts(node) == ["3", "In force."]
    assert [(note.kind, note.piece.text) for note in node.notes] == [
        ("footnote", "* [Note: 1st May.]"),
        ("history", "2001, c. 1 2002, c. 2"),
    ]


def test_official_note_is_law_and_editorial_note_is_not() -> None:
    node = section("<Note status='official'>Note: wind.</Note><Note status='editorial'>See</Note>")
    assert texts(node) == ["1", "Note: wind."]
    assert [note.kind for note in node.notes] == ["editorial"]


def test_headings_hold_what_follows_by_their_level() -> None:
    source = statute(
        "<Heading level='1'><Label>PART 1</Label><TitleText>Air</TitleText></Heading>"
        "<Heading level='2'><TitleText>Wind</TitleText></Heading>"
        "<Section><Label>1</Label></Section>"
        "<Heading level='1'><Label>PART 2</Label></Heading><Section><Label>2</Label></Section>"
    )
    assert [(n.kind, n.num and n.num.text) for n in source.nodes] == [
        ("part", "PART 1"),
        ("part", "PART 2"),
    ]
    assert child(source.nodes[0], 0).name == "group"
    assert child(child(source.nodes[0], 0), 0).kind == "section"


def test_schedule_has_the_number_and_heading_of_its_form() -> None:
    source = statute(
        "",
        "<Schedule><ScheduleFormHeading><Label>SCHEDULE 1</Label><OriginatingRef>(Section 2)"
        "</OriginatingRef><TitleText>Kites</TitleText></ScheduleFormHeading><List><Item><Label>1"
        "</Label><Text>Box</Text></Item></List></Schedule>",
    )
    (schedule,) = source.nodes
    assert (schedule.kind, schedule.name) == ("hcontainer", "schedule")
    assert texts(schedule) == ["SCHEDULE 1", "Kites", "(Section 2)", "1", "Box"]


def test_amendments_not_in_force_say_so() -> None:
    source = statute(
        "",
        "<Schedule id='NifProvs'><ScheduleFormHeading><TitleText>AMENDMENTS NOT IN FORCE"
        "</TitleText></ScheduleFormHeading><BillPiece><RelatedOrNotInForce><Section><Label>5"
        "</Label><Text>Later.</Text></Section></RelatedOrNotInForce></BillPiece></Schedule>",
    )
    assert child(source.nodes[0], 0).status == "not-in-force"


def test_preamble_is_recitals_and_a_formula() -> None:
    source = statute(
        "",
        "<Introduction><Preamble><Provision><MarginalNote>Preamble</MarginalNote><Text>Whereas "
        "kites fly;</Text></Provision></Preamble><Enacts><Provision><Text>Now, therefore,</Text>"
        "</Provision></Enacts></Introduction>",
    )
    note, recital, formula = source.preamble
    assert isinstance(recital, Node)
    assert (recital.kind, recital.unit, texts(recital)) == ("recital", True, ["Whereas kites fly;"])
    assert [p.text for p in (note, formula) if isinstance(p, Piece)] == [
        "Preamble",
        "Now, therefore,",
    ]


def test_table_has_its_rows_and_cells() -> None:
    node = section(
        "<TableGroup><Caption>Sizes</Caption><table><tgroup><tbody><row><entry>A</entry><entry/>"
        "</row></tbody></tgroup></table></TableGroup>"
    )
    table = next(part for part in node.body if isinstance(part, Table))
    assert [[cell.text for cell in row] for row in table.rows] == [["A", ""]]
    assert "Sizes" in texts(node)


def test_footnote_below_a_table_is_a_note_and_the_words_of_an_image_are_kept() -> None:
    node = section(
        "<TableGroup><table><tgroup><tbody><row><entry>A<FootnoteRef idref='f'>1</FootnoteRef>"
        "</entry></row></tbody></tgroup></table><Footnote id='f'><Label>1</Label><Text>Or B.</Text>"
        "</Footnote></TableGroup><ImageGroup><AlternateText>A box kite</AlternateText>"
        "<Image source='k.jpg'/></ImageGroup><SignatureBlock><SignatureName>A. Kite</SignatureName>"
        "<SignatureTitle>Minister</SignatureTitle></SignatureBlock>"
    )
    assert texts(node) == ["1", "A", "A box kite", "A. Kite", "Minister"]
    assert [note.piece.text for note in node.notes] == ["1 Or B."]


def test_law_repealed_as_a_whole_is_kept_as_repealed() -> None:
    source = statute("", head=HEAD + "<Repealed>[Repealed, 2021, c. 2]</Repealed>")
    assert [p.text for p in source.preface] == ["An Act respecting kites"]
    (node,) = source.nodes
    assert (node.status, node.unit) == ("repealed", True)
    assert [p.text for p in node.body if isinstance(p, Piece)] == ["[Repealed, 2021, c. 2]"]
    assert source.metadata.status == "repealed"


def test_metadata_is_what_the_file_says() -> None:
    source = statute("", language="fr")
    stated = source.metadata
    assert (stated.jurisdiction, stated.language, stated.title) == ("ca", "fr", "Kite Act")
    assert (stated.number, stated.work_date) == ("K-1.5", "2019-06-03")
    assert stated.version_date == "2024-02-01"
    assert ("BillHistory.assented-to", "2019-6-3") in stated.extra
    assert source.findings == ()
    bare = statute("", head="<Identification/>")
    assert [f.code for f in bare.findings] == ["META-TITLE", "META-DATE"]
    assert bare.metadata.work_date == ""


def test_pieces_point_into_the_source() -> None:
    body = "<Body><Section><Label>1</Label><Text>Ünï</Text></Section></Body>"
    data = f"{ROOT.format('en')}{body}</Statute>"
    node = lims.read(data.encode(), "").nodes[0]
    piece = node.body[0]
    assert isinstance(piece, Piece)
    assert data[piece.start : piece.end] == "<Text>Ünï</Text>"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "SRC-EMPTY"),
        (b"<Statute><Identification/><Body><Section>", "XML-SYNTAX"),
        (b"<Statute><Identification/><Body>caf\xe9</Body></Statute>", "SRC-ENCODING"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><Statute><Identification/></Statute>', "XML-ENTITY"),
    ],
)
def test_hostile_files_are_refused_with_a_code(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as refused:
        lims.read(data, "x.xml")
    assert refused.value.finding.code == code


@pytest.mark.parametrize(
    "data",
    [
        b"<Legislation xmlns='http://www.legislation.gov.uk/namespaces/legislation'><Statute/>",
        b"<uscDoc xmlns='http://xml.house.gov/schemas/uslm/1.0'/>",
        b"<!DOCTYPE dokumente SYSTEM 'gii-norm.dtd'><dokumente/>",
        b"# On <Statute> and <Identification> and <akomaNtoso>",
    ],
)
def test_other_formats_are_left_alone(data: bytes) -> None:
    assert not lims.sniff(data, "")
    assert not akoma_ntoso.sniff(data, "")


def test_a_period_is_said_where_it_differs_from_that_around_it() -> None:
    def dated(day: str) -> str:
        return f'lims:inforce-start-date="{day}"'

    first, second, third = dated("2010-01-01"), dated("2012-03-04"), dated("2013-05-06")
    body = (
        f"<Section {first}><Label>1</Label><Text>Old.</Text></Section><Section {second}>"
        f"<Label>2</Label><Subsection {second}><Label>(1)</Label><Text>New.</Text></Subsection>"
        f"<Subsection {third}><Label>(2)</Label><Text>Newer.</Text></Subsection></Section>"
    )
    whole = (
        f'<Statute xmlns:lims="http://justice.gc.ca/lims" {dated("2010-01-01")} xml:lang="en">'
        f"<Identification/><Body>{body}</Body></Statute>"
    )
    source = lims.read(whole.encode(), "k.xml")
    old, new = source.nodes
    assert source.history.period.start == "2010-01-01"
    assert not old.history
    starts = [n.history.period.start for n in (new, *new.body) if isinstance(n, Node)]
    assert starts == ["2012-03-04", "", "2013-05-06"]
