"""The lines of one unit in, for each the place of its numbers and its text in the unit's tree out.

Whether (i) is a letter or a roman numeral, whether "a" begins a point or a sentence, which list
goes on below an inner one: one line does not say, the whole unit does. So a few readings are kept
open beside each other, each with what it costs, and the cheapest at the end of the unit counts
(a beam search). A cost of 1 is about one irregularity that a drafter would not leave.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from pipeline.model import Line
from pipeline.structure.marks import Mark, Value
from pipeline.structure.readings import SECURE, UNDRESSED, Marked, Second, Words, ignored, marked

_WIDTH = 10  # readings kept open
_HOPELESS = 3.0  # a reading that costs so much more than the best is given up
_GAP = 4  # numbers that may be missing in a list (repealed points) before it is no longer that list
_OPENS = 0.5  # a list begins
_ALONE = 0.6  # a list ends after one number
_SAME = 2.0  # a list within a list of the same dress
_WRONG_LEVEL = 1.0  # a list that the style has above the one it stands in
_SKIPPED = 0.15  # for each level of the style that is left out
_NO_LEAD = 0.3  # a list whose lead-in does not end like one
_LEFT_OPEN = 0.5  # a number behind words that announce a list of their own
_INDENT = 0.35  # a mark not where the marks of its list stand
_STAYS = 0.9  # text that should have left its list and did not
_UNSTARTED = 2.6  # a list that does not begin at 1
_WORD = 0.6  # a letter or figure without a stop right behind a number: more often a word
_BY_COST = attrgetter("cost")
_APART = ("row", "quotation")  # they stand where they stand and open nothing

_LEADS_IN = (":", "—", "–", "-", "(", "…")
_STOPS = (".", ";", "!", "?", ".”", ".»", ";”")
_CLOSED = (*_STOPS, ",", "and", "or", "und", "oder", "et", "ou", " e", " o", " y", "och", "eller")
_JOINS = re.compile(r"(?:and|or|but|if|where|unless|und|oder|et|ou|e|o|y|och|eller|of|en)\b")


class Level(NamedTuple):
    """One open provision of the tree, as far as later lines need to know it."""

    kind: str
    value: Value
    indent: int = 0
    listed: bool = False  # its list completes a sentence that began before it
    single: bool = True  # the first of its list so far
    last: str = ""  # the end of its last words; empty: it has no words yet
    defines: bool = False
    parent: bool = False  # has provisions below it


Stack = tuple[Level, ...]
State = tuple[tuple[str, Value], ...]  # the kinds and values of a stack
_ROOT = Level("", (0, ""))


class Placed(NamedTuple):
    """Where one line goes: ``depth`` levels stay open, then its marks open one level each."""

    depth: int
    marks: tuple[Mark, ...] = ()
    listed: bool = False


class _Reading(NamedTuple):
    cost: float
    stack: Stack
    state: State
    before: _Reading | None = None
    placed: Placed | None = None


def places(lines: Sequence[Line], levels: Mapping[str, str]) -> list[Placed]:
    """For each line its place; rows of tables are text."""
    readings = [_Reading(0, (_ROOT,), ())]
    order = _order(tuple(levels))
    indented = len({line.indent for line in lines if line.kind not in _APART}) > 1
    for line in lines:
        if line.kind in _APART:
            readings = [r._replace(before=r, placed=Placed(len(r.stack))) for r in readings]
            continue
        readings = _Step(line, levels, order, indented).best(readings)
    best = min(readings, key=lambda r: r.cost + _loose_ends(r.stack, 1))
    placed: list[Placed] = []
    at: _Reading | None = best
    while at is not None and at.placed is not None:
        placed.append(at.placed)
        at = at.before
    return placed[::-1]


def _loose_ends(stack: Stack, depth: int) -> float:
    """What it costs to close the levels from ``depth``: lists of one number."""
    return sum([_ALONE for level in stack[depth:] if level.single and level.kind != "–"])


@lru_cache(maxsize=64)
def _order(levels: tuple[str, ...]) -> Mapping[str, int]:
    """The rank of each kind of mark that the style places, the widest first."""
    return {kind: rank for rank, kind in enumerate(k for k in levels if k != "default")}


class _Candidate(NamedTuple):
    """A reading that a line could make of one before it, not yet made."""

    cost: float
    before: _Reading
    depth: int  # levels that stay open
    one: Marked | None = None  # its mark opens a level, or the line is text
    second: Second | None = None

    @property
    def state(self) -> State:
        state = self.before.state[: self.depth - 1]
        if self.one:
            state = (*state, (self.one.mark.kind, self.one.mark.value))
        if self.second:
            state = (*state, (self.second.mark.kind, self.second.mark.value))
        return state


class _Step:
    """One line and what is known of it."""

    def __init__(
        self, line: Line, levels: Mapping[str, str], order: Mapping[str, int], indented: bool
    ) -> None:
        self.text = line.piece.text
        self.indent = line.indent
        self.order = order
        self.indented = indented
        self.marked = marked(self.text, levels)
        self.ignored = max((ignored(one.mark, self.text) for one in self.marked), default=0.0)
        self.words = Words.of(self.text)

    def best(self, readings: Sequence[_Reading]) -> list[_Reading]:
        """The cheapest reading of each state, and of the states the cheapest few."""
        found: dict[State, _Reading] = {}
        candidates = self._candidates(readings)
        limit = candidates[0].cost + _HOPELESS
        for candidate in candidates:
            state = candidate.state
            if candidate.cost > limit or len(found) == _WIDTH:
                break
            if state not in found:
                found[state] = self._made(candidate, state)
        return list(found.values())

    def _candidates(self, readings: Sequence[_Reading]) -> list[_Candidate]:
        """Every reading that this line makes of one before it, the cheapest first."""
        found: list[_Candidate] = []
        for reading in readings:
            for one in self.marked:
                for more, depth in self._depths(one.mark, reading.stack):
                    cost = reading.cost + more
                    if one.seconds:
                        found.extend(self._with_second(reading, cost, depth, one))
                    found.append(_Candidate(cost + one.passed_over, reading, depth, one))
            cost = reading.cost + self.ignored
            usual = self._stays(reading.stack)
            found.append(_Candidate(cost, reading, usual))
            if usual < len(reading.stack):
                found.append(_Candidate(cost + _STAYS, reading, len(reading.stack)))
        if len(found) > 1:
            found.sort(key=_BY_COST)
        return found

    def _with_second(
        self, reading: _Reading, cost: float, depth: int, one: Marked
    ) -> Iterator[_Candidate]:
        """The level of a mark with that of the mark behind it on the line."""
        stack, _ = self._pushed(reading.stack, depth, one.mark)
        for second in one.seconds:
            word = _WORD if second.mark.kind in UNDRESSED else 0
            deeper = cost + self._opening(second.mark, stack) + word
            yield _Candidate(deeper, reading, depth, one, second)

    def _made(self, candidate: _Candidate, state: State) -> _Reading:
        cost, reading, depth, one, second = candidate
        if one is None:
            stack = _with_words(reading.stack[:depth], self.words)
            return _Reading(cost, stack, state, reading, Placed(depth))
        stack, listed = self._pushed(reading.stack, depth, one.mark)
        if second is None:
            placed = Placed(depth, (one.mark,), listed)
            return _Reading(cost, _with_words(stack, one.words), state, reading, placed)
        stack = _with_words(self._pushed(stack, len(stack), second.mark)[0], second.words)
        placed = Placed(depth, (one.mark, second.mark), listed)
        return _Reading(cost, stack, state, reading, placed)

    def _pushed(self, stack: Stack, depth: int, mark: Mark) -> tuple[Stack, bool]:
        sibling = next((s for s in stack[depth:] if s.kind == mark.kind), None)
        above = stack[depth - 1]
        listed = sibling.listed if sibling else bool(above.last)
        level = Level(mark.kind, mark.value, self.indent, listed, sibling is None)
        parent = above if above.parent else Level(*above[:-1], True)
        return (*stack[: depth - 1], parent, level), listed

    # --- where a mark may go --------------------------------------------------------------------

    def _depths(self, mark: Mark, stack: Stack) -> Iterator[tuple[float, int]]:
        is_open = False
        free = mark.kind == "–" or mark.kind.startswith("1.1")
        for depth in range(len(stack) - 1, 0, -1):
            level = stack[depth]
            if level.kind != mark.kind:
                continue
            is_open = True
            step = 0.0 if free else _step(level.value, mark)
            if step is not None:
                yield step + self._beside(stack, depth), depth
            if free:
                break
        if free:
            if not is_open:
                yield self._opening(mark, stack), len(stack)
            return
        if mark.first:
            yield self._opening(mark, stack), len(stack)
        elif not is_open and mark.kind in SECURE:
            yield _UNSTARTED + mark.value[0] / 1000, len(stack)

    def _beside(self, stack: Stack, depth: int) -> float:
        """What it costs to close the levels below and go on with a list."""
        cost = _loose_ends(stack, depth + 1)
        if stack[-1].last.endswith(_LEADS_IN[:3]) and not stack[-1].parent:
            cost += _LEFT_OPEN
        if self.indented and stack[depth].indent != self.indent and not stack[depth].single:
            cost += _INDENT
        return cost

    def _opening(self, mark: Mark, stack: Stack) -> float:
        """What it costs to begin a list below what is open."""
        above = stack[-1]
        cost = _OPENS
        if any(level.kind == mark.kind for level in stack):
            cost += _SAME
        if above.last and above.kind and not above.last.endswith(_LEADS_IN):
            cost += _NO_LEAD * (2 if above.last.endswith(_CLOSED) else 1)
        own, over = self.order.get(mark.kind), self.order.get(above.kind)
        if own is not None and over is not None:
            cost += _WRONG_LEVEL if own <= over else _SKIPPED * (own - over - 1)
        if self.indented and above.kind and self.indent < above.indent:
            cost += 2 * _INDENT
        return cost

    # --- where text without a mark goes ---------------------------------------------------------

    def _stays(self, stack: Stack) -> int:
        """How many levels stay open below text without a mark.

        It goes on with the provision that is open, or with one above it.

        Text that stands further left than a list has left the list. Text that begins in lower case
        after list points ends the sentence of their lead-in; text that begins a sentence after a
        finished list stands beside the list; a defined term in quotation marks stands where the
        defined term before it stands.
        """
        depth = len(stack)
        if not stack[-1].last:
            return depth
        while depth > 1 and self.indent < stack[depth - 1].indent and self.indent:
            depth -= 1
        top = stack[depth - 1]
        if self.words.defines:
            level = next((i for i, o in enumerate(stack[:depth]) if o.defines), None)
            return depth if level is None else level + 1
        if top.listed and self.text[:1].islower():
            depth -= 1
            while not _JOINS.match(self.text) and stack[depth - 1].listed:
                depth -= 1
        elif top.listed and top.last.endswith(_STOPS):
            while stack[depth - 1].listed:
                depth -= 1
        return depth


def _with_words(stack: Stack, words: Words) -> Stack:
    if not words.last:
        return stack
    kind, value, indent, listed, single, _, defines, parent = stack[-1]
    top = Level(kind, value, indent, listed, single, words.last, defines or words.defines, parent)
    return (*stack[:-1], top)


def _step(last: Value, mark: Mark) -> float | None:
    """What it costs to take a mark for the next of a list whose last number is ``last``."""
    value = mark.value
    if value[0] == last[0] + 1:
        return 0.0
    if value[0] == last[0] and value[1] > last[1]:
        return 0.1
    if last[0] < value[0] <= last[0] + _GAP:
        return 0.8 + (value[0] - last[0]) / 10
    if value[0] > last[0]:
        return 2.8
    return 2.2 if mark.first else None
