"""Provisions that belong to another law in, the same inside ``quotedStructure`` out.

The duty or offence in a quotation is the target's, not the amending section's: nothing in it is a
unit, and its eIds stand below that of the quotation.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Node, Piece, Table

QUOTATION = "quotedStructure"
Part = Piece | Table | Node


def quotations(body: tuple[Part, ...]) -> tuple[Part, ...]:
    """``body`` with each run of quoted nodes as one quotation; those of the reader are kept."""
    if not any(isinstance(part, Node) and (part.quoted or is_quotation(part)) for part in body):
        return body
    parts: list[Part] = []
    run: list[Node] = []
    for part in (*body, None):
        if isinstance(part, Node) and part.quoted and part.kind != QUOTATION:
            run.append(part)
            continue
        if run:
            parts.append(_quotation(Node(QUOTATION, body=tuple(run))))
            run = []
        if part is not None:
            parts.append(_quotation(part) if is_quotation(part) else part)
    return tuple(parts)


def is_quotation(part: Part) -> bool:
    """True for the shell around words that belong to another law."""
    return isinstance(part, Node) and part.kind == QUOTATION


def _quotation(part: Part) -> Part:
    """A node and all below it as parts of a quotation; the shell itself says that it is one."""
    if not isinstance(part, Node):
        return part
    body = tuple(map(_quotation, part.body))
    return replace(part, body=body, unit=False, quoted=True)
