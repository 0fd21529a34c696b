"""Whether a reader of JSON has every word of the file's law once, at the place where it stands.

Shares no code with the readers but the grammar of HTML: it looks at each character of the file.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

from pipeline.model import Node, Piece, Source, Table

_SPELLED = re.compile(r"\\u[0-9a-fA-F]{4}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?|\\.|&(?:#?\w+);")


def pieces(part: Piece | Table | Node) -> Iterator[Piece]:
    """Every piece of a part, notes included."""
    if isinstance(part, Piece):
        yield part
    elif isinstance(part, Table):
        yield from (cell for row in part.rows for cell in row)
    else:
        yield from (p for p in (part.num, part.heading) if p)
        for child in part.body:
            yield from pieces(child)
        yield from (note.piece for note in part.notes)


def all_pieces(source: Source) -> list[Piece]:
    """Every piece of a source, those of its notes included."""
    parts = (*source.preface, *source.preamble, *source.nodes, *source.conclusions)
    found = [piece for part in parts for piece in pieces(part)]
    return [*found, *(note.piece for note in source.notes)]


def misplaced(source: Source, text: str) -> list[str]:
    """Words that are not what the file has at the place that they are said to have."""
    wrong: list[str] = []
    for piece in all_pieces(source):
        for run in piece.runs:
            said = piece.text[run.text : run.text + run.length]
            there = text[run.source : run.source + run.length]
            spelled = _SPELLED.match(text, run.source)
            same = "".join(said.split()) == "".join(there.split())
            if not same and not (spelled and said in _read(spelled[0])):
                wrong.append(f"{said[:40]!r} is {there[:40]!r}")
    return wrong


def lost(source: Source, text: str) -> list[str]:
    """Strings of the file of which not every character is law, a note or left out on record."""
    has = bytearray(len(text))
    for piece in all_pieces(source):
        for run in piece.runs:
            has[run.source : run.source + run.length] = b"\1" * run.length
    for omission in source.omissions:
        has[omission.start : omission.end] = b"\1" * (omission.end - omission.start)
    wrong: list[str] = []
    for string in re.finditer(r'"((?:[^"\\]|\\.)*)"(\s*:)?', text):
        if string[2]:  # a name
            continue
        bare = _without_markup(string[1])
        missing = [i for i, char in enumerate(bare) if char != " " and not has[string.start(1) + i]]
        if missing:
            wrong.append(string[1][missing[0] : missing[0] + 40])
    return wrong


def _without_markup(raw: str) -> str:
    """A string's raw text with its tags, white space and all of an escape but its first blanked."""

    def blank(match: re.Match[str]) -> str:
        shown = _read(match[0])
        return ("x" if shown.strip() else " ").ljust(len(match[0]))

    bare = re.sub(r"<[a-zA-Z/!](?:[^>\"\\]|\\.)*>", lambda m: " " * len(m[0]), raw)
    bare = _SPELLED.sub(blank, bare)
    return re.sub(r"[\s\u00a0\u00ad\u200b]", " ", bare)


def _read(spelled: str) -> str:
    read: str = json.loads(f'"{spelled}"') if spelled.startswith("\\") else spelled
    return html.unescape(read)
