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
    heading: int | None = None
    out_of_order: bool = False

    @property
    def rest(self) -> str:
        """What stands behind the number on its line."""
        groups = self.match.groupdict()
        rest = (groups.get("heading") or groups.get("text") or "").strip()
        return rest if any(c.isalnum() for c in rest) else ""


def is_heading_like(text: str, style: Style) -> bool:
    """Short, begins like a title, and no sentence ends in it."""
    bare = text.strip()
    stopped = bare.endswith(_ENDED) and not (style.heading_end and style.heading_end.search(bare))
    if not bare or len(bare) > LONGEST or stopped:
        return bare.startswith("(") and bare.rstrip(".").endswith(")") and len(bare) < LONGEST
    begins = bare.lstrip("“\"«‘'([„")[:1]
    return (begins.isupper() or begins.isdigit()) and not _mark_of_list(bare, style)


def _mark_of_list(text: str, style: Style) -> bool:
    return any(m.kind != "A." for m in marks(text, style.levels))
