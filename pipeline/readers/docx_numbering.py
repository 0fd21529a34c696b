"""The numbering of a Word file in, the number that Word prints before each paragraph out.

ECMA-376 part 1, 17.9: a list is an abstract numbering with nine levels; paragraphs count on as long
as they use it, and a level starts again when a paragraph of a level above it was printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline.readers.docx_package import W
from pipeline.readers.numerals import numeral

_PLACE = re.compile(r"%(\d)")
_STYLES = {"lowerRoman": "i", "upperRoman": "I"}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: ``text`` holds places like ``%1`` for the numbers of the levels."""

    start: int
    format: str
    text: str
    restart: int  # the level above which this one starts again, 1-based; 0: never
    legal: bool  # all numbers in figures


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands in which list; as its style or itself says."""

    num: str
    level: int


@dataclass
class Numbering:
    """Counts on from paragraph to paragraph."""

    lists: Mapping[str, str]  # numId -> abstractNumId
    levels: Mapping[str, Mapping[int, Level]]  # abstractNumId -> its levels
    overrides: Mapping[str, Mapping[int, int]]  # numId -> level -> start
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def number(self, place: Place) -> str:
        """The number of the next paragraph at that place, as printed; empty for none."""
        abstract = self.lists.get(place.num, "")
        level = self.levels.get(abstract, {}).get(place.level)
        if level is None or level.format == "none":
            return ""
        counts = self.counts.setdefault(abstract, {})
        if place.num not in self.begun:
            self.begun.add(place.num)
            for at in self.overrides.get(place.num, {}):
                counts.pop(at, None)
        start = self.overrides.get(place.num, {}).get(place.level, level.start)
        counts[place.level] = counts.get(place.level, start - 1) + 1
        for below, other in self.levels[abstract].items():
            if below > place.level and other.restart and place.level < other.restart:
                counts.pop(below, None)
        if level.format == "bullet":
            return "•"
        return self._printed(abstract, level, counts)

    def _printed(self, abstract: str, level: Level, counts: Mapping[int, int]) -> str:
        def value(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            own = self.levels[abstract].get(at)
            number = counts.get(at, own.start if own else 1)
            style = "decimal" if level.legal or own is None else own.format
            return formatted(number, style)

        return _PLACE.sub(value, level.text).strip()


def formatted(number: int, style: str) -> str:
    """A number as Word prints it in one of its number formats."""
    if style == "decimalZero":
        return f"{number:02d}"
    if style == "ordinal":
        return f"{number}."
    if style in ("none", "bullet"):
        return ""
    if style in ("lowerLetter", "upperLetter"):
        return _letters(number) if style == "lowerLetter" else _letters(number).upper()
    return numeral(number, _STYLES.get(style, "1"))


def _letters(number: int) -> str:
    """Word counts z, aa, bb, cc – not aa, ab, ac."""
    if not 0 < number <= 780:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def numbering_of(root: etree._Element | None) -> Numbering:
    """The lists of ``numbering.xml``; none where the file has no such part."""
    if root is None:
        return Numbering({}, {}, {})
    levels: dict[str, Mapping[int, Level]] = {}
    for abstract in root.iter(W + "abstractNum"):
        own = {_figure(e.get(W + "ilvl"), 0): _level(e) for e in abstract.iter(W + "lvl")}
        levels[abstract.get(W + "abstractNumId", "")] = own
    lists: dict[str, str] = {}
    overrides: dict[str, Mapping[int, int]] = {}
    for num in root.iter(W + "num"):
        name = num.get(W + "numId", "")
        lists[name] = _value(num, "abstractNumId")
        starts: dict[int, int] = {}
        for override in num.iter(W + "lvlOverride"):
            start = _value(override, "startOverride")
            if start:
                starts[_figure(override.get(W + "ilvl"), 0)] = _figure(start, 1)
        overrides[name] = starts
    return Numbering(lists, levels, overrides)


def _level(element: etree._Element) -> Level:
    at = _figure(element.get(W + "ilvl"), 0)
    return Level(
        start=_figure(_value(element, "start"), 1),
        format=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText"),
        restart=_figure(_value(element, "lvlRestart"), at),
        legal=element.find(W + "isLgl") is not None,
    )


def _value(element: etree._Element, name: str) -> str:
    found = element.find(W + name)
    return found.get(W + "val", "") if found is not None else ""


def _figure(value: str | None, otherwise: int) -> int:
    """A small number in an attribute; what is none counts as ``otherwise``."""
    return (
        int(value)
        if value and value.isascii() and value.isdigit() and len(value) < 6
        else otherwise
    )
