"""Pages of official sites: what each does to its text, on specimens of laws that do not exist."""

# ruff: noqa: E501 – the pages are kept as their publishers break their lines

from __future__ import annotations

import pytest

from pipeline.errors import SourceError
from pipeline.knowledge import Library
from pipeline.knowledge.sites import load_sites
from pipeline.model import Document, Source
from pipeline.readers import read, site_pages
from pipeline.readers.stated import written_date
from pipeline.structure import build

LIBRARY = Library()


def document(source: Source) -> Document:
    return build(source, LIBRARY)


def units(source: Source) -> list[tuple[str, str]]:
    """Kind and text of each unit, lines joined by a bar."""
    return [(u.kind, u.text.replace("\n", " | ")) for u in document(source).units()]


def reasons(source: Source) -> set[str]:
    return {omission.reason for omission in source.omissions}


LILEX = """<html><head><link href="../../css/lgbl-2-html.css">
<meta name="description" content="Registergesetz (RegG) vom 3. Mai 1990">
<meta name="keywords" content="999.1"></head><body>
<div class="tit1">Inhaltsverzeichnis</div><div class="inheintrag">1. Abschnitt <a href="#par:1">1</a></div>
<div class="tit1m">1. Abschnitt</div><div class="tit1">Allgemeines</div>
<div class="art"><a name="par:1"></a>&sect; 1<a href="#fn9" name="fr9"><sup>9</sup></a>
<div class="sacht">F&uuml;hrung</div><div class="abs">1) Das Amt f&uuml;hrt<div class="ziff">1.\tein Register;</div>
<div class="ziff">2.\tein Archiv.</div></div><div class="abs">2) Es gibt Auskunft.</div></div>
<div class="art"><a name="par:2"></a>&sect; 2<div class="abs">Aufgehoben</div></div>
<hr><div class="fntext"><a href="#fr9" name="fn9">9</a>&nbsp;Eingef&uuml;gt durch LGBl. 1999 Nr. 1.</div>
</body></html>"""


def test_lilex_a_note_mark_never_makes_paragraph_19_of_paragraph_1() -> None:
    source = read(LILEX.encode(), "law.html")
    assert units(source) == [
        ("article", "§ 1 | Führung | 1) | Das Amt führt | 1. | ein Register; | 2. | ein Archiv. | 2)"
         " | Es gibt Auskunft."),
        ("article", "§ 2 | Aufgehoben"),
    ]  # fmt: skip
    law = document(source)
    assert [(n.kind, n.text, n.eid) for n in law.notes] == [
        ("footnote", "9 Eingefügt durch LGBl. 1999 Nr. 1.", "art_1")
    ]
    assert [u.status for u in law.units()] == ["", "repealed"]
    assert (law.metadata.title, law.metadata.work_date) == ("Registergesetz (RegG)", "1990-05-03")
    assert {"toc", "note-mark"} <= reasons(source)


def test_lilex_the_page_about_a_law_is_refused_by_name() -> None:
    page = "<html><head><title>RegG | Lilex - Gesetzesdatenbank</title><body>Suche"
    with pytest.raises(SourceError) as refused:
        read(page.encode(), "law.html")
    assert refused.value.finding.code == "SRC-NO-LAW"


JUSTEL = """<!doctype html><html><head><meta charset="iso-8859-1"><title>Justel</title></head><body>
<p class="list-item--title">8 JUIN 1967. - CODE DES REGISTRES. (NOTE : mise à jour au 18-02-2026)</p>
<div id="list-title-2"><h2>Table</h2><A NAME='LNKR0001' HREF='#LNK0001'>CHAPITRE I.</A> - DES REGISTRES.
<BR>Art. 1-2</div>
<div id="list-title-3"><h2 id="text">Texte</h2>
<A NAME='LNK0001' HREF='#LNKR0001'>CHAPITRE I.</A> - DES REGISTRES.<BR><BR>&nbsp;&nbsp;<A NAME='Art.1'></A>
Article <A HREF='#Art.2'> 1</A>. Nul ne tient de registre \x93secret\x94.<BR>&nbsp;&nbsp;La peine est l\x92amende.
<BR><BR>&nbsp;&nbsp;<A NAME='Art.2/1' HREF='#Art.1'>Art.</A> <A HREF='#Art.3'> 2/1</A>. [<sup><font><a href=#t
title='<L 2022, art. 29>'><span>1</span></a></font></sup> La tenue d'un registre<BR>&nbsp;&nbsp;La tenue est libre.
]<sup><font><a href=#t><span>1</span></a></font></sup><BR>&nbsp;&nbsp;----------<BR>&nbsp;&nbsp;(<font>1</font>)&lt;L
<A HREF=/x>2022-03-21/01</A>, art. 29&gt; <BR><BR>&nbsp;&nbsp;<A NAME='Art.3' HREF='#Art.2'>Art.</A> <A HREF='#A'> 3</A>.
&lt;Abrog\xe9 par L 2001-04-04/39&gt;<BR></div></body></html>"""


