"""The lines of a preamble in, the same out with its recitals as provisions of their own.

A recital says why the law was made. It is law's text and no provision: what it words as a duty
binds nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.knowledge.drafting import Style
from pipeline.model import Node, Piece
from pipeline.pieces import cut

_NUMBER = re.compile(r"\(\d{1,3}[a-z]?\)(?=\s)")


def with_recitals(lines: Sequence[Piece], style: Style) -> tuple[Node | Piece, ...]:
    """Numbered recitals below "Whereas:", others by their first words; all else unchanged."""
    parts: list[Node | Piece] = []
    numbered = False
    for piece in lines:
        number = _NUMBER.match(piece.text) if numbered else None
        last = parts[-1] if parts else None
        if style.recitals and style.recitals.match(piece.text):
            numbered = True
            parts.append(piece)
        elif number:
            parts.append(
                _recital(cut(piece, 0, number.end()), cut(piece, number.end(), len(piece.text)))
            )
        elif numbered and isinstance(last, Node) and not _enacts(piece.text):
            parts[-1] = replace(last, body=(*last.body, piece))
        elif style.recital and style.recital.match(piece.text):
            parts.append(_recital(None, piece))
        else:
            numbered = False
            parts.append(piece)
    return tuple(parts)


def _recital(num: Piece | None, words: Piece | None) -> Node:
    return Node("recital", num, body=(words,) if words else (), unit=True)


def _enacts(text: str) -> bool:
    """HAVE ADOPTED THIS DIRECTIVE: the words that end a preamble."""
    return text.endswith(":") or text.isupper()
