"""Markdown and HTML marks inside a block in, plain words with an exact source map out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.model import Hyperlink, Omission, Piece, Run

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SPECIAL = re.compile(r"[\\<\[*&_`]|\s\s|[\t\u00ad]")
_TOKEN = re.compile(
    r"""
      (?P<escape>\\(?=[\\`*_{}\[\]()#+\-.!|>~^<&§"']))
    | (?P<sup><sup>\s*(?P<supers>[^<]{0,12}?)\s*</sup>)
    | (?P<tag></?(?:b|i|u|em|strong|span|sub|sup|br|p|a|font|small|div|hr|ins|del|center)\b
          [^<>]{0,300}/?>)
    | (?P<image>!\[[^\]]{0,300}\]\([^()\s]*\))
    | (?P<link>\[(?P<label>[^\[\]]{0,500})\]\((?P<href>[^()\s]*(?:\([^()]*\)[^()\s]*)*)
          (?:\s+"[^"]*")?\))
    | (?P<note>\[\^[^\]\s]{1,20}\])
    | (?P<strong>\*\*|__(?=\S)|(?<=\S)__)
    | (?P<emphasis>(?<![(\w])\*(?=[^\s*)])|(?<=[^\s*(])\*(?![\w)])|(?<=\w)\*(?=\w|\s|$))
    | (?P<entity>&(?:[a-zA-Z]{2,8}|\#\d{1,6}|\#x[0-9a-fA-F]{1,5});)
    | (?P<space>\s+)
    """,
    re.VERBOSE,
)


@dataclass
class _Words:
    """The plain text as it grows, with where each stretch of it stands in the source."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    runs: list[Run] = field(default_factory=list)
    omissions: list[Omission] = field(default_factory=list)
    links: list[Hyperlink] = field(default_factory=list)
    pending: bool = False  # a space is due before the next word

    def word(self, text: str, source: int, length: int | None = None) -> None:
        """``text`` stands at ``source``; ``length`` source characters where that differs."""
        if not text:
            return
        gap = 0
        if self.pending and self.length:
            self.parts.append(" ")
            self.length += 1
            gap = 1
        self.pending = False
        last = self.runs[-1] if self.runs else None
        joined = last and last.text + last.length + gap == self.length
        if length is None and last and joined and last.source + last.length + gap == source:
            self.runs[-1] = Run(last.text, last.source, last.length + gap + len(text))
        else:
            self.runs.append(Run(self.length, source, len(text) if length is None else length))
        self.parts.append(text)
        self.length += len(text)

    def omit(self, source: int, text: str, reason: str = "markup") -> None:
        if text.strip():
            self.omissions.append(Omission(source, source + len(text), reason, text))


def clean(lines: Iterable[tuple[int, str]]) -> tuple[Piece | None, tuple[Omission, ...]]:
    """The words of consecutive source lines, each given with its offset.

    Returns no piece where there are no words. Every character that is not white space is in
    exactly one run of the piece or one omission.
    """
    words = _Words()
    for start, line in lines:
        words.pending = True
        if _SPECIAL.search(line):
            _scan(line, start, words)
        else:
            words.word(line.strip(), start + len(line) - len(line.lstrip()))
    if not words.parts:
        return None, tuple(words.omissions)
    first, last = words.runs[0], words.runs[-1]
    piece = Piece(
        "".join(words.parts),
        first.source,
        last.source + last.length,
        tuple(words.runs),
        tuple(words.links),
    )
    return piece, tuple(words.omissions)


def _scan(line: str, start: int, words: _Words) -> None:
    at = 0
    for match in _TOKEN.finditer(line):
        words.word(line[at : match.start()], start + at)
        _token(match, start, words)
        at = match.end()
    words.word(line[at:], start + at)


def _token(match: re.Match[str], start: int, words: _Words) -> None:
    source = start + match.start()
    kind = next(k for k in _KINDS if match[k] is not None)
    if kind == "space":
        words.pending = True
    elif kind == "sup":
        _superscript(match, start, words)
    elif kind == "link":
        _link(match, start, words)
    elif kind == "entity":
        _entity(match, source, words)
    else:
        words.omit(source, match[0], "note-marker" if kind == "note" else "markup")
        if kind == "tag" and match[0][1:3].lower() in ("br", "p>", "hr", "di"):
            words.pending = True


_KINDS = (
    "escape", "sup", "tag", "image", "link", "note", "strong", "emphasis", "entity", "space",
)  # fmt: skip


def _superscript(match: re.Match[str], start: int, words: _Words) -> None:
    inner = match["supers"]
    at = match.start("supers")
    words.omit(start + match.start(), match[0][: at - match.start()])
    words.word(inner.translate(_SUPERSCRIPT), start + at, len(inner))
    words.omit(start + match.end("supers"), match[0][match.end("supers") - match.start() :])


def _link(match: re.Match[str], start: int, words: _Words) -> None:
    words.omit(start + match.start(), "[")
    first = words.length + (1 if words.pending and words.length else 0)
    _scan(match["label"], start + match.start("label"), words)
    if words.length > first:
        words.links.append(Hyperlink(first, words.length, match["href"]))
    tail = match.end("label")
    words.omit(start + tail, match[0][tail - match.start() :])


def _entity(match: re.Match[str], source: int, words: _Words) -> None:
    text = html.unescape(match[0])
    if text.isspace() or text == "\u00ad":
        words.pending = words.pending or text.isspace()
        words.omit(source, match[0])
    else:
        words.word(text, source, len(match[0]))
