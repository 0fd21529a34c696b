"""Word files: numbers that Word prints, changes, notes, tables; archives that are traps."""

from __future__ import annotations

import io
import itertools
import zipfile

import pytest

from pipeline.errors import SourceError
from pipeline.model import Source
from pipeline.readers import docx, read
from tests.readers.paper_maker import docx as paper
from tests.readers.paper_maker import paragraph

NUMBERING = """<w:numbering>
<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="Article %1"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
<w:lvlText w:val="(%3)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="8">
<w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/>
<w:lvlText w:val="%1."/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="7"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>
</w:numbering>"""
STYLES = """<w:styles>
<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Numbered"/>
<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="My heading"/>
<w:basedOn w:val="Base"/></w:style>
<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
</w:styles>"""


def texts(source: Source) -> list[str]:
    return [line.piece.text for line in source.lines if line.kind != "note"]


def numbered(text: str, num: int, level: int = 0) -> str:
    place = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr></w:pPr>'
    return paragraph(text, place)


def test_automatic_numbers_are_printed_as_word_prints_them() -> None:
    body = "".join(
        (
            numbered("Scope", 1), numbered("first", 1, 1), numbered("a thing", 1, 2),
            numbered("another", 1, 2), numbered("second", 1, 1), numbered("again", 1, 2),
            numbered("Terms", 1), numbered("anew", 1, 1), numbered("four", 2), numbered("five", 2),
            numbered("Restarted", 3),
        )
    )  # fmt: skip
    assert texts(docx.read(paper(body, {"numbering": NUMBERING}), "a.docx")) == [
        "Article 1 Scope", "1.1 first", "(a) a thing", "(b) another", "1.2 second", "(a) again",
        "Article 2 Terms", "2.1 anew", "IV. four", "V. five", "Article 9 Restarted",
    ]  # fmt: skip


def test_a_style_numbers_through_the_style_it_is_based_on() -> None:
    styled = '<w:pPr><w:pStyle w:val="Own"/></w:pPr>'
    left = '<w:pPr><w:pStyle w:val="Own"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'
    body = paragraph("Scope", styled) + paragraph("plain", left) + paragraph("Terms", styled)
    source = docx.read(paper(body, {"numbering": NUMBERING, "styles": STYLES}), "a.docx")
    assert texts(source) == ["Article 1 Scope", "plain", "Article 2 Terms"]


def test_deleted_text_is_not_text_and_is_recorded() -> None:
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>The child </w:t></w:r>"
        "<w:del w:id='1'><w:r><w:delText>may not</w:delText></w:r></w:del>"
        "<w:ins w:id='2'><w:r><w:t>shall</w:t></w:r></w:ins>"
        "<w:r><w:t xml:space='preserve'> be heard.</w:t></w:r></w:p>"
    )
    source = docx.read(paper(body), "a.docx")
    assert texts(source) == ["The child shall be heard."]
    assert [(o.reason, o.text) for o in source.omissions] == [("deleted", "may not")]
    [told] = [f for f in source.findings if f.code == "DOC-TRACKED"]
    assert "1 insertion(s)" in told.message


def test_footnotes_are_notes_and_contents_headers_and_comments_omissions() -> None:
    mark = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    contents = paragraph("1. Scope 3", '<w:pPr><w:pStyle w:val="Verzeichnis1"/></w:pPr>')
    law = f"<w:p><w:r><w:t>1. A child is a person under 18.</w:t></w:r>{mark}</w:p>"
    notes = (
        "<w:footnotes><w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>"
        f"<w:footnote w:id='2'>{paragraph('Inserted in 2021.')}</w:footnote></w:footnotes>"
    )
    parts = {
        "styles": STYLES, "footnotes": notes,
        "header1": f"<w:hdr>{paragraph('Head')}</w:hdr>",
        "footer1": f"<w:ftr>{paragraph('Foot')}</w:ftr>",
        "comments": f"<w:comments><w:comment>{paragraph('Is this so?')}</w:comment></w:comments>",
    }  # fmt: skip
    source = docx.read(paper(contents + law, parts), "a.docx")
    assert texts(source) == ["1. A child is a person under 18."]
    assert [line.piece.text for line in source.lines if line.kind == "note"] == [
        "Inserted in 2021."
    ]
    assert {(o.reason, o.text) for o in source.omissions} == {
        ("toc", "1. Scope 3"), ("furniture", "Head"), ("furniture", "Foot"),
        ("comment", "Is this so?"),
    }  # fmt: skip


def test_a_superscript_never_joins_its_number() -> None:
    raised = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>1</w:t></w:r>"
    body = f"<w:p><w:r><w:t>§ 178</w:t></w:r>{raised}</w:p>"
    assert texts(docx.read(paper(body), "a.docx")) == ["§ 178¹"]


def test_tables_are_rows_unless_they_only_place_the_words_of_a_list() -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{paragraph(c)}</w:tc>" for c in cells) + "</w:tr>"

    body = f"<w:tbl>{row('(a)', 'images;')}{row('Offence', 'Penalty')}</w:tbl>"
    lines = docx.read(paper(body), "a.docx").lines
    assert [(line.kind, [c.text for c in line.cells]) for line in lines] == [
        ("text", []),
        ("row", ["Offence", "Penalty"]),
    ]
    assert lines[0].piece.text == "(a) images;"


def test_every_character_is_in_a_line_a_note_or_an_omission_once() -> None:
    body = numbered("Scope", 1) + paragraph("Some  text.") + paragraph("")
    source = docx.read(
        paper(body, {"numbering": NUMBERING, "header1": f"<w:hdr>{paragraph('H')}</w:hdr>"}), "a"
    )
    spans = sorted(
        [(r.source, r.source + r.length) for line in source.lines for r in line.piece.runs]
        + [(o.start, o.end) for o in source.omissions]
    )
    assert [b[0] - a[1] for a, b in itertools.pairwise(spans)] == [2, 2]
    assert (spans[0][0], spans[-1][1]) == (0, source.length)


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 20_000_000 + b"</a>")
    return out.getvalue()


ENTITY = '<!DOCTYPE w [<!ENTITY x "y">]>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bomb(), "SRC-BOMB"),
        (paper(paragraph("A"))[:-40], "SRC-ARCHIVE"),
        (paper(""), "SRC-NO-TEXT"),
        (paper("<w:p>"), "XML-SYNTAX"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "SRC-ENCRYPTED",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as refused:
        read(data, "a.docx")
    assert refused.value.finding.code == code


def test_entities_in_a_part_are_refused() -> None:
    data = paper(paragraph("A"), {"numbering": ENTITY + "<w:numbering>&x;</w:numbering>"})
    with pytest.raises(SourceError):
        docx.read(data, "a.docx")
