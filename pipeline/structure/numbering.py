"""Lines inside a unit in, its body out: numbered text nested by the marks that open the lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from pipeline.model import Line, Node, Piece, Table
from pipeline.pieces import cut
from pipeline.structure.marks import Mark
from pipeline.structure.places import Placed, places

Part = Piece | Table | Node


@dataclass
class _Open:
    """A numbered provision that still takes text."""

    element: str
    num: Piece | None
    body: list[Part | _Open] = field(default_factory=list)

    def node(self) -> Node:
        return Node(self.element, num=self.num, body=_closed(self.body))


def nest(
    lines: Sequence[Line],
    levels: Mapping[str, str],
    quotations: Mapping[int, Node] = MappingProxyType({}),
) -> tuple[Part, ...]:
    """The body of a unit: pieces, tables and nested nodes.

    ``levels`` names the element for each kind of mark (``(1)``: paragraph), ``default`` the rest;
    ``quotations`` are what lines of that kind stand for, by where they begin in the source.
    """
    stack = [_Open("", None)]
    rows: list[tuple[Piece, ...]] = []
    for line, placed in zip(lines, places(lines, levels), strict=True):
        if line.kind == "row":
            rows.append(line.cells)
            continue
        _table(rows, stack)
        del stack[placed.depth :]
        if line.kind == "quotation":
            stack[-1].body.append(quotations[line.piece.start])
            continue
        rest = _marked(line.piece, placed, stack, levels)
        if rest:
            stack[-1].body.append(rest)
    _table(rows, stack)
    return _closed(stack[0].body)


def _table(rows: list[tuple[Piece, ...]], stack: list[_Open]) -> None:
    if rows:
        stack[-1].body.append(Table(tuple(rows)))
        rows.clear()


def _marked(
    piece: Piece, placed: Placed, stack: list[_Open], levels: Mapping[str, str]
) -> Piece | None:
    """Open a provision for each mark of a line; what is left of the line behind them."""
    at = 0
    for mark in placed.marks:
        opened = _Open(_element(mark, levels), cut(piece, mark.start, mark.end))
        stack[-1].body.append(opened)
        stack.append(opened)
        at = mark.end
    return cut(piece, at, len(piece.text)) if at else piece


def _element(mark: Mark, levels: Mapping[str, str]) -> str:
    return levels.get(mark.kind, levels["default"])


def _closed(body: Sequence[Part | _Open]) -> tuple[Part, ...]:
    return tuple(part.node() if isinstance(part, _Open) else part for part in body)
