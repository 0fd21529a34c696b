"""Lines inside a unit in, its body out: numbered text nested by the marks that open the lines.

A mark goes where its number continues a list that is open; a first number opens a list one level
down. Whether (i) is a letter or a roman numeral is decided by what stands before and behind it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.model import Line, Node, Piece, Table
from pipeline.structure.marks import Mark, Value, marks
from pipeline.structure.pieces import cut

Part = Piece | Table | Node

_TERM = re.compile(r"(?:F\d+\[)?[“‘«„\"'‹]")  # a definition begins with the term it defines
_LEADS_IN = (":", "—", "–", "-", ",", "(", "…")
_STOPS = (".", ";", "!", "?", ".”", ".»", ";”")
_JOINS = re.compile(r"(?:and|or|but|if|where|unless|und|oder|et|ou|e|o|y|och|eller|of|en)\b")
# Marks that hardly anything else looks like: they count even where their list does not begin at 1.
_SECURE = frozenset(("(1)", "1)", "1°", "1.", "(a)", "a)", "superscript", "Z 1", "Stk.", "mom."))
_GAP = 4  # numbers that may be missing in a list (repealed points) before it is no longer that list


@dataclass
class _Open:
    """A numbered provision that still takes text."""

    kind: str
    value: Value
    num: Piece | None
    indent: int = 0
    listed: bool = False  # its list completes a sentence that began before it
    body: list[Part | _Open] = field(default_factory=list)
    element: str = ""

    def node(self) -> Node:
        body = tuple(p.node() if isinstance(p, _Open) else p for p in self.body)
        return Node(self.element, num=self.num, body=body)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a mark may go: ``depth`` levels of the stack stay open; the lowest cost counts."""

    cost: float
    depth: int
    mark: Mark


def nest(lines: Sequence[Line], levels: Mapping[str, str]) -> tuple[Part, ...]:
    """The body of a unit: pieces, tables and nested nodes.

    ``levels`` names the element for each kind of mark (``(1)``: paragraph), ``default`` the rest.
    """
    return _Nesting(lines, levels).parts()


