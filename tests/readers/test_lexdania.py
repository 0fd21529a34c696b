"""LexDania XML: what its elements become, on fictional acts."""

from __future__ import annotations

import pytest

from pipeline.errors import SourceError
from pipeline.model import Node, Source
from pipeline.readers import lexdania
from pipeline.structure.assemble import assemble
from tests.readers.native_words import pieces

META = (
    "<Meta><DocumentType>LBK H#LOKDOK03</DocumentType><AccessionNumber>A20240000129"
    "</AccessionNumber><DocumentTitle>Lov om drager</DocumentTitle><DiesSigni>2024-04-25"
    "</DiesSigni><StartDate>2024-05-01</StartDate><Number>434</Number></Meta>"
)


def lines(*sentences: str) -> str:
    inner = "".join(f"<Linea><Char>{s}</Char></Linea>" for s in sentences)
    return f"<Exitus>{inner}</Exitus>"


def act(body: str, after: str = "") -> Source:
    data = (
        "<Dokument SchemaLocation='http://www.retsinformation.dk/LBKH.Retsinfo.LexDania_2.1.xsd'>"
        f"{META}<DokumentIndhold>{body}</DokumentIndhold>{after}</Dokument>"
    )
    assert lexdania.sniff(data.encode(), "")
    return lexdania.read(data.encode(), "drager.xml")


def texts(node: Node) -> list[str]:
    return [piece.text for piece in pieces(node)]


SECTION = (
    "<Kapitel><Explicatus>1. kapitel</Explicatus><Rubrica><Linea><Char>Drager</Char></Linea>"
    "</Rubrica><ParagrafGruppe><Paragraf><Explicatus>§ 7 a.</Explicatus>{}</Paragraf>"
    "</ParagrafGruppe></Kapitel>"
)


def test_sentences_of_one_paragraph_are_one_text_and_lists_hang_below_it() -> None:
    index = (
        "<Exitus><Index><Indentatio><Explicatus>1)</Explicatus>"
        f"{lines('om dagen,')}</Indentatio></Index></Exitus>"
    )
    source = act(
        SECTION.format(
            f"<Stk>{lines('Drager flyr.', 'De flyr:')}{index}</Stk><Stk><Explicatus>Stk. 2."
            f"</Explicatus>{lines('Det er <i>frit</i>.')}</Stk>"
        )
    )
    (chapter,) = source.nodes
    (section,) = chapter.body
    assert isinstance(section, Node)
    assert (chapter.kind, section.kind, section.unit) == ("chapter", "section", True)
    assert texts(chapter)[:2] == ["1. kapitel", "Drager"]
    assert texts(section) == [
        "§ 7 a.", "Drager flyr. De flyr:", "1)", "om dagen,", "Stk. 2.", "Det er frit.",
    ]  # fmt: skip
    eids = [p.eid for p in assemble(source).provisions()]
    assert eids[1:] == [
        "sec_7a",
        "sec_7a__subsec_1",
        "sec_7a__subsec_1__point_1",
        "sec_7a__subsec_2",
    ]


def test_new_text_of_an_amending_act_is_a_quotation() -> None:
    source = act(
        f"<AendringCentreretParagraf><Explicatus>§ 1</Explicatus>{lines('I loven ændres:')}"
        f"<AendringsNummer><Explicatus>1.</Explicatus><Aendring><AendringDefinition>"
        f"{lines('Efter § 3 indsættes:')}</AendringDefinition><AendringAktion><AendringNyTekst>"
        f"<Paragraf><Explicatus>§ 3 a.</Explicatus><Stk>{lines('Nyt.')}</Stk></Paragraf>"
        "</AendringNyTekst></AendringAktion></Aendring></AendringsNummer>"
        "</AendringCentreretParagraf>"
    )
    document = assemble(source)
    assert [unit.num for unit in document.units()] == ["§ 1"]
    quoted = [p for p in document.provisions() if p.kind == "section" and p.quoted]
    assert [p.num and p.num.span.of(document.text) for p in quoted] == ["§ 3 a."]


def test_commencement_of_amending_acts_is_theirs() -> None:
    source = act(
        SECTION.format(f"<Stk>{lines('Ja.')}</Stk>")
        + f"<Ikraft><Exitus><Linea><Char>Lov nr. 1</Char></Linea><Nota><Explicatus>1)</Explicatus>"
        f"{lines('Vedrører § 7.')}</Nota><Linea><Char>indeholder:</Char></Linea></Exitus>"
        f"<IkraftCentreretParagraf><Explicatus>§ 2</Explicatus><Stk>{lines('Loven gælder.')}</Stk>"
        "</IkraftCentreretParagraf></Ikraft>"
    )
    clause = source.nodes[1]
    assert (clause.name, texts(clause)[0]) == ("commencement", "Lov nr. 1 indeholder:")
    assert [n.piece.text for n in clause.notes] == ["1) Vedrører § 7."]
    assert [unit.num for unit in assemble(source).units()] == ["§ 7 a.", ""]


def test_contents_and_repealed_sections() -> None:
    contents = (
        "<Bilag><Explicatus>Bilag</Explicatus><Rubrica><Linea><Char>Indholdsfortegnelse</Char>"
        f"</Linea></Rubrica>{lines('Drager 1')}</Bilag>"
    )
    source = act(SECTION.format(f"<Stk>{lines('(Ophævet)')}</Stk>"), contents)
    assert [o.reason for o in source.omissions] == ["metadata", "toc"]
    section = source.nodes[0].body[0]
    assert isinstance(section, Node)
    assert section.status == "repealed"


def test_metadata_is_what_the_file_says() -> None:
    source = act(SECTION.format(""))
    stated = source.metadata
    assert (stated.number, stated.subtype, stated.work_date, stated.version_date) == (
        "434", "LBK", "2024-04-25", "2024-05-01",
    )  # fmt: skip
    assert [f.code for f in source.findings] == ["META-LANGUAGE"]


def test_hostile_files_are_refused_with_a_code() -> None:
    with pytest.raises(SourceError) as refused:
        lexdania.read(b"<Dokument SchemaLocation='LexDania'><Meta>", "x.xml")
    assert refused.value.finding.code == "XML-SYNTAX"
