"""BWB XML: what its elements become, on a fictional decree and a fictional treaty."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.batch.plan import collect
from pipeline.errors import SourceError
from pipeline.model import Node, Piece, Source
from pipeline.readers import bwb, read
from tests.readers.native_words import pieces

KOP = "<kop><label>Artikel</label> <nr>{}</nr><titel>Vliegers</titel></kop>"


def law(body: str, closing: str = "") -> Source:
    data = (
        "<wetgeving bwb-id='BWBR0000001' soort='wet'><intitule>Wet op de vliegers</intitule>"
        f"<wet-besluit><wettekst>{body}</wettekst>{closing}</wet-besluit></wetgeving>"
    )
    assert bwb.sniff(data.encode(), "")
    return bwb.read(data.encode(), "vliegers.xml")


def texts(node: Node) -> list[str]:
    return [piece.text for piece in pieces(node)]


def test_numbers_are_the_publishers_and_lists_hang_below_their_paragraph() -> None:
    source = law(
        f"<hoofdstuk><kop><label>Hoofdstuk</label><nr>I</nr></kop><artikel>{KOP.format('12a')}"
        "<lid><lidnr>1</lidnr><al>Een\nvlieger is:</al><lijst><li><li.nr>a.</li.nr><al>licht;</al>"
        "</li></lijst></lid></artikel></hoofdstuk>"
    )
    (chapter,) = source.nodes
    article = chapter.body[0]
    assert isinstance(article, Node)
    assert (chapter.kind, article.kind, article.unit) == ("chapter", "article", True)
    assert texts(article) == ["Artikel 12a", "Vliegers", "1", "Een vlieger is:", "a.", "licht;"]
    paragraph = article.body[0]
    assert isinstance(paragraph, Node)
    assert [type(part).__name__ for part in paragraph.body] == ["Piece", "Node"]


def test_what_the_editors_add_is_a_note_and_what_they_put_in_place_is_text() -> None:
    source = law(
        f"<artikel>{KOP.format('1')}<al>De boete is € 5<redactie type='extra'>Per 2014: € 6."
        "</redactie>.</al></artikel>"
        f"<artikel>{KOP.format('2')}<lid><lidnr>1</lidnr><al><redactie type='vervanging'>Vervallen."
        "</redactie></al></lid></artikel>"
        "<titeldeel><kop><label>Titel</label><nr>VI</nr><titel>Duels</titel><al><redactie "
        "type='extra'>Vervallen per 01-02-2006</redactie></al></kop></titeldeel>"
        f"<titeldeel><kop><nr>VII</nr><al><redactie type='extra'>Treedt in werking op een nader te "
        f"bepalen tijdstip</redactie></al></kop><artikel>{KOP.format('3')}</artikel></titeldeel>"
    )
    fine, gone, duels, later = source.nodes
    assert texts(fine)[-1] == "De boete is € 5."
    assert [(n.kind, n.piece.text) for n in fine.notes] == [("editorial", "Per 2014: € 6.")]
    assert isinstance(gone.body[0], Node)
    assert gone.body[0].status == "repealed"
    assert texts(gone)[-1] == "Vervallen."
    assert (duels.status, fine.status, later.status) == ("repealed", "", "")
    assert [n.kind for n in later.notes] == ["commencement"]


def test_metadata_of_each_provision_are_no_text_and_remarks_on_it_are_notes() -> None:
    data = (
        "<toestand bwb-id='BWBR1' inwerkingtreding='2025-07-01'><wetgeving soort='wet'>"
        "<intitule>Wet<meta-data><brondata><oorspronkelijk><publicatie><uitgiftedatum "
        "isodatum='1991-12-18'>18-12-1991</uitgiftedatum></publicatie></oorspronkelijk></brondata>"
        f"</meta-data></intitule><wet-besluit><wettekst><artikel>{KOP.format('1')}<al>Ja.</al>"
        "<meta-data><brondata><oorspronkelijk>1991</oorspronkelijk><opmerkingen-inhoud><al>Voorheen"
        " artikel 9.</al></opmerkingen-inhoud></brondata><jcis><jci>x</jci></jcis></meta-data>"
        "</artikel></wettekst></wet-besluit></wetgeving></toestand>"
    )
    source = bwb.read(data.encode(), "")
    (article,) = source.nodes
    assert texts(article) == ["Artikel 1", "Vliegers", "Ja."]
    assert [n.piece.text for n in article.notes] == ["Voorheen artikel 9."]
    assert (source.metadata.work_date, source.metadata.version_date) == ("1991-12-18", "2025-07-01")


def treaty() -> Source:
    return bwb.read(treaty_file(), "")


def treaty_file() -> bytes:
    def version(language: str, kind: str, title: str, text: str) -> str:
        return (
            f"<verdrag tekst='{kind}' xml:lang='{language}'><verdragtekst><kop><titel>{title}"
            f"</titel></kop><aanhef><preambule><al>{text}</al></preambule></aanhef><wettekst>"
            f"<artikel><kop><label>{title}</label><nr>1</nr></kop><al>{text}</al></artikel>"
            f"</wettekst><wetsluiting><slotformulering><al>Done.</al></slotformulering>"
            f"</wetsluiting></verdragtekst><verdragtekst><kop><titel>Annex</titel></kop></verdragtekst>"
            "</verdrag>"
        )

    data = (
        "<wetgeving bwb-id='BWBV1' soort='verdrag'><intitule>Vliegerverdrag</intitule>"
        + version("en", "authentiek", "Kite Treaty", "Kites fly.")
        + version("nl", "vertaling", "Vliegerverdrag", "Vliegers vliegen.")
        + "</wetgeving>"
    )
    return data.encode()


def test_one_file_gives_one_source_for_each_language() -> None:
    english = treaty()
    (dutch,) = english.parallel
    assert [s.metadata.language for s in (english, dutch)] == ["en", "nl"]
    assert english.metadata.title == "Kite Treaty"
    assert dict(dutch.metadata.extra)["tekst"] == "vertaling"
    assert texts(english.nodes[0])[-1] == "Kites fly."
    assert texts(dutch.nodes[0])[-1] == "Vliegers vliegen."
    assert [o.reason for o in english.omissions] == ["other-language"]
    assert english.omissions[0].start < english.omissions[0].end
    assert dutch.parallel == ()


def test_the_formula_of_a_treaty_stays_before_its_annex() -> None:
    names = [node.name for node in treaty().nodes]
    assert names == ["", "conclusions", "attachment"]
    assert treaty().conclusions == ()


def test_what_the_file_does_not_say_is_a_finding() -> None:
    source = law("<artikel><al>Ja.</al></artikel>")
    assert {f.code for f in source.findings} == {
        "META-DATE", "META-VERSION", "META-LANGUAGE",
    }  # fmt: skip
    date = "<dagtekening><datum isodatum='20040229'>x</datum></dagtekening>"
    signed = f"<wetsluiting><gegeven>{date}</gegeven></wetsluiting>"
    source = law("<artikel><al>Ja.</al></artikel>", signed)
    assert source.metadata.work_date == "2004-02-29"
    assert [p.text for p in source.conclusions] == ["x"]


def test_recitals_are_units_and_superscripts_do_not_fuse() -> None:
    data = (
        "<wetgeving bwb-id='B'><regeling><aanhef><wie>De Minister,</wie><considerans>"
        "<considerans.al>Overwegende dat 10<sup>2</sup> vliegers;</considerans.al></considerans>"
        "</aanhef><regeling-tekst><enig-artikel><kop><nr>Enig</nr></kop></enig-artikel>"
        "</regeling-tekst></regeling></wetgeving>"
    )
    source = bwb.read(data.encode(), "")
    who, recital = source.preamble
    assert isinstance(who, Piece)
    assert isinstance(recital, Node)
    assert (recital.kind, texts(recital)) == ("recital", ["Overwegende dat 10² vliegers;"])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<wetgeving><wet-besluit>", "XML-SYNTAX"),
        (b"<toestand bwb-id='B'/>", "STR-NO-PROVISIONS"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><wetgeving>&x;</wetgeving>', "XML-ENTITY"),
    ],
)
def test_hostile_files_are_refused_with_a_code(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as refused:
        bwb.read(data, "x.xml")
    assert refused.value.finding.code == code


def test_a_language_can_be_asked_for() -> None:
    assert read(treaty_file(), "", "nl").metadata.title == "Vliegerverdrag"
    assert read(treaty_file(), "", "en").parallel == ()
    with pytest.raises(SourceError) as refused:
        read(treaty_file(), "t.xml", "fr")
    assert refused.value.finding.code == "SRC-LANGUAGE"
    assert "en, nl" in refused.value.finding.message


def test_each_language_is_a_job_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "treaty.xml").write_bytes(treaty_file())
    (tmp_path / "law.md").write_text("Artikel 1", encoding="utf-8")
    jobs = collect([tmp_path / "treaty.xml", tmp_path / "law.md"])
    assert [(job.name, job.language) for job in jobs] == [
        ("law.md", ""), ("treaty.xml", "en"), ("treaty.xml~nl", "nl"),
    ]  # fmt: skip
