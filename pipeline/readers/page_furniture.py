"""Physical lines of a text that was once printed in, those that belong to the page and not to the
law out: page numbers, running heads, rules, and the footnotes below a rule.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

PageRole = Literal["", "furniture", "note"]

_DECORATED = re.compile(
    r"\s*(?:[-–—\[(|]\s*(?P<a>\d{1,4})\s*[-–—\])|]"
    r"|(?:page|seite|pagina|página|side|sida|p\.|s\.|pág\.|pag\.|str\.|lk)\s*(?P<b>\d{1,4})"
    r"(?:\s*(?:/|of|von|de|sur|di|van|av|af|na)\s*\d{1,4})?"
    r"|(?P<c>\d{1,4})\s*(?:/|of|von|de|sur|di|van|av|af)\s*\d{1,4})\s*\Z",
    re.IGNORECASE,
)
_BARE = re.compile(r"\s*(?P<n>\d{1,4})\s*\Z")
_AT_EDGE = re.compile(r"\A\s*(?P<a>\d{1,4})\s{2,}(?=\S)|(?<=\S)\s{2,}(?P<b>\d{1,4})\s*\Z")
_RULE = re.compile(r"\s*(?:_{5,}|-{5,}|—{3,}|={5,}|\*{3,}|(?:\*\s){2,}\*|─{3,})\s*\Z")
_FOOTNOTE = re.compile(
    r"\s*(?:\[(?P<a>\d{1,3})\]|(?P<b>[¹²³⁰⁴-⁹]{1,3})|(?P<c>\d{1,3})|\*{1,3})\s+\S"
)
_ENDED = re.compile(r"[.;:!?»”\"’)\]–—-]\s*\Z")
_FAR = 20  # columns: a number alone so far right is no provision's
_APART = 8  # lines between two running heads at least
_SHARE = 0.3  # of the pages that show a running head at least: left and right may differ
_LONG = 110  # characters: a longer line is no running head


@dataclass(frozen=True, slots=True)
class Physical:
    """One line of the file without its line break; ``start``: its offset in the file."""

    start: int
    text: str
    bare: str  # without white space at its ends
    indent: int  # columns before its text
    page: bool = False  # a form feed stands before it

    @property
    def blank(self) -> bool:
        return not self.bare

    @property
    def first(self) -> int:
        """The offset of its first character that is not white space."""
        return self.start + self.text.index(self.bare[:1])


def physical(text: str, start: int = 0) -> list[Physical]:
    """The lines of ``text[start:]``; form feeds are white space that begins a page."""
    lines: list[Physical] = []
    at = start
    for line in text[start:].split("\n"):
        feed = line.startswith("\f")
        shown = line.rstrip("\r").replace("\f", " ")
        bare = shown.strip()
        before = shown[: shown.index(bare)] if bare else ""
        lines.append(Physical(at, shown, bare, len(before.expandtabs(4)), feed))
        at += len(line) + 1
    return lines


def page_roles(lines: Sequence[Physical]) -> list[PageRole]:
    """What each line is to the page; empty for the law's own text."""
    roles: list[PageRole] = [""] * len(lines)
    numbers = _page_numbers(lines)
    for index in numbers:
        roles[index] = "furniture"
    edges = numbers | {i for i, line in enumerate(lines) if line.page}
    for index in _running_heads(lines, edges):
        roles[index] = "furniture"
    _footnotes(lines, roles)
    return roles


def _page_numbers(lines: Sequence[Physical]) -> set[int]:
    """Numbers alone on their lines that count up by one, in a dress or place of page numbers."""
    decorated = [(i, int(n)) for i, line in enumerate(lines) if (n := _decorated(line.text))]
    found = {i for i, _ in decorated} if _counts_up([n for _, n in decorated]) else set()
    bare = [
        (i, int(match["n"]))
        for i, line in enumerate(lines)
        if (match := _BARE.match(line.text)) and _on_page_edge(lines, i)
    ]
    return found | ({i for i, _ in bare} if _counts_up([n for _, n in bare]) else set())


def _decorated(text: str) -> str:
    match = _DECORATED.match(text)
    return next((group for group in match.groups() if group), "") if match else ""


