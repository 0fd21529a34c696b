"""Trees in, how far they agree out: a provision counts where its path and its own words are exact.

The path is the printed numbers from the top, without brackets, stops and the word before them, so
that it does not matter what an element is called; what elements are called is measured apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.knowledge import Library
from pipeline.model import Document, Grid, Provision
from pipeline.readers import plain
from pipeline.structure import build

LIBRARY = Library.with_overlay(None)
_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile(r"[^\w]+")
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Provided:
    """One provision of a tree: the numbers above it and its own, its heading and own words."""

    path: Path
    heading: str
    words: str
    kind: str = ""

    @property
    def exact(self) -> tuple[Path, str, str]:
        return self.path, self.heading, self.words


@dataclass(frozen=True, slots=True)
class Agreement:
    right: int
    found: int
    expected: int

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.expected) if self.found + self.expected else 1.0

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(
            self.right + other.right, self.found + other.found, self.expected + other.expected
        )


def number(printed: str) -> str:
    """``Art. 5bis.`` and ``5 bis``, ``(a)`` and ``a)``: one number."""
    words = [w for w in _MARKS.split(printed.casefold()) if w]
    short = [w for w in words if any(c.isdigit() for c in w)] or words[-1:]
    return "".join(words[words.index(short[0]) :]) if short else printed.strip()


def words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def read_plain(text: str, style: str | None = None, path: str = "case.txt") -> Document:
    return build(plain.read(text.encode(), path), LIBRARY, style)


def provided(document: Document, *, quoted: bool = False) -> list[Provided]:
    """Every numbered provision of a document, in order."""
    found: list[Provided] = []
    for top in document.body:
        found.extend(_provided(document, top, (), quoted))
    return found


def _provided(
    doc: Document, node: Provision, above: Path, quoted: bool, inside: bool = False
) -> Iterator[Provided]:
    if node.quoted and not quoted:
        return
    path = above
    if node.num and _MARKS.sub("", node.num.span.of(doc.text)):
        path = (*above, number(node.num.span.of(doc.text)))
        heading = node.heading.span.of(doc.text) if node.heading else ""
        own = " ".join(_own(doc, node))
        if inside:  # plain text does not tell the heading of a subsection from its first words
            heading, own = "", f"{heading} {own}"
        yield Provided(path, words(heading), words(own), node.kind)
    for part in node.body:
        if isinstance(part, Provision):
            yield from _provided(doc, part, path, quoted, inside or node.unit)


def _own(doc: Document, node: Provision) -> Iterator[str]:
    """The words of a provision that are in no numbered provision below it."""
    for part in node.body:
        if isinstance(part, Grid):
            yield " ".join(cell.span.of(doc.text) for row in part.rows for cell in row)
        elif isinstance(part, Provision):
            if not part.num and not part.quoted:
                yield part.heading.span.of(doc.text) if part.heading else ""
                yield from _own(doc, part)
        else:
            yield part.span.of(doc.text)


def compare(found: list[Provided], expected: list[Provided]) -> tuple[Agreement, list[str]]:
    """How far two trees agree, and the provisions in which they do not."""
    left = Counter(p.exact for p in found)
    right = Counter(p.exact for p in expected)
    common = left & right
    lines = [f"- {'/'.join(p)} | {h} | {w[:90]}" for p, h, w in (right - left)]
    lines += [f"+ {'/'.join(p)} | {h} | {w[:90]}" for p, h, w in (left - right)]
    return Agreement(common.total(), left.total(), right.total()), sorted(
        lines, key=lambda line: line[2:]
    )
