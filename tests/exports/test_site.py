"""The pages: the law's words exactly, always escaped, nothing from elsewhere, every link leads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from markupsafe import Markup

from pipeline.batch.plan import collect
from pipeline.batch.run import run
from pipeline.batch.worker import Settings, mark
from pipeline.exports.corpus import coverage_of
from pipeline.exports.site import SiteContext, document_pages, document_summary, write_site
from pipeline.exports.site.segments import Mark
from pipeline.exports.site.segments import html as segments
from pipeline.exports.site.summary import quotation
from pipeline.files import bundled
from pipeline.knowledge import Library
from pipeline.knowledge.opinions import load_profile
from pipeline.model import Eid, Evidence, Marked, Metadata, Node, Piece, Source, Span, Unit
from pipeline.structure.assemble import assemble
from tests.akn.test_writer import marked

LIBRARY = Library()
SITE = SiteContext.of(LIBRARY, load_profile(LIBRARY))
HOSTILE = 'A <script>alert(1)</script> & "quotes" ]]> \u202eabc\u202c child\'s onclick=x'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    corpus = bundled("corpus")
    output = tmp_path_factory.mktemp("site")
    run(collect([corpus / "opinions", corpus / "statutes"]), output, Settings())
    return output / "site"


def hostile() -> Marked:
    unit = Node(
        "section", num=Piece("1"), heading=Piece(HOSTILE), body=(Piece(HOSTILE),), unit=True
    )
    metadata = Metadata("xa", "en", title=HOSTILE, number="1", work_date="2020-01-01")
    document = assemble(Source("x.txt", "0" * 64, "test", metadata, 0, nodes=(unit,)))
    return mark(document, LIBRARY, load_profile(LIBRARY))


def law_words(pages: Mapping[str, bytes]) -> str:
    """The text of the law on its pages without what the pages themselves say."""
    words = []
    for page in pages.values():
        root = html.fromstring(page)
        for chrome in root.xpath("//*[@data-chrome]"):
            chrome.drop_tree()
        (law,) = root.xpath("//div[@class='law']")
        words.extend(law.itertext())
    return "".join(words)


@pytest.mark.parametrize("value", [marked(), hostile()], ids=["act", "hostile"])
def test_the_page_holds_the_law_character_by_character(value: Marked) -> None:
    shown = re.sub(r"\s", "", law_words(document_pages(value, SITE)))
    assert shown == re.sub(r"\s", "", value.document.text)


def test_statute_text_never_becomes_markup() -> None:
    page = b"".join(document_pages(hostile(), SITE).values()).decode()
    assert "<script>alert" not in page
    assert page.count("<script") == 1  # our own, by file


def test_what_reorders_text_is_named() -> None:
    assert 'data-code="U+202E"' in b"".join(document_pages(hostile(), SITE).values()).decode()


def test_overlapping_marks_are_split_and_both_told() -> None:
    marks = [Mark(Span(0, 6), "concept", "one"), Mark(Span(3, 9), "norm", "two")]
    shown = segments("abcdefghi", 0, marks)
    assert Markup(shown).striptags() == "abcdefghi"
    assert 'title="one; two"' in shown


def test_the_quotation_is_the_unit_s_words() -> None:
    value = marked()
    text = value.document.text.replace("\n", " ")
    for entry in document_summary(value).entries:
        for line in entry.quote:
            words = "".join(w.text for w in line if not w.ellipsis)
            assert words.replace("\n", " ") in text
            assert [w.text for w in line if w.marked] in ([], ["computer"])


def test_a_number_stands_on_the_line_of_its_paragraph() -> None:
    unit = Unit(Eid("sec_1"), "1.\nDuty\n(1)\nA provider reports.\n(a)\nat once", "en", num="1.",
                heading="Duty")  # fmt: skip
    link = replace(marked().links[0], evidence=(Evidence(Span(12, 22), "provider"),))
    assert ["".join(w.text for w in line) for line in quotation(link, unit)] == [
        "(1)\nA provider reports."
    ]


def test_evidence_in_a_heading_alone_still_shows_the_first_paragraph() -> None:
    value = marked()
    link, unit = value.links[0], next(iter(value.document.units()))
    heading = Span(len(unit.num) + 1, len(unit.num) + 1 + len(unit.heading))
    alone = replace(link, evidence=(Evidence(heading, "child"),))
    (line, *_) = quotation(alone, unit)
    assert "".join(words.text for words in line if not words.ellipsis)


def test_every_page_forbids_what_it_does_not_need(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert "default-src 'none'" in text
        assert not re.search(r"<(?:img|iframe|link|script)[^>]+(?:src|href)=\"(?:https?:)?//", text)
        assert not re.search(r"\son\w+=\"", re.sub(r">[^<]*<", "><", text))


def test_every_inner_link_leads_somewhere(site: Path) -> None:
    ids: dict[Path, set[str]] = {}
    pages = {page.resolve(): html.fromstring(page.read_bytes()) for page in site.rglob("*.html")}
    for page, root in pages.items():
        ids[page] = set(root.xpath("//@id"))
    broken = []
    for page, root in pages.items():
        for href in root.xpath("//a/@href"):
            path, _, anchor = href.partition("#")
            if path.startswith("http"):
                continue
            target = (page.parent / path).resolve() if path else page
            if not target.is_file() or (anchor and anchor not in ids.get(target, {anchor})):
                broken.append(f"{page.name}: {href}")
    assert broken == []


def test_a_cell_says_why_nothing_is_in_it(tmp_path: Path) -> None:
    """Where nothing was looked for, or no such statute is there, nothing was "not found"."""
    profile = load_profile(LIBRARY)
    law = document_summary(marked())
    cells = tuple(
        replace(c, state="no drafting data for this language", direct=0, relevant=0, near_misses=0)
        for c in coverage_of([law], profile)["holding"]
    )
    write_site(tmp_path, [law], SITE, {"holding": cells}, ())
    words = html.fromstring((tmp_path / "index.html").read_bytes()).xpath(
        "string(//table[@class='matrix'])"
    )
    assert "no drafting data for this language" in words
    assert "not found in this corpus" not in words


def test_no_page_judges_a_state(site: Path) -> None:
    text = html.fromstring((site / "index.html").read_bytes()).xpath("//table[@class='matrix']")[0]
    words = "".join(text.itertext())
    assert "not found in this corpus" in words
    assert not re.search(r"complian|compl(?:y|ies)|violat|score", words, re.IGNORECASE)
