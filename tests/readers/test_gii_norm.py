"""gii-norm: divisions from their numbers, paragraphs and lists from the text, remarks apart."""

from __future__ import annotations

import pytest

from pipeline.history import Amendment
from pipeline.model import Node, Piece, Source
from pipeline.readers import read
from pipeline.readers.gii_metadata import names
from pipeline.structure.assemble import assemble

HEAD = """<?xml version="1.0"?><dokumente builddate="20310101" doknr="BJNR1"><norm doknr="BJNR1">
<metadaten><jurabk>DrachG</jurabk><ausfertigung-datum>2030-02-01</ausfertigung-datum>
<langue>Drachengesetz</langue><standangabe><standtyp>Stand</standtyp><standkommentar>Zuletzt
geändert durch Art. 3 G v. 4.5.2031 I Nr. 7</standkommentar></standangabe></metadaten><textdaten>
<fussnoten><Content><P>(+++ Textnachweis ab: 1.3.2030 +++)</P></Content></fussnoten></textdaten>
</norm>"""


def norm(name: str, text: str, title: str = "", extra: str = "", notes: str = "") -> str:
    titel = f"<titel>{title}</titel>" if title else ""
    foot = f"<fussnoten><Content>{notes}</Content></fussnoten>" if notes else ""
    return (
        f"<norm><metadaten><jurabk>DrachG</jurabk>{extra}<enbez>{name}</enbez>{titel}</metadaten>"
        f"<textdaten><text><Content>{text}</Content></text>{foot}</textdaten></norm>"
    )


def division(code: str, name: str, title: str) -> str:
    return (
        "<norm><metadaten><jurabk>DrachG</jurabk><gliederungseinheit>"
        f"<gliederungskennzahl>{code}</gliederungskennzahl><gliederungsbez>{name}</gliederungsbez>"
        f"<gliederungstitel>{title}</gliederungstitel></gliederungseinheit></metadaten><textdaten>"
        "<text><Content><P/></Content></text></textdaten></norm>"
    )


def law(*norms: str) -> Source:
    return read(f"{HEAD}{''.join(norms)}</dokumente>".encode(), "drachg.xml")


def nodes(node: Node) -> list[Node]:
    return [part for part in node.body if isinstance(part, Node)]


def test_divisions_nest_by_three_digits_a_level() -> None:
    source = law(
        division("010", "Erster Teil", "Allgemeines"),
        division("010010", "Abschnitt 1", "Schnüre"),
        norm("§ 1", "<P>Eins.</P>"),
        division("020", "Zweiter Teil", "Besonderes"),
        norm("§ 2", "<P>Zwei.</P>"),
        norm("Anlage 1", "<P>Drei.</P>", "(zu § 2)"),
    )
    document = assemble(source)
    assert [p.eid for p in document.provisions()] == [
        "part_erster-teil", "part_erster-teil__sec_1", "art_1", "part_zweiter-teil", "art_2",
        "hcontainer_annex-1",
    ]  # fmt: skip


def test_paragraphs_lists_and_what_follows_them() -> None:
    source = law(
        norm(
            "§ 3",
            "<P>(1) Wer <DL><DT>1.</DT><DD><LA>lenkt,<DL><DT>a)</DT><DD><LA>allein</LA></DD></DL>"
            "</LA></DD><DT>2.</DT><DD><LA>hält,</LA></DD></DL>haftet.</P>"
            "<P>(2a) Das gilt.</P><P>Stets.</P>",
            "Haftung",
        )
    )
    (unit,) = source.nodes
    first, second = nodes(unit)
    assert [n.num.text for n in (first, second) if n.num] == ["(1)", "(2a)"]
    lead, one, two, rest = first.body
    assert isinstance(lead, Piece)
    assert isinstance(rest, Piece)
    assert isinstance(one, Node)
    assert isinstance(two, Node)
    assert (lead.text, rest.text) == ("Wer", "haftet.")
    assert [n.num.text for n in (one, *nodes(one), two) if n.num] == ["1.", "a)", "2."]
    assert [p.text for p in second.body if isinstance(p, Piece)] == ["Das gilt.", "Stets."]


def test_the_table_of_contents_is_no_provision() -> None:
    source = law(norm("Inhaltsübersicht", "<P>§ 1 Drachen</P>"), norm("§ 1", "<P>Text.</P>"))
    assert [n.num.text for n in source.nodes if n.num] == ["§ 1"]
    assert [o.text for o in source.omissions if o.reason == "toc"] == ["§ 1 Drachen"]


@pytest.mark.parametrize("said", ["(weggefallen)", "(aufgehoben)", "-"])
def test_repealed_norms_keep_their_number(said: str) -> None:
    (node,) = law(norm("§ 4", f"<P>{said}</P>")).nodes
    assert node.status == "repealed"
    assert node.num
    assert node.num.text == "§ 4"


def test_remarks_of_the_publisher_are_notes_and_name_the_amending_law() -> None:
    source = law(norm("§ 1", "<P>Text.</P>", notes="<P>(+++ § 1: Siehe § 9 +++)</P>"))
    assert [n.piece.text for n in source.notes] == ["(+++ Textnachweis ab: 1.3.2030 +++)"]
    assert [n.piece.text for n in source.nodes[0].notes] == ["(+++ § 1: Siehe § 9 +++)"]
    law_made = Amendment("amendment", by="Art. 3 G v. 4.5.2031 I Nr. 7")
    assert source.history.amendments == (law_made,)


def test_words_of_enactment_are_preamble_and_the_last_words_conclusions() -> None:
    source = law(
        norm("Eingangsformel", "<P>Der Rat beschließt:</P>"),
        norm("§ 1", "<P>Text.</P>"),
        norm("Schlussformel", "<P>Der Rat hat zugestimmt.</P>"),
    )
    assert [p.text for p in source.preamble if isinstance(p, Piece)] == ["Der Rat beschließt:"]
    assert [p.text for p in source.conclusions] == ["Der Rat hat zugestimmt."]


def test_a_division_named_again_with_each_norm_is_one() -> None:
    again = (
        "<gliederungseinheit><gliederungskennzahl>030</gliederungskennzahl>"
        "<gliederungsbez>Teil 3</gliederungsbez></gliederungseinheit>"
    )
    source = law(norm("§ 1", "<P>A.</P>", extra=again), norm("§ 2", "<P>B.</P>", extra=again))
    (part,) = source.nodes
    assert [n.num.text for n in nodes(part) if n.num] == ["§ 1", "§ 2"]


def test_the_day_on_which_the_file_was_made_is_no_version_date() -> None:
    source = law(norm("§ 1", "<P>A.</P>"))
    assert (source.metadata.work_date, source.metadata.version_date) == ("2030-02-01", "")
    assert ("builddate", "20310101") in source.metadata.extra
    assert [f.code for f in source.findings] == ["META-VERSION"]


def test_every_example_of_a_division() -> None:
    for printed, element in names().examples:
        assert names().division(printed)[0] == element, printed
