"""Lines inside a unit in, its body out: numbered text nested by the marks that open the lines.

A mark of a kind that is open returns to that level, a new kind goes one level down; whether (i)
is a letter or a roman numeral is decided by what stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.model import Hyperlink, Line, Node, Piece, Run, Table

Part = Piece | Table | Node

_LATIN = r"(?:\s?(?:bis|ter|quater|quinquies|sexies|septies|octies|novies|decies))?"
# kind -> the mark at the start of a line; the first kind that matches counts.
_MARKS = {
    "superscript": re.compile(rf"(?P<num>[⁰¹²³⁴⁵⁶⁷⁸⁹]+{_LATIN})(?=\s)"),
    "(1)": re.compile(rf"(?P<num>\(\d{{1,3}}[a-zA-Z]{{0,2}}(?:\.\d{{1,2}})?{_LATIN}\))"),
    "1)": re.compile(rf"(?P<num>\d{{1,3}}[a-z]?{_LATIN}\))(?=\s|$)"),
    "1°": re.compile(rf"(?P<num>\d{{1,3}}\s?[°º]{_LATIN}\.?)(?=\s|$)"),
    "1.": re.compile(rf"(?P<num>\d{{1,3}}[a-z]{{0,2}}{_LATIN}\.)(?=\s|$)"),
    "(i)": re.compile(r"(?P<num>\((?=[ivxl]+\))[ivxl]{1,6}\))"),
    "(a)": re.compile(r"(?P<num>\([a-z]{1,3}\))"),
    "(A)": re.compile(r"(?P<num>\((?=[IVXL]{2,}\)|[A-Z]{1,2}\))[A-Z]{1,4}\))"),
    "aa)": re.compile(r"(?P<num>([a-z])\2\))(?=\s|$)"),
    "a)": re.compile(rf"(?P<num>[a-z]{_LATIN}\))(?=\s|$)"),
    "a.": re.compile(rf"(?P<num>[a-z]{_LATIN}\.)(?=\s)"),
    "I.": re.compile(
        r"(?P<num>(?:[IVX]{1,5}|XL|L[IVX]{1,4})(?:\s(?:bis|ter))?\s?"
        r"(?:[.)°]?\s?[-–—]\.?(?=\s?\w)|[.)°](?=\s)))"
    ),
    "–": re.compile(r"(?P<num>[-–—•])(?=\s)"),
}
_DOTTED = re.compile(r"(?P<num>\d+[A-Z]{0,4}(?:\.\d*[A-Za-z]{0,4})+)")
_POINTS = frozenset(("1)", "1°", "1.", "(i)", "(a)", "(A)", "aa)", "a)", "a.", "–"))
_TERM = re.compile(r"(?:F\d+\[)?[“‘«„\"']")  # a definition begins with the term it defines
_AMBIGUOUS = {"(i)": "(a)"}
_ORDER = "abcdefghijklmnopqrstuvwxyz"


@dataclass
class _Open:
    """A numbered provision that still takes text; ``kind`` is the kind of its mark."""

    kind: str
    num: Piece | None
    body: list[Part | _Open] = field(default_factory=list)
    element: str = ""

    def node(self) -> Node:
        body = tuple(p.node() if isinstance(p, _Open) else p for p in self.body)
        return Node(self.element, num=self.num, body=body)


def nest(lines: Sequence[Line], levels: Mapping[str, str]) -> tuple[Part, ...]:
    """The body of a unit: pieces, tables and nested nodes.

    ``levels`` names the element for each kind of mark (``(1)``: paragraph), ``default`` the rest.
    """
    root = _Open("", None)
    stack = [root]
    rows: list[tuple[Piece, ...]] = []
    for line in lines:
        if line.kind == "row":
            rows.append(line.cells)
            continue
        if rows:
            stack[-1].body.append(Table(tuple(rows)))
            rows = []
        _place(line.piece, stack, levels)
    if rows:
        stack[-1].body.append(Table(tuple(rows)))
    return tuple(p.node() if isinstance(p, _Open) else p for p in root.body)


def _place(piece: Piece, stack: list[_Open], levels: Mapping[str, str]) -> None:
    """Put one line where its mark says: in a new provision, or as text of the open one."""
    found = _mark(piece.text, stack)
    if found is None:
        _text(piece, stack)
        return
    kind, match = found
    depth = next((i for i, o in enumerate(stack) if o.kind == kind), None)
    if depth is not None:
        del stack[depth:]
    opened = _Open(kind, cut(piece, match.start("num"), match.end("num")))
    opened.element = levels.get(kind, levels["default"])
    stack[-1].body.append(opened)
    stack.append(opened)
    rest = cut(piece, match.end("num"), len(piece.text))
    if rest is not None:
        _place(rest, stack, levels) if _mark(rest.text, stack) else opened.body.append(rest)


def _text(piece: Piece, stack: list[_Open]) -> None:
    """Unmarked text: it goes on with the provision that is open, or with one above it.

    A line that begins in lower case after list points ends the sentence of their lead-in; one
    that begins a sentence after a finished list stands beside the list, not in its last point; a
    defined term in quotation marks stands where the defined term before it stands.
    """
    if _TERM.match(piece.text):
        level = next((i for i, o in enumerate(stack) if _defines(o)), len(stack) - 1)
        del stack[level + 1 :]
    elif stack[-1].kind in _POINTS and stack[-1].body and piece.text[:1].islower():
        del stack[-1:]
    elif _finished(stack[-1]):
        while stack[-1].kind in _POINTS:
            stack.pop()
    stack[-1].body.append(piece)


def _finished(opened: _Open) -> bool:
    last = opened.body[-1] if opened.body else None
    return opened.kind in _POINTS and isinstance(last, Piece) and last.text[-1:] in ".;"


def _defines(opened: _Open) -> bool:
    return any(isinstance(p, Piece) and _TERM.match(p.text) for p in opened.body)


def _mark(text: str, stack: list[_Open]) -> tuple[str, re.Match[str]] | None:
    dotted = _DOTTED.fullmatch(text)
    if dotted:  # the depth is the number's own: 4.1.a
        return (".".join("1" * len(text.split("."))), dotted)
    for kind, pattern in _MARKS.items():
        match = pattern.match(text)
        if match:
            return (_resolved(kind, match["num"], stack), match)
    return None


def _resolved(kind: str, num: str, stack: list[_Open]) -> str:
    """(i) follows (h) as a letter; otherwise it is the first roman numeral of a deeper list."""
    other = _AMBIGUOUS.get(kind)
    if not other:
        return kind
    letters = [o for o in stack if o.kind == other]
    if not letters or any(o.kind == kind for o in stack):
        return kind
    previous = letters[-1].num.text.strip("()") if letters[-1].num else ""
    bare = num.strip("()")
    if len(previous) == 1 and len(bare) == 1 and _ORDER.index(bare) == _ORDER.index(previous) + 1:
        return other
    return kind


def joined(first: Piece, second: Piece) -> Piece:
    """Two pieces of one printed number as one, nothing between them."""
    shift = len(first.text)
    runs = (*first.runs, *(Run(r.text + shift, r.source, r.length) for r in second.runs))
    return replace(first, text=first.text + second.text, end=second.end, runs=runs)


def cut(piece: Piece, start: int, end: int) -> Piece | None:
    """Part of a piece without white space at its ends, runs and links cut to size."""
    text = piece.text[start:end]
    bare = text.strip()
    if not bare:
        return None
    start += text.index(bare)
    end = start + len(bare)
    runs: list[Run] = []
    for run in piece.runs:
        first, last = max(run.text, start), min(run.text + run.length, end)
        if first < last:
            runs.append(Run(first - start, run.source + first - run.text, last - first))
    links = tuple(
        Hyperlink(max(k.start, start) - start, min(k.end, end) - start, k.href)
        for k in piece.links
        if k.start < end and start < k.end
    )
    first_source = runs[0].source if runs else piece.start
    last_source = runs[-1].source + runs[-1].length if runs else piece.end
    return replace(
        piece, text=bare, start=first_source, end=last_source, runs=tuple(runs), links=links
    )
