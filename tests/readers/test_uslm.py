"""USLM: chapeau and continuation around the list, notes apart, quotations, dates as stated."""

from __future__ import annotations

from pipeline.model import Node, Piece, Source
from pipeline.readers import read
from pipeline.structure.assemble import assemble

NAMESPACE = 'xmlns="http://schemas.gpo.gov/xml/uslm" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def law(main: str, rest: str = "", root: str = "pLaw", meta: str = "") -> Source:
    head = "<dc:title>Kites</dc:title><citableAs>Public Law 140–9</citableAs>"
    whole = (
        f'<{root} {NAMESPACE} xml:lang="en"><meta>{head}<approvedDate>2031-02-03</approvedDate>'
        f"{meta}</meta>{rest}<main>{main}</main></{root}>"
    )
    return read(whole.encode(), "k.xml")


def section(num: str, inner: str, heading: str = "Kites.", extra: str = "") -> str:
    return (
        f'<section identifier="/us/pl/140/9/s{num}" {extra}><num value="{num}">SEC. {num}. </num>'
        f"<heading>{heading}</heading>{inner}</section>"
    )


def test_words_before_and_behind_a_list_stay_there() -> None:
    source = law(
        section(
            "1",
            "<chapeau>Whoever—</chapeau><paragraph><num>(1)</num><content>flies; or</content>"
            "</paragraph><paragraph><num>(2)</num><content>drops,</content></paragraph>"
            "<continuation>shall be fined.</continuation>",
        )
    )
    (unit,) = assemble(source).units()
    assert unit.text == ("SEC. 1.\nKites.\nWhoever—\n(1)\nflies; or\n(2)\ndrops,\nshall be fined.")


def test_notes_of_the_code_are_no_law() -> None:
    notes = (
        '<sourceCredit>(Added Pub. L. 1.)</sourceCredit><notes type="uscNote"><note topic='
        '"amendments"><heading>Amendments</heading><p>2030—Kites.</p></note><note topic='
        '"effectiveDate"><p>In force.</p></note><note topic="codification"><p>So.</p></note>'
        "</notes>"
    )
    source = law(section("1", f"<content>Law.</content>{notes}"))
    (node,) = source.nodes
    assert [n.kind for n in node.notes] == ["history", "history", "commencement", "editorial"]
    assert [p.text for p in node.body if isinstance(p, Piece)] == ["Law."]


def test_quoted_content_is_a_quotation_and_quoted_text_stays_in_its_sentence() -> None:
    inner = (
        "<content>by striking “<quotedText>or</quotedText>” and inserting:<quotedContent>"
        "<paragraph><num>“(3)</num><content>tails.”</content></paragraph></quotedContent>.</content>"
    )
    (node,) = law(section("2", inner)).nodes
    lead, quotation, end = node.body
    assert isinstance(lead, Piece)
    assert isinstance(quotation, Node)
    assert isinstance(end, Piece)
    assert lead.text == "by striking “or” and inserting:"
    assert (quotation.kind, end.text) == ("quotedStructure", ".")


def test_a_footnote_s_mark_never_fuses_with_a_word() -> None:
    inner = (
        '<content>the county<ref class="footnoteRef" idref="f1">1</ref><note type="footnote"'
        ' id="f1"><num>1</num> So in original.</note> line.</content>'
    )
    (node,) = law(section("1", inner)).nodes
    assert [p.text for p in node.body if isinstance(p, Piece)] == ["the county line."]
    assert [(n.kind, n.piece.text) for n in node.notes] == [("footnote", "1 So in original.")]


def test_a_repealed_section_is_marked_by_the_publisher() -> None:
    (node,) = law(section("3", "", heading="Repealed.", extra='status="repealed"')).nodes
    assert node.status == "repealed"


def test_contents_pages_and_side_notes_are_apart() -> None:
    inner = (
        "<sidenote><p>40 USC 1.</p></sidenote><content>Law <page>140 STAT. 5</page>here.</content>"
    )
    source = law(f"<toc><p>Contents</p></toc>{section('1', inner)}<endMarker>○</endMarker>")
    assert [o.text for o in source.omissions if o.reason in ("toc", "furniture")] == [
        "Contents", "140 STAT. 5", "○",
    ]  # fmt: skip
    assert [p.text for p in source.nodes[0].body if isinstance(p, Piece)] == ["Law here."]


def test_the_date_of_a_text_is_stated_or_open() -> None:
    stated = law(section("1", "<content>A.</content>")).metadata
    assert (stated.number, stated.work_date, stated.version_date) == (
        "us-pl-140-9", "2031-02-03", "2031-02-03",
    )  # fmt: skip
    day = '<date date="2033-04-05">5 April</date>'
    edition = f"<preface><editionNote>Through {day}</editionNote></preface>"
    compiled = law(section("1", "<content>A.</content>"), edition, "statuteCompilation")
    assert compiled.metadata.version_date == "2033-04-05"
    code = law(section("1", "<content>A.</content>"), root="uscDoc")
    assert code.metadata.version_date == ""
