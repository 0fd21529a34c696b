"""lagasafn-xml: what its elements become, on fictional laws."""

from __future__ import annotations

import pytest

from pipeline.errors import SourceError
from pipeline.model import Node, Source
from pipeline.readers import lagasafn
from pipeline.structure.assemble import assemble
from tests.readers.native_words import pieces

HEAD = (
    "<name>Lög um flugdreka</name><num-and-date><date>1940-02-12</date><num>19</num>"
    "<original>1940 nr. 19</original></num-and-date><minister-clause>&lt;small&gt;Tóku gildi &lt;a "
    'href="x"&gt;L. 1/2000&lt;/a&gt;.&lt;/small&gt;</minister-clause>'
)
ARTICLE = "<art nr='210a'><nr-title>210. gr. a.</nr-title><name>[Drekar.]</name>{}</art>"


def law(body: str) -> Source:
    data = f"<law nr='19' year='1940' law-type='law'>{HEAD}{body}</law>"
    assert lagasafn.sniff(data.encode(), "")
    return lagasafn.read(data.encode(), "drekar.xml")


def sentences(*texts: str) -> str:
    inner = "".join(f"<sen nr='{n}'>{text}</sen>" for n, text in enumerate(texts, 1))
    return f"<subart nr='1'><paragraph nr='1'>{inner}</paragraph></subart>"


def texts(node: Node) -> list[str]:
    return [piece.text for piece in pieces(node)]


def note(words: str, where: str, law: str = "law-nr='29'") -> str:
    return (
        f"<footnotes><footnote nr='1' {law}><footnote-sen>{words}</footnote-sen><location "
        f"type='{where}' xpath='art[1]'/></footnote></footnotes>"
    )


def test_sentences_are_one_text_and_the_letter_of_an_article_is_kept() -> None:
    inner = (
        "<subart nr='1'><paragraph nr='1'><sen nr='1'>Dreki er:</sen><numart nr='1'><nr-title>1."
        "</nr-title><paragraph><sen>Léttur.</sen><sen>Stór.</sen></paragraph></numart></paragraph>"
        "</subart>"
    )
    source = law(
        "<chapter nr='2'><nr-title>II. kafli A.</nr-title><name>Flug.</name>"
        f"{ARTICLE.format(inner)}</chapter>"
    )
    article = source.nodes[0].body[0]
    assert isinstance(article, Node)
    assert texts(article) == ["210. gr. a.", "[Drekar.]", "Dreki er:", "1.", "Léttur. Stór."]
    assert [p.eid for p in assemble(source).provisions()] == [
        "chp_II-A", "art_210a", "art_210a__para_1", "art_210a__para_1__point_1",
    ]  # fmt: skip


def test_notes_of_amendment_are_history_and_others_footnotes() -> None:
    (article,) = law(ARTICLE.format(sentences("Já.") + note("L. 29/2022, 3. gr.", "range"))).nodes
    assert [(n.kind, n.piece.text) for n in article.notes] == [("history", "L. 29/2022, 3. gr.")]
    (article,) = law(ARTICLE.format(sentences("Já.") + note("Svo.", "pointer", ""))).nodes
    assert [(n.kind, n.piece.text) for n in article.notes] == [("footnote", "Svo.")]


def test_an_article_of_which_nothing_is_left_is_repealed_by_the_law_in_its_note() -> None:
    (article,) = law(ARTICLE.format(note("L. 82/1998, 126. gr.", "deletion"))).nodes
    assert article.status == "repealed"
    assert [a.by for a in article.history.amendments] == ["L. 82/1998, 126. gr."]
    (article,) = law(ARTICLE.format(sentences("Já.") + note("L. 1/1998", "deletion"))).nodes
    assert (article.status, article.history.amendments) == ("", ())


def test_what_the_law_says_of_its_history_is_a_note_without_markup() -> None:
    source = law(ARTICLE.format(sentences("Já.")))
    assert [(n.kind, n.piece.text) for n in source.notes] == [("history", "Tóku gildi L. 1/2000.")]
    stated = source.metadata
    assert (stated.number, stated.work_date, stated.language) == ("19/1940", "1940-02-12", "is")
    assert {f.code for f in source.findings} == {"META-VERSION", "META-LANGUAGE"}


def test_a_law_without_text_is_refused_with_what_the_file_says_of_it() -> None:
    with pytest.raises(SourceError) as refused:
        law("")
    assert refused.value.finding.code == "STR-NO-TEXT"
    assert "Tóku gildi" in refused.value.finding.message


def test_hostile_files_are_refused_with_a_code() -> None:
    with pytest.raises(SourceError) as refused:
        lagasafn.read(b"<law law-type='law'><art>", "x.xml")
    assert refused.value.finding.code == "XML-SYNTAX"
