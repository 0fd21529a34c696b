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
    parent_eid = block.get("eId", "")
    counts: Counter[str] = Counter()
    open_elements: list[tuple[etree._Element, int]] = [(block, start + len(text))]
    at = start
    for inline in fitting(inlines):
        at = _close(open_elements, at, inline.span.start, text, start)
        _append(open_elements[-1][0], text[at - start : inline.span.start - start])
        at = inline.span.start
        counts[inline.name] += 1
        child = etree.SubElement(open_elements[-1][0], akn(inline.name))
        child.set("eId", f"{parent_eid}__{eid_prefix(inline.name)}_{counts[inline.name]}")
        for key, value in inline.attributes:
            child.set(key, xml_text(value))
        open_elements.append((child, inline.span.end))
    at = _close(open_elements, at, start + len(text), text, start)
    _append(block, text[at - start :])


def _close(
    stack: list[tuple[etree._Element, int]], at: int, until: int, text: str, start: int
) -> int:
    """Close every inline element that ends at or before ``until``; the block itself stays."""
    while len(stack) > 1 and stack[-1][1] <= until:
        element, end = stack.pop()
        _append(element, text[at - start : end - start])
        at = end
    return at


def _append(element: etree._Element, text: str) -> None:
    if not text:
        return
    text = xml_text(text)
    last = next(element.iterchildren(reversed=True), None)  # len() would count them all
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        element.text = (element.text or "") + text
