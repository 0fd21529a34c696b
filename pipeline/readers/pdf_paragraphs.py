"""Printed lines in, paragraphs out: which line goes on with the sentence of the line before it.

Told from where the next word would have fitted, from the distance of the lines, from indents, and
at the end of a page or column from how the sentence stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from pipeline.readers.pdf_lines import Printed

_NUMBERED = re.compile(
    r"\s*(?:[“„«\"‘]?\(?(?:\d{1,4}[a-zA-Z]{0,2}|[a-zA-Z]{1,2}|[ivxlIVXL]{1,6})[.)°º]{1,2}(?:[\s(—–-]|\Z)"
    r"|\(\w{1,4}\)|[-–—•]\s|§|\d{1,3}\s?[°º]|[⁰¹²³⁴-⁹]+\s|\d{1,4}\s?§"
    r"|(?:Art|Article|Articolo|Artículo|Artikel|Section|Sec|Part|Chapter|Title|Schedule)\b\.?\s[\dIVX]"
    r"|Stk\.\s|Z(?:iff)?\.?\s\d|lit\.\s|(?:\d{1,2}|[a-z]|[ivx]{1,4})\s+[A-ZÀ-Ý“])"
)
_ENDED = re.compile(r"[.;:!?»”\"]\)?\s*\Z")
_FARTHER = 1.32  # times the usual distance: a paragraph ends there
_INDENT = 0.7  # of the size of the letters
_NEARLY = 0.75  # of the width of the column: ragged lines are so long
_LEVEL = 2.5  # points: margins closer than that are one


@dataclass
class Paragraph:
    """Lines that belong together; ``spaced``: more than the usual distance stands before it."""

    lines: list[Printed] = field(default_factory=list)
    spaced: bool = True


def paragraphs(lines: Iterable[Printed]) -> list[Paragraph]:
    """Running text in reading order as paragraphs."""
    known = _bounded(list(lines))
    usual = _distances(known)
    found: list[Paragraph] = []
    for line in known:
        block = found[-1] if found else None
        if block is not None and _goes_on(block, line, usual):
            block.lines.append(line)
        else:
            spaced = block is None or _is_spaced(block.lines[-1], line, usual)
            found.append(Paragraph([line], spaced))
    return found


def _bounded(lines: Sequence[Printed]) -> list[Printed]:
    """The lines with the margins of their columns as the running text of all pages shows them.

    What belongs to the page often reaches farther out than the text does, and the last page of a
    column may hold short lines only.
    """
    own: dict[tuple[int, float, float], list[Printed]] = {}
    for line in lines:
        own.setdefault((line.page, line.left, line.edge), []).append(line)
    margins = {
        column: (min(p.x for p in found), max(p.right for p in found))
        for column, found in own.items()
    }
    widest: list[tuple[float, float]] = []
    for left, right in sorted(set(margins.values())):
        if widest and left - widest[-1][0] <= _LEVEL:
            widest[-1] = (widest[-1][0], max(widest[-1][1], right))
        else:
            widest.append((left, right))
    shared = {
        column: next(
            (w for w in widest if w[0] - _LEVEL <= left <= w[0] + 4 * _LEVEL), (left, right)
        )
        for column, (left, right) in margins.items()
    }
    bounded: list[Printed] = []
    for line in lines:
        column = (line.page, line.left, line.edge)
        bounded.append(replace(line, left=shared[column][0], edge=shared[column][1]))
    return bounded


def _distances(lines: Sequence[Printed]) -> dict[int, float]:
    """The usual distance of two lines, for each size of letters (in half points)."""
    steps: dict[int, list[float]] = {}
    for before, line in pairwise(lines):
        step = before.y - line.y
        same = abs(before.size - line.size) < 0.06 * line.size
        if before.page == line.page and same and 0 < step < 3 * line.size:
            steps.setdefault(_key(line), []).append(step)
    return {size: _lower_half(found) for size, found in steps.items()}


def _lower_half(steps: list[float]) -> float:
    """The middle of the smaller distances: short paragraphs must not hide the lines' own."""
    ordered = sorted(steps)
    return median(ordered[: max(1, (2 * len(ordered)) // 3)])


def _key(line: Printed) -> int:
    return round(line.size * 2)


def _is_spaced(before: Printed, line: Printed, usual: dict[int, float]) -> bool:
    step = before.y - line.y
    away = before.page != line.page or step <= 0
    return away or step > _FARTHER * usual.get(_key(line), 1.25 * line.size)


def _goes_on(block: Paragraph, line: Printed, usual: dict[int, float]) -> bool:
    before = block.lines[-1]
    words, ending = line.text.strip(), before.text.rstrip()
    if abs(before.size - line.size) > 0.08 * line.size:
        return False
    open_end = not _ENDED.search(ending)
    lower = words[:1].islower()
    if before.page != line.page or before.y <= line.y:  # the next page or column
        full = not _has_room(before, words)
        return open_end and not _NUMBERED.match(words) and (lower or full)
    if _is_spaced(before, line, usual):
        return False
    if _centred(before) and _centred(line) and not _NUMBERED.match(words):
        return lower and open_end
    if _has_room(before, words):
        nearly = before.right - before.x > _NEARLY * (before.edge - before.left)
        return nearly and open_end and lower and not _NUMBERED.match(words)
    if _indented(block, line):
        return open_end and lower
    return open_end or not _NUMBERED.match(words)


def _has_room(before: Printed, words: str) -> bool:
    """Whether the first word would have fitted on the line before: its end is the drafter's."""
    first = words.split()[0] if words else ""
    width = (before.right - before.x) / max(1, len(before.text))
    wide = min(max(width, 0.4 * before.size), 0.7 * before.size)
    return before.edge - before.right > (len(first) + 1) * wide


def _indented(block: Paragraph, line: Printed) -> bool:
    """Whether a line begins further in or out than the block's lines do."""
    margin = _INDENT * line.size
    if len(block.lines) == 1:  # the first line may hang out (a number) or stand in (a paragraph)
        hangs = bool(_NUMBERED.match(block.lines[0].text))
        return line.x - block.lines[0].x > margin and not hangs
    return abs(line.x - block.lines[-1].x) > margin


def _centred(line: Printed) -> bool:
    left, right = line.x - line.left, line.edge - line.right
    return left > 3 * _LEVEL and abs(left - right) < max(2 * _LEVEL, 0.12 * (left + right))
