"""The start of a line in, what numbers it could carry out: kind of mark, value, where it stands.

One printed number can be several things: (i) is the ninth letter or the first roman numeral. All
readings are given; which one counts depends on what stands before it (``numbering``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from pipeline.structure.sequence import roman

_ORDINALS = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies")
LATIN = rf"(?:[\s-]?(?:{'|'.join(_ORDINALS)}))?"
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ABC = "abcdefghijklmnopqrstuvwxyz"

# kind -> the mark at the start of a line; the value is in the group ``v``.
_DIGITS = {
    "superscript": rf"(?P<num>(?P<v>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)(?:[a-z](?=\s))?{LATIN})(?=\s)",
    "(1)": rf"(?P<num>\((?P<v>\d{{1,3}})[a-zA-Z]{{0,2}}(?:[.^-]\d{{1,2}})?{LATIN}\))",
    "1)": rf"(?P<num>(?P<v>\d{{1,3}})[a-z]?{LATIN}\))(?=\s|$)",
    "1°": rf"(?P<num>(?P<v>\d{{1,3}})\s?\.?[°ºª]{LATIN}[.)]?)(?=\s|$)",
    "1.": rf"(?P<num>(?P<v>\d{{1,3}})(?:[a-z]{{1,2}}|[A-Z])?{LATIN}\.(?:[º°ª])?)(?=\s|$)",
    "Z 1": r"(?P<num>Z(?:iff(?:er|\.)?)?\s?(?P<v>\d{1,3})[a-z]?\.?)(?=\s|$)",
    "Stk.": r"(?P<num>Stk\.\s?(?P<v>\d{1,3})\.)(?=\s|$)",
    "mom.": r"(?P<num>(?P<v>\d{1,2})\smom\.)(?=\s|$)",
    "1": rf"(?P<num>(?P<v>\d{{1,2}})[a-z]?{LATIN})(?=\s\S|$)",
}
_LETTERS = {
    "(a)": rf"(?P<num>\((?P<v>[a-zñ]{{1,4}}?)(?:\.?\d{{1,2}})?{LATIN}\))",
    "(A)": r"(?P<num>\((?P<v>[A-Z]{1,4})\))",
    "lit. a": r"(?P<num>lit\.\s?(?P<v>[a-z]{1,2})(?:\)|\.)?)(?=\s|$)",
    "a)": rf"(?P<num>(?P<v>[a-zñ]{{1,4}}?){LATIN}\))(?=\s|$)",
    "A)": r"(?P<num>(?P<v>[A-Z]{1,4})\))(?=\s|$)",
    "a.": rf"(?P<num>(?P<v>[a-z]{{1,4}}?){LATIN}\.)(?=\s|$)",
    "A.": (
        rf"(?P<num>(?P<v>[IVX]{{1,5}}|XL|L[IVX]{{1,4}}|[A-Z]){LATIN}\s?"
        r"(?:[.)°]?\s?[-–—]\.?(?=\s?\w)|[.°](?=\s|$)))"
    ),
    "a": r"(?P<num>(?P<v>[a-z]{1,4}))(?=\s\S|$)",
}
_BULLET = re.compile(r"(?P<num>[-–—•*·])(?=\s)")
_DOTTED = re.compile(r"(?P<num>\d+[A-Z]{0,4}(?:\.(?:\d+[A-Za-z]{0,4}|[A-Za-z]{1,4}))+\.?)(?=$)")
_SECTIONED = re.compile(r"(?P<num>\d{1,3}[A-Z]{0,2}(?:\.\d{1,3}[A-Z]?){1,4}\.?)(?=\s|$)")
_COMPILED = {kind: re.compile(pattern) for kind, pattern in (_DIGITS | _LETTERS).items()}
# a kind of letters -> the kinds of roman numerals and of doubled letters in the same dress
_ROMAN = {
    "(a)": "(i)", "(A)": "(I)", "a)": "i)", "A)": "I)", "a.": "i.", "A.": "I.", "a": "i",
}  # fmt: skip
_DOUBLED = {"(a)": "(aa)", "(A)": "(AA)", "a)": "aa)"}
# Marks without a stop or bracket are words as well: only a style that prints them has them.
_BARE = frozenset(("1", "a", "i", "1.1"))
_GROUP_NAME = re.compile(r"\(\?P<\w+>")
KINDS = (*_DIGITS, *_LETTERS, *_ROMAN.values(), *_DOUBLED.values(), "–", "1.1", "1.1.1")


def _any_of(kinds: Iterable[str]) -> re.Pattern[str]:
    """What a mark of one of the kinds looks like: most lines are told from it to have none."""
    patterns = [_BULLET, _DOTTED, _SECTIONED, *(_COMPILED[kind] for kind in kinds)]
    return re.compile("|".join(f"(?:{_GROUP_NAME.sub('(?:', p.pattern)})" for p in patterns))


_ANY = _any_of(kind for kind in _COMPILED if kind not in _BARE)
_ANY_OR_BARE = _any_of(_COMPILED)

Value = tuple[int, str]


class Mark(NamedTuple):
    """One reading of a number: ``value`` is its position and what was inserted behind it."""

    kind: str
    value: Value
    start: int
    end: int

    @property
    def first(self) -> bool:
        return self.value == (1, "")


def marks(text: str, levels: Collection[str]) -> tuple[Mark, ...]:
    """Every reading of the mark that ``text`` begins with; ``levels``: what the style knows."""
    if not (_ANY if _BARE.isdisjoint(levels) else _ANY_OR_BARE).match(text):
        return ()
    bullet = _BULLET.match(text)
    if bullet:
        return (Mark("–", (0, ""), bullet.start(), bullet.end("num")),)
    dotted = _DOTTED.match(text) or ("1.1" in levels and _SECTIONED.match(text))
    if dotted:  # the depth is the number's own: 4.1.a
        depth = dotted["num"].rstrip(".").count(".") + 1
        return (Mark(".".join("1" * depth), (0, ""), dotted.start(), dotted.end("num")),)
    for kind, pattern in _COMPILED.items():
        if kind in _BARE and kind not in levels:
            continue
        match = pattern.match(text)
        if match:
            found = _digits(kind, match) if kind in _DIGITS else _letters(kind, match, levels)
            if found:
                return found
    return ()


def _digits(kind: str, match: re.Match[str]) -> tuple[Mark, ...]:
    value = int(match["v"].translate(_SUPERSCRIPT))
    rest = match["num"][match.end("v") - match.start("num") :]
    suffix = "".join(c for c in rest if c.isalnum() and c not in "ºª")
    return (Mark(kind, (value, _inserted(suffix)), match.start("num"), match.end("num")),)


def _letters(kind: str, match: re.Match[str], levels: Collection[str]) -> tuple[Mark, ...]:
    printed = match["v"]
    word = printed.lower()
    at = match.start("num"), match.end("num")
    rest = match["num"][match.end("v") - match.start("num") :]
    latin = _inserted("".join(c for c in rest if c.isalnum()))
    found: list[Mark] = []
    if len(word) == 1 and word in _ABC:
        found.append(Mark(kind, (_ABC.index(word) + 1, latin), *at))
    elif len(set(word)) == 1 and word[0] in _ABC and kind in _DOUBLED:
        doubled = _DOUBLED[kind] + "x" * (len(word) - 2)
        found.append(Mark(doubled, (_ABC.index(word[0]) + 1, ""), *at))
        found.append(Mark(kind, (_ABC.index(word[0]) + 27, ""), *at))
    elif len(word) == 2 and word[0] in _ABC and kind in ("(a)", "(A)", "a)"):
        found.append(Mark(kind, (_ABC.index(word[0]) + 1, word[1]), *at))
    number = (
        roman(word.upper()) if kind in _ROMAN and (len(printed) == 1 or _one_case(printed)) else 0
    )
    if number and not (kind == "a" and "i" not in levels):
        found.append(Mark(_ROMAN[kind], (number, latin), *at))
    return tuple(found)


def _inserted(suffix: str) -> str:
    """What is inserted behind a number, so that it sorts: a, b; bis before ter before quater."""
    return f"~{_ORDINALS.index(suffix)}" if suffix in _ORDINALS else suffix


def _one_case(text: str) -> bool:
    return text.islower() or text.isupper()
