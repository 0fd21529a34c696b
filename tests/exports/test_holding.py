"""A holding on one page, on a list with pages of States, on counts: nothing is out of reach."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from lxml import html

from pipeline.exports.corpus import Corpus
from pipeline.exports.site import holding as holding_module
from pipeline.exports.site.holding import Shown, holding_pages
from pipeline.exports.site.summary import DocumentSummary

NUMBER = 12
NO_TEXTS = {"text": "", "convention": None, "work": "", "articles": []}


@pytest.fixture(scope="module")
def laws(corpus: Corpus) -> list[DocumentSummary]:
    return [s for s in corpus.summaries if not s.opinion and not s.treaty]


def pages(corpus: Corpus, laws: list[DocumentSummary]) -> dict[str, str]:
    (info,) = (h for h in corpus.site.holdings if h.number == NUMBER)
    return holding_pages(info, NO_TEXTS, laws)


def size(laws: list[DocumentSummary], brief: bool) -> int:
    entries = [Shown(law, e) for law in laws for e in law.entries if e.link.holding == NUMBER]
    return sum(len(shown.html(brief)) for shown in entries)


def linked(laws: list[DocumentSummary]) -> int:
    return sum(1 for law in laws for entry in law.entries if entry.link.holding == NUMBER)


def reached(made: dict[str, str]) -> set[str]:
    """The pages that a reader without script comes to from the first one."""
    seen: set[str] = set()
    waiting = [f"{NUMBER}.html"]
    while waiting:
        name = waiting.pop()
        if name in seen or name not in made:
            continue
        seen.add(name)
        hrefs = html.fromstring(made[name].encode()).xpath("//a/@href")
        waiting.extend(href.partition("#")[0] for href in hrefs)
    return seen


def quoted(made: dict[str, str], names: set[str]) -> list[str]:
    return [
        "".join(quote.itertext()).strip()
        for name in sorted(names)
        for quote in html.fromstring(made[name].encode()).xpath("//article/blockquote")
    ]


def test_a_short_one_is_one_page(corpus: Corpus, laws: list[DocumentSummary]) -> None:
    made = pages(corpus, laws)
    assert set(made) == {f"{NUMBER}.html"}
    assert len(quoted(made, set(made))) == linked(laws)


@pytest.mark.parametrize("listed", [True, False])
def test_a_long_one_keeps_every_entry_in_reach_without_script(
    corpus: Corpus,
    laws: list[DocumentSummary],
    monkeypatch: pytest.MonkeyPatch,
    listed: bool,
) -> None:
    whole = pages(corpus, laws)
    limit = size(laws, brief=False) - 1 if listed else size(laws, brief=True) - 1
    monkeypatch.setattr(holding_module, "_PAGE", limit)
    made = pages(corpus, laws)
    of_states = {name for name in made if name.endswith(".html")} - {f"{NUMBER}.html"}
    assert of_states
    assert reached(made) == of_states | {f"{NUMBER}.html"}
    assert sorted(quoted(made, of_states)) == sorted(quoted(whole, set(whole)))
    first = html.fromstring(made[f"{NUMBER}.html"].encode())
    assert len(first.xpath("//article")) == (linked(laws) if listed else 0)
    assert {s.get("id") for s in first.xpath("//section[@class='state']")} == {
        law.jurisdiction for law in laws
    }
    entries = max(len(page) for name, page in made.items() if name in of_states)
    assert entries < limit + 20_000  # texts and frame around the entries


def test_the_list_leads_to_the_words_of_each_entry(
    corpus: Corpus, laws: list[DocumentSummary], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding_module, "_PAGE", size(laws, brief=False) - 1)
    made = pages(corpus, laws)
    ids = {
        f"{name}#{identifier}"
        for name, page in made.items()
        if name.endswith(".html")
        for identifier in html.fromstring(page.encode()).xpath("//article/@id")
    }
    first = html.fromstring(made[f"{NUMBER}.html"].encode())
    assert sorted(first.xpath("//a[@class='words']/@href")) == sorted(ids)


def test_the_script_holds_the_words_of_its_page(
    corpus: Corpus, laws: list[DocumentSummary], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding_module, "_PAGE", size(laws, brief=False) - 1)
    made = pages(corpus, laws)
    for name, script in made.items():
        if PurePosixPath(name).suffix != ".js":
            continue
        assert script.isascii()
        assert "<" not in script
        told = json.loads(script.removeprefix("quotes(").removesuffix(");\n"))
        page = html.fromstring(made[name.replace(".js", ".html")].encode())
        for article in page.xpath("//article"):
            shown = "".join(article.find("blockquote").itertext())
            words = "".join(
                word if isinstance(word, str) else word[0]
                for line in told[article.get("id")]
                for word in line
            )
            assert re.sub(r"\s", "", words) == re.sub(r"\s", "", shown)


def test_laws_that_answer_directly_stand_first(corpus: Corpus, laws: list[DocumentSummary]) -> None:
    entries = tuple(
        replace(e, link=replace(e.link, grade=1)) for e in laws[0].entries if e.link.grade
    )
    iri = "/akn/xa/act/1900/1/eng@1900"
    general = replace(laws[0], title="A first by name", iri=iri, entries=entries)
    made = pages(corpus, [general, *laws])
    page = html.fromstring(made[f"{NUMBER}.html"].encode())
    titles = page.xpath(f"//section[@id='{general.jurisdiction}']/section//h3/cite/text()")
    assert titles.index(general.title) > titles.index(laws[0].title)
