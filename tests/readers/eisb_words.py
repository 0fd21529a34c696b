"""The words of the law in an eISB file, computed without its reader."""

from __future__ import annotations

from lxml import etree

from tests.readers.source_words import Format, words

_CHARACTERS = {
    "odq": "“", "cdq": "”", "osq": "‘", "csq": "’", "emdash": "—", "endash": "–", "afada": "á",
    "efada": "é", "ifada": "í", "ofada": "ó", "ufada": "ú", "Afada": "Á", "Efada": "É",
    "Ifada": "Í", "Ofada": "Ó", "Ufada": "Ú", "euro": "€", "bull": "•",
}  # fmt: skip
EISB = Format(
    breaks=frozenset(
        """act frontmatter body backmatter part chapter schedule sect number title p actnumber table
        tr td""".split()  # noqa: SIM905
    ),
    apart={"fn": "footnote", "acttoc": "contents", "actsreferredto": "contents", "metadata": ""},
    numbers=frozenset(("number",)),
    headings=frozenset(("title",)),
)


def expected(root: etree._Element) -> list[str]:
    """One cover, characters as such, the number of a section once."""
    for element in list(root.iter(etree.Element)):
        if element.tag in _CHARACTERS:
            _become(element, _CHARACTERS[element.tag])
    front = root.find("frontmatter")
    if front is not None:
        last = max(i for i, e in enumerate(front) if e.tag in EISB.apart)
        del front[: last + 1]
    found = words([root], EISB)
    for section in root.iter("sect"):
        number = (section.findtext("number") or "").strip()
        first = section.find("p")
        if first is not None and "".join(first.itertext()).split()[:1] == [number]:
            first.tag = "taken"
    kept: list[str] = []
    for element in root:
        kept += _without(element)
    assert len(kept) <= len(found)
    return kept


def _without(element: etree._Element) -> list[str]:
    """The words below an element, those of a repeated number taken away."""
    for first in list(element.iter("taken")):
        bold = first[0]
        if "".join(bold.itertext()).split()[1:]:
            raise AssertionError(etree.tostring(bold))
        bold.tag, first.tag = "fn", "p"
    return words([element], EISB)


def _become(element: etree._Element, text: str) -> None:
    parent, before = element.getparent(), element.getprevious()
    assert parent is not None
    whole = text + (element.tail or "")
    if before is not None:
        before.tail = (before.tail or "") + whole
    else:
        parent.text = (parent.text or "") + whole
    parent.remove(element)
