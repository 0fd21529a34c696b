"""A headless Chromium, the site of the bundled corpus, and pages that note what they ask for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from pipeline.batch.plan import collect
from pipeline.batch.run import run
from pipeline.batch.worker import Settings
from pipeline.exports.corpus import Corpus
from pipeline.exports.site import holding as holding_module
from pipeline.files import bundled
from pipeline.knowledge import Library
from pipeline.knowledge.opinions import load_profile

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: install Debian's package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("browser")
    corpus = bundled("corpus")
    run(collect([corpus / "opinions", corpus / "statutes"]), output, Settings())
    return output / "site"


@pytest.fixture(scope="session")
def long_holding(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with the pages of one holding only, cut as if the corpus were large."""
    corpus = Corpus(site.parent, Library(), load_profile(Library()))
    laws = [s for s in corpus.summaries if not s.opinion and not s.treaty]
    (info,) = (h for h in corpus.site.holdings if h.number == 12)
    texts = {"text": "", "convention": None, "work": "", "articles": []}
    folder = tmp_path_factory.mktemp("long")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(holding_module, "_PAGE", 35_000)
        made = holding_module.holding_pages(info, texts, laws)
    (folder / "holdings").mkdir()
    for name, text in made.items():
        (folder / "holdings" / name).write_text(text, "utf-8")
    for name in ("site.js", "holding.js", "site.css"):
        (folder / name).write_bytes((site / name).read_bytes())
    return folder


@dataclass
class Watched:
    """A page, the addresses it asked for, and what its console said was wrong."""

    page: Page
    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def watched(page: Page) -> Watched:
    """Notes requests and errors from now on."""
    seen = Watched(page)
    page.on("request", lambda request: seen.asked.append(request.url))
    page.on("console", lambda said: seen.errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    return seen
