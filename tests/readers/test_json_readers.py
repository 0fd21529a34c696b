"""JSON of publishers: what its members become, on laws of States that do not exist."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.errors import SourceError
from pipeline.knowledge import Library
from pipeline.model import Document, Node, Source
from pipeline.readers import code_app, esbirka_json, legi_json, read
from pipeline.structure import build
from tests.readers.json_places import lost, misplaced

LIBRARY = Library()


def told(file: Any, escaped: bool = False) -> tuple[Source, Document]:
    """A file as its reader has it; nothing of it is lost and every word has its place."""
    text = json.dumps(file, ensure_ascii=escaped, indent=1)
    source = read(text.encode(), "law.json")
    assert misplaced(source, text) == []
    assert lost(source, text) == []
    return source, build(source, LIBRARY)


def units(document: Document) -> list[tuple[str, str]]:
    return [(u.eid, u.text.replace("\n", " | ")) for u in document.units()]


# --- LEGI ---


def article(num: str, html: str, **more: Any) -> dict[str, Any]:
    data = {"num": num, "etat": "VIGUEUR", "texteHtml": html, "dateDebut": 1451606400000,
            "dateFin": 32472144000000, **more}  # fmt: skip
    return {"type": "article", "data": data}


def legi(*children: dict[str, Any]) -> dict[str, Any]:
    data = {"cid": "LEGITEXT000099999999", "title": "Code des cerfs-volants", "etat": "VIGUEUR",
            "dateDebutVersion": "2026-05-01"}  # fmt: skip
    return {"data": data, "type": "code", "children": list(children)}


def section(title: str, *children: dict[str, Any], etat: str = "VIGUEUR") -> dict[str, Any]:
    return {"type": "section", "data": {"title": title, "etat": etat}, "children": list(children)}


VOL = '<p>Est libre :<br/>1° Le "vol" &agrave; vue ;<br/>2° Le vol de nuit.</p><p>Il est beau.</p>'


@pytest.mark.parametrize("escaped", [False, True])
def test_legi_sections_are_what_their_titles_say_and_articles_are_nested(escaped: bool) -> None:
    bare = 'Est libre :\n1° Le "vol" à vue ; 2° Le vol de nuit. Il est beau.'
    source, document = told(
        legi(
            section("Livre Ier : Du vol", article("L1-1", VOL, texte=bare)),
            section("Dispositions finales", article("R2", "<p>Rien.</p>")),
        ),
        escaped,
    )
    book, final = source.nodes
    assert (book.kind, book.num and book.num.text) == ("book", "Livre Ier :")
    assert book.heading
    assert book.heading.text == "Du vol"
    assert (final.kind, final.name) == ("hcontainer", "group")
    assert units(document) == [
        (
            "art_L1-1",
            'L1-1 | Est libre : | 1° | Le "vol" à vue ; | 2° | Le vol de nuit. | Il est beau.',
        ),
        ("art_R2", "R2 | Rien."),
    ]
    assert {o.reason for o in source.omissions} == {"metadata", "repeated-text"}


def test_legi_no_date_is_taken_from_2999_and_none_is_invented() -> None:
    source, _ = told(legi(article("1", "<p>Oui.</p>")))
    (node,) = source.nodes
    assert (node.history.period.start, node.history.period.end) == ("2016-01-01", "")
    assert (source.metadata.work_date, source.metadata.version_date) == ("", "2026-05-01")
    assert "META-DATE" in {f.code for f in source.findings}


def test_legi_states_amendments_and_remarks_are_marks_and_no_text() -> None:
    links = [
        {"linkType": "CREE", "linkOrientation": "cible", "textTitle": "LOI n°1 - art. 3",
         "dateDebutCible": "2016-01-01"},
        {"linkType": "CITATION", "linkOrientation": "cible", "textTitle": "LOI n°2"},
        {"linkType": "MODIFIE", "linkOrientation": "source", "textTitle": "LOI n°3"},
    ]  # fmt: skip
    source, document = told(
        legi(
            article(
                "1", "<p>Un.</p>", lienModifications=links, notaHtml="<p>Voir <b>plus</b>.</p>"
            ),
            article("2", "<p>Deux.</p>", etat="ABROGE"),
            article("3", "<p>Trois.</p>", etat="VIGUEUR_DIFF"),
            article("4", "<p>Quatre.</p>", etat="ABROGE_DIFF", dateFin=1861920000000),
        )
    )
    first = source.nodes[0]
    amended = [(a.kind, a.date, a.by) for a in first.history.amendments]
    assert amended == [("insertion", "2016-01-01", "LOI n°1 - art. 3")]
    assert [(n.kind, n.piece.text) for n in first.notes] == [("editorial", "Voir plus.")]
    assert [n.status for n in source.nodes] == ["", "repealed", "not-in-force", ""]
    assert source.nodes[3].history.period.end == "2029-01-01"
    assert "Voir" not in document.text


def test_legi_a_bare_text_that_says_something_else_is_left_out_with_a_finding() -> None:
    source, _ = told(legi(article("1", "<p>Oui.</p>", texte="Non.")))
    assert [f.code for f in source.findings if "UNREAD" in f.code] == ["JSON-UNREAD"]
    assert ("unread", "Non.") in {(o.reason, o.text) for o in source.omissions}


def test_legi_tables_stay_tables_and_links_keep_their_targets() -> None:
    html = '<p>Voir <a href="/loi?id=7">la loi</a>.</p><table><tr><td>a</td><td>b</td></tr></table>'
    source, document = told(legi(article("1", html)))
    first = source.nodes[0].body[0]
    assert [(k.href, first.text[k.start : k.end]) for k in first.links] == [("/loi?id=7", "la loi")]  # type: ignore[union-attr]
    assert "a\nb" in document.text or "a\tb" in document.text


# --- e-Sbírka ---


def fragments(*rows: tuple[str, int, str], pages: int = 1, **more: Any) -> dict[str, Any]:
    eli = "/eli/cz/sb/2031/7/2032-01-01/dokument"
    items = [
        {"id": n, "eli": eli, "kodTypuFragmentu": kind, "hloubka": depth, "xhtml": text, **more}
        for n, (kind, depth, text) in enumerate(rows)
    ]
    return {"seznam": items, "pocetStranek": pages}


FRONT = (
    ("Prefix_Number", 2, "7"), ("Prefix_Type", 2, "ZÁKON"),
    ("Prefix_Date", 2, "ze dne 8. ledna 2031"),
    ("Prefix_Title", 2, "o dracích"), ("Prefix", 2, "Parlament se usnesl:"),
    ("Virtual_Norma", 1, ""),
)  # fmt: skip
DRACI = (
    ("Cast", 2, "<var>ČÁST PRVNÍ</var>"), ("Nadpis_pod", 3, "DRACI"),
    ("Paragraf", 3, "<var>§ 1</var>"), ("Nadpis_pod", 4, "Let"),
    ("Odstavec_Dc", 4, "<var>(1)</var> <czechvoc-termin koncept-id='1'>Drak</czechvoc-termin> je"),
    ("Pismeno_Lb", 5, "<var>a)</var> lehký,"), ("Pismeno_Lb", 5, "<var>b)</var> velký."),
    ("Paragraf", 3, "<var>§ 2</var>"), ("Odstavec_Dc", 4, "Let je volný."),
    ("Paragraf", 3, "<var>§ 3</var>"), ("Odstavec_Dc", 4, "zrušen"),
)  # fmt: skip


def test_e_sbirka_rebuilds_the_tree_from_the_depth_of_its_fragments() -> None:
    source, document = told(fragments(*FRONT, *DRACI))
    assert [p.text for p in source.preface] == ["7", "ZÁKON", "ze dne 8. ledna 2031", "o dracích"]
    assert units(document) == [
        ("sec_1", "§ 1 | Let | (1) | Drak je | a) | lehký, | b) | velký."),
        ("sec_2", "§ 2 | Let je volný."),
        ("sec_3", "§ 3 | zrušen"),
    ]
    assert [u.status for u in document.units()] == ["", "", "repealed"]
    assert [p.eid for p in document.provisions()][:4] == [
        "part_cast-prvni", "sec_1", "sec_1__subsec_1", "sec_1__subsec_1__point_a",
    ]  # fmt: skip
    stated = source.metadata
    assert (stated.number, stated.work_date, stated.version_date) == (
        "7/2031",
        "2031-01-08",
        "2032-01-01",
    )


def test_e_sbirka_one_page_of_several_says_so() -> None:
    source, document = told(fragments(("Odstavec_Dc", 6, "<var>(2)</var> Dále."), *DRACI, pages=5))
    assert [f.message for f in source.findings if f.code == "SRC-PART"]
    assert units(document)[0] == ("subsec_2", "(2) | Dále.")  # its § stands on the page before


def test_e_sbirka_links_lead_where_the_fragment_says() -> None:
    link = {"odkazBaseId": 5, "cil": {"staleUrl": "/sb/2031/7#par_4"}}
    text = (
        '<var>§ 1</var> podle <a data-odkaz-id="5" href="#">§ 4</a> a <a data-odkaz-id="6">§ 5</a>'
    )
    source, _ = told(fragments(("Paragraf", 3, text), odkazyZFragmentu=[link]))
    piece = source.nodes[0].body[0]
    assert [(k.href, piece.text[k.start : k.end]) for k in piece.links] == [
        ("/sb/2031/7#par_4", "§ 4")
    ]  # type: ignore[union-attr]


def test_e_sbirka_headings_above_unknown_kinds_and_what_is_not_in_force() -> None:
    source, document = told(
        fragments(
            ("Nadpis_nad", 3, "Úvod"), ("Paragraf", 3, "<var>§ 1</var>"),
            ("Novinka", 4, "Nový druh."),
            ("Nadpis_nad", 3, "Konec"), jeUcinny=False,
        )
    )  # fmt: skip
    unit, rest = source.nodes
    assert [p.text for p in rest.body] == ["Konec"]  # type: ignore[union-attr]
    assert unit.heading
    assert unit.heading.text == "Úvod"
    assert unit.status == "not-in-force"
    assert "Nový druh." in document.text
    assert "Konec" in document.text


# --- a code in an application's JSON ---


def app(**more: Any) -> dict[str, Any]:
    law = '<p class="it l1"><span class="mk">(1)</span><span class="tx">No kite</span></p>'
    law += '<p class="delnote">[2. Deleted: No. 1 of 1999.]</p>'
    return {
        "meta": {"id": "kc", "no": "01", "name": "The Kite Code", "compilation": "01 May 2031",
                 "built": "2031-06-11"},
        "tree": [{"id": "p1", "kind": "part", "label": "Part I", "title": "Kites", "items": [
            {"k": "lbl", "t": "Div. I"}, {"k": "ch", "id": "c1"}]}],
        "chapters": [{"id": "c1", "label": "Chapter I", "title": "Strings", "grp": "p1"}],
        "sections": [
            {"id": "s1", "num": "1", "t": "Kites", "ch": "c1", "h": law,
             "b": "(1) No kite [2. Deleted: No. 1 of 1999.]", "dh": "7A. Lost", **more},
            {"id": "s7A", "num": "7A", "t": "Lost", "ch": None, "h": "<p>Nobody names me.</p>"},
        ],
    }  # fmt: skip


def test_a_code_of_an_application_has_each_section_once_and_says_who_made_it() -> None:
    source, document = told(app())
    assert units(document) == [
        ("sec_1", "1 | Kites | (1) | No kite"), ("sec_7A", "7A | Lost | Nobody names me."),
    ]  # fmt: skip
    assert [p.kind for p in document.provisions()][:3] == ["part", "hcontainer", "chapter"]
    assert [(n.kind, n.text) for n in document.notes] == [
        ("history", "[2. Deleted: No. 1 of 1999.]")
    ]
    assert source.metadata.version_date == "2031-05-01"
    assert {"SRC-DERIVED"} <= {f.code for f in source.findings}
    assert not [f for f in source.findings if f.code == "JSON-UNREAD"]


# --- what all have in common ---


@pytest.mark.parametrize("file", [legi(article("1", "<p>Oui.</p>")), fragments(*DRACI), app()])
def test_text_that_a_format_has_no_place_for_is_an_omission_and_a_finding(file: Any) -> None:
    file = json.loads(json.dumps(file))
    file["stray"] = {"inner": ["Words of nobody."]}
    source, _ = told(file)
    assert "JSON-UNREAD" in {f.code for f in source.findings}
    assert ("unread", "Words of nobody.") in {(o.reason, o.text) for o in source.omissions}


def test_a_member_given_twice_is_not_lost() -> None:
    text = json.dumps(legi(article("1", "<p>Oui.</p>")))
    text = text.replace('"texteHtml"', '"texteHtml": "<p>Deux fois.</p>", "texteHtml"')
    source = legi_json.read(text.encode(), "x.json")
    assert lost(source, text) == []
    assert "JSON-UNREAD" in {f.code for f in source.findings}


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (legi(), "STR-NO-TEXT"),
        (fragments(*FRONT), "STR-NO-TEXT"),
        ({**app(), "sections": [], "chapters": []}, "STR-NO-TEXT"),
        ({"OgdSearchResult": {"OgdDocumentResults": {}}}, "SRC-ABOUT-LAW"),
        ([{"symbol": "part_1", "title": "Treść", "children": []}], "SRC-ABOUT-LAW"),
    ],
)
def test_a_file_without_a_law_is_refused_with_what_it_is(file: Any, code: str) -> None:
    with pytest.raises(SourceError) as refused:
        read(json.dumps(file).encode(), "x.json")
    assert refused.value.finding.code == code


def test_each_format_is_known_by_its_own_marks() -> None:
    readers = {legi_json: legi(), esbirka_json: fragments(*DRACI), code_app: app()}
    for reader in readers:
        found = [json.dumps(f).encode() for r, f in readers.items() if r is not reader]
        assert reader.sniff(json.dumps(readers[reader]).encode(), "")
        assert not any(reader.sniff(data, "") for data in found)


def test_depth_has_an_end() -> None:
    rows = [("Bod_" + str(n), n, f"<var>{n}.</var> Bod.") for n in range(900)]
    _, document = told(fragments(("Paragraf", 0, "<var>§ 1</var>"), *rows))
    assert document.text.count("Bod.") == 900
    deep = legi(article("1", "<p>Oui.</p>"))
    for _ in range(120):
        deep = legi(section("Titre Ier : Trop", *deep["children"]))
    assert "Oui." in told(deep)[1].text


def test_node_is_the_only_kind_of_part_in_a_group() -> None:
    source, _ = told(legi(section("Titre Ier : Vide")))
    assert all(isinstance(node, Node) for node in source.nodes)