class _Nesting:
    def __init__(self, lines: Sequence[Line], levels: Mapping[str, str]) -> None:
        self.lines = lines
        self.levels = levels
        self.root = _Open("", (0, ""), None)
        self.stack = [self.root]
        self.read = [marks(line.piece.text, levels) if _marked(line) else () for line in lines]

    def parts(self) -> tuple[Part, ...]:
        rows: list[tuple[Piece, ...]] = []
        for index, line in enumerate(self.lines):
            if line.kind == "row":
                rows.append(line.cells)
                continue
            if rows:
                self.stack[-1].body.append(Table(tuple(rows)))
                rows = []
            self._line(index, line)
        if rows:
            self.stack[-1].body.append(Table(tuple(rows)))
        return tuple(p.node() if isinstance(p, _Open) else p for p in self.root.body)

    def _line(self, index: int, line: Line) -> None:
        place = self._best(self.read[index], index) if self.read[index] else None
        if place is None:
            self._text(line)
        else:
            self._open(place, line.piece, index, line.indent)

    def _open(self, place: _Place, piece: Piece, index: int, indent: int) -> None:
        """Open the provision of a mark, and those whose marks stand on the same line."""
        mark = place.mark
        siblings = self.stack[place.depth :]
        del self.stack[place.depth :]
        parent = self.stack[-1]
        opened = _Open(mark.kind, mark.value, cut(piece, mark.start, mark.end), indent)
        opened.element = self.levels.get(mark.kind, self.levels["default"])
        same = next((s for s in siblings if s.kind == mark.kind), None)
        opened.listed = same.listed if same else bool(parent.body)
        parent.body.append(opened)
        self.stack.append(opened)
        rest = cut(piece, mark.end, len(piece.text))
        if rest is None:
            return
        deeper = [m for m in marks(rest.text, self.levels) if m.first and m.kind != "–"]
        inner = self._best(tuple(deeper), index) if deeper else None
        if inner and inner.depth == len(self.stack):
            self._open(inner, rest, index, indent)
        else:
            opened.body.append(rest)

    # --- where a mark goes ----------------------------------------------------------------------

    def _best(self, readings: tuple[Mark, ...], index: int) -> _Place | None:
        places = [place for mark in readings for place in self._places(mark)]
        if not places:
            return None
        best = min(places, key=lambda p: (p.cost, -p.depth))
        rivals = [p for p in places if p.mark.kind != best.mark.kind and p.cost < 2]
        if rivals and best.cost < 2:
            return self._by_what_follows(index, best, rivals[0])
        return best

    def _places(self, mark: Mark) -> list[_Place]:
        found = []
        is_open = False
        for depth in range(len(self.stack) - 1, 0, -1):
            level = self.stack[depth]
            if level.kind != mark.kind:
                continue
            is_open = True
            step = _step(level.value, mark.value)
            if mark.kind == "–" or mark.kind.startswith("1.1"):
                found.append(_Place(0, depth, mark))
                break
            if step is not None:
                found.append(_Place(step, depth, mark))
            elif mark.first:
                found.append(_Place(1.5, depth, mark))
        if mark.first or mark.kind == "–" or mark.kind.startswith("1.1"):
            found.append(_Place(2.5 if is_open else 0.5, len(self.stack), mark))
        elif not is_open and mark.kind in _SECURE:
            found.append(_Place(3 + mark.value[0] / 1000, len(self.stack), mark))
        return found

    def _by_what_follows(self, index: int, best: _Place, rival: _Place) -> _Place:
        """(i) after (h): the next mark in the same dress is (j), or it is (ii)."""
        for later in self.read[index + 1 :]:
            for place in (best, rival):
                wanted = (place.mark.value[0] + 1, "")
                if any(m.kind == place.mark.kind and m.value == wanted for m in later):
                    return place
        deeper = max((best, rival), key=lambda p: p.depth)
        last = self.stack[-1].body[-1] if self.stack[-1].body else None
        leads_in = isinstance(last, Piece) and last.text.endswith(_LEADS_IN[:4])
        return deeper if leads_in else best

    # --- where unmarked text goes ---------------------------------------------------------------

    def _text(self, line: Line) -> None:
        """Unmarked text: it goes on with the provision that is open, or with one above it.

        Text that stands further left than a list has left the list. Text that begins in lower case
        after list points ends the sentence of their lead-in; text that begins a sentence after a
        finished list stands beside the list; a defined term in quotation marks stands where the
        defined term before it stands.
        """
        text = line.piece.text
        if self.stack[-1].body:
            while len(self.stack) > 1 and line.indent < self.stack[-1].indent and line.indent:
                self.stack.pop()
            if _TERM.match(text):
                level = next((i for i, o in enumerate(self.stack) if _defines(o)), None)
                if level is not None:
                    del self.stack[level + 1 :]
            elif self.stack[-1].listed and text[:1].islower():
                self._leave_list(one=bool(_JOINS.match(text)))
            elif _finished(self.stack[-1]):
                while self.stack[-1].listed:
                    self.stack.pop()
        self.stack[-1].body.append(line.piece)

    def _leave_list(self, one: bool) -> None:
        self.stack.pop()
        while not one and self.stack[-1].listed:
            self.stack.pop()


def _marked(line: Line) -> bool:
    return line.kind != "row"


def _step(last: Value, value: Value) -> float | None:
    """What it costs to take ``value`` for the next of a list whose last number is ``last``."""
    if value[0] == last[0] + 1:
        return 0
    if value[0] == last[0] and value[1] > last[1]:
        return 0.1
    if last[0] < value[0] <= last[0] + _GAP:
        return 0.8 + (value[0] - last[0]) / 10
    return 2.8 if value[0] > last[0] else None


def _finished(opened: _Open) -> bool:
    last = opened.body[-1] if opened.body else None
    return opened.listed and isinstance(last, Piece) and last.text.endswith(_STOPS)


def _defines(opened: _Open) -> bool:
    return any(isinstance(p, Piece) and _TERM.match(p.text) for p in opened.body)
