"""A document in, plain text as its tradition would print it out: what a reader then gives back
must be the tree that was printed."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.knowledge.drafting import HeadingPlace
from pipeline.model import Document, Grid, Provision


@dataclass(frozen=True, slots=True)
class Print:
    """How a tradition prints; ``own_line``: the number of a unit stands alone on its line."""

    heading: HeadingPlace
    own_line: bool = False
    indent: int = 0
    width: int = 0  # column at which lines are wrapped; 0: not at all


def printed(document: Document, how: Print) -> str:
    lines: list[str] = [b.span.of(document.text) for b in document.preface]
    for part in document.preamble:
        if not isinstance(part, Provision):
            lines.append(part.span.of(document.text))
    for top in document.body:
        _print(document, top, how, 0, lines)
    return "\n\n".join(_wrapped(line, how.width) for line in lines if line.strip()) + "\n"


def _print(doc: Document, node: Provision, how: Print, depth: int, lines: list[str]) -> None:
    num = node.num.span.of(doc.text) if node.num else ""
    heading = node.heading.span.of(doc.text) if node.heading else ""
    body = list(node.body)
    if not node.unit and depth == 0:
        _print_container(num, heading, lines)
    elif node.unit:
        _print_unit(doc, num, heading, body, how, lines)
    else:
        lines.append(f"{' ' * how.indent * depth}{num} {heading}".rstrip())
        if body and num and not heading:
            _join_first(doc, body, lines)
    for part in body:
        if isinstance(part, Provision):
            inside = depth + 1 if node.unit or depth else 0
            _print(doc, part, how, inside, lines)
        elif isinstance(part, Grid):
            lines.extend(" ".join(c.span.of(doc.text) for c in row) for row in part.rows)
        else:
            lines.append(" " * how.indent * depth + part.span.of(doc.text))


def _print_container(num: str, heading: str, lines: list[str]) -> None:
    if num:
        lines.append(f"{num}\n{heading}".rstrip())
    elif heading:
        lines.append(heading)


def _print_unit(
    doc: Document,
    num: str,
    heading: str,
    body: list[object],
    how: Print,
    lines: list[str],
) -> None:
    if how.heading == "before" and heading:
        lines.append(heading)
        lines.append(num)
    elif how.heading == "after" and heading:
        lines.append(f"{num}\n{heading}")
        return
    else:
        lines.append(f"{num} {heading}".rstrip())
        if heading:
            return
    if not how.own_line and num:
        _join_first(doc, body, lines)


def _join_first(doc: Document, body: list[object], lines: list[str]) -> None:
    """The first words of a body on the line of its number."""
    first = body[0] if body else None
    if first is not None and not isinstance(first, (Provision, Grid)):
        lines[-1] += " " + first.span.of(doc.text)  # type: ignore[attr-defined]
        del body[0]


def _wrapped(line: str, width: int) -> str:
    import textwrap

    if not width:
        return line
    return "\n".join(
        "\n".join(textwrap.wrap(part, width, break_on_hyphens=False, break_long_words=False)) or ""
        for part in line.split("\n")
    )
