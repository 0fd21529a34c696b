"""Takes a document's readings and gives ``LinkContext``: what one provision learns from others.

Four things only: the numbers of provisions that are themselves Convention offences (so that "an
offence under section 4" names one) and of the Parts and Chapters made of them ("an offence under
this Part"), the numbers of those that answer other holdings (so that a penalty for breach of
section 17 is read with section 17), whether what the document calls illegal content takes in
material of child sexual abuse, and the terms it defines so as to include ICTs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from pipeline.linking.defined_terms import terms_that_show, terms_that_widen
from pipeline.linking.reading import Reading
from pipeline.model import Evidence, Span, Unit
from pipeline.text import fold

_CITED = (
    r"(?<!\w)(?:sections?|articles?|arts?\.?|artículos?|artigos?|articol[oi]|art\.|§§?|ss?\.|"
    r"subsections?|paragrafen|paragraf\w*|par\.)\s*"
    r"((?:\(?\d[\w.\-/]*\)?(?:\([^)]{1,6}\))*"
    r"(?:\s*(?:,|and|or|to|et|ou|à|und|oder|bis|y|o|e|al?|-|–|inclusive)\s*)*)+)"
)
CITATION = re.compile(_CITED)
SUFFIXES = (
    "bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies",
    "undecies", "duodecies",
)  # fmt: skip
_NUMBER = re.compile(
    r"(?<!\()\b\d+(?:[.-]\d+)*(?:[a-z]{1,2}(?![a-z]))?[¹²³⁰-⁹]*"
    rf"(?:[ -]?(?:{'|'.join(SUFFIXES)})(?!\w))?(?:/\d+)*"
)
_RANGE = re.compile(r"\s*(?:to|à|bis|al?|-|–)\s*")
_DIVISION = (
    r"(?:parts?|chapters?|titles?|divisions?|titres?|chapitres?|livres?|sections?|parties?|teil(?:e?s)?|"
    r"kapitels?|abschnitt(?:e?s)?|titels?|t[ií]tulos?|cap[ií]tulos?|titolo|capo|peat[uü]k\w*)"
)
_LABEL = re.compile(rf"({_DIVISION})\s+([ivxlc]+|\d+[a-z]?)(?!\w)")
_ORDINAL_LABEL = re.compile(rf"(\w{{4,5}})\w*\s+({_DIVISION})(?!\w)")  # Zweiter Abschnitt
_THIS_DIVISION = re.compile(
    rf"(?<!\w)(?:this|(?:le|la|du|au) présente?|dies(?:er|es|em)|(?:el|del|la) presente|(?:il|del) "
    rf"presente|ce|cette|est[ea]|quest[oa])\s+({_DIVISION})(?!\w)"
)
_ANNEXED = re.compile(r"(?:schedules?|annex\w*|anlagen?|anhang|allegat\w+|anexos?|lisa)\b")
_MOSTLY = (
    0.5  # share of a Part's offences that must be Convention offences for its name to mean them
)


@dataclass(frozen=True, slots=True)
class LinkContext:
    """What the rest of the document shows; empty for a provision that is given alone."""

    offences: frozenset[str] = frozenset()  # normalised numbers, see ``number_key``
    places: frozenset[tuple[int, ...]] = frozenset()  # the same as places, see ``listing``
    divisions: frozenset[str] = frozenset()  # of Convention offences, see ``division_key``
    answers: Mapping[int, frozenset[str]] = field(default_factory=dict)  # of holdings, by grade 2
    content_scheme: bool = False  # its term for illegal content takes in child abuse material
    widened_terms: tuple[str, ...] = ()  # folded


EMPTY = LinkContext()


def number_key(printed: str) -> str:
    """A printed number as it is compared: ``§ 176b`` and ``176b`` are one."""
    return next(iter(_keys(fold(printed))), "")


def _keys(folded: str) -> list[str]:
    """The numbers in a folded text; "183 ter" and "183ter" are one, subsections "(2)" are none."""
    return [re.sub(r"[ -](?=[a-z])", "", number) for number in _NUMBER.findall(folded)]


@lru_cache(4096)
def division_key(label: str) -> str:
    """The kind and number of a Part or Chapter as it is cited; empty if it has none."""
    folded = fold(label)
    if match := _LABEL.match(folded):
        return f"{_stem(match[1])} {match[2]}"
    match = _ORDINAL_LABEL.match(folded)
    return f"{_stem(match[2])} {match[1]}" if match else ""


def _stem(word: str) -> str:
    return word[:4]  # long enough to tell Teil from Titel, short enough for every case ending


def cited_offences(reading: Reading, context: LinkContext) -> tuple[Evidence, ...]:
    """Citations, in the unit, of provisions of the same document that are Convention offences."""
    cited = cited_numbers(reading, context.offences, "context:child-offence")
    whole = _cited_divisions(reading, context.divisions) if context.divisions else []
    return tuple(sorted((*cited, *whole), key=lambda e: e.span))


def _cited_divisions(reading: Reading, wanted: frozenset[str]) -> list[Evidence]:
    divisions = {division_key(label) for label in reading.unit.path} & wanted
    found = [
        match
        for match in _THIS_DIVISION.finditer(reading.folded)
        if any(key.startswith(_stem(match[1]) + " ") for key in divisions)
    ]
    found += [
        match
        for match in _LABEL.finditer(reading.folded)
        if f"{_stem(match[1])} {match[2]}" in wanted
    ]
    by_ordinal = any(not key.split()[1][0].isdigit() for key in wanted)
    found += [
        match
        for match in (_ORDINAL_LABEL.finditer(reading.folded) if by_ordinal else ())
        if f"{_stem(match[2])} {match[1]}" in wanted
    ]
    return [Evidence(Span(*match.span()), "context:child-offence") for match in found]


def cited_numbers(reading: Reading, numbers: frozenset[str], name: str) -> tuple[Evidence, ...]:
    """Citations, in the unit, of provisions of the same document with these numbers."""
    own = number_key(reading.unit.num)
    found = []
    for match in CITATION.finditer(reading.folded) if numbers else ():
        cited = set(_keys(match[1]))
        if (cited - {own}) & numbers or _spans(match[1], numbers):
            end = match.start() + len(match[0].rstrip(" ,;."))
            found.append(Evidence(Span(match.start(), end), name))
    return tuple(found)


def _spans(text: str, numbers: frozenset[str]) -> bool:
    """Whether a range such as "227-22 à 227-27" has one of the numbers between its ends."""
    parts = list(_NUMBER.finditer(text))
    for first, last in pairwise(parts):
        if _RANGE.fullmatch(text[first.end() : last.start()]):
            low, high = sorted((_order(first[0]), _order(last[0])))
            if any(low <= _order(number) <= high for number in numbers):
                return True
    return False


def names_offence(unit: Unit, amends: bool) -> bool:
    """Whether the number of a unit that states an offence is the number of that offence.

    It is not where the unit writes the offence into another law, or stands in a schedule.
    """
    return not amends and not any(_ANNEXED.match(fold(label)) for label in unit.path)


def offence_divisions(units: Iterable[tuple[Unit, bool, bool]]) -> frozenset[str]:
    """Keys of the Parts and Chapters whose offences are mostly those of the Convention.

    Each unit comes with whether it creates an offence and whether that is a Convention offence.
    A number that occurs twice (Chapter 1 of each Part) names none.
    """
    created: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    labels: dict[str, set[str]] = {}
    for unit, creates, convention in units:
        for label in unit.path:
            key = division_key(label)
            labels.setdefault(key, set()).add(label)
            created[key] += creates
            ours[key] += convention
    return frozenset(
        key
        for key, count in ours.items()
        if key and count > 1 and count >= _MOSTLY * created[key] and len(labels[key]) == 1
    )


def _order(number: str) -> tuple[int, ...]:
    return tuple(int(digits) for digits in re.findall(r"\d+", number))[:2]


def document_context(
    readings: Iterable[Reading],
    offences: Iterable[str],
    divisions: frozenset[str] = frozenset(),
) -> LinkContext:
    """The context that a document's readings give; ``offences``: keys of Convention offences."""
    known = tuple(readings)
    return LinkContext(
        offences=frozenset(key for key in offences if key),
        divisions=divisions,
        content_scheme=any(_lists_material(reading) for reading in known),
        widened_terms=tuple(sorted({*terms_that_show(known, "ict"), *terms_that_widen(known)})),
    )


def _lists_material(reading: Reading) -> bool:
    if reading.find("illicit-content") is None:
        return False
    return reading.find("csam") is not None or reading.find("listed-offence") is not None
