"""Paragraphs with their left margins in, a tree of numbered provisions and quotations out.

For publishers who print ``(1)``, ``(a)``, ``(i)`` as text and show the hierarchy by indentation:
what is indented further belongs to what stands above it. The form of a number only names the level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipeline.model import Node, Piece, Table

Part = Piece | Table | Node
_NUMBER = re.compile(
    r"""(?P<quote>[“"]?)
        (?P<num>\((?P<label>\d{1,3}[A-Z]{0,3}|[A-Za-z]{1,5})\)|(?P<dotted>\d{1,3}[A-Z]{0,3})\.)
        (?=\s|$)\s*""",
    re.VERBOSE,
)
_ROMAN = re.compile(r"[ivxl]+\Z")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block as printed, and its left margin in the publisher's own unit."""

    part: Part
    indent: int


@dataclass
class _Opened:
    kind: str
    indent: float
    num: Piece | None = None
    body: list[Part | _Opened] = field(default_factory=list)

    def closed(self) -> Node:
        body = tuple(p.closed() if isinstance(p, _Opened) else p for p in self.body)
        return Node(self.kind, self.num, body=body, quoted=self.kind == "quotedStructure")


def nested(paragraphs: list[Paragraph], dotted: str = "paragraph") -> tuple[Part, ...]:
    """The paragraphs as a tree; a stretch that is quoted whole is a quotation.

    ``dotted``: what ``1.`` numbers at the top; in a quotation it is a section.
    """
    top = _Opened(dotted, -1.0)
    stack = [top]
    at = 0
    while at < len(paragraphs):
        end = _quotation(paragraphs, at)
        if end > at:
            while len(stack) > 1 and stack[-1].indent >= paragraphs[at].indent:
                stack.pop()
            inner = _tree(paragraphs[at:end])
            stack[-1].body.append(Node("quotedStructure", body=inner, quoted=True))
            at = end
            continue
        _place(paragraphs[at], stack)
        at += 1
    return top.closed().body


def _tree(paragraphs: list[Paragraph]) -> tuple[Part, ...]:
    top = _Opened("section", -1.0)
    stack = [top]
    for paragraph in paragraphs:
        _place(paragraph, stack)
    return top.closed().body


def _quotation(paragraphs: list[Paragraph], at: int) -> int:
    """Where the quotation that begins with a whole paragraph ends; ``at`` if there is none.

    It opens with a quotation mark that is not closed in its paragraph, or before a number.
    """
    part = paragraphs[at].part
    if not isinstance(part, Piece) or not part.text.startswith("“"):
        return at
    open_marks = _balance(part)
    if open_marks <= 0:
        return at + 1 if _NUMBER.match(part.text) else at
    for end in range(at + 1, len(paragraphs)):
        open_marks += _balance(paragraphs[end].part)
        if open_marks <= 0:
            return end + 1
    return at  # never closed: not a quotation that can be told from the law around it


def _balance(part: Part) -> int:
    return part.text.count("“") - part.text.count("”") if isinstance(part, Piece) else 0


def _place(paragraph: Paragraph, stack: list[_Opened]) -> None:
    """Put a paragraph where its margin says: below the last thing that begins further left."""
    part, indent = paragraph.part, float(paragraph.indent)
    numbers = list(_numbers(part)) if isinstance(part, Piece) else []
    siblings = [o for o in stack[1:] if o.indent == indent]
    if not numbers:
        while len(stack) > 1 and stack[-1].indent > indent:
            stack.pop()
        stack[-1].body.append(part)
        return
    while len(stack) > 1 and stack[-1].indent >= indent:
        stack.pop()
    for depth, (num, rest) in enumerate(numbers):
        alike = not depth and siblings and _is_letter(siblings[0].num) and _is_letter(num)
        kind = siblings[0].kind if alike else _kind(num.text, stack[-1])
        opened = _Opened(kind, indent + depth, num)
        stack[-1].body.append(opened)
        stack.append(opened)
        if rest:
            opened.body.append(rest)


def _numbers(piece: Piece) -> Iterator[tuple[Piece, Piece | None]]:
    """The numbers at the beginning of a piece, each with the text that is its own."""
    text, found = piece.text, []
    while match := _NUMBER.match(text):
        found.append(replace(piece, text=text[: match.end()].strip(), links=(), changes=()))
        text = text[match.end() :]
        if match["dotted"] is None and not text.startswith("("):
            break
    cut = len(piece.text) - len(text)
    links = tuple(
        replace(k, start=k.start - cut, end=k.end - cut) for k in piece.links if k.start >= cut
    )
    for number in found[:-1]:
        yield number, None
    if found:
        yield found[-1], replace(piece, text=text, links=links) if text else None


def _is_letter(num: Piece | None) -> bool:
    """True for (a) or (i): which of the two it is, its neighbour at the same margin knows."""
    match = _NUMBER.match(num.text) if num else None
    return bool(match and match["label"] and match["label"].islower())


def _kind(printed: str, parent: _Opened) -> str:
    """What a number names: (1) subsection, (a) paragraph, (i) subparagraph, (I) clause."""
    match = _NUMBER.match(printed)
    label = match["label"] if match else None
    if match and match["dotted"]:
        return parent.kind if parent.indent < 0 else "point"
    if not label or label[0].isdigit():
        return "subsection" if parent.kind == "section" else "subparagraph"
    if label[0].isupper():
        return "clause"
    roman = bool(_ROMAN.match(label)) and parent.kind not in ("section", "subsection")
    return "subparagraph" if roman else "paragraph"
