"""A number or an item of a list in, its printed form out: figures, letters or roman numerals."""

from __future__ import annotations

from lxml import etree

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def numeral(number: int, style: str) -> str:
    """A number in figures (``1``), letters (``a``, ``A``) or roman (``i``, ``I``)."""
    if style in ("a", "A") and number > 0:
        letters = ""
        while number > 0:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("a") + rest) + letters
        return letters.upper() if style == "A" else letters
    if style in ("i", "I") and 0 < number < 4000:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (number // value)
            number %= value
        return roman.upper() if style == "I" else roman
    return str(number)


def list_number(item: etree._Element) -> str:
    """The number that a browser prints before an item of an ordered list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or "none" in (parent.get("style") or ""):
        return ""
    before = [e for e in parent if e.tag == "li"]
    value = item.get("value", "")
    start = parent.get("start", "")
    first = int(start) if start.isdigit() and len(start) < 5 else 1
    number = int(value) if value.isdigit() and len(value) < 5 else first + before.index(item)
    return numeral(number, parent.get("type") or "1") + "."
