"""What a reader heard of a file's texts in; those that it passed over out, left out on record.

A reader knows the publisher's grammar. Text where that grammar has none is found here, recorded as
left out and reported: nothing is lost in silence. One pass over the elements, whatever their order.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from pipeline.errors import finding
from pipeline.model import Finding, Node, Omission, Piece, Source, Table
from pipeline.readers.running_text import RunningText
from pipeline.safexml import line_of, local
from pipeline.text import collapse

_SHOWN = 60
_GRAM = 12  # characters by whose presence a longer text is known


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of the file: the element that holds it, its place, whether a piece took it."""

    words: str
    owner: etree._Element
    start: int
    end: int
    heard: bool


def with_residue(source: Source, walker: RunningText) -> Source:
    """The source, each stretch of text that is in none of its parts an omission and a finding."""
    left_out = _Places(source.omissions)
    texts = [text for text in _texts(walker) if not left_out.hold(text, walker)]
    lost = [text for text in texts if not text.heard]
    heard = [text for text in texts if text.heard]
    given = _squeezed("".join(_given(source)))
    asked = _added(walker) + sum(len(_squeezed(text.words)) for text in heard)
    if len(given) < asked:  # a piece was dropped
        lost += _missing(heard, given)
    if not lost:
        return source
    omissions: list[Omission] = []
    findings: list[Finding] = []
    for text in sorted(lost, key=lambda text: text.start):
        shown = collapse(text.words)
        omissions.append(Omission(text.start, text.end, "unread", shown))
        line = line_of(text.owner)
        findings.append(finding("XML-UNREAD", source.path, line, text=shown[:_SHOWN]))
    return replace(
        source,
        omissions=(*source.omissions, *omissions),
        findings=(*source.findings, *findings),
    )


def _texts(walker: RunningText) -> Iterator[_Text]:
    """Every text that is not white space, in the order of the file."""
    for event, element in etree.iterwalk(walker.root, events=("start", "end")):
        extent = walker.extent.get(element)
        if extent is None:  # an element that the reader added
            continue
        if event == "start" and element.text and not element.text.isspace():
            end = walker.extent.get(element[0], extent)[0] if len(element) else extent[1]
            heard = (element, False) in walker.heard
            yield _Text(element.text, element, extent[0], max(extent[0], end), heard)
        parent = element.getparent()
        if event == "end" and parent is not None and element.tail and not element.tail.isspace():
            following = element.getnext()
            around = walker.extent.get(parent, extent)
            end = around[1] if following is None else walker.extent.get(following, around)[0]
            heard = (element, True) in walker.heard
            yield _Text(element.tail, parent, extent[1], max(extent[1], end), heard)


def _added(walker: RunningText) -> int:
    """How many characters pieces may have that are none in the file: by elements, by the reader."""
    known = walker.known.characters
    spelled = (known.get(local(element), "") for element in walker.extent) if known else ()
    labels = (e.text or "" for e in walker.root.iter(etree.Element) if e not in walker.extent)
    return sum(len(_squeezed(text)) for text in (*spelled, *labels))


class _Places:
    """Places in the file that were left out."""

    def __init__(self, omissions: tuple[Omission, ...]) -> None:
        places = sorted((o.start, o.end) for o in omissions)
        self._starts = [start for start, _ in places]
        self._ends: list[int] = []  # the furthest end up to each place
        for _, end in places:
            self._ends.append(max(end, self._ends[-1]) if self._ends else end)

    def hold(self, text: _Text, walker: RunningText) -> bool:
        """Whether a text, or the element that holds it, lies in something left out."""
        owner = walker.extent.get(text.owner, (text.start, text.end))
        return self._covers(text.start, text.end) or self._covers(*owner)

    def _covers(self, start: int, end: int) -> bool:
        index = bisect_right(self._starts, start) - 1
        return index >= 0 and end <= self._ends[index]


def _missing(texts: list[_Text], given: str) -> list[_Text]:
    """Those texts of which the words that were given do not have every stretch."""
    wanted = [(text, _stretches(_squeezed(text.words))) for text in texts]
    lengths = {len(stretch) for _, found in wanted for stretch in found}
    known = {given[i : i + n] for n in lengths for i in range(len(given) - n + 1)}
    return [text for text, found in wanted if not found <= known]


def _stretches(words: str) -> set[str]:
    """A text in stretches of equal length, the last from its end; a short one whole."""
    ends = range(_GRAM, len(words) + 1, _GRAM)
    return {words[end - _GRAM : end] for end in ends} | {words[-_GRAM:]}


def _given(source: Source) -> Iterator[str]:
    """The words of every piece of a source; a note that several provisions have counts once."""
    parts = (*source.preface, *source.preamble, *source.nodes, *source.conclusions)
    noted: set[int] = set()
    for part in parts:
        yield from _words(part, noted)
    for note in source.notes:
        if id(note.piece) not in noted:
            noted.add(id(note.piece))
            yield note.piece.text


def _words(part: Piece | Table | Node, noted: set[int]) -> Iterator[str]:
    if isinstance(part, Piece):
        yield part.text
    elif isinstance(part, Table):
        yield from (cell.text for row in part.rows for cell in row)
    else:
        yield from (piece.text for piece in (part.num, part.heading) if piece)
        for child in part.body:
            yield from _words(child, noted)
        for note in part.notes:
            if id(note.piece) not in noted:
                noted.add(id(note.piece))
                yield note.piece.text


def _squeezed(text: str) -> str:
    bare = "".join(text.split())
    return bare if bare.isascii() else unicodedata.normalize("NFKC", bare)
