"""Formex: what its elements become, on fictional acts."""

from __future__ import annotations

import pytest

from pipeline.errors import SourceError
from pipeline.model import Node, Piece, Source
from pipeline.readers import formex
from pipeline.structure.assemble import assemble
from tests.readers.native_words import pieces

SCHEMA = (
    "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:noNamespaceSchemaLocation="
    "'http://formex.publications.europa.eu/schema/formex-05.xd'"
)
TITLE = "<TITLE><TI><P>Regulation (EU) 2030/7 on kites</P></TI></TITLE>"
FRONT = (
    "<BIB.INSTANCE><DOCUMENT.REF FILE='L_1.xml'><LG.OJ>EN</LG.OJ></DOCUMENT.REF>"
    "<DATE ISO='20300102'>20300102</DATE><LG.DOC>EN</LG.DOC></BIB.INSTANCE>"
)
QUOTED = (
    "<P><QUOT.S LEVEL='1'><ARTICLE><TI.ART><QUOT.START CODE='2018'/>Article 4"
    "</TI.ART><ALINEA>Kites "
    "fly.<QUOT.END CODE='2019'/>;</ALINEA></ARTICLE></QUOT.S></P>"
)


def act(body: str, preamble: str = "") -> Source:
    data = (
        f"<ACT {SCHEMA}>{FRONT}{TITLE}<PREAMBLE>{preamble}</PREAMBLE><ENACTING.TERMS>{body}"
        "</ENACTING.TERMS><FINAL><P>Done at Kiteville.</P></FINAL></ACT>"
    )
    assert formex.sniff(data.encode(), "")
    return formex.read(data.encode(), "kites.xml")


def texts(node: Node) -> list[str]:
    return [piece.text for piece in pieces(node)]


def test_divisions_articles_paragraphs_and_lists() -> None:
    source = act(
        "<DIVISION><TITLE><TI><P>CHAPTER I</P></TI><STI><P>Kites</P></STI></TITLE><ARTICLE><TI.ART>"
        "Article 1</TI.ART><STI.ART><P>Flight</P></STI.ART><PARAG><NO.PARAG>1.</NO.PARAG><ALINEA>"
        "<P>Kites are:</P><LIST><ITEM><NP><NO.P>(a)</NO.P><TXT>light<NOTE><P>See there.</P></NOTE>;"
        "</TXT></NP></ITEM></LIST></ALINEA></PARAG></ARTICLE></DIVISION>"
    )
    (chapter,) = source.nodes
    assert texts(chapter) == [
        "CHAPTER I", "Kites", "Article 1", "Flight", "1.", "Kites are:", "(a)", "light;",
    ]  # fmt: skip
    eids = [p.eid for p in assemble(source).provisions()]
    assert eids == ["dvs_I", "art_1", "art_1__para_1", "art_1__para_1__point_a"]
    assert [p.text for p in source.conclusions] == ["Done at Kiteville."]
    assert [note.text for note in assemble(source).notes] == ["See there."]


def test_quotation_marks_are_the_characters_of_their_code_and_the_quotation_another_act() -> None:
    source = act(
        f"<ARTICLE><TI.ART>Article 1</TI.ART><LIST><ITEM><NP><NO.P>1.</NO.P>"
        f"<TXT>Article 4 is:</TXT>"
        f"{QUOTED}</NP></ITEM></LIST></ARTICLE>"
    )
    assert texts(source.nodes[0])[-3:] == ["Article 4 is:", "‘Article 4", "Kites fly.’;"]
    document = assemble(source)
    assert [unit.eid for unit in document.units()] == ["art_1"]
    assert [p.kind for p in document.provisions() if p.quoted] == ["quotedStructure", "article"]


def test_numbered_title_of_a_group_is_its_number_and_heading() -> None:
    data = (
        f"<ANNEX {SCHEMA}>{FRONT}<TITLE><TI><P>ANNEX</P></TI></TITLE><CONTENTS>"
        f"<GR.SEQ><TITLE><TI>"
        "<NP><NO.P>1.1.</NO.P><TXT>Kites</TXT></NP></TI></TITLE><P>They fly.</P>"
        "</GR.SEQ></CONTENTS>"
        "</ANNEX>"
    )
    source = formex.read(data.encode(), "")
    (group,) = source.nodes
    assert [p.text for p in (group.num, group.heading) if p] == ["1.1.", "Kites"]
    assert {f.code for f in source.findings} == {"META-NUMBER", "META-VERSION"}


def test_recitals_are_units() -> None:
    source = act(
        "<ARTICLE><TI.ART>Article 1</TI.ART></ARTICLE>",
        "<PREAMBLE.INIT><P>THE COUNCIL,</P></PREAMBLE.INIT><GR.CONSID><CONSID><NP><NO.P>(1)</NO.P>"
        "<TXT>Kites fly.</TXT></NP></CONSID></GR.CONSID>",
    )
    first, recital = source.preamble
    assert isinstance(first, Piece)
    assert isinstance(recital, Node)
    assert (recital.kind, recital.unit, texts(recital)) == ("recital", True, ["(1)", "Kites fly."])


def test_metadata_is_what_the_file_says() -> None:
    stated = act("<ARTICLE><TI.ART>Article 1</TI.ART></ARTICLE>").metadata
    assert (stated.jurisdiction, stated.language, stated.number, stated.work_date) == (
        "eu", "en", "2030/7", "2030-01-02",
    )  # fmt: skip


def test_hostile_files_are_refused_with_a_code() -> None:
    for data, code in (
        (f"<ACT {SCHEMA}><TITLE>", "XML-SYNTAX"),
        (f"<ACT {SCHEMA}/>", "STR-NO-PROVISIONS"),
    ):
        with pytest.raises(SourceError) as refused:
            formex.read(data.encode(), "x.xml")
        assert refused.value.finding.code == code
