"""Printed lines of all pages in, what belongs to the page and what is a footnote out.

What belongs to the page is known by repetition and place: the same words (a page number counting
on) at the same height at the edge of several pages. Footnotes stand below the text in smaller
letters and begin with a mark that stands raised in the text above.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from pipeline.readers.pdf_lines import Printed
from pipeline.text import collapse

_EDGE_LINES = 3  # lines at the top and at the bottom of a page that may belong to it
_GAP = 1.25  # times the usual distance of lines: what belongs to the page stands apart so far
_SHARE = 0.3  # of all pages: heads of left and right pages differ, first pages have none
_OFTEN = 4  # pages; a chapter of a long code has a head of its own
_SAME_HEIGHT = 6.0  # points
_DIGITS = re.compile(r"\d+")
_NUMBER_ALONE = re.compile(
    r"(?:page|seite|pagina|página|side|sida|str|lk|p|s)?[\s.\-–—|/(\[]*\d{1,5}[\s\-–—|)\].]*"
    r"(?:(?:of|von|de|sur|di|van|av|af|z|/)\s*\d{1,5})?[\s\-–—|]*\Z",
    re.IGNORECASE,
)
_NOTE_MARK = re.compile(r"[\[(]?(?P<mark>\d{1,3}|[*†‡§]{1,3}|[a-z](?=[\s).\]]))[\])]?")
_RAISED_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3}|[a-z])[\])]?\Z")
_NUMBERS = 6  # numbers in one line of which each may be the page's
_SMALLER = 0.95  # of the size of the text: footnotes are smaller than that


@dataclass
class PageLines:
    """The lines of one page; indices say which are no running text."""

    lines: list[Printed]
    height: float
    furniture: set[int] = field(default_factory=set)
    notes: list[list[int]] = field(default_factory=list)  # each note's lines
    marks: dict[str, int] = field(default_factory=dict)  # mark of a note -> its place in notes

    @property
    def noted(self) -> set[int]:
        return {index for note in self.notes for index in note}

    def body(self) -> list[int]:
        """The indices of the running text, in reading order."""
        out = self.furniture | self.noted
        return [i for i in range(len(self.lines)) if i not in out]


def place(pages: Sequence[PageLines]) -> None:
    """Find furniture and footnotes of all pages."""
    _furniture(pages)
    size = _text_size(pages)
    for page in pages:
        _footnotes(page, size)


def _furniture(pages: Sequence[PageLines]) -> None:
    """Lines that stand apart at the edge of a page and come again on others at the same height."""
    for top in (True, False):
        groups: defaultdict[tuple[str, int], set[tuple[int, int]]] = defaultdict(set)
        for at, page in enumerate(pages):
            for index in _apart(page, top):
                line = page.lines[index]
                for shown in _patterns(line.text, at):
                    band = int(line.y // _SAME_HEIGHT)
                    groups[shown, band].add((at, index))
                    groups[shown, band + 1].add((at, index))
        for (shown, _), members in sorted(groups.items()):
            if _repeats(shown, len(pages), len({at for at, _ in members})):
                for at, index in members:
                    pages[at].furniture.add(index)


def _apart(page: PageLines, top: bool) -> list[int]:
    """The outermost lines of a page up to the gap that parts them from the text."""
    order = sorted(range(len(page.lines)), key=lambda i: page.lines[i].y, reverse=top)
    steps = [abs(page.lines[a].y - page.lines[b].y) for a, b in pairwise(order)]
    lines = [step for step in steps if step > 2]
    usual = median(lines) if lines else 0.0
    found: list[int] = []
    for at, index in enumerate(order[: 2 * _EDGE_LINES]):
        found.append(index)
        if at < len(steps) and steps[at] > _GAP * usual:
            return found
    return [i for i in order[:1] if _NUMBER_ALONE.match(page.lines[i].text)]


def _patterns(text: str, page: int) -> set[str]:
    """A line for comparison: as it is, and with each number told as its distance from the page."""
    bare = collapse(text)
    found = {bare}
    for number in [m for m in _DIGITS.finditer(bare) if len(m[0]) < 6][:_NUMBERS]:
        shift = int(number[0]) - page
        found.add(f"{bare[: number.start()]}#{shift}{bare[number.end() :]}")
    return found


def _repeats(shown: str, pages: int, together: int) -> bool:
    """Whether so many repetitions are the page's: on all but a few pages, or on every other one."""
    if together < 2:
        return False
    if "#" in shown and not _NUMBER_ALONE.match(shown.replace("#", "")) and together < 3:
        return pages == together
    return together >= _SHARE * pages or together >= _OFTEN


def _text_size(pages: Sequence[PageLines]) -> float:
    """The size in which most of the text is printed."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for index, line in enumerate(page.lines):
            if index not in page.furniture:
                sizes[round(line.size * 4) / 4] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0.0


def _footnotes(page: PageLines, size: float) -> None:
    body = page.body()
    raised = {
        mark.strip("[]()")
        for i in body
        for mark, is_raised in page.lines[i].words()
        if is_raised and _RAISED_MARK.match(mark)
    }
    first = len(body)
    while first > 0 and page.lines[body[first - 1]].size < _SMALLER * size:
        first -= 1
    for at in range(first, len(body)):
        mark = _begins_note(page.lines[body[at]])
        if mark and (mark in raised or page.notes):
            page.marks.setdefault(mark, len(page.notes))
            page.notes.append([body[at]])
        elif page.notes:
            page.notes[-1].append(body[at])
    if page.notes and not set(page.marks) & raised:
        page.notes, page.marks = [], {}


def _begins_note(line: Printed) -> str:
    """The mark that a line begins with, if what follows it can be a note."""
    first, is_raised = line.words()[0]
    match = _NOTE_MARK.match(first if is_raised else line.text)
    if not match:
        return ""
    return match["mark"]
