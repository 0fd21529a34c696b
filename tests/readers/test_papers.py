"""The same law as text, Word file, page and PDF gives the same tree, and nothing of it is lost."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from pathlib import Path

import docx as python_docx
import pytest

from pipeline.knowledge import Library
from pipeline.model import Document
from pipeline.readers import read
from pipeline.structure import build
from tests.readers.paper_maker import typeset

CORPUS = Path(__file__).parents[2] / "corpus"
LIBRARY = Library()
Make = Callable[[list[str]], bytes]
OPINION = CORPUS / "opinions" / "lanzarote-interpretative-opinion-2017.txt"
ACT = CORPUS / "statutes" / "xa" / "protection-of-children-communications-act-2021.txt"


def blocks(path: Path) -> list[str]:
    """The paragraphs of a text, numbered ones apart."""
    text = path.read_text("utf-8")
    parts = re.split(r"\n\s*\n|\n(?=- \d+\.)|\n(?=The Committee holds)", text)
    return [part.strip() for part in parts if part.strip()]


def as_docx(parts: list[str]) -> bytes:
    document = python_docx.Document()
    for part in parts:
        document.add_paragraph(part)
    section = document.sections[0]
    section.header.paragraphs[0].text = "Specimen of a running head"
    section.footer.paragraphs[0].text = "Specimen of a foot"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_html(parts: list[str]) -> bytes:
    shown = "".join(f"<p>{html.escape(p).replace(chr(10), '<br>')}</p>" for p in parts)
    menu = "".join(
        f"<li><a href='/{w}'>{w}</a></li>" for w in ("Home", "Search", "Contact", "Help")
    )
    page = f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body><ul>{menu}</ul>{shown}"
    return page.encode()


def as_pdf(parts: list[str]) -> bytes:
    return typeset(parts, head="Specimen of a running head")


def tree(document: Document) -> list[tuple[str, str, str]]:
    return [(p.eid, p.kind, p.span.of(document.text)) for p in document.provisions()]


@pytest.mark.parametrize("make", [as_docx, as_html, as_pdf])
def test_the_same_act_gives_the_same_tree(make: Make) -> None:
    asked = build(read(ACT.read_bytes(), "act.txt"), LIBRARY)
    given = build(read(make(blocks(ACT)), "act.any"), LIBRARY)
    assert tree(given) == tree(asked)
    assert given.iri == asked.iri
    assert given.metadata.title == asked.metadata.title


@pytest.mark.parametrize("make", [as_docx, as_pdf])
def test_the_opinion_is_an_opinion_in_every_paper(make: Make) -> None:
    asked = build(read(OPINION.read_bytes(), "opinion.txt"), LIBRARY)
    given = build(read(make(blocks(OPINION)), "opinion.any"), LIBRARY)
    assert tree(given) == tree(asked)
    assert given.iri == asked.iri


@pytest.mark.parametrize("make", [as_docx, as_pdf])
def test_an_opinion_without_marks_of_bold_type_keeps_its_title(make: Make) -> None:
    plain = [re.sub(r"^- (\d+\.)\*\*", r"\1", part).replace("**", "") for part in blocks(OPINION)]
    given = build(read(make(plain), "opinion.any"), LIBRARY)
    assert given.metadata.title.startswith("Interpretative Opinion on the applicability")
    numbers = [p.num.span.of(given.text) for p in given.provisions() if p.num]
    assert numbers == [f"{n}." for n in range(1, 20)]


@pytest.mark.parametrize("make", [as_docx, as_pdf])
def test_what_belongs_to_the_page_is_an_omission(make: Make) -> None:
    source = read(make(blocks(ACT)), "act.any")
    furniture = [o.text for o in source.omissions if o.reason == "furniture"]
    assert "Specimen of a running head" in furniture
    assert not any("running head" in line.piece.text for line in source.lines)


def test_a_menu_is_no_law() -> None:
    source = read(as_html(blocks(ACT)), "act.html")
    assert [o.text for o in source.omissions if o.reason == "navigation"] == [
        "HomeSearchContactHelp"
    ]
