"""Takes a unit's text and gives its ``Reference``s: resolved in its document, or to a treaty.

A citation that belongs to another law is never looked up in this one. What cannot be resolved
keeps an empty target and the kind ``unresolved``: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.knowledge import Library
from pipeline.knowledge.citations import CitationGrammar, citation_grammar, instruments
from pipeline.model import Reference, Span
from pipeline.tagging.numbers import Numbers
from pipeline.text import fold

_LONGEST_LIST = 60  # numbers in one citation; more is a table, not a sentence
_BACK = 500  # characters before a citation in which a list may name its law
_RESTATED = re.compile(r"§|\bart")  # "… und § 5": a unit again, not a part of the one before
_LAW_PREFIX = re.compile(r"^(?:(?:aus|nach|in) de[mr]|the|du|de la|de l'|des|der|del|della|de)\s*")
_ARTICLE_OF = re.compile(r"\s*(?:of|de|der|des|du|del|della|dell'|to)?\s*")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: its unit's eId and TextOffset, and the length of its printed number."""

    eid: str = ""
    start: int = 0
    skip: int = 0


@dataclass(frozen=True, slots=True)
class _Item:
    """One number of a citation with what is cited below it."""

    span: Span
    number: str
    below: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Scope:
    """What finding a citation needs to know."""

    text: str
    folded: str
    grammar: CitationGrammar
    numbers: Numbers
    place: Place


_NOWHERE = Place()
_NO_NUMBERS = Numbers()


def find_references(
    text: str,
    language: str,
    library: Library,
    *,
    numbers: Numbers = _NO_NUMBERS,
    place: Place = _NOWHERE,
) -> tuple[Reference, ...]:
    """The citations in ``text``, by place, an enclosing one before what it encloses.

    Offsets are code points in ``text``. Without ``numbers`` internal citations are unresolved.
    """
    folded = fold(text)
    named = tuple(_named(folded, language, library, numbers, place))
    grammar = citation_grammar(library, language)
    found = list(named)
    if grammar:
        scope = _Scope(text, folded, grammar, numbers, place)
        found += _cited(scope, [r for r in named if r.kind != "anaphor"])
    return tuple(sorted(set(found), key=lambda r: (r.span.start, -r.span.end, r.target)))


def _named(
    folded: str, language: str, library: Library, numbers: Numbers, place: Place
) -> Iterator[Reference]:
    """Instruments by their names, and the words that point to the recital before."""
    known, anaphors = instruments(library)
    for instrument in known:
        patterns = [instrument.names.get(language)]
        if any(numbers.work.startswith(work) for work in instrument.works):
            patterns.append(instrument.short.get(language))
        kind = "treaty" if instrument.iri else "unresolved"
        for pattern in filter(None, patterns):
            for match in pattern.finditer(folded):
                yield Reference(Span(*match.span()), instrument.iri, kind)
    before = numbers.recital_before.get(place.eid, "")
    if before and language in anaphors:
        for match in anaphors[language].finditer(folded):
            yield Reference(Span(*match.span()), f"#{before}", "anaphor")


def _cited(scope: _Scope, named: list[Reference]) -> Iterator[Reference]:
    taken = scope.place.skip
    for match, level in _starts(scope):
        if match.start() < taken:
            continue
        items, end = _items(scope, match)
        treaty = _named_at(scope.folded, end, named)
        if treaty:
            end = treaty.span.end
            yield _of_treaty(treaty, level, match.start(), items)
        elif law := _other_law(scope, match.start(), end):
            start = law.start if 0 <= match.start() - law.end <= 1 else match.start()
            end = max(end, law.end)
            yield Reference(Span(start, end), "", "unresolved")
        else:
            for reference, reached in _internal(scope, level, items):
                end = max(end, reached)
                yield reference
        taken = end
    for match in scope.grammar.this.finditer(scope.folded):
        if match.start() >= scope.place.skip and scope.place.eid in scope.numbers.provisions:
            yield Reference(Span(*match.span()), f"#{scope.place.eid}", "internal")


def _starts(scope: _Scope) -> list[tuple[re.Match[str], str]]:
    found = [
        (match, level)
        for level, pattern in scope.grammar.starts
        for match in pattern.finditer(scope.folded)
    ]
    return sorted(found, key=lambda item: (item[0].start(), -item[0].end(), item[1]))


def _items(scope: _Scope, match: re.Match[str]) -> tuple[tuple[_Item, ...], int]:
    """The numbers of a citation ("sections 15 to 17 and 20(2)") and where it ends."""
    grammar, folded, text = scope.grammar, scope.folded, scope.text
    items: list[_Item] = []
    start, at = match.start(), match.end()
    level: tuple[str, ...] = ()
    number = text[match.start("num") : at]
    while len(items) < _LONGEST_LIST:
        below, worded = list(level), bool(level)
        while more := _on_line(text, grammar.subdivision.match(folded, at)):
            below.extend(value for value in more.groupdict().values() if value)
            worded = worded or folded[at] != "("
            at = more.end()
        items.append(_Item(Span(start, at), number, tuple(below)))
        joint = _on_line(text, grammar.range.match(folded, at) or grammar.joint.match(folded, at))
        following = grammar.item.match(folded, joint.end()) if joint else None
        if joint is None or following is None:
            break
        start, at = following.start(), following.end()
        # "section 3(1), (2)" and "§ 308 Abs. 2 bis 4" go on below; "sections 5(1), 6" does not.
        if below and (folded[start] == "(" or (worded and not _RESTATED.search(joint.group()))):
            level = (*below[:-1], following.group())
        else:
            level, number = (), text[start:at]
    return tuple(items), at


