"""A tree in, the same tree with a line for each block out, so that people and findings have lines.

Only where Akoma Ntoso allows no text: the words of the law, and the white space between them, stay
as they are.
"""

from __future__ import annotations

from lxml import etree

from pipeline.akn.names import BLOCKS

_STEP = " "


def lay_out(root: etree._Element) -> None:
    """Put each child of an element without words of its own on a line of its own.

    Blocks (number, heading, paragraph) hold words and inline marks, and are left alone.
    """
    _lay_out(root, "\n")


def _lay_out(element: etree._Element, margin: str) -> None:
    if not len(element) or element.tag in BLOCKS or _has_words(element):
        return
    inner = margin + _STEP
    element.text = inner
    for child in element:
        child.tail = inner
        _lay_out(child, inner)
    element[-1].tail = margin


def _has_words(element: etree._Element) -> bool:
    return bool(element.text) or any(child.tail for child in element)
