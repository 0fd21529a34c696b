"""The lines of a plain law in, what each opens out: units, containers, their headings, contents.

Nothing in plain text marks a heading or a number as such. What tells is the drafting style's
patterns, the sequence of the numbers, and where the document as a whole keeps its headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.ids import eid_number
from pipeline.knowledge.drafting import Style
from pipeline.model import Line
from pipeline.structure.contents import LONGEST
from pipeline.structure.headings import with_headings
from pipeline.structure.opening import Opening, is_heading_like, opening
from pipeline.structure.quoted_lines import quoted_ranges
from pipeline.structure.recognition import ANNEXES, opens_plain
from pipeline.structure.sequence import Key, is_year, key, succeeds

_FEW = 12  # numbers that may be missing between two units before the second is no unit
_REPEALED = 3  # the same where no blank line sets the second apart
_BARE = re.compile(r"\d[\dA-Z.]*\s?\Z")  # a number without a word or sign
_TAIL = 40  # characters at the end of a line in which its last word stands


@dataclass
class Openings:
    """What was found in all lines; indices are those of the lines."""

    at: dict[int, Opening] = field(default_factory=dict)
    headings: frozenset[int] = frozenset()  # lines that are the heading of an opening
    groups: frozenset[int] = frozenset()  # lines that are headings without a number
    contents: range = range(0)
    quotations: tuple[range, ...] = ()
    closing: int = -1


def find_openings(lines: Sequence[Line], style: Style, table: range) -> Openings:
    """Every opening of a source that marks no heading as such; ``table``: of contents."""
    return _Search(lines, style, table).result()


class _Search:
    def __init__(self, lines: Sequence[Line], style: Style, table: range) -> None:
        self.lines = lines
        self.style = style
        self.found: dict[int, Opening] = {}
        self.seen: set[Key] = set()
        self.annexed = False  # an annex has begun
        self.worded = False  # the units of the annex are named in words: Article 5
        self.contents = table
        self.quotations = quoted_ranges(lines, style)
        self.quoted = {quotation.start for quotation in self.quotations}
        notes = (i for i, line in enumerate(lines) if _is_note(line, style))
        self.closed = frozenset(self.contents).union(*self.quotations, notes)

    def result(self) -> Openings:
        self._accept()
        headed = with_headings(self.lines, self.style, self.found, self.closed)
        return Openings(
            headed.openings,
            headed.headings,
            headed.groups,
            self.contents,
            tuple(self.quotations),
            self._closing(),
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
            if index in self.closed:
                continue
            container = opens_plain(line, self.style.containers)
            unit = opens_plain(line, self.style.units)
            if unit:
                number = key(eid_number(unit[1]["num"]))
                worded = number[0][0] == 1  # Disposición final primera: no sequence to check
                known = last is not None and not worded and not restart and not annex
                backwards = known and last is not None and self._is_backwards(number, last)
                opened = replace(opening(*unit, unit=True), out_of_order=backwards)
                if self._is_unit(index, opened, number, last, restart or annex):
                    self.found[index] = opened
                    self.seen.add(number)
                    self.worded = self.annexed and not _BARE.match(unit[1]["num"])
                    last = last if worded else number
                    restart = annex = False
                    continue
            held = opening(*container, unit=False) if container else None
            if container and held and self._is_container(index, held):
                self.found[index] = held
                restart = True
                self.seen.clear()
                self.annexed = self.annexed or container[0].name in ANNEXES
                self.worded = self.worded and container[0].name not in ANNEXES
                annex = annex or container[0].name in ANNEXES
                last = None if annex else last

    def _is_unit(
        self, index: int, opening: Opening, number: Key, last: Key | None, restart: bool
    ) -> bool:
        match, rest = opening.match, opening.rest
        repealed = any(p.match(rest) for p in self.style.repealed)
        if rest and not repealed and (rest[0].islower() or rest[0] in ",;)/"):
            return False
        if not rest and index + 1 in self.quoted and match.string.endswith(":"):
            return False  # "Artículo 271:" says what the quotation below it amends
        next_one = last is None or succeeds(last, number) or (restart and number[0][1] in (0, 1))
        if number[0][0] == 1:
            return not self._cuts_sentence(index)
        if _BARE.match(match["num"]):
            return self._is_bare_unit(index, number, last, next_one, restart)
        if next_one:
            return not self._cuts_sentence(index) or not rest
        if rest and not is_heading_like(rest, self.style):
            near = last is not None and abs(number[0][1] - last[0][1]) <= 1
            return last is None or number > last or (near and self.lines[index].spaced)
        return not self._cuts_sentence(index)

    def _is_bare_unit(
        self, index: int, number: Key, last: Key | None, next_one: bool, restart: bool
    ) -> bool:
        """A number without a word (5. Short title) counts only where the sequence expects it."""
        if self.worded or self._cuts_sentence(index):
            return False
        if last is None:
            if is_year(number):
                return False
            return restart is False or number[0][1] in (0, 1) or self.lines[index].spaced
        step = int(number[0][1]) - int(last[0][1])
        if step == 0 and not self._is_backwards(number, last):
            return True
        few = _FEW if self.lines[index].spaced and not is_year(number) else self._missing(index)
        near = 0 < step <= few
        again = number == last and self.lines[index].spaced and not is_year(number)
        return next_one or near or again

    def _is_backwards(self, number: Key, last: Key) -> bool:
        """Whether a number has been; 16.31 is before 16.4 in some laws, behind it in others."""
        same = number[0] == last[0] and len(number) > 1
        return number in self.seen if same else number <= last

    def _missing(self, index: int) -> int:
        """How many numbers may be missing before a unit that no blank line sets apart."""
        last = next(reversed(self.found), None)
        if last is None or self.lines[index].indent != self.lines[last].indent:
            return 0
        alike = [_form(self.lines[at].piece.text) for at in (last, index)]
        return _REPEALED if alike[0] == alike[1] else 0

    def _is_container(self, index: int, opening: Opening) -> bool:
        rest = opening.rest
        if self._cuts_sentence(index) or rest[:1].islower():
            return False
        return not rest or (len(rest) <= LONGEST and not rest.endswith((";", ",")))

    def _cuts_sentence(self, index: int) -> bool:
        """Whether the line before, right above, is a sentence that has not ended."""
        line = self.lines[index]
        if index == 0 or line.spaced:
            return False
        before = self.lines[index - 1].piece.text
        if before.endswith((".", ";", ":", "—", "”", "»", ")", "]", "!", "?")):
            return False
        cites = bool(self.style.cites and self.style.cites.search(before[-_TAIL:]))
        return cites or before.endswith(",") or len(before) > 90 or before[:1].islower()


def _is_note(line: Line, style: Style) -> bool:
    return line.kind == "note" or any(n.regex.match(line.piece.text) for n in style.notes)


def _form(text: str) -> str:
    """What stands behind a number: a stop, a dash, nothing; words or a bracket."""
    number, _, rest = text.partition(" ")
    return re.sub(r"\w+", "", number) + ("(" if rest.startswith("(") else "a")
