"""A holding and the summaries of all laws in, its pages out: one, or several where it is long.

The first page keeps the address of the holding and a place for every State. Where all entries
would be too much for a page, it lists them without their words, and each State has pages of its
own with the words; where even the list is too long, it counts them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from markupsafe import Markup

from pipeline.exports.site.context import HoldingInfo, jurisdiction, templates
from pipeline.exports.site.summary import DocumentSummary, Entry, Words
from pipeline.text import sha256

Form = Literal["whole", "list", "counts", "part"]
# Bytes of the entries on one page: with texts and frame around them it stays well below 2 MB,
# what a browser shows within a second.
_PAGE = 1_000_000
_DIGEST = 6  # hexadecimal digits that tell the laws of one holding apart in addresses
_MARKED, _ELLIPSIS = 1, 2  # of words in a script, as holding.js reads them


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry; ``id`` is the same in every run, ``page`` where its words stand (empty: here)."""

    law: DocumentSummary
    entry: Entry
    page: str = ""

    @property
    def id(self) -> str:
        return f"{sha256(self.law.iri)[:_DIGEST]}.{self.entry.link.eid}"

    def html(self, brief: bool = False) -> Markup:
        """The entry, with or without the words of the law."""
        template = templates().get_template("entry.html")
        return Markup(template.render(shown=self, brief=brief, root="../"))


@dataclass(frozen=True, slots=True)
class State:
    """What one State's law has for a holding: found and rejected, law by law; its ``pages``."""

    code: str
    found: tuple[Shown, ...]
    rejected: tuple[Shown, ...]
    pages: tuple[str, ...] = ()

    @property
    def direct(self) -> int:
        return sum(1 for shown in self.found if shown.entry.link.grade == 2)


def holding_pages(
    holding: HoldingInfo,
    texts: Mapping[str, Any],
    laws: Sequence[DocumentSummary],
) -> dict[str, str]:
    """File name under ``holdings/`` and content of each page and script of a holding.

    ``texts`` are those of the Opinion and the Convention, as the template names them.
    """
    codes = sorted({law.jurisdiction for law in laws}, key=lambda c: (jurisdiction(c), c))
    states = tuple(_state(code, holding.number, laws) for code in codes)
    page = _Page(holding, texts)
    first = f"{holding.number}.html"
    if sum(len(shown.html()) for state in states for shown in _entries(state)) <= _PAGE:
        return {first: page.render(states, states, "whole")}
    parts = {state.code: tuple(_parts(state, holding.number)) for state in states}
    placed = tuple(_placed(state, parts[state.code]) for state in states)
    files: dict[str, str] = {}
    for state in placed:
        for name, part in zip(state.pages, parts[state.code], strict=True):
            files[name] = page.render(placed, (part,), "part", name)
            files[name.replace(".html", ".js")] = _script(part)
    briefs = sum(len(shown.html(brief=True)) for state in placed for shown in _entries(state))
    files[first] = page.render(placed, placed, "list" if briefs <= _PAGE else "counts")
    return files


@dataclass(frozen=True, slots=True)
class _Page:
    holding: HoldingInfo
    texts: Mapping[str, Any]

    def render(
        self, states: Sequence[State], shown: Sequence[State], form: Form, here: str = ""
    ) -> str:
        """``states`` are all, ``shown`` those of the page, ``here`` the name of a State's page."""
        return (
            templates()
            .get_template("holding.html")
            .render(
                **self.texts,
                holding=self.holding,
                states=states,
                shown=shown,
                form=form,
                here=here,
                by_law=_by_law,
                root="../",
            )
        )


def _entries(state: State) -> tuple[Shown, ...]:
    return state.found + state.rejected


def _state(code: str, number: int, laws: Sequence[DocumentSummary]) -> State:
    """The entries of one State: laws that answer directly first, and so within a law."""
    found: list[Shown] = []
    rejected: list[Shown] = []
    for law in sorted((x for x in laws if x.jurisdiction == code), key=lambda x: _rank(x, number)):
        own = [Shown(law, entry) for entry in law.entries if entry.link.holding == number]
        graded = [shown for shown in own if shown.entry.link.grade]
        found.extend(sorted(graded, key=lambda shown: -shown.entry.link.grade))
        rejected.extend(shown for shown in own if not shown.entry.link.grade)
    return State(code, tuple(found), tuple(rejected))


def _rank(law: DocumentSummary, number: int) -> tuple[int, str, str]:
    direct = sum(1 for e in law.entries if e.link.holding == number and e.link.grade == 2)
    return -direct, law.title, law.iri


def _parts(state: State, number: int) -> Iterator[State]:
    """A State cut into what a page holds of it, each part with its page; none for silence."""
    found: list[Shown] = []
    rejected: list[Shown] = []
    names = (
        f"{number}-{state.code}{f'-{n}' if n > 1 else ''}.html"
        for n in range(1, len(_entries(state)) + 2)
    )
    weight, name = 0, next(names)
    for shown in _entries(state):
        own = len(shown.html())
        if weight and weight + own > _PAGE:
            yield State(state.code, tuple(found), tuple(rejected), (name,))
            found, rejected, weight, name = [], [], 0, next(names)
        (found if shown.entry.link.grade else rejected).append(shown)
        weight += own
    if weight:
        yield State(state.code, tuple(found), tuple(rejected), (name,))


def _placed(state: State, parts: Sequence[State]) -> State:
    """The State with the page of each of its entries."""

    def on_pages(of: Iterable[tuple[tuple[Shown, ...], str]]) -> tuple[Shown, ...]:
        return tuple(Shown(s.law, s.entry, page) for own, page in of for s in own)

    return State(
        state.code,
        on_pages((part.found, part.pages[0]) for part in parts),
        on_pages((part.rejected, part.pages[0]) for part in parts),
        tuple(part.pages[0] for part in parts),
    )


def _by_law(entries: Iterable[Shown]) -> Iterator[tuple[DocumentSummary, list[Shown]]]:
    """Entries that follow each other in one law, together."""
    for _, group in groupby(entries, key=lambda shown: shown.law.iri):
        own = list(group)
        yield own[0].law, own


def _script(part: State) -> str:
    """A call of ``quotes({id: paragraphs})``, ASCII: words for columns on the holding's page."""
    told = {
        shown.id: [[_word(word) for word in line] for line in shown.entry.quote]
        for shown in _entries(part)
    }
    call = json.dumps(told, separators=(",", ":")).replace("<", "\\u003c")
    return f"quotes({call});\n"


def _word(word: Words) -> str | list[str | int]:
    if word.marked or word.ellipsis:
        return [word.text, _MARKED if word.marked else _ELLIPSIS]
    return word.text
