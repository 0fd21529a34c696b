"""Chunks of a page in, pieces out: white space collapsed, every word tied to its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.model import Hyperlink, Omission, Piece, Run
from pipeline.safehtml import Chunk

SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_WORD = re.compile(r"[^\s\u00ad\u200b]+")


@dataclass
class Flow:
    """Running text as it grows; ``omissions`` takes its soft hyphens."""

    omissions: list[Omission]
    parts: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    links: list[Hyperlink] = field(default_factory=list)
    length: int = 0
    pending: bool = False  # a space is due before the next word
    end: int = 0

    def add(self, chunk: Chunk, raised: bool = False) -> None:
        """The words of a chunk; ``raised``: its digits become superscripts."""
        at = 0
        for match in _WORD.finditer(chunk.text):
            self._gap(chunk.text[at : match.start()], chunk, at)
            self._word(match[0].translate(SUPERSCRIPT) if raised else match[0], chunk, match)
            at = match.end()
        self._gap(chunk.text[at:], chunk, at)

    def _gap(self, text: str, chunk: Chunk, at: int) -> None:
        for index, char in enumerate(text):
            if char.isspace():
                self.pending = True
            elif chunk.exact:  # soft hyphen, zero-width space: hints to a printer
                place = chunk.source + at + index
                self.omissions.append(Omission(place, place + 1, "hyphenation", char))
            else:
                end = chunk.source + chunk.length
                self.omissions.append(Omission(chunk.source, end, "hyphenation", char))

    def _word(self, text: str, chunk: Chunk, match: re.Match[str]) -> None:
        self._due()
        if chunk.exact:
            source = chunk.source + match.start()
            extend(self.runs, self.length, source, len(text))
        else:  # a character reference: its first character stands for it, and for nothing beside it
            source = chunk.source
            self.runs.append(Run(self.length, source, len(text)))
        self.parts.append(text)
        self.length += len(text)
        self.end = source + (len(text) if chunk.exact else chunk.length)

    def generated(self, text: str, source: int) -> None:
        """Words that the page shows and the file does not hold (an automatic number)."""
        self._due()
        self.parts.append(text)
        self.length += len(text)
        self.end = max(self.end, source)
        if not self.runs:
            self.runs.append(Run(0, source, 0))
        self.pending = True

    def _due(self) -> None:
        if self.pending and self.length:
            self.parts.append(" ")
            self.length += 1
        self.pending = False

    def take_back(self, chars: str) -> None:
        """Leave out the last character if it is one of ``chars``: the bracket of a mark."""
        last = self.parts[-1] if self.parts else ""
        if not last or last[-1] not in chars or not self.runs:
            return
        run = self.runs.pop()
        if run.length > 1:
            self.runs.append(Run(run.text, run.source, run.length - 1))
        place = run.source + run.length - 1
        self.omissions.append(Omission(place, place + 1, "amendment-mark", last[-1]))
        self.parts[-1] = last[:-1]
        self.length -= 1
        while self.parts and not self.parts[-1].strip():
            self.length -= len(self.parts.pop())
            self.pending = True
        if self.runs and self.runs[-1].text + self.runs[-1].length > self.length:
            run = self.runs.pop()
            self.runs.append(Run(run.text, run.source, self.length - run.text))

    def space(self) -> None:
        self.pending = True

    def piece(self) -> Piece | None:
        """What was collected as one piece; the flow is empty afterwards."""
        text = "".join(self.parts)
        runs = tuple(run for run in self.runs if run.length)
        links = tuple(k for k in self.links if k.start < k.end)
        start = self.runs[0].source if self.runs else 0
        end = max(self.end, start)
        self.parts, self.runs, self.links = [], [], []
        self.length, self.pending, self.end = 0, False, 0
        return Piece(text, start, end, runs, links) if text else None


def extend(runs: list[Run], at: int, source: int, length: int) -> None:
    """Add a stretch; one that goes on where the last ended, space by space, makes it longer."""
    last = runs[-1] if runs else None
    if last and at - last.text == source - last.source and at - last.text <= last.length + 1:
        runs[-1] = Run(last.text, last.source, at - last.text + length)
    else:
        runs.append(Run(at, source, length))
