"""Finlex asd XML: what its elements become, on fictional acts."""

from __future__ import annotations

import pytest

from pipeline.errors import SourceError
from pipeline.model import Node, Piece, Source
from pipeline.readers import finlex_asd
from pipeline.readers.stated import written_date
from pipeline.structure.assemble import assemble
from tests.readers.native_words import pieces

SECTION = (
    "<Pykala><PykalaTunnusKooste>{}</PykalaTunnusKooste><SaadosOtsikkoKooste>Leijat"
    "</SaadosOtsikkoKooste>{}</Pykala>"
)
CHAPTER = "<Luku><LukuTunnusKooste>{} luku</LukuTunnusKooste>{}</Luku>"
OWN = "<MomenttiKooste>Leija lentää.</MomenttiKooste>"


def act(body: str, clause: str = "<i>säädetään</i>:", dated: str = "") -> Source:
    data = (
        "<VahvistettavaLaki kieliKoodi='fi'><IdentifiointiOsa><EduskuntaTunniste>"
        "<AsiakirjaNroTeksti>540</AsiakirjaNroTeksti><ValtiopaivavuosiTeksti>2011"
        "</ValtiopaivavuosiTeksti></EduskuntaTunniste></IdentifiointiOsa><SaadosOsa><Saados "
        "saadostyyppiNimi='Laki'><SaadosNimeke><SaadostyyppiKooste>Laki</SaadostyyppiKooste>"
        "<SaadosNimekeKooste>leijoista</SaadosNimekeKooste></SaadosNimeke><Johtolause>"
        f"<SaadosKappaleKooste>{clause}</SaadosKappaleKooste></Johtolause><Pykalisto>{body}"
        f"</Pykalisto></Saados></SaadosOsa><AllekirjoitusOsa><PaivaysKooste>{dated}</PaivaysKooste>"
        "</AllekirjoitusOsa></VahvistettavaLaki>"
    )
    assert finlex_asd.sniff(data.encode(), "")
    return finlex_asd.read(data.encode(), "leijat.xml")


def texts(node: Node) -> list[str]:
    return [piece.text for piece in pieces(node)]


def test_sections_paragraphs_and_items_with_their_numbers() -> None:
    inner = (
        f"{OWN}<KohdatMomentti><MomenttiJohdantoKooste>Leija on:</MomenttiJohdantoKooste>"
        "<MomenttiKohtaKooste>1) kevyt; tai<MomenttiAlakohtaKooste>a) suuri"
        "</MomenttiAlakohtaKooste>"
        "</MomenttiKohtaKooste></KohdatMomentti>"
    )
    source = act(SECTION.format("8 b §", inner))
    (section,) = source.nodes
    assert (section.kind, section.unit) == ("section", True)
    assert texts(section) == [
        "8 b §", "Leijat", "Leija lentää.", "Leija on:", "1)", "kevyt; tai", "a)", "suuri",
    ]  # fmt: skip
    eids = [p.eid for p in assemble(source).provisions()]
    assert eids[0] == "sec_8b"
    assert eids[-1] == "sec_8b__subsec_2__point_1__point_a"


def test_what_an_amending_act_prints_is_the_other_acts_wording() -> None:
    inner = f"<Katkoviiva/>{OWN}<Katkoviiva/>"
    commencement = (
        "<Palstaviiva/><Pykala><MomenttiKooste>Tämä laki tulee voimaan.</MomenttiKooste></Pykala>"
    )
    source = act(
        CHAPTER.format(20, SECTION.format("8 b §", inner)) + commencement,
        "<SaadosKursiiviKooste>muutetaan</SaadosKursiiviKooste> leijalain 20 luvun 8 b §",
    )
    document = assemble(source)
    units = list(document.units())
    assert [(u.eid, u.num) for u in units] == [("chp_20__sec_8b", "8 b §"), ("hcontainer_1", "")]
    section = document.body[0].children[0]
    (quotation,) = section.body
    assert not isinstance(quotation, Node)
    assert getattr(quotation, "kind", "") == "quotedStructure"
    assert units[0].text.split("\n") == ["8 b §", "Leijat", "— — —", "Leija lentää.", "— — —"]
    omitted = [p for p in pieces(source.nodes[0]) if p.text == "— — —"]
    assert [[role.name for role in piece.roles] for piece in omitted] == [["omissis"], ["omissis"]]


def test_nothing_below_a_quotation_is_quoted_twice() -> None:
    inner = (
        "<KohdatMomentti><MomenttiJohdantoKooste>Jos:</MomenttiJohdantoKooste>"
        "<MomenttiKohtaKooste>1) tuulee.</MomenttiKohtaKooste></KohdatMomentti>"
    )
    source = act(SECTION.format("1 §", inner), "lisätään lakiin uusi 1 §")
    eids = [p.eid for p in assemble(source).provisions()]
    assert eids[-1] == "sec_1__qstr_1__subsec_1__point_1"


def test_numbers_that_begin_again_in_each_chapter_carry_their_chapter() -> None:
    chapters = CHAPTER.format(1, SECTION.format("1 §", OWN) + SECTION.format("2 §", OWN))
    source = act(chapters + CHAPTER.format("2 c", SECTION.format("1 §", OWN)))
    assert [u.eid for u in assemble(source).units()] == [
        "chp_1__sec_1", "chp_1__sec_2", "chp_2c__sec_1",
    ]  # fmt: skip
    source = act(chapters + CHAPTER.format(2, SECTION.format("3 §", OWN)))
    assert [u.eid for u in assemble(source).units()] == ["sec_1", "sec_2", "sec_3"]


def test_a_subheading_holds_the_sections_below_it() -> None:
    heading = "<SaadosValiotsikkoKooste>Lentäminen</SaadosValiotsikkoKooste>"
    source = act(CHAPTER.format(1, heading + SECTION.format("1 §", OWN)))
    group = source.nodes[0].body[0]
    assert isinstance(group, Node)
    assert (group.name, texts(group)[:2]) == ("group", ["Lentäminen", "1 §"])


def test_metadata_are_what_the_file_says() -> None:
    source = act(SECTION.format("1 §", OWN), dated="Helsingissä 20 päivänä toukokuuta 2011")
    stated = source.metadata
    assert (stated.title, stated.number, stated.work_date) == (
        "Laki leijoista", "540/2011", "2011-05-20",
    )  # fmt: skip
    assert isinstance(source.preamble[0], Piece)
    assert [f.code for f in source.findings] == ["META-VERSION"]


@pytest.mark.parametrize(
    ("words", "language", "date"),
    [
        ("Helsingissä 18. päivänä kesäkuuta 1971", "fi", "1971-06-18"),
        ("Helsingfors den 8 juli 2022", "sv", "2022-07-08"),
        ("Helsingissä 30.12.2024", "fi", "2024-12-30"),
        ("Helsingissä toukokuussa 2011", "fi", ""),
        ("8 juli 2022", "xx", ""),
    ],
)
def test_dates_in_words(words: str, language: str, date: str) -> None:
    assert written_date(words, language) == date


def test_hostile_files_are_refused_with_a_code() -> None:
    for data, code in (
        (b"<VahvistettavaLaki><SaadosOsa>", "XML-SYNTAX"),
        (b"<VahvistettavaLaki/>", "STR-NO-PROVISIONS"),
    ):
        with pytest.raises(SourceError) as refused:
            finlex_asd.read(data, "x.xml")
        assert refused.value.finding.code == code
