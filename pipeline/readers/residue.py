"""The elements of a file and what its reader made of them in; the words that it passed over out.

A reader knows the publisher's grammar. Text where that grammar has none is found here, recorded as
left out and reported: nothing is lost in silence.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from pipeline.errors import finding
from pipeline.model import Finding, Node, Note, Omission, Piece, Source, Table
from pipeline.readers.running_text import RunningText
from pipeline.safexml import line_of
from pipeline.text import collapse

_SHOWN = 60


def with_residue(source: Source, root: etree._Element, walker: RunningText) -> Source:
    """The source, each stretch of text that is in none of its parts an omission and a finding."""
    found = _Given(source)
    omissions: list[Omission] = []
    findings: list[Finding] = []
    for owner, text in _texts(root):
        extent = walker.extent.get(owner)
        if extent is None or found.omits(extent) or found.holds(text):
            continue
        shown = collapse(text)
        omissions.append(Omission(*extent, "unread", shown))
        line = line_of(owner)
        findings.append(finding("XML-UNREAD", source.path, line, text=shown[:_SHOWN]))
    if not omissions:
        return source
    return replace(
        source,
        omissions=(*source.omissions, *omissions),
        findings=(*source.findings, *findings),
    )


def _texts(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Every text that is not white space, and the element in which it stands, in their order."""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start" and element.text and not element.text.isspace():
            yield element, element.text
        parent = element.getparent()
        if event == "end" and parent is not None and element.tail and not element.tail.isspace():
            yield parent, element.tail


class _Given:
    """What a source holds: its words without white space, and the places that it left out."""

    def __init__(self, source: Source) -> None:
        parts = (*source.preface, *source.preamble, *source.nodes, *source.conclusions)
        words = [piece.text for part in parts for piece in _pieces(part)]
        words += [note.piece.text for note in source.notes]
        self._words = _squeezed("".join(words))
        self._at = 0
        places = sorted((o.start, o.end) for o in source.omissions)
        self._starts = [start for start, _ in places]
        self._ends: list[int] = []  # the furthest end up to each place
        for _, end in places:
            self._ends.append(max(end, self._ends[-1]) if self._ends else end)

    def holds(self, text: str) -> bool:
        """Whether the words have this text; they are looked for from where the last were found."""
        wanted = _squeezed(text)
        at = self._words.find(wanted, self._at)
        if at < 0:
            return wanted in self._words[: self._at + len(wanted)]
        self._at = at + len(wanted) if at - self._at < len(self._words) // 8 else self._at
        return True

    def omits(self, extent: tuple[int, int]) -> bool:
        """Whether an element lies in something left out."""
        index = bisect_right(self._starts, extent[0]) - 1
        return index >= 0 and extent[1] <= self._ends[index]


def _squeezed(text: str) -> str:
    bare = "".join(text.split())
    return bare if bare.isascii() else unicodedata.normalize("NFKC", bare)


def _pieces(part: Piece | Table | Node) -> Iterator[Piece]:
    if isinstance(part, Piece):
        yield part
    elif isinstance(part, Table):
        for row in part.rows:
            yield from row
    else:
        yield from (p for p in (part.num, part.heading) if p)
        for child in part.body:
            yield from _pieces(child)
        yield from _noted(part.notes)


def _noted(notes: tuple[Note, ...]) -> Iterator[Piece]:
    yield from (note.piece for note in notes)
