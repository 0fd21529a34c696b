"""LeyChile XML: what its parts become, on a law of no State."""

from __future__ import annotations

import pytest

from pipeline.errors import SourceError
from pipeline.knowledge import Library
from pipeline.model import Source
from pipeline.readers import leychile, read
from pipeline.structure import build

LIBRARY = Library()


def part(kind: str, words: str, name: str = "", inner: str = "", gone: str = "no derogado") -> str:
    inside = f"<EstructurasFuncionales>{inner}</EstructurasFuncionales>" if inner else ""
    stated = f'<NombreParte presente="{"si" if name else "no"}">{name}</NombreParte>'
    return (
        f'<EstructuraFuncional tipoParte="{kind}" fechaVersion="2031-11-11" derogado="{gone}">'
        f"<Texto>{words}</Texto><Metadatos>{stated}</Metadatos>{inside}</EstructuraFuncional>"
    )


def data(parts: str, more: str = "") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Norma xmlns="http://www.leychile.cl/esquemas" '
        'normaId="7" fechaVersion="2032-06-09" derogado="no derogado"><Identificador '
        'fechaPromulgacion="2031-10-25" fechaPublicacion="2031-11-11"><TiposNumeros>'
        "<TipoNumero><Tipo>Ley</Tipo><Numero>99999</Numero></TipoNumero></TiposNumeros></Identificador>"
        "<Metadatos><TituloNorma>LEY DE VOLANTINES</TituloNorma></Metadatos><Encabezado>"
        "<Texto>\nLEY N&#218;M. 99.999\n \nTeniendo presente</Texto></Encabezado>"
        f"<EstructurasFuncionales>{parts}</EstructurasFuncionales><Promulgacion>"
        f"<Texto>     Santiago, 25 de octubre.</Texto></Promulgacion>{more}</Norma>"
    ).encode()


ARTICLE = part(
    "Art&#237;culo",
    '     "Art&#237;culo 1&#186;.- El volant&#237;n\nvuela &lt;libre&gt;:\n\n     1. De d&#237;a.\n'
    "     2. De noche.\n",
    "1&#186;",
)
LAST = part("Art&#237;culo", "     Art&#237;culo sexto.- Fin.", "sexto", gone="derogado")
TITLE = part("T&#237;tulo", "     T&#237;tulo II\n     De las penas", "II", LAST)


def test_parts_numbers_paragraphs_and_what_is_repealed() -> None:
    document = build(read(data(ARTICLE + TITLE), "x.xml"), LIBRARY)
    assert [(u.eid, u.text.split("\n"), u.status) for u in document.units()] == [
        ("art_1", ['"Artículo 1º.-', "El volantín vuela <libre>:", "1.", "De día.", "2.",
                   "De noche."], ""),
        ("art_articulo-sexto", ["Artículo sexto.-", "Fin."], "repealed"),
    ]  # fmt: skip
    title = next(p for p in document.provisions() if p.kind == "title")
    assert title.heading
    assert title.heading.span.of(document.text) == "De las penas"


def test_every_word_stands_at_its_place_in_the_file() -> None:
    raw = data(ARTICLE)
    text, source = raw.decode(), leychile.read(raw, "x.xml")
    first = source.nodes[0].body[0]
    words = {first.text[r.text : r.text + r.length]: text[r.source] for r in first.runs}  # type: ignore[union-attr]
    assert words["í"] == "&"
    assert all(word[0] == at for word, at in words.items() if len(word) > 1)


def test_facts_of_the_law_are_those_that_the_file_states() -> None:
    source = read(data(ARTICLE), "x.xml")
    stated = source.metadata
    assert (stated.number, stated.work_date, stated.version_date) == (
        "99999",
        "2031-10-25",
        "2032-06-09",
    )
    assert [p.text for p in source.preamble] == ["LEY NÚM. 99.999", "Teniendo presente"]  # type: ignore[union-attr]
    assert [p.text for p in source.conclusions] == ["Santiago, 25 de octubre."]
    assert source.nodes[0].history.period.start == "2031-11-11"


def test_an_annex_stands_behind_the_words_that_close_the_law() -> None:
    annex = (
        '<Anexos><Anexo fechaVersion="2031-11-11"><Metadatos><Titulo>Mapa</Titulo></Metadatos>'
        "<Texto>Norte.</Texto></Anexo></Anexos>"
    )
    source = read(data(ARTICLE, annex), "x.xml")
    assert [node.name for node in source.nodes] == ["", "conclusions", "annex"]


@pytest.mark.parametrize(
    "words", ["<![CDATA[Art&iacute;culo 1.- Uno.]]>", "Uno <b>dos</b> tres.", "Uno<!-- x --> dos."]
)
def test_markup_inside_a_text_loses_no_word(words: str) -> None:
    source: Source = read(data(part("Art&#237;culo", words)), "x.xml")
    assert "".join(p.text for p in source.nodes[0].body)  # type: ignore[union-attr]
    assert not source.nodes[0].num or source.nodes[0].num.text


def test_a_law_without_parts_is_refused() -> None:
    with pytest.raises(SourceError) as refused:
        read(data(""), "x.xml")
    assert refused.value.finding.code == "STR-NO-PROVISIONS"
