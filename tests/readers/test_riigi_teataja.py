"""Riigi Teataja XML: what its elements become, on fictional laws."""

from __future__ import annotations

import pytest

from pipeline.errors import SourceError
from pipeline.ids import eid_number
from pipeline.model import Node, Source
from pipeline.readers import riigi_teataja
from tests.readers.native_words import pieces

META = (
    "<metaandmed><dokumentLiik>seadus</dokumentLiik><vastuvoetud><aktikuupaev>2001-06-06"
    "</aktikuupaev><avaldamismarge><RTosa>RT I</RTosa><RTaasta>2001</RTaasta><RTnr>61</RTnr>"
    "<RTartikkel>364</RTartikkel></avaldamismarge></vastuvoetud><kehtivus><kehtivuseAlgus>"
    "2026-01-01</kehtivuseAlgus></kehtivus><globaalID>122</globaalID></metaandmed>"
    "<aktinimi><nimi><pealkiri>Lohede seadus</pealkiri></nimi></aktinimi>"
)
SECTION = (
    "<paragrahv><paragrahvNr ylaIndeks='1'>178</paragrahvNr><kuvatavNr><![CDATA[§ 178<sup>1</sup>. "
    "]]></kuvatavNr><paragrahvPealkiri>Lohed</paragrahvPealkiri>{}</paragrahv>"
)
MARK = (
    "<muutmismarge><tavatekst>{}</tavatekst><avaldamismarge><RTosa>RT I</RTosa>"
    "<avaldamineKuupaev>2014-07-12</avaldamineKuupaev><RTartikkel>1</RTartikkel><aktViide>112"
    "</aktViide></avaldamismarge><joustumine>2015-01-01</joustumine></muutmismarge>"
)


def law(body: str, rest: str = "") -> Source:
    data = f"<oigusakt xmlns='tyviseadus_1'>{META}{rest}<sisu>{body}</sisu></oigusakt>"
    assert riigi_teataja.sniff(data.encode(), "")
    return riigi_teataja.read(data.encode(), "lohed.xml")


def texts(node: Node) -> list[str]:
    return [piece.text for piece in pieces(node)]


def subsection(text: str, number: str = "(1)", rest: str = "") -> str:
    return (
        f"<loige><loigeNr>1</loigeNr><kuvatavNr>{number}</kuvatavNr><sisuTekst><tavatekst>{text}"
        f"</tavatekst></sisuTekst>{rest}</loige>"
    )


def test_a_raised_number_is_never_read_as_one_with_the_number() -> None:
    (node,) = law(SECTION.format(subsection("Vaata § 133<sup>1</sup>."))).nodes
    assert (node.kind, node.unit) == ("section", True)
    assert texts(node) == ["§ 178¹.", "Lohed", "(1)", "Vaata § 133¹."]
    assert node.num
    assert eid_number(node.num.text) == "178-1"


def test_amendment_history_is_a_note_and_repeal_a_status() -> None:
    source = law(
        SECTION.format(subsection("Lend.", rest=MARK.format("")) + subsection("", "(2)"))
        + SECTION.format(MARK.format("Kehtetu - "))
    )
    flown, gone = source.nodes
    first = flown.body[0]
    assert isinstance(first, Node)
    assert [n.kind for n in first.notes] == ["history"]
    assert (flown.status, first.status, gone.status) == ("", "", "repealed")
    (repeal,) = gone.history.amendments
    assert (repeal.kind, repeal.date, repeal.by) == ("repeal", "2015-01-01", "RT I, 12.07.2014, 1")


def test_the_line_that_closes_a_list_belongs_to_every_item() -> None:
    items = "".join(
        f"<alampunkt><kuvatavNr>{n})</kuvatavNr><sisuTekst><tavatekst>{text}</tavatekst></sisuTekst>"
        "</alampunkt>"
        for n, text in ((1, "öösel;"), (2, "tuules, –<reavahetus/>karistatakse trahviga."))
    )
    (node,) = law(SECTION.format(subsection("Lennutamise eest:", rest=items))).nodes
    listed = node.body[0]
    assert isinstance(listed, Node)
    assert [type(part).__name__ for part in listed.body] == ["Piece", "Node", "Node", "Piece"]
    assert texts(listed)[-2:] == ["tuules, –", "karistatakse trahviga."]


def test_the_editors_mark_in_a_sentence_is_a_note() -> None:
    mark = (
        "[</tavatekst><viide><kuvatavTekst><![CDATA[RT I, 19.03.2019, 3]]></kuvatavTekst>"
        "<viideURID><viideURI>./119</viideURI></viideURID></viide><tavatekst> - jõust. 01.07.2019]"
    )
    (node,) = law(SECTION.format(subsection(f"Lend {mark} on vaba."))).nodes
    assert texts(node)[-1] == "Lend on vaba."
    notes = [n.piece.text for part in node.body if isinstance(part, Node) for n in part.notes]
    assert notes == ["[RT I, 19.03.2019, 3 - jõust. 01.07.2019]"]


def test_what_an_amending_law_inserts_is_a_quotation() -> None:
    html = (
        "<sisuTekst><HTMLKonteiner><![CDATA[<p>Seaduses tehakse muudatused:</p><p><b>1)</b> "
        "paragrahvi 3<sup>1</sup> muudetakse:</p><p>„(7) Lohe lendab.</p>"
        "<p>(8) Lohe ei lenda.”;</p><p><b>2)</b> paragrahv 9 tunnistatakse kehtetuks.</p>]]>"
        "</HTMLKonteiner></sisuTekst>"
    )
    (node,) = law(SECTION.format(html)).nodes
    intro, first, second = node.body
    assert isinstance(first, Node)
    assert isinstance(second, Node)
    assert [type(p).__name__ for p in (intro, *first.body)] == ["Piece", "Piece", "Node"]
    quotation = first.body[1]
    assert isinstance(quotation, Node)
    assert (quotation.kind, texts(quotation)) == (
        "quotedStructure",
        ["„(7) Lohe lendab.", "(8) Lohe ei lenda.”;"],
    )
    assert texts(first)[:2] == ["1)", "paragrahvi 3¹ muudetakse:"]
    assert texts(second) == ["2)", "paragrahv 9 tunnistatakse kehtetuks."]


def test_markup_in_text_that_is_none_is_kept_and_said() -> None:
    source = law(SECTION.format("<sisuTekst><tavatekst><![CDATA[a < b]]></tavatekst></sisuTekst>"))
    assert texts(source.nodes[0])[-1] == "a < b"
    assert "XML-RECOVERED" in {f.code for f in source.findings}


def test_metadata_and_history_of_the_whole_law() -> None:
    source = law(SECTION.format(subsection("Lend.")), MARK.format("").replace("2015", "2016"))
    stated = source.metadata
    assert (stated.number, stated.work_date, stated.version_date) == (
        "RT I 2001, 61, 364",
        "2001-06-06",
        "2026-01-01",
    )
    assert [(a.kind, a.date) for a in source.history.amendments] == [("amendment", "2016-01-01")]
    assert source.history.period.start == "2026-01-01"
    assert [p.text for p in source.preface] == ["Lohede seadus"]
    assert [f.code for f in source.findings] == ["META-LANGUAGE"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<oigusakt><sisu>", "XML-SYNTAX"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><oigusakt>&x;</oigusakt>', "XML-ENTITY"),
    ],
)
def test_hostile_files_are_refused_with_a_code(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as refused:
        riigi_teataja.read(data, "x.xml")
    assert refused.value.finding.code == code
