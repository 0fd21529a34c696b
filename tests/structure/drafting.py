"""What a tradition of drafting is: how it prints numbers, containers, lines of a unit, lists."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_TENS = ("", "x", "xx", "xxx", "xl", "l")
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
LATIN = ("bis", "ter", "quater", "quinquies")
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_GERMAN = ("Erster", "Zweiter", "Dritter", "Vierter", "Fünfter", "Sechster", "Siebter", "Achter")
SPANISH = ("PRIMERO", "SEGUNDO", "TERCERO", "CUARTO")


def roman(n: int) -> str:
    return _TENS[n // 10] + _ONES[n % 10]


def letter(n: int) -> str:
    return "abcdefghijklmnopqrstuvwxyz"[n - 1]


Number = Callable[[int], str]


@dataclass(frozen=True)
class Level:
    """One level below a unit: how its number is printed and how many there may be."""

    number: Number
    most: int = 5
    sentence: bool = False  # its text is a sentence; otherwise part of one


@dataclass(frozen=True)
class Box:
    """A container: how number and heading are printed."""

    line: Callable[[int, str], str]
    number: Number
    restarts: bool = False  # the numbers of its units begin again


@dataclass(frozen=True)
class Annex:
    """A schedule or annex: its own line, the numbers of its paragraphs, the lists in them."""

    box: Box
    item: Number
    levels: Sequence[Level] = ()


@dataclass(frozen=True)
class Tradition:
    """How one tradition prints its law."""

    title: Callable[[random.Random], list[str]]
    boxes: Sequence[Sequence[Box]]  # chains of containers, one is drawn
    unit: Number
    unit_line: Sequence[Callable[[str, str, str], list[str]]]  # number, heading, first words
    levels: Sequence[Sequence[Level]]  # chains of levels, one is drawn for each unit
    inserted: Callable[[int, int], str] | None = None
    language: str = "en"
    tail: Sequence[str] = ()  # what may come after a list, in the sentence that led into it
    closing: Sequence[str] = ()
    lead: str = ":"  # what leads into a list, beside a colon
    ends: Sequence[str] = (";",)  # what stands between the points of a list
    annex: Annex | None = None
    first: bool = False  # the first of its paragraphs has no number


def upper(word: str) -> Callable[[int, str], str]:
    return lambda n, h: f"{word} {roman(n).upper()}\n{h.upper()}"


def dashed(word: str, dash: str = "–") -> Callable[[int, str], str]:
    return lambda n, h: f"{word} {roman(n).upper()} {dash} {h}"


def ordinal(word: str, ending: str = "r") -> Callable[[int, str], str]:
    return lambda n, h: f"{_GERMAN[n - 1][:-1]}{ending} {word}\n{h}"


def _box_number(form: Callable[[int, str], str]) -> Number:
    return lambda n: form(n, "").split("\n")[0].rstrip(" –—-:.")


def box(form: Callable[[int, str], str], restarts: bool = False) -> Box:
    return Box(form, _box_number(form), restarts)
