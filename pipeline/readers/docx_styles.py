"""The styles of a Word file: which list a paragraph is in, which lines are contents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.readers.docx_numbering import Numbering, Place
from pipeline.readers.docx_package import W

_DEEPEST = 20  # styles based on each other


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph or character style says that matters here."""

    name: str
    based_on: str
    num: str
    level: str
    raised: bool


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles by their ids, and the numbering that they use."""

    known: Mapping[str, Style]
    numbering: Numbering
    default: str = ""

    def number(self, paragraph: etree._Element) -> str:
        """The automatic number of the next paragraph; empty for none."""
        place = self._place(paragraph)
        return self.numbering.number(place) if place else ""

    def _place(self, paragraph: etree._Element) -> Place | None:
        properties = paragraph.find(W + "pPr")
        own = properties.find(W + "numPr") if properties is not None else None
        num, level = _value(own, "numId"), _value(own, "ilvl")
        for style in self._chain(paragraph):
            num = num or style.num
            level = level or style.level
        if not num or num == "0":  # 0: the paragraph leaves the list of its style
            return None
        return Place(num, int(level) if level.isdigit() and len(level) == 1 else 0)

    def _chain(self, paragraph: etree._Element) -> list[Style]:
        properties = paragraph.find(W + "pPr")
        name = _value(properties, "pStyle") or self.default
        chain: list[Style] = []
        while name in self.known and len(chain) < _DEEPEST:
            chain.append(self.known[name])
            name = self.known[name].based_on
        return chain

    def is_contents(self, paragraph: etree._Element) -> bool:
        """True for a line of an automatic table of contents, by the style Word gives it."""
        names = [style.name for style in self._chain(paragraph)]
        return any(name.startswith("toc ") and name[4:].strip().isdigit() for name in names)

    def is_raised(self, run: etree._Element) -> bool:
        """True for characters set as superscript."""
        properties = run.find(W + "rPr")
        own = _value(properties, "vertAlign")
        style = self.known.get(_value(properties, "rStyle"))
        return own == "superscript" or (not own and style is not None and style.raised)


def styles_of(root: etree._Element | None, numbering: Numbering) -> Styles:
    """The styles of ``styles.xml``; none where the file has no such part."""
    known: dict[str, Style] = {}
    default = ""
    for element in () if root is None else root.iter(W + "style"):
        properties, characters = element.find(W + "pPr"), element.find(W + "rPr")
        listed = properties.find(W + "numPr") if properties is not None else None
        key = element.get(W + "styleId", "")
        known[key] = Style(
            name=_value(element, "name").lower(),
            based_on=_value(element, "basedOn"),
            num=_value(listed, "numId"),
            level=_value(listed, "ilvl"),
            raised=_value(characters, "vertAlign") == "superscript",
        )
        if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true"):
            default = key
    return Styles(known, numbering, default)


def _value(element: etree._Element | None, name: str) -> str:
    found = element.find(W + name) if element is not None else None
    return found.get(W + "val", "") if found is not None else ""
