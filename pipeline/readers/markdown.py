"""A Markdown body in, ``Line`` values out: one per heading, paragraph, item, quote and table row.

Nothing is placed in a hierarchy here; that is ``structure``'s work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.model import Line, LineKind, Omission, Piece
from pipeline.readers.inline_markup import clean

_DEEPEST = 10
_HEADING = re.compile(r"(?P<mark>\s{0,3}(?P<level>#{1,20})\s+)(?P<text>.*?)(?P<tail>\s+#+)?\s*$")
_ITEM = re.compile(r"(?P<mark>\s*[-*+]\s{1,3})(?=\S)")
_QUOTE = re.compile(r"(?P<mark>\s{0,3}(?:>\s?)+)")
_RULE = re.compile(r"\s{0,3}(?:[-*_]\s*){3,}$")
_TABLE_RULE = re.compile(r"(?=[^-]*-)[\s:|+-]+$")
_NOTE = re.compile(r"(?P<mark>\[\^(?P<id>[^\]\s]{1,20})\]:\s*)")
_ENUMERATED = re.compile(r"\s*(?:\(?\w{1,5}[.)°]|§|[-–—•])\s")
_ENDED = re.compile(r"[.;:!?»”\"]\s*$")
_WRAPPED_AT = 100  # a text hard-wrapped by a program has (almost) no longer line than this


@dataclass
class Scan:
    """What a scan of a body found: lines in order and what was left out of them."""

    lines: list[Line] = field(default_factory=list)
    omissions: list[Omission] = field(default_factory=list)

    def add(self, kind: LineKind, raw: list[tuple[int, str]], level: int = 0) -> None:
        piece, omitted = clean(raw)
        self.omissions.extend(omitted)
        if piece:
            self.lines.append(Line(kind, piece, level))

    def omit(self, start: int, text: str, reason: str = "markup") -> None:
        bare = text.strip()
        if bare:
            at = start + text.index(bare)
            self.omissions.append(Omission(at, at + len(bare), reason, bare))


def scan(text: str, start: int = 0) -> Scan:
    """The lines of ``text[start:]``; offsets are those of ``text``."""
    found = Scan()
    wrapped = _is_wrapped(text[start:])
    block: list[tuple[int, str]] = []
    kind: LineKind = "text"
    level = 0
    for at, line in _physical(text, start):
        opened = _opened(line)
        if opened is None and line.strip() and not (block and _breaks(block, line, wrapped)):
            block.append((at, line))
            continue
        if block:
            found.add(kind, block, level)
            block, kind, level = [], "text", 0
        if opened is not None:
            kind, level, block = _begin(opened, at, line, found)
        elif line.strip():
            block = [(at, line)]
    if block:
        found.add(kind, block, level)
    return found


def _physical(text: str, start: int) -> Iterator[tuple[int, str]]:
    at = start
    for line in text[start:].splitlines(keepends=True):
        yield at, line.rstrip("\r\n")
        at += len(line)


def _is_wrapped(text: str) -> bool:
    """True for a text whose lines a program has broken at a fixed width."""
    lengths = sorted(len(line) for line in text.splitlines() if line.strip())
    return bool(lengths) and lengths[int(len(lengths) * 0.98)] <= _WRAPPED_AT


def _breaks(block: list[tuple[int, str]], line: str, wrapped: bool) -> bool:
    """True if ``line`` begins a block of its own although no blank line stands before it."""
    previous = block[-1][1]
    if wrapped:
        return bool(_ENDED.search(previous) and _ENUMERATED.match(line))
    bare = line.lstrip()
    if previous.rstrip().endswith("(") or bare.startswith(")"):
        return False
    return bool(_ENDED.search(previous) and (not bare[:1].islower())) or len(previous) < 40


def _opened(line: str) -> re.Match[str] | None:
    if _RULE.match(line):
        return _RULE.match(line)
    if line.lstrip().startswith("|"):
        return re.match(r"\s*\|", line)
    return _HEADING.match(line) or _NOTE.match(line) or _QUOTE.match(line) or _ITEM.match(line)


def _begin(
    opened: re.Match[str], at: int, line: str, found: Scan
) -> tuple[LineKind, int, list[tuple[int, str]]]:
    """Handle a line that opens something; the block that goes on after it, if any."""
    groups = opened.groupdict()
    if opened.re is _RULE:
        found.omit(at, line)
        return "text", 0, []
    if "mark" not in groups:
        _row(at, line, found)
        return "text", 0, []
    found.omit(at, groups["mark"])
    rest = [(at + opened.end("mark"), line[opened.end("mark") :])]
    if "level" in groups:
        found.omit(at + opened.start("tail"), groups["tail"] or "")
        text = (at + opened.start("text"), groups["text"])
        level = len(groups["level"])
        deep = level > _DEEPEST  # titles inside quoted law, which head nothing of this one
        found.add("text" if deep else "heading", [text], 0 if deep else level)
        return "text", 0, []
    if "id" in groups:
        return "note", 0, rest
    if opened.re is _QUOTE:
        return "quote", groups["mark"].count(">"), rest
    return "item", len(groups["mark"]) - len(groups["mark"].lstrip()), rest


def _row(at: int, line: str, found: Scan) -> None:
    if _TABLE_RULE.match(line):
        found.omit(at, line)
        return
    cells: list[Piece] = []
    for cell in re.finditer(r"\|(?P<text>(?:\\\||[^|])*)", line):
        found.omissions.append(Omission(at + cell.start(), at + cell.start() + 1, "markup", "|"))
        if cell.end() == len(line) and not cell["text"].strip():
            continue
        piece, omitted = clean([(at + cell.start("text"), cell["text"])])
        found.omissions.extend(omitted)
        cells.append(piece or Piece("", at + cell.start("text"), at + cell.start("text")))
    if any(cell.text for cell in cells):
        whole = Piece("\t".join(c.text for c in cells), cells[0].start, cells[-1].end)
        found.lines.append(Line("row", whole, cells=tuple(cells)))
