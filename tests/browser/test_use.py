"""What a reader does: filter, compare, find, follow an address, go back, copy, print."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from pipeline.batch.worker import Settings, load, mark
from pipeline.exports.site import SiteContext, document_pages
from pipeline.exports.site import parts as parting
from pipeline.files import bundled
from pipeline.knowledge import Library
from pipeline.knowledge.opinions import load_profile
from tests.browser.test_pages import address

pytestmark = pytest.mark.browser
LAW = "documents/*xa-act*/index.html"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def shown(page: Page) -> int:
    return page.locator("#states .entry:visible").count()


def test_a_filter_narrows_and_its_state_is_in_the_address(page: Page, site: Path) -> None:
    page.goto(address(site, "holdings/12.html"))
    everything = shown(page)
    page.select_option("select[name=state]", "xb")
    page.wait_for_url(re.compile("state=xb"))
    narrowed = shown(page)
    assert 0 < narrowed < everything
    page.reload()
    assert shown(page) == narrowed
    page.go_back()
    page.wait_for_function("!location.hash")
    assert shown(page) == everything


def test_two_states_side_by_side(page: Page, site: Path) -> None:
    page.goto(address(site, "holdings/12.html") + "#left=state%3Axa&right=state%3Axc")
    columns = page.locator("#beside > section")
    assert columns.count() == 2
    assert [c.locator("article").count() > 0 for c in columns.all()] == [True, True]
    assert shown(page) == 0


def test_two_states_of_a_long_holding_side_by_side(page: Page, long_holding: Path) -> None:
    """Where the page of a holding only lists provisions, the columns still show their words."""
    address = (long_holding / "holdings" / "12.html").as_uri()
    page.goto(f"{address}#left=state%3Axa&right=state%3Axb&direct=1")
    page.wait_for_selector("#beside blockquote mark")
    columns = page.locator("#beside > section")
    assert [c.locator("blockquote").count() > 0 for c in columns.all()] == [True, True]
    page.goto(address)
    page.locator("#states a.words").first.click()
    page.wait_for_selector("article:target blockquote")


def test_words_are_found_whatever_accents_and_lead_to_the_provision(page: Page, site: Path) -> None:
    page.goto(address(site, "find.html"))
    page.fill("input[name=words]", '"reseau de communications electroniques"')
    page.keyboard.press("Enter")
    page.wait_for_selector("#results article")
    marks = page.locator("#results article mark").all_inner_texts()
    assert marks
    assert {m.lower() for m in marks} == {"réseau de communications électroniques"}
    page.locator("#results article h3 a").first.click()
    page.wait_for_selector(":target")


def test_an_address_opens_what_it_points_into(page: Page, site: Path) -> None:
    page.goto(address(site, LAW))
    ids = page.evaluate("[...document.querySelectorAll('.law .unit')].map(e => e.id)")
    page.goto(address(site, LAW) + f"#{ids[-1]}")
    assert page.evaluate("document.querySelector(':target').id") == ids[-1]


def test_the_address_of_a_provision_on_a_later_page_leads_there(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: Path
) -> None:
    monkeypatch.setattr(parting, "_PAGE", 20_000)
    path = bundled("corpus") / "statutes" / "xb" / "code-protection-mineurs.md"
    library = Library()
    profile = load_profile(library)
    law = mark(load(path, path.name, Settings()), library, profile)
    folder = tmp_path / "documents" / "law"
    folder.mkdir(parents=True)
    for name, data in document_pages(law, SiteContext.of(library, profile)).items():
        (folder / name).write_bytes(data)
    (tmp_path / "site.js").write_bytes((site / "site.js").read_bytes())
    last = [p.eid for p in law.document.provisions()][-1]
    page.goto((folder / "index.html").as_uri() + f"#{last}")
    page.wait_for_selector(f"[id='{last}']:target", state="attached")
    assert not page.url.startswith((folder / "index.html").as_uri())


@pytest.mark.parametrize("state", ["xa", "xb", "xc", "xd"])
def test_text_on_the_page_is_the_source_s(page: Page, site: Path, state: str) -> None:
    """What a reader copies (the law without the page's own words) is the law."""
    pattern = f"documents/*{state}-act*/index.html"
    page.goto(address(site, pattern))
    copied = page.evaluate(
        """() => {
          const law = document.querySelector(".law").cloneNode(true);
          law.querySelectorAll("[data-chrome]").forEach((e) => e.remove());
          return law.textContent;
        }"""
    )
    (words,) = site.glob(pattern.replace("index.html", "words.js"))
    call = words.read_text("ascii")
    rows = json.loads(call[call.index(",") + 1 : call.rindex(")")])
    flat = re.sub(r"\s", "", copied)
    for _, num, heading, text in rows:
        assert re.sub(r"\s", "", num + heading + text) in flat


def test_without_script_everything_is_there(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address(site, "holdings/12.html"))
    assert page.locator("#states .entry:visible").count() > 10
    assert not page.locator("#filters").is_visible()
    page.goto(address(site, "find.html"))
    assert page.locator("noscript").count() == 1
    context.close()


def test_the_keyboard_reaches_the_text_first(page: Page, site: Path) -> None:
    page.goto(address(site, LAW))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_layers_can_be_switched_off_to_plain_text(page: Page, site: Path) -> None:
    page.goto(address(site, LAW))
    style = "getComputedStyle(document.querySelector('.law .m.c')).borderBottomStyle"
    assert page.evaluate(style) != "none"
    page.locator("#layer-plain").check()
    assert page.evaluate(style) == "none"
    assert not page.locator(".law .links").first.is_visible()


def test_print_has_the_law_and_not_the_controls(page: Page, site: Path) -> None:
    page.goto(address(site, LAW))
    page.emulate_media(media="print")
    assert not page.locator(".legend").is_visible()
    assert page.locator(".law .unit").first.is_visible()
    assert len(page.pdf()) > 10_000


TERM = "a.u[data-def]"


def test_a_definition_is_shown_on_hover_on_focus_and_leaves_with_escape(
    page: Page, site: Path
) -> None:
    page.goto(address(site, LAW))
    use, tip = page.locator(TERM).first, page.locator("#tip")
    use.hover()
    assert tip.is_visible()
    assert "means" in tip.inner_text()
    tip.hover()
    page.wait_for_timeout(400)
    assert tip.is_visible()
    page.keyboard.press("Escape")
    assert not tip.is_visible()
    use.focus()
    assert tip.is_visible()
    assert use.get_attribute("aria-describedby") == "tip"


def test_a_first_tap_shows_the_definition_and_a_second_goes_there(
    browser: Browser, site: Path
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True)
    page = context.new_page()
    page.goto(address(site, LAW))
    use = page.locator(TERM).first
    target = str(use.get_attribute("href"))
    use.tap()
    assert page.locator("#tip").is_visible()
    assert not page.url.endswith(target)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    use.tap()
    page.wait_for_url(re.compile(re.escape(target) + "$"))
    context.close()


def test_without_script_the_use_of_a_term_is_a_link(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address(site, LAW))
    target = str(page.locator(TERM).first.get_attribute("href"))
    assert page.locator(f"[id='{target.removeprefix('#')}']").count() == 1
    context.close()


def test_what_is_selected_and_copied_is_the_law_s_words(page: Page, site: Path) -> None:
    """The selection over a provision, marks, permalink and definitions included."""
    page.goto(address(site, LAW))
    selected = page.evaluate(
        """() => {
          const unit = document.querySelector(".law .unit:has(a.u)");
          const range = document.createRange();
          const links = unit.querySelector(".links");
          range.setStart(unit, 0);
          links ? range.setEndBefore(links) : range.setEndAfter(unit.lastChild);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          return [unit.id, getSelection().toString()];
        }"""
    )
    (words,) = site.glob(LAW.replace("index.html", "words.js"))
    call = words.read_text("ascii")
    rows = json.loads(call[call.index(",") + 1 : call.rindex(")")])
    (row,) = (row for row in rows if row[0].endswith(f"#{selected[0]}"))
    assert re.sub(r"\s", "", selected[1]) == re.sub(r"\s", "", "".join(row[1:]))
