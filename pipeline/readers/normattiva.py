"""Two habits of Normattiva: a code's articles as attachments, updates printed as text.

Takes and gives nodes; every word stays, in its order, in a number, heading, text or note.
"""

from __future__ import annotations

import re

from pipeline.model import Node, Note, Piece
from pipeline.readers.xml_frame import cut
from pipeline.readers.xml_tree import flat

_NUMBER = re.compile(
    r"Art\.?\s*\d+(?:[-\s](?:bis|ter|quater|[a-z]+ies)\b|\.\d+\b)*\.?", re.IGNORECASE
)
# A heading stands in brackets; what an amendment changed stands in double ones around it.
_HEADING = re.compile(
    r"(?:\(\(\s*)?\((?!\()[^()]{3,300}\)\s*\.?(?:\s*\)\))?\.?|\(\([^()]{3,300}\)\)\.?"
)
_UPDATE = re.compile(r"-{3,}\s*(?:AGGIORNAMENTO\b|$)|AGGIORNAMENTO\s*\(")
_UPDATE_WITHIN = re.compile(r"-{3,}\s*AGGIORNAMENTO\b")
_REPEAL = re.compile(r"\(*\s*ARTICOLO\s")


def is_update(node: Node) -> bool:
    """True for an unnumbered paragraph that holds the publisher's account of later changes."""
    first = next(flat(node), None)
    return node.num is None and first is not None and _UPDATE.match(first.text) is not None


def update_notes(updates: tuple[Node, ...]) -> tuple[Note, ...]:
    """One editorial note for each such paragraph."""
    return tuple(Note("editorial", _joined(tuple(flat(node)))) for node in updates)


def _joined(pieces: tuple[Piece, ...]) -> Piece:
    text = " ".join(piece.text for piece in pieces)
    return Piece(text, min(p.start for p in pieces), max(p.end for p in pieces))


def split_article(node: Node) -> Node:
    """An attachment that is one paragraph beginning with "Art. 1." as the article it is.

    Any other attachment comes back as it went in.
    """
    pieces = list(flat(node))
    number = _NUMBER.match(pieces[0].text) if pieces else None
    if len(pieces) != 1 or number is None:
        return node
    whole = pieces[0]
    at = _skip(whole.text, number.end())
    titled = None if _REPEAL.match(whole.text[at:]) else _HEADING.match(whole.text, at)
    rest = _skip(whole.text, titled.end()) if titled else at
    update = _UPDATE_WITHIN.search(whole.text, rest)
    end = update.start() if update else len(whole.text)
    body = tuple(p for p in (cut(whole, rest, end),) if p.text)
    notes = (Note("editorial", cut(whole, end, len(whole.text))),) if update else ()
    return Node(
        "article",
        num=cut(whole, 0, number.end()),
        heading=cut(whole, at, titled.end()) if titled else None,
        body=body,
        unit=True,
        notes=(*node.notes, *_below(node), *notes),
    )


def _below(node: Node) -> tuple[Note, ...]:
    inner = [part for part in node.body if isinstance(part, Node)]
    return tuple(note for part in inner for note in (*part.notes, *_below(part)))


def _skip(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip())
