"""Takes marked laws; gives the matrix offence × list: which list of offences names which offence.

Jurisdiction, limitation, interception, covert inquiry and blocking work by lists of offences. That
a list does not name an offence is a lead for a lawyer, never a finding of law: another rule may
reach the offence, and the corpus may not hold that rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.knowledge.opinions import OpinionProfile
from pipeline.linking.criteria import first_met
from pipeline.linking.functions import CREATES, find_functions
from pipeline.linking.listing import CitedRange, Place, cited_ranges, place_of
from pipeline.linking.reading import read_unit
from pipeline.model import Document, Eid, Marked, Span, Tags, Unit
from pipeline.text import collapse, fold

LEAD = "Not named in this list. A lead, not a finding: another rule may reach it."
_LEAST = 2  # offences that a citation must name to be a list of offences
_LABEL = 20  # characters of the number of inserted text
_YEAR = re.compile(r"\b\d{4}\b")
_ACT_OF_YEAR = re.compile(r"(?:act|law|loi|ley|code) (?:of )?\d{4}")
_INSERTED = re.compile(r"(?m)^[“\"«]?(?:Art\.?|Article|§|Section)\s*\d[\w-]*\.?$")
_REPEALED = ("repealed", "empty", "unparsed")


@dataclass(frozen=True, slots=True)
class Offence:
    """A Convention offence of a law and where its number stands."""

    expression: str
    eid: str
    num: str
    heading: str
    place: Place
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OffenceList:
    """A provision that works by a list, or one of several that an amending provision inserts."""

    kind: str
    expression: str
    eid: str
    num: str
    quote: str
    ranges: tuple[CitedRange, ...]


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What one law adds to the matrix of its jurisdiction."""

    jurisdiction: str
    expression: str
    titles: tuple[str, ...]  # folded
    offences: tuple[Offence, ...] = ()
    lists: tuple[OffenceList, ...] = ()


@dataclass(frozen=True, slots=True)
class ListCell:
    """One offence against one list."""

    jurisdiction: str
    list: OffenceList
    offence: Offence
    named: bool


def list_facts(marked: Marked, profile: OpinionProfile) -> ListFacts:
    """The Convention offences of a law, and its provisions that cite offences by number."""
    document = marked.document
    metadata = document.metadata
    titles = {collapse(fold(title)) for title in (metadata.title, metadata.short_title)}
    units = {u.eid: u for u in document.units() if u.status not in _REPEALED}
    tags = {each.eid: each for each in marked.tags}
    return ListFacts(
        metadata.jurisdiction,
        document.iri,
        tuple(sorted(title for title in titles if title)),
        tuple(_offences(marked, units, profile.offences)),
        tuple(_lists(document, units, tags, profile)),
    )


def matrix(facts: Iterable[ListFacts]) -> tuple[ListCell, ...]:
    """A cell for every list and every offence of a law of which the list names at least two."""
    by_state: dict[str, list[ListFacts]] = {}
    for each in facts:
        by_state.setdefault(each.jurisdiction, []).append(each)
    return tuple(cell for state in sorted(by_state) for cell in _cells(state, by_state[state]))


def _cells(state: str, laws: list[ListFacts]) -> Iterator[ListCell]:
    for law in laws:
        for each in law.lists:
            cells = [cell for other in laws for cell in _against(state, each, law, other)]
            if sum(cell.named for cell in cells) >= _LEAST:
                yield from cells


def _against(
    state: str, each: OffenceList, law: ListFacts, other: ListFacts
) -> tuple[ListCell, ...]:
    """A list against its own law's offences, and against those of a law of which it names one."""
    ranges = [r for r in each.ranges if _is_of(r, law, other)]
    own = [o for o in other.offences if (o.expression, o.eid) != _place(each)]
    named = {o.eid for o in own if any(r.names(o.place) for r in ranges)}
    if not named and other is not law:
        return ()
    return tuple(ListCell(state, each, o, o.eid in named) for o in own)


def _place(each: OffenceList) -> tuple[str, str]:
    return each.expression, each.eid


def _is_of(cited: CitedRange, law: ListFacts, other: ListFacts) -> bool:
    """Whether numbers cited in ``law`` are those of ``other``, by its title or its year."""
    if not cited.law:
        return other is law
    year = _YEAR.search(cited.law)
    if year and _ACT_OF_YEAR.fullmatch(cited.law):
        return any(year[0] in title for title in other.titles)
    if other is law:
        return cited.law in other.titles
    return any(cited.law in title for title in other.titles)


def _offences(marked: Marked, units: dict[Eid, Unit], holding: int) -> Iterator[Offence]:
    for link in marked.links:
        unit = units.get(link.eid)
        if link.holding != holding or link.grade < 2 or unit is None:
            continue
        if link.function in CREATES and (place := place_of(unit.num)):
            yield Offence(
                marked.document.iri, link.eid, unit.num, unit.heading, place,
                link.convention_articles,
            )  # fmt: skip


def _lists(
    document: Document, units: dict[Eid, Unit], tags: dict[Eid, Tags], profile: OpinionProfile
) -> Iterator[OffenceList]:
    for unit in units.values():
        folded = fold(unit.text)
        found = cited_ranges(folded, unit.language)
        if len(found) < _LEAST and not any(r.low != r.high for r in found):
            continue
        kinds = tuple(_kinds(unit, tags.get(unit.eid) or Tags(unit.eid), profile))
        for num, span in _inserted(unit) if kinds else ():
            ranges = tuple(r for r in found if span.covers(r.span))
            if ranges:
                quote = _quote(unit.text, ranges)
                for kind in kinds:
                    yield OffenceList(kind, document.iri, unit.eid, num, quote, ranges)


def _inserted(unit: Unit) -> list[tuple[str, Span]]:
    """The unit, or the provisions that it inserts where these stand on lines of their own."""
    starts = [m.start() for m in _INSERTED.finditer(unit.text, len(unit.num))]
    if not starts:
        return [(unit.num, Span(0, len(unit.text)))]
    ends = [*starts[1:], len(unit.text)]
    labels = (unit.text[start:].split("\n", 1)[0].strip(" .") for start in starts)
    return [
        (f"{unit.num} ({label[:_LABEL]})", Span(start, end))
        for label, start, end in zip(labels, starts, ends, strict=True)
    ]


def _kinds(unit: Unit, tags: Tags, profile: OpinionProfile) -> Iterator[str]:
    reading = read_unit(unit, tags, profile.languages)
    for function in find_functions(reading):
        reading.set(f"function:{function.name}", function.evidence)
    for rule in profile.lists:
        if first_met(rule.alternatives, reading) is not None:
            yield rule.id


def _quote(text: str, ranges: tuple[CitedRange, ...]) -> str:
    """The words from the first citation to the last, shortened in the middle if they are many."""
    words = collapse(text[ranges[0].span.start : ranges[-1].span.end])
    return words if len(words) <= 400 else f"{words[:200]} … {words[-190:]}"
