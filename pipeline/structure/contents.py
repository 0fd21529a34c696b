"""The lines of a law in, the lines of its table of contents out: entries that come again below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ids import eid_number
from pipeline.knowledge.drafting import Style
from pipeline.model import Line
from pipeline.text import collapse, fold

LONGEST = 160  # characters of a heading
_TITLE_WITHIN = 400  # lines from the top in which the title of a table of contents stands
_UNTITLED_WITHIN = 60  # and in which one without a title begins
_AGAIN = 0.6  # share of the entries that must come again below
_ALL = 0.8  # where the table has no title
_FEWEST = 2  # entries; without a title three
LEADERS = re.compile(r"(?:\s*+(?:\.\s?){3,}|\s{3,}+|\t++|\s*+…+)\s*+\d{0,4}\s*+\Z")
_LEADING = ("…", "\t", "   ")  # what leads to the number of a page, beside three stops
_NUMBER = re.compile(r"^(?:[a-z.]+\s)?§?\s*\d+[a-z]?\.?\s+[—–-]?\s*")

Label = tuple[str, str]  # element and number


@dataclass(frozen=True, slots=True)
class _Entry:
    label: Label | None
    words: str  # what it is called, or the whole line


def contents(lines: Sequence[Line], style: Style) -> range:
    """The lines of a table of contents, its title included; an empty range if there is none."""
    title = next((i for i, n in enumerate(lines[:_TITLE_WITHIN]) if _is_title(n, style)), -1)
    if title >= 0:
        return _Table(lines, style, title, title + 1, _FEWEST).range()
    first = next((i for i, n in enumerate(lines[:_UNTITLED_WITHIN]) if _label(n, style)), -1)
    if first < 0:
        return range(0)
    return _Table(lines, style, first, first, _FEWEST + 1).range()


def _is_title(line: Line, style: Style) -> bool:
    return bool(style.contents and style.contents.match(line.piece.text.strip()))


@dataclass(frozen=True, slots=True)
class _Table:
    lines: Sequence[Line]
    style: Style
    begin: int
    first: int  # the first line that may be an entry
    fewest: int

    def range(self) -> range:
        end = self._end()
        entries = [_entry(line, self.style) for line in self.lines[self.first : end]]
        end = self._without_title(self._without_heading(end, entries))
        titled = self.begin < self.first
        if not titled and sum(1 for entry in entries if entry.label) < self.fewest:
            return range(0)
        again = self._again(entries[: end - self.first], end)
        while again and not again[-1]:  # what follows the last entry that comes again is none
            again.pop()
        end = self.first + len(again)
        shown = [
            came for came, entry in zip(again, entries, strict=False) if entry.label or entry.words
        ]
        labelled = sum(1 for entry in entries[: len(again)] if entry.label)
        wanted = max(min(self.fewest, len(shown)), (_AGAIN if titled else _ALL) * len(shown))
        if not shown or (not titled and labelled < max(self.fewest, wanted)):
            return range(0)
        return range(self.begin, end) if sum(shown) >= wanted else range(0)

    def _again(self, entries: Sequence[_Entry], end: int) -> list[bool]:
        """Whether each entry comes again below, under the same number and not another name."""
        below = [_entry(line, self.style) for line in self.lines[end:]]
        names = {e.words for e in below if e.words}
        named = {(e.label, e.words) for e in below}
        labels = {e.label for e in below if e.label}
        return [
            (e.label, e.words) in named
            or (e.label in labels and (not e.words or e.words in names))
            or (not e.label and e.words in names)
            for e in entries
        ]

    def _end(self) -> int:
        """The first line that is no entry, or that opens again what the first entry named."""
        first: Label | None = None
        words: str = ""
        for index in range(self.first, len(self.lines)):
            line = self.lines[index]
            entry = _entry(line, self.style)
            if first and entry.label == first:
                return index
            if not first and words and entry.words == words:
                return index
            if not self._is_entry(line):
                return index
            first = first or entry.label
            words = words or entry.words
        return len(self.lines)

    def _is_entry(self, line: Line) -> bool:
        text, style = line.piece.text, self.style
        if LEADERS.search(text) or text.startswith("•") or (style.toc and style.toc.match(text)):
            return True
        if len(text) > LONGEST:
            return False
        numbered = _label(line, style) is not None or bool(_NUMBER.match(fold(text)))
        return not text.endswith((";", ",", ".")) or numbered

    def _without_heading(self, end: int, entries: Sequence[_Entry]) -> int:
        """The first unit's heading, printed above its number, is no entry."""
        first = next((e for e in entries if e.label), None)
        last = end - 1
        if first is None or last <= self.first + 1 or entries[last - self.first].label:
            return end
        return last if entries[last - self.first].words == first.words else end

    def _without_title(self, end: int) -> int:
        """The title of the law printed again below its contents is not an entry of them."""
        above = {fold(collapse(line.piece.text)) for line in self.lines[: self.begin]}
        for index in range(self.first, end):
            if fold(collapse(self.lines[index].piece.text)) in above:
                return index
        return end


def _label(line: Line, style: Style) -> Label | None:
    return _entry(line, style).label


def _entry(line: Line, style: Style) -> _Entry:
    """An entry as it would be printed at its place: without leaders, page and number.

    A table of contents may leave out the dash that stands between number and heading below.
    """
    text = _without_leaders(line.piece.text).strip("• ")
    if len(text) > LONGEST:
        return _Entry(None, "")
    pieces = text.split(" ", 3)
    for words in range(len(pieces), 0, -1):
        head = text if words == len(pieces) else " ".join(pieces[:words])
        found = style.units.match(head) or style.containers.match(head)
        if found:
            pattern, match = found
            groups = match.groupdict()
            rest = groups.get("heading") or groups.get("text") or text[len(head) :]
            label = pattern.name or pattern.element, eid_number(match["num"]).casefold()
            return _Entry(label, _words(rest))
    return _Entry(None, _words(_NUMBER.sub("", fold(text))))


def _without_leaders(text: str) -> str:
    """``text`` without what leads to a page number, and without that."""
    may = text.count(".") > 2 or any(sign in text for sign in _LEADING)
    return LEADERS.sub("", text) if may else text


def _words(text: str) -> str:
    bare = fold(collapse(text)).strip("•.-–— ")
    return bare if any(c.isalnum() for c in bare) else ""
