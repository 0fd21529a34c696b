"""Lines in, what they open by a drafting style out; and which style a source is drafted in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.knowledge.drafting import Pattern, Style
from pipeline.model import Line, Source


def recognise(source: Source, styles: Sequence[Style]) -> Style:
    """The style whose units the lines show most, its own jurisdiction and language first."""
    stated = source.metadata

    def claim(style: Style) -> tuple[bool, bool, bool, int, str]:
        alone = unmarked(source.lines, style)
        units = sum(1 for line in source.lines if opens(line, style.units, alone))
        home = stated.jurisdiction in style.jurisdictions
        return (
            home and units > 0,
            stated.language in style.languages and units > 0,
            units > 0,
            units,
            style.name,
        )

    return max(styles, key=claim)


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
