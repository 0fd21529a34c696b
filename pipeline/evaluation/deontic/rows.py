"""Takes a file of JSON lines and gives its rows, each with the fields a gold set needs, checked."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.errors import SourceError
from pipeline.evaluation.counts import Counts

Row = dict[str, Any]  # a line of somebody else's gold; never leaves this package

_BRACKETS = re.compile(r"\[[^\]]*\]?")  # what a coder implied; the last one may be left open
_TOKEN = re.compile(r"\w+(?:[-'’]\w+)*")
_LIGHT = frozenset(("a", "an", "the", "of", "any", "such", "this", "that"))


def read_rows(path: Path, needed: Iterable[str] = ()) -> list[Row]:
    """The rows of a file; SourceError ``GOLD-FORM`` names the line that lacks a field."""
    rows: list[Row] = []
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError("GOLD-FORM", path.name, reason=str(error)) from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise SourceError("GOLD-FORM", path.name, number, reason=str(error)) from None
        if not isinstance(row, dict) or (missing := sorted(set(needed) - set(row))):
            reason = f"no field {', '.join(missing)}" if isinstance(row, dict) else "no object"
            raise SourceError("GOLD-FORM", path.name, number, reason=reason)
        rows.append(row)
    return rows


def tokens(text: str, *, light: bool = True) -> list[str]:
    """Lower-cased words; without ``light``, articles and demonstratives are left out."""
    found = [token.lower() for token in _TOKEN.findall(text)]
    return found if light else [token for token in found if token not in _LIGHT]


def overlap(gold: Iterable[str], found: Iterable[str]) -> Counts:
    """Tokens in common, whatever their order."""
    expected, given = Counter(gold), Counter(found)
    same = (expected & given).total()
    return Counts(same, given.total() - same, expected.total() - same)


def explicit(value: object) -> str:
    """A component of a coded statement without what its coder put in brackets."""
    return _BRACKETS.sub(" ", str(value or "")).strip()
