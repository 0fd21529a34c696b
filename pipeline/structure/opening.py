"""One line that opens a unit or container: the pattern it matches, where its heading stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.knowledge.drafting import Pattern, Style
from pipeline.structure.contents import LONGEST
from pipeline.structure.marks import marks

_ENDED = (".", ";", ":", ",", "—", "–", "-")


@dataclass(frozen=True, slots=True)
class Opening:
    """What a line opens; ``heading`` is the line that holds its heading (its own: -1)."""

    pattern: Pattern
    match: re.Match[str]
    unit: bool
    rest: str  # what stands behind the number on its line
    heading: int | None = None
    out_of_order: bool = False


def opening(pattern: Pattern, match: re.Match[str], *, unit: bool) -> Opening:
    """What a line opens by the pattern that it matches."""
    groups = match.groupdict()
    rest = (groups.get("heading") or groups.get("text") or "").strip()
    return Opening(pattern, match, unit, rest if any(map(str.isalnum, rest)) else "")


def is_heading_like(text: str, style: Style) -> bool:
    """Short, begins like a title, and no sentence ends in it."""
    bare = text.strip()
    stopped = bare.endswith(_ENDED) and not (style.heading_end and style.heading_end.search(bare))
    if not bare or len(bare) > LONGEST or stopped:
        return bare.startswith("(") and bare.rstrip(".").endswith(")") and len(bare) < LONGEST
    if bare[0] == "[" and bare[-1] == "]":  # what an editor says stands here
        return False
    begins = bare.lstrip("“\"«‘'([„")[:1]
    return (begins.isupper() or begins.isdigit()) and not _mark_of_list(bare, style)


def _mark_of_list(text: str, style: Style) -> bool:
    return any(m.kind != "A." for m in marks(text, style.levels))
