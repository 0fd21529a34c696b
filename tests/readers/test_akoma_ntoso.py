"""The Akoma Ntoso family: what each profile's habits become, on fictional samples."""

from __future__ import annotations

import pytest

from pipeline.errors import SourceError
from pipeline.model import Node, Piece, Source
from pipeline.readers import akoma_ntoso
from tests.readers.source_words import pieces

RELEASED = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
META = (
    "<meta><identification><FRBRWork><FRBRuri value='/akn/zz/act/2001-05-04/7'/>"
    "<FRBRdate date='2001-05-04' name='enacted'/><FRBRcountry value='fi'/><FRBRnumber value='7'/>"
    "</FRBRWork><FRBRExpression><FRBRdate date='2020-01-01' name='validFrom'/><FRBRlanguage "
    "language='eng'/></FRBRExpression></identification></meta>"
)
PREFACE = "<preface><p><docTitle>Kite Act</docTitle></p></preface>"


def act(body: str, meta: str = META, rest: str = PREFACE, namespace: str = RELEASED) -> Source:
    data = (
        f"<akomaNtoso xmlns='{namespace}'><act>{meta}{rest}<body>{body}</body></act></akomaNtoso>"
    )
    assert akoma_ntoso.sniff(data.encode(), "")
    return akoma_ntoso.read(data.encode(), "kite.xml")


def texts(node: Node) -> list[str]:
    return [piece.text for piece in pieces(node)]


ARTICLE = (
    "<article><num>Art. 1</num><heading>Tails</heading><paragraph><num>1</num>{}</paragraph>"
    "</article>"
)


@pytest.mark.parametrize(
    "namespace",
    [
        RELEASED,
        RELEASED + "/CSD13",
        "http://www.akomantoso.org/2.0",
        "http://Inhaltsdaten.LegalDocML.de/1.8.2/",
    ],
)
def test_every_namespace_of_the_family_reads_alike(namespace: str) -> None:
    (node,) = act(ARTICLE.format("<content><p>Fly.</p></content>"), namespace=namespace).nodes
    assert (node.kind, node.unit, texts(node)) == (
        "article",
        True,
        ["Art. 1", "Tails", "1", "Fly."],
    )


def test_inline_tags_neither_join_nor_split_words() -> None:
    source = act(
        ARTICLE.format(
            "<content><p>The <ref href='/w'>Wind Act</ref>’s <b>re</b>gime,<br/>10<sup>2</sup>"
            "<authorialNote><p>See there.</p></authorialNote> feet</p></content>"
        )
    )
    paragraph = source.nodes[0].body[0]
    assert isinstance(paragraph, Node)
    piece = paragraph.body[0]
    assert isinstance(piece, Piece)
    assert piece.text == "The Wind Act’s regime, 10² feet"
    assert [(piece.text[k.start : k.end], k.href) for k in piece.links] == [("Wind Act", "/w")]
    assert [(n.kind, n.piece.text) for n in paragraph.notes] == [("footnote", "See there.")]


def test_article_in_a_quotation_does_not_decide_what_is_cited() -> None:
    source = act(
        "<section><num>1</num><content><p>Insert <mod><quotedStructure><article><num>9</num>"
        "<content><p>New.</p></content></article></quotedStructure></mod></p></content></section>"
    )
    (node,) = source.nodes
    assert (node.kind, node.unit) == ("section", True)
    quotation = next(part for part in node.body if isinstance(part, Node))
    assert (quotation.kind, quotation.quoted) == ("quotedStructure", True)
    assert [(q.kind, q.unit) for q in quotation.body if isinstance(q, Node)] == [("article", False)]


@pytest.mark.parametrize(
    "words", [". . . .", "(weggefallen)", "((ARTICOLO ABROGATO DAL D.LGS. 1 GENNAIO 1999, N. 9))"]
)
def test_what_is_printed_for_a_repealed_provision(words: str) -> None:
    (node,) = act(ARTICLE.format(f"<content><p>{words}</p></content>")).nodes
    assert node.status == "repealed"
    assert texts(node)[-1] == words


def test_status_of_the_publisher() -> None:
    (node,) = act("<article status='removed'><num>2</num></article>").nodes
    assert node.status == "repealed"


def test_recitals_and_formulas() -> None:
    rest = (
        "<preamble><formula><p>The Council,</p></formula><recitals><recital><num>(1)</num>"
        "<p>Kites fly.</p></recital></recitals></preamble>"
    )
    formula, recital = act("<article><num>1</num></article>", rest=rest).preamble
    assert isinstance(formula, Piece)
    assert isinstance(recital, Node)
    assert (recital.kind, recital.unit, texts(recital)) == ("recital", True, ["(1)", "Kites fly."])


