"""The openings of a plain text in, each with its heading out: on its line, above it or below.

Where the document as a whole keeps its headings counts for more than what one line looks like.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.knowledge.drafting import HeadingPlace, Style
from pipeline.model import Line
from pipeline.structure.opening import Opening, is_heading_like

_USUAL = 0.25  # share of the units that must show headings where the style has them
_OTHER = 0.4  # share that must show them elsewhere, where the style's own place has none
_SENTENCE = 240  # characters of a heading that ends in a full stop, where headings do
_STOPPED = 0.6  # share of the units whose words on the line are one sentence with more below it
_GROUP = 90  # characters of a heading that groups units


@dataclass(frozen=True, slots=True)
class Headed:
    """Openings with their headings; the lines that are headings, of openings and of groups."""

    openings: dict[int, Opening]
    headings: frozenset[int]
    groups: frozenset[int]


def with_headings(
    lines: Sequence[Line], style: Style, found: dict[int, Opening], closed: frozenset[int]
) -> Headed:
    """``found`` with the line of each heading; ``closed`` lines are no law of this document."""
    return _Headings(lines, style, found, closed).headed()


class _Headings:
    def __init__(
        self, lines: Sequence[Line], style: Style, found: dict[int, Opening], closed: frozenset[int]
    ) -> None:
        self.lines = lines
        self.style = style
        self.found = found
        self.closed = closed
        self.places: dict[str, HeadingPlace] = {}  # of each kind of unit: a schedule has its own
        self.first = min(found, default=0)
        self.stopped: bool | None = None  # whether headings end in full stops; None: not asked yet

    def headed(self) -> Headed:
        for element in {o.pattern.element for o in self.found.values() if o.unit}:
            self.places[element] = self._place(element)
        headings: set[int] = set()
        openings: dict[int, Opening] = {}
        for index, opening in sorted(self.found.items()):
            heading = self._heading_of(index, opening, headings)
            openings[index] = replace(opening, heading=heading)
            if heading is not None and heading >= 0:
                headings.add(heading)
        self.found = openings
        groups: set[int] = set()
        for index in openings:
            groups.update(self._groups_above(index, headings))
        return Headed(openings, frozenset(headings), frozenset(groups))

    def _place(self, element: str) -> HeadingPlace:
        """The place the document keeps headings of such units at, the style's own place first."""
        units = [(i, o) for i, o in self.found.items() if o.unit and o.pattern.element == element]
        shares = {
            "on-line": sum(1 for i, o in units if self._on_line(i, o)) / len(units),
            "before": sum(1 for i, _ in units if self._above(i, set()) is not None) / len(units),
            "after": sum(1 for i, o in units if not o.rest and self._below(i)) / len(units),
        }
        if shares[self.style.heading] >= _USUAL:
            return self.style.heading
        best: HeadingPlace = max(("on-line", "after", "before"), key=lambda p: shares[p])
        return best if shares[best] >= _OTHER else self.style.heading

    def _heading_of(self, index: int, opening: Opening, taken: set[int]) -> int | None:
        """The line that is the heading of what ``index`` opens: -1 its own, None there is none."""
        rest = opening.rest
        if not opening.unit:
            if rest and not opening.match.groupdict().get("text"):
                return -1
            below = index + 1
            return below if self._below(index) and not self._above_unit(below) else None
        if opening.match.groupdict().get("text") and opening.match.groupdict().get("heading"):
            return -1
        place = self._place_of(opening)
        if place == "before" and (above := self._above(index, taken)) is not None:
            return above
        if rest:
            return -1 if self._on_line(index, opening) else None
        return index + 1 if place != "before" and self._below(index) else None

    def _place_of(self, unit: Opening) -> HeadingPlace:
        return self.places.get(unit.pattern.element, self.style.heading)

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
        stopped = (
            rest.endswith(".") and len(rest) <= _SENTENCE and not rest.rstrip(".").endswith(")")
        )
        if self.stopped is None and followed and stopped:
            self.stopped = self._stops_headings()
        return followed and stopped and bool(self.stopped)

    def _stops_headings(self) -> bool:
        """Whether the headings on the lines of the numbers end in full stops here."""
        units = [(i, o.rest) for i, o in self.found.items() if o.unit]
        rests = [(i, rest) for i, rest in units if rest]
        stopped = [i for i, rest in rests if len(rest) <= _SENTENCE and rest.endswith(".")]
        followed = [i for i in stopped if i + 1 < len(self.lines) and i + 1 not in self.found]
        return len(followed) >= _STOPPED * len(rests)

    def _above(self, index: int, taken: set[int]) -> int | None:
        """The heading-like line right above a unit, if it is nobody else's."""
        above = index - 1
        title = above == 0  # the first line is the law's own
        if above < 0 or title or above in self.found or above in taken or above in self.closed:
            return None
        line = self.lines[above]
        if line.kind != "text" or not is_heading_like(line.piece.text, self.style):
            return None
        free = line.spaced or self.lines[index].spaced or self._ends_at(above - 1)
        return above if free or self._heads_container(above - 1) else None

    def _heads_container(self, index: int) -> bool:
        """Whether a line stands right below the number of a container that has no words on it."""
        opening = self.found.get(index - 1)
        return bool(opening and not opening.unit and not opening.rest and self._below(index - 1))

    def _ends_at(self, index: int) -> bool:
        text = self.lines[index].piece.text
        return text.endswith((".", ";", "”", ")", "]")) or index in self.found

    def _above_unit(self, index: int) -> bool:
        """Whether a line is rather the heading of a unit below than of the container above it."""
        after = index + 1
        below = self.found.get(after)
        if below is None or not below.unit or self._place_of(below) != "before":
            return False
        capitals = self.lines[index].piece.text.isupper()
        return not capitals and not self.lines[after].spaced and self.lines[index].spaced

    def _below(self, index: int) -> bool:
        below = index + 1
        if below >= len(self.lines) or below in self.found or below in self.closed:
            return False
        line = self.lines[below]
        last = below + 1 >= len(self.lines)
        ends_unit = last or (below + 1 in self.found and self.found[below + 1].unit)
        opening = self.found.get(index)
        if opening and opening.unit and ends_unit:
            return any(p.match(line.piece.text) for p in self.style.repealed)
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
        if index in self.found or index in headings or index in self.closed:
            return False
        line = self.lines[index]
        text = line.piece.text
        apart = line.spaced and index > self.first and len(text) <= _GROUP and text[0] not in "([{"
        if not apart or line.kind != "text" or not is_heading_like(line.piece.text, self.style):
            return False
        return self._ends_at(index - 1) or self._is_group(index - 1, headings)
