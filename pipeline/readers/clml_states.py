"""Provisions as CLML nests them in; one node a provision, its state and its extents out."""

from __future__ import annotations

from dataclasses import replace

from pipeline.history import NO_HISTORY, History
from pipeline.model import Node, Piece, Status, Table
from pipeline.readers.clml_vocabulary import UNITS
from pipeline.readers.xml_tree import all_repealed

Part = Piece | Table | Node


def finished(nodes: tuple[Part, ...], version: str, state: Status = "") -> tuple[Node, ...]:
    """The nodes with headings on their sections; ``version``: the day at which the text stands."""
    found: list[Part] = [_finished(n, version, state) for n in nodes if isinstance(n, Node)]
    return tuple(part for part in _joined(found) if isinstance(part, Node))


def _finished(node: Node, version: str, state: Status) -> Node:
    state = _state(node, version) or state
    body: list[Part] = []
    for part in node.body:
        body.append(_finished(part, version, state) if isinstance(part, Node) else part)
    node = replace(node, body=tuple(_joined(body)))
    node = _headed(node) if node.name == "group" else node
    status = node.status or (state if node.unit else "")
    gone = node.unit and not status and all_repealed(node)
    return replace(node, status="repealed" if gone else status)


def _state(node: Node, version: str) -> Status:
    """Whether a provision's own period says that it is not law at the version's date."""
    period = node.history.period
    if not version or node.status:
        return node.status
    if period.start > version:
        return "not-in-force"
    return "repealed" if period.end and period.end <= version else ""


def _headed(group: Node) -> Node:
    """The only section of a group, under the heading that the group prints above it."""
    (only,) = group.body if len(group.body) == 1 else (None,)
    if not isinstance(only, Node) or only.kind not in UNITS or only.heading or group.num:
        return group
    history = History(
        (*group.history.amendments, *only.history.amendments),
        only.history.period or group.history.period,
        only.history.extent or group.history.extent,
    )
    notes = (*group.notes, *(note for note in only.notes if note not in group.notes))
    status = only.status or group.status
    return replace(only, heading=group.heading, history=history, notes=notes, status=status)


def _joined(parts: list[Part]) -> list[Part]:
    """Neighbours of one number and different extents as one provision with parts."""
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Node) and isinstance(last, Node) and _variants(last, part):
            joined[-1] = _with_variant(last, part)
        else:
            joined.append(part)
    return joined


def _variants(first: Node, second: Node) -> bool:
    """True for two texts of one provision, each for a part of the territory."""
    if not (first.unit and second.unit and first.num and second.num):
        return False
    same = (first.kind, first.num.text) == (second.kind, second.num.text)
    extents = _extents(first)
    return same and bool(second.history.extent) and second.history.extent not in extents


def _extents(node: Node) -> list[str]:
    parts = [p.history.extent for p in node.body if isinstance(p, Node) and p.name == "extent"]
    return parts or [node.history.extent]


def _with_variant(first: Node, second: Node) -> Node:
    """One provision; what was the first's own text becomes the part for its extent."""
    if not any(isinstance(p, Node) and p.name == "extent" for p in first.body):
        part = Node("hcontainer", name="extent", body=first.body, history=first.history)
        part = replace(part, notes=first.notes, status=first.status)
        first = replace(first, body=(part,), history=NO_HISTORY, notes=(), status="")
    part = replace(second, kind="hcontainer", name="extent", unit=False)
    parts = (*first.body, part)
    gone = all(isinstance(p, Node) and p.status == "repealed" for p in parts)
    return replace(first, body=parts, status="repealed" if gone else "")
