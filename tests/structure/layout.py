"""The lines of a law and lots in, the law as a printer would lay it out.

Blank lines, indents, wrapped lines, tables of contents, page numbers, running heads and form feeds
are drawn by lot; nothing of the law's own words changes.
"""

from __future__ import annotations

import random
import textwrap
from dataclasses import dataclass

_HEADS = ("Official Gazette No. 17", "RECORDS", "Bulletin 2012/4")
_CONTENTS = {
    "en": "CONTENTS", "de": "Inhaltsübersicht", "fr": "SOMMAIRE", "it": "INDICE", "es": "ÍNDICE",
    "nl": "Inhoudsopgave", "sv": "Innehåll", "nb": "Innhold",
}  # fmt: skip
_PAGES = (
    lambda n: f"{' ' * 36}{n}",
    lambda n: f"{' ' * 34}- {n} -",
    lambda n: f"Page {n} of 99",
    lambda n: f"\f{n}",
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of the law: how deep it stands, and whether a block begins with it."""

    depth: int
    text: str
    begins: bool = True


@dataclass(frozen=True, slots=True)
class _Paper:
    width: int
    indent: str
    hanging: str
    blank: bool


def laid_out(lines: list[Printed], contents: list[str], language: str, lot: random.Random) -> str:
    """The whole text, with a line break at its end."""
    width = lot.choice((0, 0, 72, 80, 95))
    indent = lot.choice(("", "", "  ", "    ", "\t")) if not width else lot.choice(("", "", "   "))
    hanging = lot.choice(("", "", "    ")) if width else ""
    blank = lot.choice((True, True, False))
    paper = _Paper(width, indent, hanging, blank)
    out = _blocks(lines, paper)
    if lot.random() < 0.15 and len(contents) > 3:
        at = 1 if len(out) < 2 or out[1] else 2
        out[at:at] = [_CONTENTS[language], "", *_leaders(contents, lot), ""]
    if lot.random() < 0.3:
        out = _paged(out, lot)
    return "\n".join(out) + "\n"


def _blocks(lines: list[Printed], paper: _Paper) -> list[str]:
    out: list[str] = []
    for line in lines:
        if out and paper.blank and line.begins:
            out.append("")
        margin = paper.indent * line.depth
        if not paper.width:
            out.append(margin + line.text)
            continue
        out += textwrap.wrap(
            line.text, paper.width, initial_indent=margin,
            subsequent_indent=margin + (paper.hanging if line.depth else ""),
            break_on_hyphens=False, break_long_words=False,
        )  # fmt: skip
    return out


def _leaders(contents: list[str], lot: random.Random) -> list[str]:
    dotted = lot.random() < 0.5
    return [
        f"{entry} {'.' * max(3, 60 - len(entry))} {n + 1}" if dotted else entry
        for n, entry in enumerate(contents)
    ]


def _paged(lines: list[str], lot: random.Random) -> list[str]:
    page, head = lot.choice(_PAGES), lot.choice(("", *_HEADS))
    length = lot.choice((30, 45, 55))
    paged: list[str] = []
    for n, line in enumerate(lines):
        paged.append(line)
        if n % length == length - 1 and len(lines) > 2 * length:
            paged += ["", page(n // length + 1), *([head] if head else []), ""]
    return paged