def test_article_of_a_code_in_an_attachment() -> None:
    rest = (
        "<attachments><attachment><doc name='Code-art. 5 ter'><mainBody><paragraph><content><p>"
        "Art. 5-ter.\n\n(Aquiloni).\n\nChi vola vola. --------- AGGIORNAMENTO (3) La L. 1/2000."
        "</p></content></paragraph></mainBody></doc></attachment></attachments>"
    )
    data = f"<akomaNtoso><act>{META}{rest}</act></akomaNtoso>".encode()
    (node,) = akoma_ntoso.read(data, "").nodes
    assert (node.kind, node.unit) == ("article", True)
    assert [p.text for p in (node.num, node.heading) if p] == ["Art. 5-ter.", "(Aquiloni)."]
    assert [p.text for p in node.body if isinstance(p, Piece)] == ["Chi vola vola."]
    assert [n.piece.text for n in node.notes] == ["--------- AGGIORNAMENTO (3) La L. 1/2000."]


def test_explanatory_notes_are_cited_by_paragraph() -> None:
    data = (
        "<akomaNtoso><doc name='notes'><mainBody><section><heading>Kites</heading><paragraph>"
        "<num>1</num><content><p>They fly.</p></content></paragraph></section></mainBody></doc>"
        "</akomaNtoso>"
    )
    (node,) = akoma_ntoso.read(data.encode(), "").nodes
    assert not node.unit
    assert [part.unit for part in node.body if isinstance(part, Node)] == [True]


def test_metadata_is_what_the_file_says() -> None:
    source = act(ARTICLE.format(""))
    stated = source.metadata
    assert (stated.jurisdiction, stated.language, stated.title) == ("fi", "en", "Kite Act")
    assert (stated.number, stated.work_date, stated.version_date) == (
        "7",
        "2001-05-04",
        "2020-01-01",
    )
    assert source.findings == ()


def test_title_of_whoever_signs_is_not_the_title_of_the_law() -> None:
    rest = (
        "<preface><longTitle><p>Act on kites</p></longTitle></preface><conclusions><p><signature>"
        "<shortTitle>The Minister,</shortTitle><person>A. Kite</person></signature></p>"
        "</conclusions>"
    )
    source = act(ARTICLE.format(""), rest=rest)
    assert source.metadata.title == "Act on kites"
    assert [p.text for p in source.conclusions] == ["The Minister, A. Kite"]


def test_dates_of_files_are_not_dates_of_laws() -> None:
    meta = (
        "<meta><identification><FRBRWork><FRBRuri value='/in/act/2000/21'/><FRBRdate "
        "date='2026-05-29' name='generated'/></FRBRWork><FRBRExpression><FRBRdate "
        "date='1980-01-01' name='Generation'/></FRBRExpression></identification></meta>"
    )
    source = act(ARTICLE.format(""), meta=meta)
    assert (source.metadata.work_date, source.metadata.version_date) == ("", "")
    codes = {f.code for f in source.findings}
    assert {"META-DATE", "META-VERSION", "META-DATE-VALUE", "META-LANGUAGE"} <= codes
    assert source.metadata.number == "21"


def test_table_of_contents_and_cover_are_recorded_omissions() -> None:
    rest = "<coverPage><p>CONTENTS</p><p>1. Tails</p></coverPage>" + PREFACE
    source = act(ARTICLE.format(""), rest=rest)
    assert "cover" in {omission.reason for omission in source.omissions}
    assert [p.text for p in source.preface] == ["Kite Act"]


def test_a_publishers_bad_namespace_is_read_around_and_said() -> None:
    data = (
        f"<akomaNtoso xmlns='{RELEASED}' xmlns:schemaLocation='{RELEASED} a.xsd'><act>{META}"
        "<body><section><num>1</num></section></body></act></akomaNtoso>"
    )
    source = akoma_ntoso.read(data.encode(), "x.xml")
    assert "XML-RECOVERED" in {f.code for f in source.findings}
    assert len(source.nodes) == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"  ", "SRC-EMPTY"),
        (b"<akomaNtoso/>", "STR-NO-PROVISIONS"),
        (b"<akomaNtoso><act><body><article>", "XML-SYNTAX"),
        (b"<akomaNtoso xmlns:schemaLocation='a b'><act><body><article>", "XML-SYNTAX"),
        (b"<akomaNtoso><act><body>\xff</body></act></akomaNtoso>", "SRC-ENCODING"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><akomaNtoso><act>&x;</act></akomaNtoso>', "XML-ENTITY"),
        (
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hosts">]><akomaNtoso><act>&x;</act>'
            b"</akomaNtoso>",
            "XML-ENTITY",
        ),
    ],
)
def test_hostile_files_are_refused_with_a_code(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as refused:
        akoma_ntoso.read(data, "x.xml")
    assert refused.value.finding.code == code