def test_justel_is_cp1252_has_its_articles_twice_and_marks_of_changes_in_the_text() -> None:
    source = read(JUSTEL.encode("latin-1"), "law.html")
    assert units(source) == [
        ("article", "Article 1. | Nul ne tient de registre “secret”. | La peine est l’amende."),
        ("article", "Art. 2/1. | La tenue d'un registre | La tenue est libre."),
        ("article", "Art. 3. | <Abrogé par L 2001-04-04/39>"),
    ]
    law = document(source)
    assert [u.status for u in law.units()] == ["", "", "repealed"]
    assert [n.text for n in law.notes] == ["(1)<L 2022-03-21/01, art. 29>"]
    assert [u.eid for u in law.units()][1] == "art_2-1"
    assert (law.metadata.work_date, law.metadata.version_date) == ("1967-06-08", "2026-02-18")
    assert {"note-mark", "amendment-mark", "rule", "page"} <= reasons(source)


LIKUMI = """<html lang="lv"><head><meta property='og:url' content='http://likumi.lv/doc.php?id=7'>
<meta property='og:title' content='Registru likums'></head><body><div class='menu'>Sakums</div>
<div class='doc-body'><DIV class='TV207'>Registru likums</DIV>
<DIV class='TV212'><a name='n1'></a>I nodaļa<BR />Vispārīgie noteikumi</DIV>
<DIV class='TV213'><P class='TV213 TVP' id='p2.1'><b>2.<sup>1</sup> pants. Registri</b></P>
<P class=TV213>(1) Iestāde tur registru.</P><P class=TV213>1) pirmo;</P>
<div class='panta-doc-npk' style='display:none;'>2</div><P class='labojumu_pamats'>(05.05.2005. likuma redakcijā)
</P></DIV><DIV class='TV213'><P class='TV213 TVP'><b>3.pants. Arhīvs</b></P>
<P class='labojumu_pamats'>(Izslēgts ar 13.12.2012. likumu)</P></DIV></div></body></html>"""


def test_likumi_raised_numbers_hidden_counters_and_histories() -> None:
    source = read(LIKUMI.encode(), "law.html")
    law = document(source)
    assert [(u.eid, u.text.replace("\n", " | "), u.status) for u in law.units()] == [
        ("art_2-1", "2.¹ pants. | Registri | (1) | Iestāde tur registru. | 1) | pirmo;", ""),
        ("art_3", "3.pants. | Arhīvs", "repealed"),
    ]
    assert [p.kind for p in law.provisions()][:1] == ["chapter"]
    assert [n.kind for n in law.notes] == ["history", "history"]
    assert {"counter", "page"} <= reasons(source)


SLOVLEX = """<div><div id="content" class="predpis-content-width"><h1>77/1999 Z. z.</h1>
<div class="ucinnost_header" data-from="2025-01-01"><h4>od 01.01.2025</h4></div>
<div class="paragraf Skupina"><div class="paragrafOznacenie index_element"><a href="#p1">§ 1</a></div>
<div class="odsek Skupina"><div class="odsekOznacenie index_element"><a href="#p1.o1">(1)</a></div></div></div>
<div class="predpis Skupina "><div class="paragraf Skupina " id="p1"><div class="paragrafOznacenie">§ 1</div>
<div class="paragrafNadpis NADPIS">Registre</div><div class="odsek Skupina " id="p1.o1">
<div class="odsekOznacenie">(1)</div><div class="text">Úrad vedie register</div><div class="pismeno Skupina ">
<div class="pismenoOznacenie">a)</div><div class="text">osôb.</div></div></div></div></div></div></div>"""


def test_slov_lex_the_index_of_marks_is_read_neither_as_law_nor_as_notes() -> None:
    source = read(SLOVLEX.encode(), "law.html")
    assert units(source) == [("section", "§ 1 | Registre | (1) | Úrad vedie register | a) | osôb.")]
    assert (source.metadata.number, source.metadata.version_date) == ("77/1999", "2025-01-01")


