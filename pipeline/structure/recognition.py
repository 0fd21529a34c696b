"""Lines in, what they open by a drafting style out; and which style a source is drafted in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.ids import eid_number
from pipeline.knowledge.drafting import Pattern, Style
from pipeline.model import Line, Source
from pipeline.structure.sequence import Key, key, succeeds

_FIRST = 1500  # lines that are enough to know a style by


def recognise(source: Source, styles: Sequence[Style]) -> Style:
    """The style whose units the lines show most, its own jurisdiction and language first.

    In plain text signs that only one style has count most, then how far its numbers run on.
    """
    stated = source.metadata
    flat = not any(line.kind == "heading" for line in source.lines)

    def claim(style: Style) -> tuple[float | str, ...]:
        alone = unmarked(source.lines, style)
        units = (
            _in_sequence(source.lines, style)
            if flat
            else sum(1 for line in source.lines if opens(line, style.units, alone))
        )
        home = stated.jurisdiction in style.jurisdictions
        language = stated.language in style.languages or not style.languages
        signs = _signs(source.lines, style) if flat else 0
        weighed = units * (1 + signs) * (1.3 if home else 1)
        if flat:
            return (language and units > 0, units > 0, weighed, home, style.name)
        return (home and units > 0, language and units > 0, units > 0, units, style.name)

    return max(styles, key=claim)


def _signs(lines: Sequence[Line], style: Style) -> float:
    """How many of the style's signs the lines show."""
    first = [line.piece.text for line in lines[:_FIRST]]
    shown = sum(1 for sign in style.signs if any(sign.match(text) for text in first))
    return shown / len(style.signs) * 2 if style.signs else 0


def _in_sequence(lines: Sequence[Line], style: Style) -> float:
    """How many lines open units whose numbers run on; those without a word count less."""
    count = 0.0
    last: Key | None = None
    for line in lines[:_FIRST]:
        found = opens_plain(line, style.units)
        if not found:
            if opens_plain(line, style.containers):
                last = None
            continue
        number = key(eid_number(found[1]["num"]))
        if last is None or succeeds(last, number):
            bare = found[1]["num"][:1].isdigit() and found[1]["num"].rstrip(". ").isalnum()
            count += 0.6 if bare else 1
            last = number
    return count


def opens_plain(line: Line, patterns: Sequence[Pattern]) -> tuple[Pattern, re.Match[str]] | None:
    """The pattern that a line of plain text matches: there nothing is marked as a heading."""
    if line.kind not in ("text", "item"):
        return None
    for pattern in patterns:
        match = pattern.regex.match(line.piece.text)
        if match:
            return pattern, match
    return None


def opens(
    line: Line, patterns: Sequence[Pattern], alone: bool
) -> tuple[Pattern, re.Match[str]] | None:
    """The pattern that a line matches; ``alone``: the source marks no unit as a heading."""
    if line.kind not in ("heading", "text"):
        return None
    text = line.piece.text
    for pattern in patterns:
        plain = pattern.plain == "always" or (pattern.plain == "alone" and alone)
        if line.kind == "heading" or plain:
            match = pattern.regex.match(text)
            if match:
                return pattern, match
    return None


def unmarked(lines: Sequence[Line], style: Style) -> bool:
    """True if no heading of the source opens a unit of this style."""
    return not any(line.kind == "heading" and opens(line, style.units, False) for line in lines)
