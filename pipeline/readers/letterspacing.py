"""Lines of a text in; whether its words are broken into letters, as some printed laws come out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.errors import finding
from pipeline.model import Finding, Line

_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){4,}[^\W\d_](?!\S)")
_SHARE = 0.02  # of the lines: a word that is spaced for emphasis is no defect of the file


def letterspaced(lines: Sequence[Line], path: str) -> tuple[Finding, ...]:
    """A finding where words stand letter by letter (``G e s e t z``): no rule finds them then."""
    hit = [line for line in lines if _SPACED.search(line.piece.text)]
    if len(hit) < 2 or len(hit) < _SHARE * len(lines):
        return ()
    shown = _SPACED.search(hit[0].piece.text)
    assert shown is not None
    return (finding("TXT-LETTERSPACED", path, count=len(hit), text=shown[0][:40]),)