SEJM = """<html lang="pl"><body><h1><span class="head-type">Ustawa</span><span class="head-date">z dnia
13 lipca 2021&nbsp;r.</span><span class="head-title">o rejestrach <A class="gloss-link tooltip" href="#g"><sup>1)</sup>
<span class="tooltip-text">Zmienia się ustawę.</span></A></span></h1><div class="parts"><section><div class="block">
<div class="unit unit_arti pro-text false"><h3>Art.&nbsp;1.</h3><div class="unit-inner"><div>W ustawie dodaje się:</div>
<div class="cite-box"><div class="qmark-opn">„</div><div class="cite-body"><div class="unit unit_arti pro-rplc-text">
<h3>Art. 5a.</h3><div class="unit-inner"><div>Urząd prowadzi rejestr.</div></div></div></div></div></div></div></div>
<div class="gloss-section"><div>1)</div><div>Zmienia się ustawę.</div></div></section></div></body></html>"""


def test_sejm_quoted_articles_are_no_units_and_a_tooltip_is_one_note() -> None:
    source = read(SEJM.encode(), "law.html")
    law = document(source)
    assert [u.num for u in law.units()] == ["Art. 1."]
    assert any(p.quoted for p in law.provisions())
    assert [n.text for n in law.notes] == ["Zmienia się ustawę."]
    assert (law.metadata.title, law.metadata.work_date) == ("o rejestrach", "2021-07-13")


JUST = """<html><head><title>x - Portal Legislativ</title><link href="/Content/public.css"></head><body>
<div>Meniu</div><span class="S_DEN">LEGE din 21 noiembrie 1991</span><span class="S_TTL"><span class="TAG_COLLAPSED">+
</span><span class="S_TTL_TTL">Titlul I</span><span class="S_TTL_DEN"> Registre</span><span class="S_TTL_BDY">
<span class="S_ART"><span class="TAG_COLLAPSED"> + </span><span class="S_ART_TTL">Articolul 1</span><span
class="S_ART_DEN"></span><span class="S_ART_BDY"><span class="S_PAR">Registrul</span><span class="S_ALN"><span
class="S_ALN_TTL">(1)</span> <span class="S_ALN_BDY">Este public.</span></span><span class="S_NTA"><span class="S_NTA_TTL">
Notă</span><span class="S_NTA_SHORT">...</span><span>Decizie.</span></span></span></span></span></span></body></html>"""


def test_just_ro_names_above_the_paragraphs_are_headings_and_signs_for_folding_no_text() -> None:
    source = read(JUST.encode(), "law.html")
    assert units(source) == [("article", "Articolul 1 | Registrul | (1) | Este public.")]
    law = document(source)
    assert [(p.kind, p.heading.span.of(law.text)) for p in law.body if p.heading] == [
        ("title", "Registre")
    ]
    assert [n.text for n in law.notes] == ["Decizie."]


RADA = """<html><head><meta name="Dates" content="28.06.1996"><meta name="Nreg" content="1-вр"></head><body>
<a href="https://zakon.rada.gov.ua">x</a><h1>Закон про реєстри</h1><h3>Текст документа від 01.01.2020:</h3>
<div id=article><p>Розділ I<br>ЗАГАЛЬНІ ПОЛОЖЕННЯ</p><p>Стаття 1. Реєстр є відкритим.</p><p>{Частину змінено
<a href="/go/1">№ 1</a>}</p><p>Орган веде реєстр.</p><p>Стаття 131 - 1. Інше.</p></div></body></html>"""


def test_rada_serves_html_under_the_name_of_xml_with_remarks_in_braces() -> None:
    source = read(RADA.encode(), "law.xml")
    law = document(source)
    assert source.format == "rada-html"
    assert [u.text.replace("\n", " | ") for u in law.units()] == [
        "Стаття 1. | Реєстр є відкритим. | Орган веде реєстр.",
        "Стаття 131 - 1. | Інше.",
    ]
    assert [n.text for n in law.notes] == ["{Частину змінено № 1}"]
    assert (law.metadata.work_date, law.metadata.version_date) == ("1996-06-28", "2020-01-01")


