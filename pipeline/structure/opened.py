"""A unit or container while it is being filled, and the node it becomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.knowledge.drafting import Style
from pipeline.model import Line, Node, Note, Piece
from pipeline.structure.numbering import Part, nest


@dataclass
class Opened:
    """A unit or container that is being filled."""

    kind: str
    rank: int
    level: int
    num: Piece | None = None
    heading: Piece | None = None
    name: str = ""
    lines: list[Line] = field(default_factory=list)
    children: list[Opened] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    quoted: list[tuple[int, Opened]] = field(default_factory=list)  # line index, quoted unit
    quotations: dict[int, Node] = field(default_factory=dict)  # by where their line begins
    unit: bool = False
    levels: Mapping[str, str] = field(default_factory=dict)  # its own; else the style's


def loose(line: Line) -> Opened:
    """A line that stands in a container and in no unit: a unit of its own, without a number."""
    return Opened("hcontainer", 99, 0, name="text", lines=[line], unit=True)


def merged(children: Sequence[Opened]) -> list[Opened]:
    """Neighbouring loose texts as one."""
    kept: list[Opened] = []
    for child in children:
        if kept and _is_loose(child) and _is_loose(kept[-1]):
            kept[-1].lines.extend(child.lines)
            kept[-1].quotations.update(child.quotations)
        else:
            kept.append(child)
    return kept


def _is_loose(opened: Opened) -> bool:
    return opened.name == "text" and opened.num is None and not opened.heading


def to_node(opened: Opened, style: Style) -> Node:
    """The node of a container with its children, or of a unit with its numbered text."""
    children: tuple[Part, ...] = tuple(to_node(child, style) for child in merged(opened.children))
    node = Node(
        opened.kind,
        opened.num,
        opened.heading,
        _body(opened, style) if opened.unit else children,
        opened.name,
        unit=opened.unit,
        notes=tuple(opened.notes),
    )
    if _repealed(opened, style):
        return replace(node, status="repealed")
    return replace(node, status="not-in-force") if _pending(opened, style) else node


def _body(opened: Opened, style: Style) -> tuple[Part, ...]:
    levels = opened.levels or style.levels
    parts: list[Part] = []
    at = 0
    for index, inner in opened.quoted:
        parts.extend(nest(opened.lines[at:index], levels, opened.quotations))
        parts.append(replace(to_node(inner, style), unit=False, quoted=True))
        at = index
    parts.extend(nest(opened.lines[at:], levels, opened.quotations))
    return tuple(parts)


def _repealed(opened: Opened, style: Style) -> bool:
    """True for a unit of which nothing is left but the word that says so."""
    if not opened.unit or opened.quoted or opened.quotations:
        return False
    words = [opened.heading.text] if opened.heading else []
    words.extend(line.piece.text for line in opened.lines)
    return 0 < len(words) <= 2 and any(p.match(words[-1]) for p in style.repealed)


def _pending(opened: Opened, style: Style) -> bool:
    """True for a unit whose heading, first or last line says that it is not in force yet."""
    if not opened.unit or not style.pending:
        return False
    told = [opened.heading.text] if opened.heading else []
    told.extend(line.piece.text for line in (*opened.lines[:1], *opened.lines[-1:]))
    return any(style.pending.match(text) for text in told)
