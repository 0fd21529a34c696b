"""A long law on several pages: every word once, in order, every provision found by its address."""

from __future__ import annotations

import re

import pytest
from lxml import html

from pipeline.batch.worker import Settings, load, mark
from pipeline.exports.site import SiteContext, document_pages
from pipeline.exports.site import parts as module
from pipeline.files import bundled
from pipeline.knowledge import Library
from pipeline.knowledge.opinions import load_profile
from pipeline.model import Marked

LIBRARY = Library()
PROFILE = load_profile(LIBRARY)


@pytest.fixture
def law(monkeypatch: pytest.MonkeyPatch) -> Marked:
    monkeypatch.setattr(module, "_PAGE", 20_000)
    path = bundled("corpus") / "statutes" / "xb" / "code-protection-mineurs.md"
    return mark(load(path, path.name, Settings()), LIBRARY, PROFILE)


def test_every_word_is_on_one_page_in_order(law: Marked) -> None:
    pages = document_pages(law, SiteContext.of(LIBRARY, PROFILE))
    assert len(pages) > 3
    words = []
    for page in pages.values():
        root = html.fromstring(page)
        for chrome in root.xpath("//*[@data-chrome]"):
            chrome.drop_tree()
        words.extend(root.xpath("//div[@class='law']")[0].itertext())
    assert re.sub(r"\s", "", "".join(words)) == re.sub(r"\s", "", law.document.text)


def test_every_provision_is_where_its_address_says(law: Marked) -> None:
    pages = document_pages(law, SiteContext.of(LIBRARY, PROFILE))
    ids = {name: set(html.fromstring(page).xpath("//@id")) for name, page in pages.items()}
    where = module.parts(law)
    for provision in law.document.provisions():
        page, _, anchor = where.href(provision.eid).partition("#")
        assert anchor == provision.eid
        assert anchor in ids[page]


def test_links_between_pages_lead_somewhere(law: Marked) -> None:
    pages = document_pages(law, SiteContext.of(LIBRARY, PROFILE))
    roots = {name: html.fromstring(page) for name, page in pages.items()}
    ids = {name: set(root.xpath("//@id")) for name, root in roots.items()}
    crossing = 0
    for name, root in roots.items():
        for href in root.xpath("//a[contains(@href, '#')]/@href"):
            page, _, anchor = href.partition("#")
            if page.startswith("../"):
                continue
            assert anchor in ids[page or name]
            crossing += bool(page)
    assert crossing


def test_a_container_goes_on_without_its_number_again(law: Marked) -> None:
    pages = document_pages(law, SiteContext.of(LIBRARY, PROFILE))
    ids = [
        i
        for page in pages.values()
        for i in html.fromstring(page).xpath("//div[@class='law']//@id")
    ]
    assert len(ids) == len(set(ids))
    assert "continued" in pages["2.html"].decode()
