"""Articles with the titles of divisions loose between them in, the divisions out.

A publisher that prints a chapter as two lines says by their first word which rank they have.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.model import Node, Piece

LABEL, CAPTION = "label", "caption"  # names of the nodes that hold the two lines
# The first word of a title of a division, in the languages that are read, and its rank.
_RANKS = (
    ("part", "part teil partie parte deel"),
    ("title", "title titel titre título titolo"),
    ("chapter", "chapter kapitel chapitre capítulo capo hoofdstuk luku kapitel"),
    ("section", "section abschnitt sección sezione afdeling jakso avsnitt"),
)


@dataclass
class _Division:
    """A division as it fills, until a title of its rank or above."""

    rank: int
    node: Node
    parts: list[Node | _Division] = field(default_factory=list)

    def closed(self) -> Node:
        parts = (p.closed() if isinstance(p, _Division) else p for p in self.parts)
        return replace(self.node, body=(*self.node.body, *parts))


def divided(nodes: list[Node]) -> list[Node]:
    """Articles below the chapter whose title stands before them."""
    top = _Division(-1, Node("body"))
    stack = [top]
    for node in nodes:
        if node.name == LABEL:
            rank, opened = _opened(node)
            while stack[-1].rank >= rank:
                stack.pop()
            division = _Division(rank, opened)
            stack[-1].parts.append(division)
            stack.append(division)
        elif node.name == CAPTION and stack[-1] is not top and not stack[-1].parts:
            heading = next((p for p in node.body if isinstance(p, Piece)), None)
            stack[-1].node = replace(stack[-1].node, heading=heading)
        else:
            stack[-1].parts.append(node)
    return [part for part in top.closed().body if isinstance(part, Node)]


def _opened(label: Node) -> tuple[int, Node]:
    number = next((p for p in label.body if isinstance(p, Piece)), None)
    first = number.text.split()[0].lower() if number else ""
    for rank, (kind, words) in enumerate(_RANKS):
        if first in words.split():
            return rank, Node(kind, number, notes=label.notes)
    return len(_RANKS), Node("division", number, notes=label.notes)
