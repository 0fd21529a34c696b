"""RIS XML: what its fields and paragraphs become, on ordinances of no State."""

from __future__ import annotations

import pytest

from pipeline.errors import SourceError
from pipeline.model import Source
from pipeline.readers import read
from pipeline.structure.assemble import assemble

FIELDS = (
    ("kurztitel", "Drachenverordnung"), ("kundmachungsorgan", "BGBl. I Nr. 7/2031 aufgehoben durch "
     "BGBl. Nr. 9/2033"), ("typ", "V"), ("artikel_anlage", "Anl. 1"), ("ikra", "17.01.2031"),
    ("akra", "14.10.2033"), ("doknr", "NOR1"),
)  # fmt: skip


def field(ct: str, words: str) -> str:
    label = f'<ueberschrift typ="titel">{ct}</ueberschrift>'
    return f'{label}<absatz typ="erltext" ct="{ct}">{words}</absatz>'


def law(body: str, more: str = "") -> Source:
    fields = "".join(field(*one) for one in FIELDS)
    data = (
        '<risdok xmlns="http://www.bka.gv.at"><metadaten/><nutzdaten><abschnitt><kzinhalt><absatz>Seite'
        f"</absatz></kzinhalt>{fields}{body}{more}</abschnitt></nutzdaten><layoutdaten/></risdok>"
    )
    return read(data.encode(), "x.xml")


TEXT = '<absatz typ="abs" ct="text">{}</absatz>'
LIST = (
    '<liste><aufzaehlung><listelem ct="text"><symbol>1.</symbol>leichte</listelem><aufzaehlung>'
    "<listelem><symbol>a)</symbol>rote</listelem></aufzaehlung></aufzaehlung>"
    "<schlussteil ct='text'>sind frei.</schlussteil></liste>"
)


def test_number_paragraphs_lists_and_the_words_that_close_them() -> None:
    words = "<gldsym>§ 1.</gldsym> (1) Drachen <i>(Anm.: alle)</i> fliegen:"
    heading = '<ueberschrift typ="para" ct="text">Flug</ueberschrift>'
    group = '<ueberschrift typ="g1" ct="text">1. Abschnitt</ueberschrift>'
    source = law(group + heading + TEXT.format(words) + LIST + TEXT.format("(2) Nachts nicht."))
    document = assemble(source)
    (unit,) = document.units()
    assert unit.text.split("\n") == [
        "§ 1.", "Flug", "(1)", "Drachen fliegen:", "1.", "leichte", "a)", "rote", "sind frei.",
        "(2)", "Nachts nicht.",
    ]  # fmt: skip
    assert unit.eid == "art_1"
    assert "art_1__para_1__point_1__point_a" in [p.eid for p in document.provisions()]
    assert next(p.kind for p in document.provisions()) == "section"
    assert [(n.kind, n.text) for n in document.notes] == [("editorial", "(Anm.: alle)")]


def test_fields_are_metadata_and_no_date_of_the_law_is_invented() -> None:
    source = law(TEXT.format("<gldsym>§ 1.</gldsym> Drachen fliegen."))
    stated = source.metadata
    assert (stated.number, stated.title) == ("BGBl. I Nr. 7/2031", "Drachenverordnung")
    assert (stated.work_date, stated.version_date) == ("", "2031-01-17")
    assert [(a.kind, a.date, a.by) for a in source.history.amendments] == [
        ("repeal", "2033-10-14", "BGBl. Nr. 9/2033")
    ]
    assert source.history.period.end == "2033-10-14"
    assert {o.reason for o in source.omissions} == {"metadata", "page"}
    assert "META-DATE" in {f.code for f in source.findings}


def test_an_annex_has_the_number_of_its_field() -> None:
    source = law(TEXT.format("Ein Bild."))
    (node,) = source.nodes
    assert (node.kind, node.name, node.num and node.num.text) == ("hcontainer", "annex", "Anl. 1")


def test_remarks_and_histories_are_notes() -> None:
    source = law(TEXT.format("<gldsym>§ 1.</gldsym> Ja."), field("anmerkung", "Siehe dort."))
    assert [(n.kind, n.piece.text) for n in source.nodes[0].notes] == [("editorial", "Siehe dort.")]


def test_a_document_without_text_is_refused_with_what_it_is() -> None:
    with pytest.raises(SourceError) as refused:
        law("")
    assert refused.value.finding.code == "STR-NO-TEXT"
    assert "Drachenverordnung" in refused.value.finding.message
