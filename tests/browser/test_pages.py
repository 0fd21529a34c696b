"""Every template in four profiles: reachable by everybody, quiet, and nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import Watched, watched

pytestmark = pytest.mark.browser

PROFILES: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "forced-colours": {"viewport": {"width": 1280, "height": 900}, "forced_colors": "active"},
}
PAGES = (
    "index.html",
    "find.html#words=child&in=",
    "findings.html",
    "holdings/12.html",
    "holdings/17.html#left=state%3Axa&right=state%3Axb",
    "documents/*opinion*/index.html",
    "documents/*xa-act*/index.html",
    "documents/*xb-act*/index.html",
)
_RULES: dict[str, Any] = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
_RULES |= {"preload": False}  # axe would fetch the style sheet, which the pages do not allow
_WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def address(site: Path, pattern: str) -> str:
    path, _, anchor = pattern.partition("#")
    (page,) = site.glob(path)
    return page.as_uri() + (f"#{anchor}" if anchor else "")


@pytest.fixture(params=PROFILES)
def opened(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(**PROFILES[request.param])
    yield watched(context.new_page())
    context.close()


@pytest.mark.parametrize("pattern", PAGES)
def test_a_page_is_accessible_quiet_and_fits(opened: Watched, site: Path, pattern: str) -> None:
    _check(opened, address(site, pattern))


@pytest.mark.parametrize(
    "pattern", ["holdings/12.html", "holdings/12.html#left=state%3Axa&right=state%3Axb",
                "holdings/12-xb.html"]
)  # fmt: skip
def test_the_pages_of_a_long_holding_too(opened: Watched, long_holding: Path, pattern: str) -> None:
    _check(opened, address(long_holding, pattern))


def _check(opened: Watched, url: str) -> None:
    page = opened.page
    page.goto(url)
    violations = Axe().run(page, options=_RULES).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in violations] == []
    assert opened.errors == []
    assert [url for url in opened.asked if not url.startswith("file://")] == []
    assert page.evaluate(_WIDER) <= 0
