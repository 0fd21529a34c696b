"""Text where a publisher's format has none: found, kept among the omissions, reported."""

# ruff: noqa: E501 – the laws are kept as their publishers break their lines

from __future__ import annotations

import random

import pytest

from pipeline.errors import SourceError
from pipeline.model import Source
from pipeline.readers import read
from tests.readers.damage import damaged, lost, mutated
from tests.readers.json_places import all_pieces

# One small law of no State in each format: what a reader passes over is the same for large ones.
LAWS = {
    "akoma-ntoso": """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
<act name="a"><body><section eId="s1"><num>1</num><heading>Kites</heading><content><p>No kite <b>flies</b>.</p>
</content></section></body></act></akomaNtoso>""",
    "gii-norm-xml": """<dokumente builddate="20310101" doknr="BJNR1"><norm doknr="BJNR1"><metadaten>
<jurabk>DrG</jurabk><langue>Drachengesetz</langue></metadaten></norm><norm doknr="BJNR2"><metadaten>
<enbez>§ 1</enbez><titel>Flug</titel></metadaten><textdaten><text><Content><P>(1) Drachen <DL>
<DT>1.</DT><DD><LA>fliegen</LA></DD></DL></P></Content></text></textdaten></norm></dokumente>""",
    "lims-xml": """<Statute xmlns:lims="http://justice.gc.ca/lims" xml:lang="en">
<Identification><ShortTitle>Kite Act</ShortTitle></Identification><Body><Section>
<MarginalNote>Flight</MarginalNote><Label>1</Label><Subsection><Label>(1)</Label><Text>No kite flies.</Text></Subsection></Section>
</Body></Statute>""",
    "lagasafn-xml": """<law nr="19" year="1940" law-type="law"><name>Lög um dreka</name>
<num-and-date><num>19</num></num-and-date><art nr="1"><nr-title>1. gr.</nr-title><subart nr="1"><paragraph nr="1">
<sen nr="1">Drekar fljúga.</sen></paragraph></subart></art></law>""",
    "ris-xml": """<risdok xmlns="http://www.bka.gv.at"><nutzdaten><abschnitt>
<absatz typ="abs" ct="text"><gldsym>§ 1.</gldsym> (1) Drachen:</absatz><liste><aufzaehlung><listelem><symbol>a)</symbol>rote
</listelem></aufzaehlung></liste></abschnitt></nutzdaten></risdok>""",
    "leychile-xml": """<Norma xmlns="http://www.leychile.cl/esquemas"><EstructurasFuncionales>
<EstructuraFuncional tipoParte="Artículo"><Texto>     Artículo 1.- Vuela.\n     1. Sí.</Texto>
</EstructuraFuncional></EstructurasFuncionales></Norma>""",
    "legi-json": """{"data": {"cid": "LEGITEXT01", "title": "Code"}, "children": [
{"data": {"num": "1", "texteHtml": "<p>Un cerf-volant.<br/>1° Oui.</p>"}}]}""",
    "e-sbirka-json": """{"seznam": [
{"kodTypuFragmentu": "Paragraf", "hloubka": 1, "xhtml": "<var>§ 1</var>"},
{"kodTypuFragmentu": "Odstavec_Dc", "hloubka": 2, "xhtml": "<var>(1)</var> Drak."}]}""",
}


def left(text: str, source: Source) -> str:
    """What of a file is neither held nor left out on record."""
    return lost(text, source.omissions, " ".join(piece.text for piece in all_pieces(source)))


@pytest.mark.parametrize("name", LAWS)
def test_a_law_is_read_whole(name: str) -> None:
    source = read(LAWS[name].encode(), "law")
    assert source.format == name
    assert left(LAWS[name], source) == ""
    assert not [f for f in source.findings if f.code.endswith("-UNREAD")]


@pytest.mark.parametrize("name", LAWS)
def test_no_word_of_a_mutated_law_is_lost_in_silence(name: str) -> None:
    lot = random.Random(name)
    for number in range(60):
        data = (mutated, damaged)[number % 3 == 0](LAWS[name].encode(), lot)
        try:
            source = read(data, "law")
        except SourceError:
            continue
        if not source.lines:
            assert left(data.decode(), source) == "", data.decode()


def test_text_behind_an_element_is_left_out_at_its_place() -> None:
    law = LAWS["lims-xml"].replace("</Label><Sub", "</Label>Stray<Sub")
    law = law.replace("</Identification>", "</Identification>Nowhere ")
    source = read(law.encode(), "law")
    places = {o.text: law[o.start : o.end] for o in source.omissions if o.reason == "unread"}
    assert places == {"Nowhere": "Nowhere "}
    assert "Stray" in " ".join(piece.text for piece in all_pieces(source))
    assert [f.message for f in source.findings if f.code == "XML-UNREAD"]
