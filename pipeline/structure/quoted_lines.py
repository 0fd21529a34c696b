"""The lines of a plain law in, the stretches that quote another law out, and their tree.

"After section 15 insert—" announces words of another law; where quotation marks stand around them
they are no provisions of this one, whatever their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.knowledge.drafting import Style
from pipeline.model import Line, Node, Piece, Table
from pipeline.pieces import cut, glued
from pipeline.structure.opening import opening
from pipeline.structure.quotation import QUOTATION

_CLOSERS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "‹": "›", '"': '"', "'": "'"}
_ANNOUNCES = (":", "—", "–", "-")
_AFTER = re.compile(r"[\s.;,)]*(?:(?:and|or|und|et|e|y|och|og)\s*[.;,]?)?\Z")
_LONGEST = 400  # lines; a quotation that is not closed by then is none


def quoted_ranges(lines: Sequence[Line], style: Style) -> list[range]:
    """The lines of each quotation that an amendment announces, in order."""
    found: list[range] = []
    index = 1
    while index < len(lines):
        end = _end(lines, index, style) if _announced(lines, index, style) else 0
        if end:
            found.append(range(index, end))
        index = max(index + 1, end)
    return found


def _announced(lines: Sequence[Line], index: int, style: Style) -> bool:
    text = lines[index].piece.text
    if text[:1] not in _CLOSERS:
        return False
    if names_provision(text, style):
        return True
    before = lines[index - 1].piece.text.rstrip()
    if not before.endswith(_ANNOUNCES) or not style.amending:
        return False
    return bool(style.amending.search(before)) or _is_number(before, style)


def _is_number(text: str, style: Style) -> bool:
    """Whether a line is nothing but the number of a provision: "Artículo 271:"."""
    found = style.units.match(text)
    return bool(found and not opening(*found, unit=True).rest)


def names_provision(text: str, style: Style) -> bool:
    """Whether a provision named in words begins behind the mark: no law quotes its own so."""
    found = style.units.match(text) or style.units.match(text[1:])
    return bool(found and not found[1]["num"].lstrip(text[0])[:1].isdigit())


def _end(lines: Sequence[Line], start: int, style: Style) -> int:
    """The line behind the one that closes the quotation; 0 if none does.

    Where the next amendment announces words behind the same mark, the closing mark was forgotten.
    """
    opener = lines[start].piece.text[0]
    closers = _CLOSERS[opener]
    depth = 0
    for index in range(start, min(len(lines), start + _LONGEST)):
        text = lines[index].piece.text
        if index > start and text[:1] == opener and _announced(lines, index, style):
            return 0
        bare = _AFTER.sub("", text)
        depth += _opened(text, opener, closers)
        if index > start and text[0] == opener and _is_paragraph(text, opener, closers):
            depth -= 1
        if depth <= 0 and bare[-1:] in closers:
            return index + 1
    return 0


def _opened(text: str, opener: str, closers: str) -> int:
    """How many quotations more a line opens than it closes."""
    if opener in closers or opener == "‘":  # straight marks; an apostrophe closes nothing
        bare = _AFTER.sub("", text)
        return (text[0] == opener) - (bare[-1:] in closers)
    return text.count(opener) - sum(text.count(closer) for closer in closers)


def _is_paragraph(text: str, opener: str, closers: str) -> bool:
    """Whether the mark before a paragraph repeats the first, and is not that of a word in it."""
    if opener in closers:
        return False
    closed = next((i for i, c in enumerate(text) if c in closers), len(text))
    return closed >= len(_AFTER.sub("", text)) - 1


def quotation(parts: tuple[Piece | Table | Node, ...], mark: Piece | None) -> Node:
    """The shell around what is quoted, with its opening mark back before the first words."""
    return Node(QUOTATION, body=_with_mark(parts, mark) if mark else parts, quoted=True)


def without_mark(lines: Sequence[Line]) -> tuple[Piece | None, tuple[Line, ...]]:
    """The opening quotation mark of a quotation, and its lines without it."""
    first = lines[0]
    mark = cut(first.piece, 0, 1)
    rest = cut(first.piece, 1, len(first.piece.text))
    if mark is None or rest is None:
        return None, tuple(lines)
    return mark, (replace(first, piece=rest), *lines[1:])


def _with_mark(
    parts: tuple[Piece | Table | Node, ...], mark: Piece
) -> tuple[Piece | Table | Node, ...]:
    if not parts:
        return parts
    first, *others = parts
    if isinstance(first, Piece):
        return glued(mark, first), *others
    if isinstance(first, Table):
        return mark, *parts
    if first.num:
        return replace(first, num=glued(mark, first.num)), *others
    if first.heading:
        return replace(first, heading=glued(mark, first.heading)), *others
    return replace(first, body=_with_mark(first.body, mark)), *others
