"""Pieces of text in, shorter or longer pieces out, each character still tied to its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Hyperlink, Piece, Run


def cut(piece: Piece, start: int, end: int) -> Piece | None:
    """Part of a piece without white space at its ends, runs and links cut to size."""
    text = piece.text[start:end]
    bare = text.strip()
    if not bare:
        return None
    start += text.index(bare)
    end = start + len(bare)
    if len(piece.runs) == 1 and not piece.links and piece.runs[0].length == len(piece.text):
        source = piece.runs[0].source + start - piece.runs[0].text
        own = (Run(0, source, len(bare)),)
        return Piece(bare, source, source + len(bare), own, (), piece.roles, piece.changes)
    runs: list[Run] = []
    following = [run.text for run in piece.runs[1:]] + [len(piece.text)] * bool(piece.runs)
    for run, after in zip(piece.runs, following, strict=True):
        first, last = max(run.text, start), min(run.text + run.length, end)
        if run.text + run.length > after:  # a character that the source spells: &#8230;
            if start <= run.text < end:
                runs.append(Run(run.text - start, run.source, run.length))
        elif first < last:
            runs.append(Run(first - start, run.source + first - run.text, last - first))
    links = tuple(
        Hyperlink(max(k.start, start) - start, min(k.end, end) - start, k.href)
        for k in piece.links
        if k.start < end and start < k.end
    )
    first_source = runs[0].source if runs else piece.start
    last_source = runs[-1].source + runs[-1].length if runs else piece.end
    return Piece(bare, first_source, last_source, tuple(runs), links, piece.roles, piece.changes)


def joined(pieces: Sequence[Piece]) -> Piece:
    """Pieces as one, a space between them."""
    runs: list[Run] = []
    links: list[Hyperlink] = []
    shift = 0
    for piece in pieces:
        runs.extend(Run(r.text + shift, r.source, r.length) for r in piece.runs)
        links.extend(Hyperlink(k.start + shift, k.end + shift, k.href) for k in piece.links)
        shift += len(piece.text) + 1
    text = " ".join(piece.text for piece in pieces)
    end = max(piece.end for piece in pieces)
    return Piece(text, pieces[0].start, end, tuple(runs), tuple(links))


def glued(first: Piece, second: Piece) -> Piece:
    """Two pieces of one printed number as one, nothing between them."""
    shift = len(first.text)
    runs = (*first.runs, *(Run(r.text + shift, r.source, r.length) for r in second.runs))
    return replace(first, text=first.text + second.text, end=second.end, runs=runs)
