"""eISB: characters that are elements, levels by margin and number, quotations, repeated numbers."""

from __future__ import annotations

from pipeline.model import Node, Piece, Source
from pipeline.readers import read
from pipeline.structure.assemble import assemble

HEAD = (
    "<act><metadata><title>Kites Act 2031</title><number>7</number><year>2031</year>"
    "<dateofenactment>20310504</dateofenactment></metadata>"
)


def p(indent: int, text: str) -> str:
    return f'<p class="-3 {indent} 0 left 1 0">{text}</p>'


def sect(num: str, *paragraphs: str) -> str:
    title = f"<title>{p(11, '<b>Kites</b>')}</title>"
    return f"<sect><number>{num}.</number>{title}{''.join(paragraphs)}</sect>"


def act(*body: str, rest: str = "", front: str = "") -> Source:
    return read(f"{HEAD}{front}<body>{''.join(body)}</body>{rest}</act>".encode(), "a.xml")


def eids(source: Source) -> list[str]:
    return [provision.eid for provision in assemble(source).provisions()]


def test_characters_that_are_elements_are_read_and_never_split_words() -> None:
    (node,) = act(
        sect("1", p(11, "<b>1.</b> <odq/>Garda S<ifada/>och<afada/>na<cdq/><emdash/>it"))
    ).nodes
    (piece,) = node.body
    assert isinstance(piece, Piece)
    assert piece.text == "“Garda Síochána”—it"


def test_an_unknown_character_is_shown_and_reported() -> None:
    source = act(sect("1", p(11, "<b>1.</b> a<wynn/>b")))
    (piece,) = source.nodes[0].body
    assert isinstance(piece, Piece)
    assert piece.text == "a\ufffdb"
    assert [f.code == "TXT-CHARACTER" and "<wynn/>" in f.message for f in source.findings][-1]


def test_a_number_printed_again_is_recorded_not_repeated() -> None:
    source = act(sect("1", p(8, "<b>1.</b> (1) One."), p(11, "(2) Two.")))
    assert eids(source) == ["sec_1", "sec_1__subsec_1", "sec_1__subsec_2"]
    assert [o.text for o in source.omissions if o.reason == "repeated-number"] == ["1."]


def test_margins_make_the_levels_and_numbers_name_them() -> None:
    source = act(
        sect(
            "2",
            p(11, "<b>2.</b> (1) Who<emdash/>"),
            p(14, "(h) holds,"),
            p(14, "(i) flies, or"),
            p(17, "(i) drops,"),
            p(20, "(I) a kite,"),
            '<p class="0 11 0 left 1 0">is liable.</p>',
            p(11, "(2) (a) Both."),
        )
    )
    assert eids(source) == [
        "sec_2", "sec_2__subsec_1", "sec_2__subsec_1__para_h", "sec_2__subsec_1__para_i",
        "sec_2__subsec_1__para_i__subpara_i", "sec_2__subsec_1__para_i__subpara_i__cl_I",
        "sec_2__subsec_2", "sec_2__subsec_2__para_a",
    ]  # fmt: skip
    first = source.nodes[0].body[0]
    assert isinstance(first, Node)
    assert isinstance(first.body[-1], Piece)
    assert first.body[-1].text == "is liable."


def test_a_stretch_quoted_whole_is_a_quotation() -> None:
    source = act(
        sect(
            "3",
            p(11, "<b>3.</b> The Act is amended by inserting<emdash/>"),
            p(17, "<odq/>4A. (1) A kite<emdash/>"),
            p(20, "(a) has <odq/>a tail<cdq/>,"),
            p(20, "(b) flies.<cdq/>,"),
            p(11, "and in force."),
        )
    )
    (unit,) = assemble(source).units()
    assert unit.text.endswith("(b)\nflies.”,\nand in force.")
    assert eids(source)[:3] == ["sec_3", "sec_3__qstr_1", "sec_3__qstr_1__sec_4A"]


def test_a_defined_term_in_quotation_marks_is_no_quotation() -> None:
    source = act(sect("4", p(11, "<b>4.</b> In this Act"), p(11, "<odq/>kite<cdq/> means a toy;")))
    assert eids(source) == ["sec_4"]


def test_a_quotation_that_never_ends_swallows_nothing() -> None:
    source = act(sect("5", p(11, "<b>5.</b> Insert"), p(14, "<odq/>open"), p(14, "(a) still law.")))
    assert eids(source) == ["sec_5", "sec_5__para_a"]


def test_the_cover_is_left_out_once_and_recorded() -> None:
    cover = '<p class="0 0 0 center 1 0">KITES ACT 2031</p>'
    front = (
        f"<frontmatter>{cover}<acttoc><p>CONTENTS</p></acttoc>{cover}<p>An Act on kites.</p>"
        "<p><b>Be it enacted by the Oireachtas as follows:</b></p></frontmatter>"
    )
    source = act(sect("1", p(11, "<b>1.</b> A.")), front=front)
    assert [piece.text for piece in source.preface] == ["KITES ACT 2031", "An Act on kites."]
    assert len(source.preamble) == 1
    assert [o.reason for o in source.omissions[:3]] == ["metadata", "cover", "toc"]


def test_schedules_have_number_heading_and_paragraphs_of_their_own() -> None:
    title = "<title><p><b>SCHEDULE 1</b></p><p><b>Winds</b></p></title>"
    schedule = f"<backmatter><schedule>{title}{p(11, '1. North.')}</schedule></backmatter>"
    source = act(sect("1", p(11, "<b>1.</b> A.")), rest=schedule)
    assert eids(source) == ["sec_1", "hcontainer_schedule-1", "para_1"]
    heading = source.nodes[1].heading
    assert heading
    assert heading.text == "Winds"


def test_metadata_is_the_act_s_own() -> None:
    stated = act(sect("1", p(11, "<b>1.</b> A."))).metadata
    assert (stated.number, stated.work_date, stated.version_date) == (
        "2031/act/7", "2031-05-04", "2031-05-04",
    )  # fmt: skip
