"""Official pages: every character accounted for once, units as the publisher counts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.knowledge import Library
from pipeline.model import Document, Piece, Source
from pipeline.readers import read
from pipeline.safehtml import decode_html, encoding_of, parse_html
from pipeline.structure import build
from tests.readers.json_places import pieces

pytestmark = pytest.mark.real
LIBRARY = Library()
PAGES = [
    ("ad/bopa_llei_37-2021.html", "bopa-html", "article", 30),
    ("be/code_penal_justel.html", "justel-html", "article", 884),
    ("ie/eisb_criminal-justice-1960.html", "eisb-html", "section", 15),
    ("is/1940019.html", "althingi-html", "article", 296),
    ("li/stgb_lilex.html", "lilex-html", "article", 414),
    ("lv/bernu_tiesibu_2017.html", "likumi-html", "article", 97),
    ("lv/kriminallikums_2017.html", "likumi-html", "article", 445),
    ("pl/eli_ustawa-2023-1963.html", "sejm-eli-html", "article", 27),
    ("ro/just_constitution.html", "just-ro-html", "article", 156),
    ("sk/slovlex_constitution.html", "slov-lex-html", "article", 176),
    ("ua/rada_constitution.html", "rada-html", "article", 158),
]


def all_pieces(source: Source) -> Iterator[Piece]:
    for line in source.lines:
        yield from line.cells or (line.piece,)
    for part in (*source.preface, *source.preamble, *source.nodes, *source.conclusions):
        yield from pieces(part)
    yield from (note.piece for note in source.notes)


def law(shared: Path, name: str) -> Document:
    return build(read((shared / "statutes" / name).read_bytes(), name), LIBRARY)


@pytest.mark.parametrize(("name", "form", "kind", "count"), PAGES, ids=[p[0] for p in PAGES])
def test_units_are_those_of_the_publisher(
    shared: Path, name: str, form: str, kind: str, count: int
) -> None:
    document = law(shared, name)
    assert document.format == form
    assert sum(1 for unit in document.units() if unit.kind == kind) == count


@pytest.mark.parametrize("name", [page[0] for page in PAGES])
def test_every_character_of_a_page_is_law_a_note_or_an_omission_once(
    shared: Path, name: str
) -> None:
    data = (shared / "statutes" / name).read_bytes()
    source = read(data, name)
    text = decode_html(data, name, "cp1252" if name.startswith("be/") else encoding_of(data))
    page = parse_html(text)
    asked = {
        chunk.source + i: char
        for chunk in page.chunks(page.root)
        for i, char in enumerate(chunk.text)
        if not char.isspace()
    }
    given: Counter[int] = Counter()
    for piece in all_pieces(source):
        for run in piece.runs:
            for i in range(run.length):
                if not piece.text[run.text + i].isspace():
                    given[run.source + i] += 1
    for omission in source.omissions:
        given.update(range(omission.start, omission.end))
    assert [text[at : at + 30] for at in asked if at not in given][:3] == []
    assert [text[at : at + 30] for at in asked if given[at] > 1][:3] == []


def test_a_page_about_a_law_is_refused(shared: Path) -> None:
    with pytest.raises(SourceError) as refused:
        law(shared, "li/stgb_lilex-meta.html")
    assert refused.value.finding.code == "SRC-NO-LAW"


def numbers(document: Document) -> set[str]:
    return {unit.eid.rpartition("__")[2] for unit in document.units() if unit.kind == "article"}


def test_the_same_law_as_page_and_as_markdown_has_the_same_articles(shared: Path) -> None:
    page, text = law(shared, "li/stgb_lilex.html"), law(shared, "li/LGBl-1988-037.md")
    assert numbers(page) == numbers(text)


def test_the_same_law_as_page_and_as_text_has_the_same_articles(shared: Path) -> None:
    page = law(shared, "lv/kriminallikums_2017.html")
    text = law(shared, "lv/kriminallikums_20170112.txt")
    assert numbers(page) == numbers(text)
