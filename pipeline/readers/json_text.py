"""Strings of a JSON file in, pages and pieces out whose words stand at their place in that file.

What a reader has no place for is found at the end: every string is law, a note or an omission.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.errors import finding
from pipeline.model import Finding, Omission, Piece
from pipeline.readers.html_flow import Flow
from pipeline.safehtml import Chunk, Page, parse_html
from pipeline.safejson import Stretch, Value, stretches
from pipeline.text import collapse

_SHOWN = 60


@dataclass
class Strings:
    """The strings of one file; ``omissions`` collect on the way."""

    text: str
    path: str
    omissions: list[Omission] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)  # where the strings begin that have a place

    def piece(self, value: Value | None) -> Piece | None:
        """A string without markup as one piece."""
        if value is None or value.kind != "string":
            return None
        self.taken.add(value.start)
        flow = Flow(self.omissions)
        for part in stretches(value, self.text):
            flow.add(Chunk(part.text, part.source, part.length))
        return flow.piece()

    def page(self, value: Value) -> Page:
        """A string of HTML as a page; its places are those in the file."""
        self.taken.add(value.start)
        page = parse_html(value.text)
        place = _Places(tuple(stretches(value, self.text)))
        for chunks in (*page.texts.values(), *page.tails.values()):
            chunks[:] = [part for chunk in chunks for part in place.moved(chunk)]
        page.starts = {element: place.of(at) for element, at in page.starts.items()}
        self.omissions.extend(
            Omission(place.of(o.start), place.of(o.end), o.reason, o.text) for o in page.omissions
        )
        return page

    def omit(self, value: Value, reason: str) -> None:
        """Record that a value holds no words of the law, whatever is in it."""
        inner = list(value.strings())
        self.taken.update(string.start for string in inner)
        if inner:
            said = collapse(" ".join(string.text for string in inner))
            self.omissions.append(Omission(value.start, value.end, reason, said))

    def rest(self, value: Value, metadata: frozenset[str]) -> None:
        """What of ``value`` has no place: members named in ``metadata``, and text that is unread.

        The latter is a finding.
        """
        for name, member in value.members:
            if name in metadata and not self._holds_taken(member):
                self.omit(member, "metadata")
            elif member.kind != "string":
                self.rest(member, metadata)
            elif member.start not in self.taken and member.text.strip():
                self.omit(member, "unread")
                shown = collapse(member.text)[:_SHOWN]
                line = self.text.count("\n", 0, member.start) + 1
                self.findings.append(finding("JSON-UNREAD", self.path, line, text=shown))

    def _holds_taken(self, value: Value) -> bool:
        return any(string.start in self.taken for string in value.strings())


class _Places:
    """Where the characters of a string that was read stand in the file."""

    def __init__(self, parts: tuple[Stretch, ...]) -> None:
        self.parts = parts
        self.begins: list[int] = []
        at = 0
        for part in parts:
            self.begins.append(at)
            at += len(part.text)
        self.length = at

    def of(self, at: int) -> int:
        """The place of character ``at``; at the end, the place behind the last."""
        if not self.parts:
            return 0
        index = bisect_right(self.begins, at) - 1
        part = self.parts[index]
        if at >= self.length:
            return part.source + part.length
        return part.source + (at - self.begins[index] if part.length == len(part.text) else 0)

    def moved(self, chunk: Chunk) -> Iterable[Chunk]:
        """A chunk of the string as chunks of the file."""
        start, end = chunk.source, chunk.source + chunk.length
        if not chunk.exact:  # a character reference, which may hold escapes in its turn
            yield Chunk(chunk.text, self.of(start), self._behind(end) - self.of(start))
            return
        index = bisect_right(self.begins, start) - 1
        while start < end:
            part, begin = self.parts[index], self.begins[index]
            stop = min(end, begin + len(part.text))
            text = chunk.text[start - chunk.source : stop - chunk.source]
            plain = part.length == len(part.text)
            yield Chunk(text, self.of(start), len(text) if plain else part.length)
            start, index = stop, index + 1

    def _behind(self, end: int) -> int:
        """The place behind the character before ``end``."""
        index = bisect_right(self.begins, end - 1) - 1
        part = self.parts[index]
        whole = part.length != len(part.text)
        return part.source + (part.length if whole else end - self.begins[index])


def named(value: Value, name: str) -> Iterator[Value]:
    """Every member of that name in a value, however deep."""
    for key, member in value.members:
        if key == name:
            yield member
        yield from named(member, name)
