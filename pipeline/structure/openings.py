"""The lines of a plain law in, what each opens out: units, containers, their headings, contents.

Nothing in plain text marks a heading or a number as such. What tells is the drafting style's
patterns, the sequence of the numbers, and where the document as a whole keeps its headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.ids import eid_number
from pipeline.knowledge.drafting import HeadingPlace, Pattern, Style
from pipeline.model import Line
from pipeline.structure.marks import marks
from pipeline.structure.recognition import opens_plain
from pipeline.structure.sequence import Key, key, succeeds
from pipeline.text import collapse, fold

_LONGEST = 160  # characters of a heading
_ENDED = (".", ";", ":", ",", "—", "–", "-")
_FEW = 12  # numbers that may be missing between two units before the second is no unit
_LEADERS = re.compile(r"(?:\s*(?:\.\s?){3,}|\s{3,}|\t+|\s*…+)\s*\d{0,4}\s*\Z")
_CONTENTS_AT_LEAST = 2  # entries that must come again behind a table of contents


@dataclass(frozen=True, slots=True)
class Opening:
    """What a line opens; ``heading``: index of the line that is its heading, -1 its own line."""

    pattern: Pattern
    match: re.Match[str]
    unit: bool
    heading: int | None = None
    out_of_order: bool = False


@dataclass
class Openings:
    """What was found in all lines; indices are those of the lines."""

    at: dict[int, Opening] = field(default_factory=dict)
    headings: frozenset[int] = frozenset()  # lines that are the heading of an opening
    groups: frozenset[int] = frozenset()  # lines that are headings without a number
    contents: range = range(0)
    closing: int = -1


def find_openings(lines: Sequence[Line], style: Style) -> Openings:
    """Every opening of a source that marks no heading as such."""
    return _Search(lines, style).result()


def is_heading_like(text: str, style: Style) -> bool:
    """Short, begins like a title, and no sentence ends in it."""
    bare = text.strip()
    if not bare or len(bare) > _LONGEST or bare.endswith(_ENDED):
        return bare.startswith("(") and bare.rstrip(".").endswith(")") and len(bare) < _LONGEST
    begins = bare.lstrip("“\"«‘'([„")[:1]
    return (begins.isupper() or begins.isdigit()) and not _mark_of_list(bare, style)


def _mark_of_list(text: str, style: Style) -> bool:
    return any(m.kind != "A." for m in marks(text, style.levels))


class _Search:
    def __init__(self, lines: Sequence[Line], style: Style) -> None:
        self.lines = lines
        self.style = style
        self.found: dict[int, Opening] = {}
        self.contents = _contents(lines, style)

    def result(self) -> Openings:
        self._accept()
        place = self._heading_place()
        headings: set[int] = set()
        groups: set[int] = set()
        for index, opening in sorted(self.found.items()):
            heading = self._heading_of(index, opening, place, headings)
            self.found[index] = Opening(
                opening.pattern, opening.match, opening.unit, heading, opening.out_of_order
            )
            if heading is not None and heading >= 0:
                headings.add(heading)
        for index in self.found:
            groups.update(self._groups_above(index, headings))
        return Openings(
            self.found, frozenset(headings), frozenset(groups), self.contents, self._closing()
        )

    def _closing(self) -> int:
        """The line below the law with place and date; what has provisions below it is none."""
        last = max(self.found, default=-1)
        closing = self.style.closing
        below = range(last + 1, len(self.lines)) if closing and self.found else range(0)
        return next((i for i in below if closing and closing.match(self.lines[i].piece.text)), -1)

    # --- which lines open something -------------------------------------------------------------

    def _accept(self) -> None:
        last: Key | None = None
        annex = restart = False
        for index, line in enumerate(self.lines):
            if index in self.contents:
                continue
            container = opens_plain(line, self.style.containers)
            unit = opens_plain(line, self.style.units)
            if unit:
                number = key(eid_number(unit[1]["num"]))
                verdict = self._is_unit(index, unit[1], number, last, restart or annex)
                if verdict:
                    backwards = last is not None and number <= last and not (restart or annex)
                    self.found[index] = Opening(*unit, True, out_of_order=backwards)
                    last, restart, annex = number, False, False
                    continue
            if container and self._is_container(index, container[1]):
                self.found[index] = Opening(*container, False)
                restart = True
                annex = annex or container[0].name in ("schedule", "annex")
                last = None if annex else last

    def _is_unit(
        self, index: int, match: re.Match[str], number: Key, last: Key | None, restart: bool
    ) -> bool:
        rest = _rest(match)
        if rest and (rest[0].islower() or rest[0] in ",;)/"):
            return False
        next_one = last is None or succeeds(last, number) or (restart and number[0][1] in (0, 1))
        if match["num"].lstrip("(")[:1].isdigit() and match["num"].rstrip(". ").isalnum():
            return self._is_bare_unit(index, number, last, next_one, restart)
        if next_one:
            return not self._cuts_sentence(index) or not rest
        if rest and not is_heading_like(rest, self.style):
            return number > last if last else True
        return not self._cuts_sentence(index)

    def _is_bare_unit(
        self, index: int, number: Key, last: Key | None, next_one: bool, restart: bool
    ) -> bool:
        """A number without a word (5. Short title) counts only where the sequence expects it."""
        if self._cuts_sentence(index):
            return False
        if last is None:
            return restart is False or number[0][1] in (0, 1) or self.lines[index].spaced
        step = int(number[0][1]) - int(last[0][1])
        near = 0 < step <= _FEW and self.lines[index].spaced
        return next_one or near or (number == last and self.lines[index].spaced)

    def _is_container(self, index: int, match: re.Match[str]) -> bool:
        rest = _rest(match)
        if self._cuts_sentence(index) or rest[:1].islower():
            return False
        return not rest or (len(rest) <= _LONGEST and not rest.endswith((";", ",")))

    def _cuts_sentence(self, index: int) -> bool:
        """Whether the line before, right above, is a sentence that has not ended."""
        line = self.lines[index]
        if index == 0 or line.spaced:
            return False
        before = self.lines[index - 1].piece.text
        if before.endswith((".", ";", ":", "—", "”", "»", ")", "]", "!", "?")):
            return False
        return before.endswith(",") or len(before) > 90 or before[:1].islower()

    # --- where headings are ---------------------------------------------------------------------

    def _heading_place(self) -> HeadingPlace:
        """The place the document keeps its headings at, the style's own place first."""
        units = [(i, o) for i, o in self.found.items() if o.unit]
        if not units:
            return self.style.heading
        shares = {
            "on-line": sum(1 for i, o in units if self._on_line(i, o)) / len(units),
            "before": sum(1 for i, _ in units if self._above(i, set())) / len(units),
            "after": sum(1 for i, o in units if not _rest(o.match) and self._below(i)) / len(units),
        }
        if shares[self.style.heading] >= 0.25:
            return self.style.heading
        best: HeadingPlace = max(("on-line", "after", "before"), key=lambda p: shares[p])
        return best if shares[best] >= 0.4 else self.style.heading

    def _heading_of(
        self, index: int, opening: Opening, place: HeadingPlace, taken: set[int]
    ) -> int | None:
        """The line that is the heading of what ``index`` opens: -1 its own, None there is none."""
        rest = _rest(opening.match)
        if not opening.unit:
            if rest:
                return -1
            below = index + 1
            return below if self._below(index) and not self._above_unit(below) else None
        if opening.match.groupdict().get("text") and opening.match.groupdict().get("heading"):
            return -1
        if place == "before" and (above := self._above(index, taken)):
            return above
        if rest:
            return -1 if self._on_line(index, opening) else None
        return index + 1 if place != "before" and self._below(index) else None

    def _on_line(self, index: int, opening: Opening) -> bool:
        groups = opening.match.groupdict()
        rest = groups.get("heading") or ""
        if not rest:
            return False
        followed = index + 1 < len(self.lines) and index + 1 not in self.found
        if self.style.repealed and any(p.match(rest) for p in self.style.repealed):
            return True
        if is_heading_like(rest, self.style):
            return followed
        stopped = rest.endswith(".") and len(rest) <= 100 and not rest.rstrip(".").endswith(")")
        return followed and stopped and self._stops_headings()

    def _stops_headings(self) -> bool:
        """Whether the headings on the lines of the numbers end in full stops here."""
        units = [(i, _rest(o.match)) for i, o in self.found.items() if o.unit]
        rests = [(i, rest) for i, rest in units if rest]
        stopped = [i for i, rest in rests if len(rest) <= 80 and rest.endswith(".")]
        followed = [i for i in stopped if i + 1 < len(self.lines) and i + 1 not in self.found]
        return len(followed) >= 0.75 * len(rests)

    def _above(self, index: int, taken: set[int]) -> int | None:
        """The heading-like line right above a unit, if it is nobody else's."""
        above = index - 1
        if above < 0 or above in self.found or above in taken or above in self.contents:
            return None
        line = self.lines[above]
        if line.kind != "text" or not is_heading_like(line.piece.text, self.style):
            return None
        free = line.spaced or self.lines[index].spaced or above == 0 or self._ends_at(above - 1)
        return above if free else None

    def _ends_at(self, index: int) -> bool:
        text = self.lines[index].piece.text
        return text.endswith((".", ";", "”", ")", "]")) or index in self.found

    def _above_unit(self, index: int) -> bool:
        """Whether a line is rather the heading of a unit below than of the container above it."""
        after = index + 1
        below = self.found.get(after)
        if below is None or not below.unit or self.style.heading != "before":
            return False
        capitals = self.lines[index].piece.text.isupper()
        return not capitals and not self.lines[after].spaced and self.lines[index].spaced

    def _below(self, index: int) -> bool:
        below = index + 1
        if below >= len(self.lines) or below in self.found or below in self.contents:
            return False
        line = self.lines[below]
        last = below + 1 >= len(self.lines)
        ends_unit = last or (below + 1 in self.found and self.found[below + 1].unit)
        opening = self.found.get(index)
        if opening and opening.unit and ends_unit:
            return False
        return line.kind == "text" and is_heading_like(line.piece.text, self.style)

    def _groups_above(self, index: int, headings: set[int]) -> list[int]:
        """Headings of groups: title-like lines apart, right above a unit or its heading."""
        found: list[int] = []
        at = (min(self.found[index].heading or index, index) if self._heads(index) else index) - 1
        while at > 0 and self._is_group(at, headings):
            found.append(at)
            at -= 1
        return found

    def _heads(self, index: int) -> bool:
        heading = self.found[index].heading
        return heading is not None and 0 <= heading < index

    def _is_group(self, index: int, headings: set[int]) -> bool:
        if index in self.found or index in headings or index in self.contents:
            return False
        line = self.lines[index]
        first = min((i for i, o in self.found.items()), default=0)
        text = line.piece.text
        apart = line.spaced and index > first and len(text) <= 90 and text[0] not in "([{"
        if not apart or line.kind != "text" or not is_heading_like(line.piece.text, self.style):
            return False
        return self._ends_at(index - 1) or self._is_group(index - 1, headings)