ALTHINGI = """<html><head><meta charset=iso-8859-1></head><body><p><small><strong>Lagasafn.</strong> Íslensk lög
1. september 2025.</small></p><h2>Lög um skrár</h2><p><strong>1940 nr. 19 12. febrúar</strong></p>
<a href="https://www.althingi.is/x"><i>Ferill</i></a><b>I. kafli.</b> <b>Almennt &hellip;<sup>1)</sup></b><br>
<i><small><sup>1)</sup><a href="/a">L. 72/1993</a></small></i><br><span id="G1"></span><IMG SRC="sk.jpg"> <b>[1. gr.</b>
<br><IMG SRC="hk.jpg" id="G1M1"> Skrá skal haldin:]<sup>1)</sup><br><span id="G1M1L1">1.</span> fyrsta.<br>
<IMG SRC="hk.jpg" id="G1M2"> Önnur.<br><span id="G2"></span><IMG SRC="sk.jpg"> <b>2. gr.</b> &hellip;<sup>1)</sup><br>
<i><small><sup>1)</sup>L. 8/1962</small></i></body></html>"""


def test_althingi_pictures_mark_articles_and_paragraphs() -> None:
    law = document(read(ALTHINGI.encode("cp1252"), "law.html"))
    assert [(u.num, u.status) for u in law.units()] == [("1. gr.", ""), ("2. gr.", "repealed")]
    kinds = [p.kind for p in law.provisions()]
    assert kinds == ["chapter", "article", "paragraph", "point", "paragraph", "article"]
    assert (law.metadata.work_date, law.metadata.version_date) == ("1940-02-12", "2025-09-01")
    assert [n.kind for n in law.notes] == ["history", "history"]


def test_a_site_that_was_built_anew_loses_nothing() -> None:
    """Found by changing single characters: the place of the law was not found, nor its words."""
    page = LIKUMI.replace("doc-body", "new-body").replace("likumi.lv", "likumi.lv TV2")
    source = read(page.encode(), "law.html")
    assert source.format == "html"
    assert "(1) Iestāde tur registru." in [line.piece.text for line in source.lines]


def test_a_number_outside_what_it_numbers_is_kept() -> None:
    page = JUST.replace('<span class="S_ALN"><span', '<span class="S_NEW"><span')
    assert "(1)" in units(read(page.encode(), "law.html"))[0][1]


def test_a_note_and_a_title_that_nobody_closed_keep_the_provisions_that_fall_into_them() -> None:
    """Found by changing single characters: what stood in them was dropped."""
    unclosed = LILEX.replace('hrung</div><div class="abs">1)', 'hrung<div class="abs">1)')
    assert "ein Archiv." in " ".join(text for _, text in units(read(unclosed.encode(), "law.html")))
    open_note = ALTHINGI.replace(
        '</small></i><br><span id="G1">', "<table><tr><td>Sekt<td>Tafla</table>"
    )
    source = read(open_note.encode("cp1252"), "law.html")
    assert any("Sekt Tafla" in note.text for note in document(source).notes)


def test_bopa_is_utf_16() -> None:
    page = '<html><head><title>CGL1</title></head><body><a href="/bopa/1"></a><p class="Titol-3">Llei 7/2021, '
    page += (
        "del 16 de desembre, de registres</p><p>Article 1. Objecte</p><p>El registre és públic.</p>"
    )
    source = read(("\ufeff" + page).encode("utf-16-le"), "law.html")
    assert (source.metadata.number, source.metadata.work_date) == ("7/2021", "2021-12-16")
    assert "El registre és públic." in [line.piece.text for line in source.lines]


def test_every_description_loads_and_names_its_site_once() -> None:
    sites = load_sites(LIBRARY)
    assert len(sites) >= 11
    assert len({site.name for site in sites}) == len(sites)
    assert all(site.marks for site in sites)


@pytest.mark.parametrize(
    ("text", "language", "date"),
    [
        ("8 JUIN 1867", "fr", "1867-06-08"), ("24. Juni 1987", "de", "1987-06-24"),
        ("16 de desembre del 2021", "ca", "2021-12-16"), ("1 d'agost de 2020", "ca", "2020-08-01"),
        ("26th July, 1960", "en", "1960-07-26"), ("13 lipca 2023 r.", "pl", "2023-07-13"),
        ("1. september 2025", "is", "2025-09-01"), ("21 noiembrie 1991", "ro", "1991-11-21"),
        ("5 травня 2004 року", "uk", "2004-05-05"), ("no date", "en", ""),
    ],
)  # fmt: skip
def test_dates_with_names_of_months(text: str, language: str, date: str) -> None:
    assert written_date(text, language) == date


def test_a_page_of_no_described_site_is_not_claimed() -> None:
    assert not site_pages.sniff(b"<html><body><p>Article 1</p></body></html>", "law.html")
