"""Text as it is compared: folding that keeps every offset, digests, collapsed white space."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache

_FOLDED = {
    "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u2032": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\u3000": " ",
    "\t": " ", "\n": " ", "\r": " ",
}  # fmt: skip
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@cache
def _folded(char: str) -> str:
    char = _FOLDED.get(char, char)
    lower = char.lower()
    return lower if len(lower) == 1 else char


def fold(text: str) -> str:
    """``text`` for comparison, the same length: lower case, plain quotes, hyphens and spaces.

    Length-preserving on purpose: a match in the folded text is a span of the text itself.
    """
    lower = text.lower()
    if len(lower) == len(text):
        return straighten(lower)
    return "".join(map(_folded, text))


_TABLE = str.maketrans(_FOLDED)


def straighten(text: str) -> str:
    """``text`` with plain quotes, hyphens and spaces, the same length; case is kept."""
    if text.isascii():
        return text.translate(_TABLE)
    for char, plain in _FOLDED.items():  # several times as fast as translate on what is not ASCII
        if char in text:
            text = text.replace(char, plain)
    return text


def strip_accents(text: str) -> str:
    """``text`` without combining marks; the length may change, so only for whole-string keys."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def collapse(text: str) -> str:
    """White space runs as one space, none at the ends."""
    return " ".join(text.split())


def sha256(data: bytes | str) -> str:
    """Hexadecimal SHA-256 of bytes, or of the UTF-8 form of a string."""
    return hashlib.sha256(data.encode("utf-8") if isinstance(data, str) else data).hexdigest()
