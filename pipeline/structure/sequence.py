"""Two numbers as eIds have them in, whether the second continues the first out."""

from __future__ import annotations

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def follows(previous: str, number: str) -> bool:
    """True if ``number`` is the next arabic or roman numeral after ``previous``."""
    if previous.isdigit() and number.isdigit():
        return int(number) == int(previous) + 1
    a, b = _roman(previous), _roman(number)
    return a > 0 and b == a + 1


def _roman(text: str) -> int:
    if not text or any(c not in _ROMAN for c in text):
        return 0
    values = [_ROMAN[c] for c in text]
    return sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))
