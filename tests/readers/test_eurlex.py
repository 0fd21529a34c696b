"""EUR-Lex XHTML: what its ids and classes become, on fictional acts."""

from __future__ import annotations

import pytest

from pipeline.errors import SourceError
from pipeline.model import Node, Source
from pipeline.readers import eurlex
from pipeline.structure.assemble import assemble
from tests.readers.native_words import pieces

MARK = (
    "<a id='ntc1-E1' href='#ntr1-E1'>(<span class='oj-super oj-note-tag'>1</span>)</a>"
)  # fmt: skip
NOTE = "<p class='oj-note'><a id='ntr1-E1' href='#ntc1-E1'>(1)</a> OJ L 1.</p>"


def journal(body: str, preamble: str = "") -> Source:
    data = (
        "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>L.xml</title></head><body><table>"
        "<tbody><tr><td><p class='oj-hd-date'>5.1.2030</p></td><td><p class='oj-hd-lg'>EN</p></td>"
        "</tr></tbody></table><div class='eli-container'><div class='eli-main-title'><p "
        "class='oj-doc-ti'>REGULATION (EU) 2030/7</p><p class='oj-doc-ti'>of 2 January 2030</p>"
        f"</div><div class='eli-subdivision' id='pbl_1'>{preamble}</div>"
        f"<div class='eli-subdivision'"
        f" id='enc_1'>{body}</div><div class='eli-subdivision' id='fnp_1'><div class='oj-final'><p>"
        f"Done.</p></div></div>{NOTE}</div></body></html>"
    )
    assert eurlex.sniff(data.encode(), "")
    return eurlex.read(data.encode(), "kites.xhtml")


def item(marker: str, text: str) -> str:
    cells = f"<td><p class='oj-normal'>{marker}</p></td><td><p class='oj-normal'>{text}</p></td>"
    return f"<table><tbody><tr>{cells}</tr></tbody></table>"


ARTICLE = (
    "<div id='cpt_I'><p class='oj-ti-section-1'>CHAPTER I</p><div class='eli-title'><p "
    "class='oj-ti-section-2'>KITES</p></div><div class='eli-subdivision' id='art_1'><p "
    "class='oj-ti-art'>Article 1</p><div class='eli-title'><p class='oj-sti-art'>Flight</p></div>{}"
    "</div></div>"
)


def texts(node: Node) -> list[str]:
    return [piece.text for piece in pieces(node)]


def test_tables_of_a_marker_and_a_text_are_items() -> None:
    inner = (
        f"<div id='001.001'><p class='oj-normal'>1.   Kites {MARK} are:</p>{item('(a)', 'light;')}"
        f"{item('(b)', 'fast:' + item('(i)', 'very.'))}</div>"
    )
    source = journal(ARTICLE.format(inner))
    assert texts(source.nodes[0]) == [
        "CHAPTER I", "KITES", "Article 1", "Flight", "1.", "Kites are:", "(a)", "light;", "(b)",
        "fast:", "(i)", "very.",
    ]  # fmt: skip
    eids = [p.eid for p in assemble(source).provisions()]
    assert eids[-1] == "art_1__para_1__point_b__point_i"


def test_a_footnote_belongs_to_the_provision_that_cites_it() -> None:
    source = journal(ARTICLE.format(f"<div id='001.001'><p>1. Kites {MARK} fly.</p></div>"))
    assert [(n.eid, n.text) for n in assemble(source).notes] == [("art_1__para_1", "(1) OJ L 1.")]
    assert source.notes == ()


def test_other_tables_stay_tables() -> None:
    table = "<table><tbody><tr><td>Height</td><td>Weight</td></tr></tbody></table>"
    source = journal(ARTICLE.format(table))
    assert texts(source.nodes[0])[-2:] == ["Height", "Weight"]
    assert all(p.kind != "point" for p in assemble(source).provisions())


def test_recitals_have_their_number() -> None:
    preamble = (
        "<p class='oj-normal'>THE COUNCIL,</p><div class='eli-subdivision' id='rct_1'>"
        f"{item('(1)', 'Kites fly.')}</div>"
    )
    recital = journal(ARTICLE.format(""), preamble).preamble[1]
    assert isinstance(recital, Node)
    assert recital.num
    assert (recital.kind, recital.unit, recital.num.text) == ("recital", True, "(1)")
    assert texts(recital) == ["(1)", "Kites fly."]


def test_consolidated_text_has_chapters_of_loose_titles_and_notes_of_editors() -> None:
    def article(number: int) -> str:
        return (
            f"<div class='eli-subdivision' id='art_{number}'><p class='title-article-norm'>Article "
            f"{number}</p><div class='norm'><span class='no-parag'>1. </span><div class='norm "
            "inline-element'>Kites fly.</div></div></div>"
        )

    def title(label: str, caption: str) -> str:
        return f"<p class='title-division-1'>{label}</p><p class='title-division-2'>{caption}</p>"

    data = (
        "<html><body><p class='reference'>02030R0007 — EN — 04.05.2031 — 001.001</p>"
        "<p "
        "class='disclaimer'>No legal effect.</p><div class='eli-container'>"
        "<p class='modref'>▼M1</p>"
        f"<div class='eli-main-title'>REGULATION (EU) 2030/7 of 2 January 2030</div>"
        f"{title('CHAPTER I', 'Kites')}{title('Section 1', 'Small')}{article(1)}"
        f"{title('Section 2', 'Large')}{article(2)}{title('CHAPTER II', 'Other')}{article(3)}</div>"
        "</body></html>"
    )
    source = eurlex.read(data.encode(), "")
    assert [p.eid for p in assemble(source).provisions() if p.kind != "paragraph"] == [
        "chp_I", "chp_I__sec_1", "art_1", "chp_I__sec_2", "art_2", "chp_II", "art_3",
    ]  # fmt: skip
    assert texts(source.nodes[0])[:6] == [
        "CHAPTER I", "Kites", "Section 1", "Small", "Article 1", "1.",
    ]  # fmt: skip
    kinds = [(n.kind, n.piece.text) for n in source.notes]
    assert ("history", "▼M1") in kinds
    assert ("editorial", "No legal effect.") in kinds
    stated = source.metadata
    assert (stated.language, stated.work_date, stated.version_date) == (
        "en", "2030-01-02", "2031-05-04",
    )  # fmt: skip


def test_metadata_of_the_journal() -> None:
    stated = journal(ARTICLE.format("")).metadata
    assert (stated.number, stated.work_date, stated.version_date, stated.subtype) == (
        "2030/7", "2030-01-02", "2030-01-05", "regulation",
    )  # fmt: skip


def test_hostile_files_are_refused_with_a_code() -> None:
    for data, code in ((b"<html><body><p>", "XML-SYNTAX"), (b"<html/>", "STR-NO-PROVISIONS")):
        with pytest.raises(SourceError) as refused:
            eurlex.read(data, "x.xhtml")
        assert refused.value.finding.code == code
