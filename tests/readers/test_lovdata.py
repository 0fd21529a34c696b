"""Lovdata's HTML: what its classes become, on a fictional law."""

from __future__ import annotations

import pytest

from pipeline.errors import SourceError
from pipeline.model import Node, Source
from pipeline.readers import lovdata
from tests.readers.native_words import pieces

HEAD = (
    "<header><dl><dt class='refid'>RefID</dt><dd class='refid'>lov/2005-05-20-28</dd>"
    "<dd class='legacyID'>LOV-2005-05-20-28</dd><dd class='title'>Lov om drager</dd>"
    "<dd class='lastChangeInForce'>2026-04-10</dd></dl></header>"
)
SECTION = (
    "<article class='legalArticle' data-name='§5'><h4 class='legalArticleHeader'><span "
    "class='legalArticleValue'>§ 5 a</span>. <span class='legalArticleTitle'>Drager</span>"
    "<sup class='footnotereference'>1</sup></h4>{}</article>"
)


def law(body: str) -> Source:
    data = (
        f"<!DOCTYPE html><html lang='nb'><head><title>x</title></head><body>{HEAD}<main "
        f"data-lovdata-URL='NL'><h1>Lov om drager</h1>{body}</main></body></html>"
    )
    assert lovdata.sniff(data.encode(), "")
    return lovdata.read(data.encode(), "drager.html")


def texts(node: Node) -> list[str]:
    return [piece.text for piece in pieces(node)]


def test_chapter_section_paragraph_and_printed_list_numbers() -> None:
    inner = (
        "<article class='legalP'>En drage er<ol><li data-name='a.'><article class='listArticle'>"
        "<article class='legalP'>lett,</article></article></li></ol><p class='leddfortsettelse'>"
        "når den flyr etter <a href='lov/2000-01-01-1/§2'>§ 2</a>.</p></article>"
    )
    source = law(
        "<section class='section' data-name='del1'><h2>Første del. Alt</h2><section "
        "class='section' data-name='kap2'><h3>Kapittel 2 a. Om drager</h3>"
        f"{SECTION.format(inner)}</section></section>"
    )
    (part,) = source.nodes
    (chapter,) = part.body
    assert isinstance(chapter, Node)
    section = chapter.body[0]
    assert isinstance(section, Node)
    assert [part.kind, chapter.kind, section.kind] == ["part", "chapter", "section"]
    assert texts(part)[:4] == ["Første del.", "Alt", "Kapittel 2 a.", "Om drager"]
    assert texts(section) == [
        "§ 5 a.", "Drager", "En drage er", "a.", "lett,", "når den flyr etter § 2.",
    ]  # fmt: skip
    last = list(pieces(section))[-1]
    assert [(last.text[k.start : k.end], k.href) for k in last.links] == [
        ("§ 2", "lov/2000-01-01-1/§2")
    ]


def test_changes_and_footnotes_are_notes() -> None:
    (section,) = law(
        SECTION.format(
            "<article class='legalP'>Drager flyr.</article><article class='changesToParent'>"
            "Tilføyd ved lov <a href='lov/2009-06-19-74'>19 juni 2009 nr. 74</a>.</article><footer>"
            "<article class='footnote'><span class='footnoteLabel'>1</span> Jf. der.</article>"
            "</footer>"
        )
    ).nodes
    assert texts(section) == ["§ 5 a.", "Drager", "Drager flyr."]
    assert [(n.kind, n.piece.text) for n in section.notes] == [
        ("history", "Tilføyd ved lov 19 juni 2009 nr. 74."),
        ("footnote", "1 Jf. der."),
    ]
    (inserted,) = section.history.amendments
    assert (inserted.kind, inserted.by) == ("insertion", "19 juni 2009 nr. 74")


@pytest.mark.parametrize(
    ("inside", "status"),
    [
        ("<article class='changesToParent'>Opphevet ved lov <a href='lov/1'>1</a></article>",
         "repealed"),
        ("<article class='legalP'>(Opphevet)</article>", "repealed"),
        ("<article class='legalP'>Den som flyr når loven er opphevet av Kongen og</article>", ""),
    ],
)  # fmt: skip
def test_repealed(inside: str, status: str) -> None:
    assert law(SECTION.format(inside)).nodes[0].status == status


def test_metadata_is_what_the_header_says() -> None:
    stated = law(SECTION.format("")).metadata
    assert (stated.language, stated.title, stated.number) == (
        "nb", "Lov om drager", "LOV-2005-05-20-28",
    )  # fmt: skip
    assert (stated.work_date, stated.version_date) == ("2005-05-20", "2026-04-10")


def test_hostile_files_are_refused_with_a_code() -> None:
    with pytest.raises(SourceError) as refused:
        lovdata.read(b"<html><main data-lovdata-URL='x'><h1>", "x.html")
    assert refused.value.finding.code == "XML-SYNTAX"
    with pytest.raises(SourceError) as refused:
        lovdata.read(b"<html data-lovdata-URL='x'/>", "x.html")
    assert refused.value.finding.code == "STR-NO-PROVISIONS"
