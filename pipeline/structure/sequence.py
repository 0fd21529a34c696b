"""Two numbers in, whether the second continues the first out."""

from __future__ import annotations

import re

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_VALID = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\Z")
_YEARS = 1200, 2200  # "2019 CHAPTER 12": a number that is no section's
_PARTS = re.compile(r"\d+|[A-Za-z]+")


def follows(previous: str, number: str) -> bool:
    """True if ``number`` is the next arabic or roman numeral after ``previous``."""
    if previous.isdigit() and number.isdigit():
        return int(number) == int(previous) + 1
    a, b = roman(previous), roman(number)
    return a > 0 and b == a + 1


def roman(text: str) -> int:
    """The value of a roman numeral in capitals; 0 for what is none."""
    if not text or not _VALID.match(text):
        return 0
    values = [_ROMAN[c] for c in text]
    return sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))


Key = tuple[tuple[int, int, str], ...]


def key(number: str) -> Key:
    """What an eId number sorts by: ``12``, ``12A``, ``12-bis``, ``12-1``, ``13``."""
    parts = [_part(part) for part in _PARTS.findall(number)]
    return tuple(parts) or ((0, 0, ""),)


def _part(text: str) -> tuple[int, int, str]:
    value = int(text) if text.isdigit() else roman(text)
    return (0, value, "") if value else (1, 0, text.lower())


def succeeds(last: Key, number: Key) -> bool:
    """True for the next number (13 after 12 or 12A) and for one inserted behind it (12A)."""
    if number <= last:
        return False
    return number[0][1] in (last[0][1], last[0][1] + 1)


def is_year(number: Key) -> bool:
    """True for a number that a year could be: the first of its kind is no section's."""
    return _YEARS[0] <= number[0][1] <= _YEARS[1]
