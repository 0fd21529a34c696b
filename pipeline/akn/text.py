"""The text of marked-up law: what joining the blocks of an element gives, and a check of it."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from pipeline.akn.names import BLOCKS, akn, xml_text
from pipeline.errors import IntegrityError
from pipeline.model import Document

_META = akn("meta")
_MOD = akn("mod")


def text_of(element: etree._Element) -> str:
    """The texts of all num, heading and p below (or at) ``element``, joined by line breaks.

    This is the text to which the offsets in our records refer. Metadata is not text.
    """
    blocks: Iterable[etree._Element] = element.iter(*BLOCKS)
    if next(element.iter(_META), None) is not None or _in_meta(element):
        blocks = (block for block in blocks if not _in_meta(block))
    return "\n".join(words(block) for block in blocks if not is_shell(block))


def words(block: etree._Element) -> str:
    """All text in an element, that of its inline elements included."""
    first = next(block.iterchildren(), None)
    if first is None:
        return block.text or ""
    return etree.tostring(block, encoding="unicode", method="text", with_tail=False)


def is_shell(block: etree._Element) -> bool:
    """True for a paragraph that holds quoted provisions: its text is that of the blocks in them."""
    first = next(block.iterchildren(), None)  # len() would count them all
    return first is not None and first.tag == _MOD


def _in_meta(block: etree._Element) -> bool:
    return next(block.iterancestors(_META), None) is not None


def check_text(root: etree._Element, document: Document) -> None:
    """Compare the XML with the document it was built from, character by character.

    Raises IntegrityError ``INT-TEXT`` with the first difference.
    """
    body = [child for child in root[0] if child.tag != _META]
    found = "\n".join(text for text in map(text_of, body) if text)
    wanted = xml_text(document.text)  # the same length: what XML cannot hold is shown as symbols
    if found == wanted:
        return
    at = next(
        (i for i, (a, b) in enumerate(zip(found, wanted, strict=False)) if a != b),
        min(len(found), len(wanted)),
    )
    reason = f"at {at}: {found[at : at + 40]!r} instead of {wanted[at : at + 40]!r}"
    raise IntegrityError("INT-TEXT", document.path, reason=reason)
