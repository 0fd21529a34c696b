"""Spans over a block of text in, nested inline elements out.

Inline elements can only nest; where two spans overlap without nesting, the longer one is shown
and the other stands in the stand-off records alone.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.akn.names import akn, xml_text
from pipeline.ids import eid_prefix
from pipeline.model import Span


@dataclass(frozen=True, slots=True)
class Inline:
    """One inline element to be: its span (TextOffset), name and attributes."""

    span: Span
    name: str
    attributes: tuple[tuple[str, str], ...] = ()


def fitting(inlines: Sequence[Inline]) -> list[Inline]:
    """The inlines that nest in one another, longest first where two cross."""
    chosen: list[Inline] = []
    bounds: list[int] = []  # where those chosen begin and end, sorted
    order = sorted(
        set(inlines), key=lambda i: (i.span.start - i.span.end, i.span.start, i.name, i.attributes)
    )
    for inline in order:
        # None of those chosen is shorter: it crosses this one if it begins or ends inside.
        start, end = inline.span.start, inline.span.end
        inside = bisect_right(bounds, start)
        if inside == len(bounds) or bounds[inside] >= end:
            chosen.append(inline)
            insort(bounds, start)
            insort(bounds, end)
    return sorted(chosen, key=lambda i: (i.span.start, -i.span.end, i.name, i.attributes))


def fill(block: etree._Element, text: str, start: int, inlines: Sequence[Inline]) -> None:
    """Put ``text`` into ``block`` with its inline elements; ``start`` is the text's TextOffset."""
    if not inlines:
        block.text = xml_text(text) or None
        return
    parent_eid = block.get("eId", "")
    counts: Counter[str] = Counter()
    pen = _Pen(block, text, start)
    for inline in fitting(inlines):
        pen.write(inline.span.start)
        counts[inline.name] += 1
        number = counts[inline.name]
        child = pen.open(akn(inline.name), inline.span.end)
        child.set("eId", f"{parent_eid}__{eid_prefix(inline.name)}_{number}")
        for key, value in inline.attributes:
            child.set(key, xml_text(value))
    pen.write(start + len(text))


class _Pen:
    """Writes one text into an element from its start to its end, opening and closing others."""

    def __init__(self, block: etree._Element, text: str, start: int) -> None:
        self.text, self.start, self.at = text, start, start
        self.element = block  # open, and the innermost that is
        self.before: etree._Element | None = None  # the last one closed in it
        self.around: list[tuple[etree._Element, int]] = []
        self.end = start + len(text)  # where the innermost ends

    def open(self, name: str, end: int) -> etree._Element:
        """A child of what is open, which becomes the innermost."""
        child = etree.SubElement(self.element, name)
        self.around.append((self.element, self.end))
        self.element, self.end, self.before = child, end, None
        return child

    def write(self, until: int) -> None:
        """The text up to a place, closing every element but the block that ends by there."""
        while self.around and self.end <= until:
            self._put(self.end)
            self.before = self.element
            self.element, self.end = self.around.pop()
        self._put(until)

    def _put(self, until: int) -> None:
        if until <= self.at:
            return
        words = xml_text(self.text[self.at - self.start : until - self.start])
        self.at = until
        if self.before is None:
            self.element.text = (self.element.text or "") + words
        else:
            self.before.tail = (self.before.tail or "") + words