def _on_line(text: str, match: re.Match[str] | None) -> re.Match[str] | None:
    """The match, unless it runs into the next block: there a number is a list's, not a law's."""
    return None if match is None or "\n" in text[match.start() : match.end()] else match


def _named_at(folded: str, end: int, named: list[Reference]) -> Reference | None:
    """The instrument that is named right after a citation."""
    joint = _ARTICLE_OF.match(folded, end)
    at = joint.end() if joint else end
    return next((r for r in named if end < r.span.start <= at or r.span.start == at), None)


def _of_treaty(treaty: Reference, level: str, start: int, items: tuple[_Item, ...]) -> Reference:
    span = Span(start, treaty.span.end)
    if treaty.target and level == "units:article" and len(items) == 1:
        return Reference(span, f"{treaty.target}/~art_{items[0].number}", "treaty")
    return Reference(span, treaty.target, treaty.kind)


def _other_law(scope: _Scope, start: int, end: int) -> Span | None:
    """The words that assign a citation to another law; None if it is of this one."""
    if scope.grammar.here.match(scope.folded, end):
        return None
    after = scope.grammar.elsewhere.match(scope.text, end)
    before = scope.grammar.before.search(scope.text, max(0, start - _BACK), start)
    match = after or before
    if match is None:
        return None
    law = fold(match["law"])
    name = _LAW_PREFIX.sub("", law).rstrip(":")
    if any(len(name) > 8 and name in title for title in scope.numbers.titles):
        return None
    return Span(*match.span("law"))


def _internal(
    scope: _Scope, level: str, items: tuple[_Item, ...]
) -> Iterator[tuple[Reference, int]]:
    """A reference for each number, and how far the words of the citation reach."""
    level, _, kind = level.partition(":")
    inside = _inside(scope, items[-1].span.end) if level in ("parts", "lower") else None
    ours = _ours(scope, items)
    for item in items:
        target, end = "", item.span.end
        if not ours:
            pass
        elif inside:
            base, reached = inside
            target = _down(scope, base, (item.number, *item.below)) if base else ""
            end = reached if item is items[-1] else end
        elif level == "units":
            target = _down(scope, scope.numbers.unit(kind, item.number), item.below)
        elif level == "containers":
            target = scope.numbers.container(kind, item.number)
        elif item.below and f"{item.number}(" in item.span.of(scope.text):  # "subsection 5(2)"
            target = _down(scope, scope.numbers.unit("", item.number), item.below)
        else:
            target = _near(scope, level, item)
        yield (
            Reference(
                Span(item.span.start, end),
                f"#{target}" if target else "",
                "internal" if target else "unresolved",
            ),
            end,
        )


def _inside(scope: _Scope, end: int) -> tuple[str, int] | None:
    """For "paragraph (a) of section 5": the eId of section 5 and where its citation ends."""
    joint = scope.grammar.inside.match(scope.folded, end)
    if joint is None:
        return None
    for level, pattern in scope.grammar.starts:
        match = pattern.match(scope.folded, joint.end())
        if match and level.startswith("units:"):
            items, reached = _items(scope, match)
            base = scope.numbers.unit(level.partition(":")[2], items[0].number)
            if _other_law(scope, end, reached):
                base = ""
            return _down(scope, base, items[0].below), reached
    return None


def _ours(scope: _Scope, items: tuple[_Item, ...]) -> bool:
    """Whether a citation without a law's name is of this law: not in what amends another."""
    if scope.grammar.here.match(scope.folded, items[-1].span.end):
        return True
    offset = scope.place.start + items[0].span.start
    chain = scope.numbers.around(scope.place.eid, offset)
    quoted = any(scope.numbers.provisions[eid].quoted for eid in chain)
    return not quoted and not scope.grammar.amends.search(scope.folded)


def _near(scope: _Scope, level: str, item: _Item) -> str:
    """The part meant by "paragraph (a)" alone: looked for from where it is cited outwards.

    What stands directly below the unit (a subsection, an Absatz) is looked for only there.
    """
    offset = scope.place.start + item.span.start
    chain = tuple(scope.numbers.around(scope.place.eid, offset))
    for eid in chain[-1:] if level == "parts" else chain:
        if found := scope.numbers.below(eid, item.number):
            return _down(scope, found, item.below)
    return ""


def _down(scope: _Scope, base: str, numbers: tuple[str, ...]) -> str:
    """From a provision down by numbers, as deep as the document goes."""
    for number in numbers if base else ():
        deeper = scope.numbers.below(base, number)
        if not deeper:
            break
        base = deeper
    return base