def _counts_up(numbers: Sequence[int]) -> bool:
    return len(numbers) > 1 and all(a < b <= a + 2 for a, b in pairwise(numbers))


def _on_page_edge(lines: Sequence[Physical], index: int) -> bool:
    """Whether a number stands where only a page number can: far right, at a feed, in a sentence."""
    if lines[index].indent >= _FAR or lines[index].page:
        return True
    before = next((lines[i] for i in range(index - 1, -1, -1) if not lines[i].blank), None)
    after = next((lines[i] for i in range(index + 1, len(lines)) if not lines[i].blank), None)
    if after is None or after.page or before is None:
        return after is None or (after is not None and after.page)
    interrupted = not _ENDED.search(before.text) and after.text.lstrip()[:1].islower()
    return interrupted and (lines[index - 1].blank or lines[index + 1].blank)


def _running_heads(lines: Sequence[Physical], edges: set[int]) -> set[int]:
    """Short lines that come again and again where pages begin or end."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        bare = line.bare
        if 0 < len(bare) <= _LONG and index not in edges and not _RULE.match(line.text):
            places[_AT_EDGE.sub("", bare).strip().casefold()].append(index)
    found: set[int] = set()
    for repeated in places.values():
        at_edge = [i for i in repeated if _near(lines, i, edges)]
        numbered = [i for i in repeated if _AT_EDGE.search(lines[i].text.strip())]
        if len(numbered) > 1 and _counts_up([_edge_number(lines[i].text) for i in numbered]):
            found.update(numbered)
        if len(at_edge) >= max(2, _SHARE * len(edges)) or (
            at_edge and len(edges) < 3 and len(repeated) > 1
        ):
            found.update(at_edge)
        elif _apart(repeated) and all(_interrupts(lines, i) for i in repeated[1:]):
            found.update(repeated[1:])
    return found


def _apart(repeated: Sequence[int]) -> bool:
    """Whether a line comes again at about the same distance, as pages do."""
    steps = [b - a for a, b in pairwise(repeated)]
    return len(steps) > 2 and min(steps) >= _APART and max(steps) <= 2 * min(steps)


def _edge_number(text: str) -> int:
    match = _AT_EDGE.search(text.strip())
    return int(match["a"] or match["b"]) if match else 0


def _near(lines: Sequence[Physical], index: int, edges: set[int]) -> bool:
    """Whether a page number or feed is the next line that is not blank, above or below."""
    if index in edges or lines[index].page:
        return True
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(lines) and lines[at].blank and at not in edges:
            at += step
        if at in edges and not (step == -1 and lines[at].page and not _is_number(lines[at])):
            return True
    return False


def _is_number(line: Physical) -> bool:
    return bool(_BARE.match(line.text) or _DECORATED.match(line.text))


def _interrupts(lines: Sequence[Physical], index: int) -> bool:
    """Whether a line cuts a sentence in two that goes on behind it: no line of the law does."""
    if not lines[index].text.strip()[:1].isupper() or _ENDED.search(lines[index].text):
        return False
    before = next((lines[i] for i in range(index - 1, -1, -1) if not lines[i].blank), None)
    after = next((lines[i] for i in range(index + 1, len(lines)) if not lines[i].blank), None)
    return bool(
        before and after and not _ENDED.search(before.text) and after.text.lstrip()[:1].islower()
    )


def _footnotes(lines: Sequence[Physical], roles: list[PageRole]) -> None:
    """Rules are furniture; numbered lines right below one, up to a blank line, are notes."""
    for index, line in enumerate(lines):
        if roles[index] or not _RULE.match(line.text):
            continue
        roles[index] = "furniture"
        at = index + 1
        while at < len(lines) and lines[at].blank:
            at += 1
        if at >= len(lines) or not _FOOTNOTE.match(lines[at].text):
            continue
        if "_" not in line.text and "─" not in line.text and "-" not in line.text:
            continue
        while at < len(lines) and not lines[at].blank and not roles[at]:
            roles[at] = "note"
            at += 1
            if at + 1 < len(lines) and lines[at].blank and _FOOTNOTE.match(lines[at + 1].text):
                at += 1