def _rest(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return (groups.get("heading") or groups.get("text") or "").strip()


# --- tables of contents ---------------------------------------------------------------------------


def _contents(lines: Sequence[Line], style: Style) -> range:
    """The lines of a table of contents: from its title to the last entry."""
    title = next((i for i, line in enumerate(lines[:400]) if _is_contents(line, style)), -1)
    if title < 0:
        return range(0)
    end = title + 1
    first = ""
    while end < len(lines) and _is_entry(lines[end], style):
        entry = _entry(lines[end])
        if entry and entry == first:
            break
        first = first or entry
        end += 1
    entries = {_entry(line) for line in lines[title + 1 : end]} - {""}
    end = _without_title(lines, title, end)
    again = sum(1 for line in lines[end:] if _entry(line) in entries or _words(line) in entries)
    return range(title, end) if again >= min(_CONTENTS_AT_LEAST, len(entries)) else range(0)


def _without_title(lines: Sequence[Line], title: int, end: int) -> int:
    """The title of the law printed again below its contents is not an entry of them."""
    above = {fold(collapse(line.piece.text)) for line in lines[:title]}
    for index in range(title + 1, end):
        if fold(collapse(lines[index].piece.text)) in above:
            return index
    return end


def _is_contents(line: Line, style: Style) -> bool:
    return bool(style.contents and style.contents.match(line.piece.text.strip()))


def _is_entry(line: Line, style: Style) -> bool:
    text = line.piece.text
    if _LEADERS.search(text) or text.startswith("•") or (style.toc and style.toc.match(text)):
        return True
    opened = any(p.regex.match(text) for p in (*style.units, *style.containers))
    return len(text) <= _LONGEST and (opened or not text.endswith((";", ",", ".")))


def _entry(line: Line) -> str:
    """An entry as it would be printed at its place: without leaders, page and number."""
    bare = fold(collapse(_LEADERS.sub("", line.piece.text))).strip("•. ")
    return bare if any(c.isalnum() for c in bare) else ""


_NUMBER = re.compile(r"^(?:[a-z.]+\s)?§?\s*\d+[a-z]?\.?\s+[—–-]?\s*")


def _words(line: Line) -> str:
    return _NUMBER.sub("", _entry(line))
