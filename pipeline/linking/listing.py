"""Takes a text and gives the provisions it cites as ranges of numbers, each with its words.

"Articles 227-22, 227-23 and 227-25 to 227-27" names three ranges; 227-22-1 lies in none of them.
What follows a citation may say of which law it is: "… of the Act of 1998", "… du Code pénal".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.linking.context import CITATION, SUFFIXES
from pipeline.model import Span
from pipeline.text import fold

_NUMBER = re.compile(
    r"(\d+(?:-\d+)*[a-z]{0,2}(?![a-z])[⁰¹²³⁴-⁹]*(?:/\d+)*)"
    rf"((?:[ -]?(?:{'|'.join(SUFFIXES)})(?:/\d+)*)?)(?!\w)"
)
_ORDINALS = {suffix: number for number, suffix in enumerate(SUFFIXES, 2)}
_TO = re.compile(r"\s*(?:to|à|a|al|bis|tot|till|til|do|až|–|-)\s*")
_PART = re.compile(r"\d+|[a-z]+|[⁰¹²³⁴-⁹]+")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_BIS_IS_TO = ("de",)  # there "176 bis 176d" is a range, elsewhere "176 bis" is a number
_LAW = re.compile(
    r"[\s\d(),.a-z-]{0,12}?(?:of|du|de la|de l'|del|dell[ao]|des|der|van (?:het|de))\s+"
    r"(?:the |that |said |même |dit |genannten )?((?:[\w'(),-]+ ){0,6}?"
    r"(?:act|code|law|ordinance|order|código|codice|codi|loi|ley|legge|\w*gesetz\w*|wetboek|\w*wet)"
    r"\b(?! \()(?: of)?"
    r"(?: \d{4}| (?:pénal|d'instruction criminelle|penal|penale|van strafrecht)\w*)?)"
)
_OWN = re.compile(r"(?:this|présente?|ce|cette|dieses|este|esta|questo|presente|deze) ")
Place = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CitedRange:
    """Numbers from ``low`` to ``high`` (the same for a single one) and where they are cited.

    ``law``: the folded name of the law they are said to be of; empty: of the citing one.
    """

    span: Span
    low: Place
    high: Place
    law: str = ""

    def names(self, place: Place) -> bool:
        return self.low <= place <= self.high


def place_of(printed: str) -> Place:
    """Where a printed number stands among its kind; empty if there is none."""
    match = _NUMBER.search(fold(printed))
    return _place(match[0]) if match else ()


def cited_ranges(folded: str, language: str) -> tuple[CitedRange, ...]:
    """The ranges that a folded text cites, in order."""
    found: list[CitedRange] = []
    for citation in CITATION.finditer(folded):
        numbers = list(_numbers(folded, citation.start(1), citation.end(1), language))
        law = _law(folded, citation.end())
        joined = False
        for index, (span, place) in enumerate(numbers):
            if joined:
                joined = False
                continue
            following = numbers[index + 1] if index + 1 < len(numbers) else None
            if following and _TO.fullmatch(folded[span.end : following[0].start]):
                whole = Span(span.start, following[0].end)
                found.append(CitedRange(whole, place, following[1], law))
                joined = True
            else:
                found.append(CitedRange(span, place, place, law))
    return tuple(found)


def _numbers(folded: str, start: int, end: int, language: str) -> Iterable[tuple[Span, Place]]:
    for match in _NUMBER.finditer(folded, start, end):
        if folded[match.start() - 1] == "(":
            continue  # a subsection
        plain = language in _BIS_IS_TO and match[2].strip() == "bis"
        span = Span(*match.span(1)) if plain else Span(*match.span())
        yield span, _place(match[1] if plain else match[0])


def _law(folded: str, end: int) -> str:
    match = _LAW.match(folded, max(0, end - 1), end + 120)
    return "" if match is None or _OWN.match(match[1]) else match[1].strip()


def _place(number: str) -> Place:
    parts = []
    for part in _PART.findall(number):
        if part.isdigit() or part[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹":
            parts.append(int(part.translate(_SUPERSCRIPT)))
        else:
            parts.append(_ORDINALS.get(part, ord(part[0]) - ord("a") + 1))
    return tuple(parts)
