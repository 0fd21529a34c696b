"""What a citation is as it is worded: the values, and the page on which they are looked for.

``sections 15(2)(a) to (c) and 20`` has three numbers in two items: a range of paragraphs and a
section. The path of an item goes from the outermost step named to the innermost, whichever way
the words go ("paragraph (a) of section 5", "§ 5 Abs. 2").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.knowledge.citations import CitationGrammar
from pipeline.model import Span
from pipeline.text import fold

_ITEM = re.compile(r"\W*\w{1,6}\W*")  # "(a)", "3." alone on a line
_AFTER_LABEL = re.compile(r"[\s.:–—-]*(?=\n\S)")
_LABEL = re.compile(r"\n\s*(?:\(\w{1,5}\)|[\w.]{1,6}[.)°]?\s*(?:\n|$)|\w{1,4}[.)]\s)")


@dataclass(frozen=True, slots=True)
class Part:
    """One step of a path. ``element`` is empty for an unnamed step ("(1)"); ``relation``, for a
    step without a number, is ``this``, ``previous``, ``next`` or ``that``."""

    rank: int
    element: str
    number: str
    relation: str = ""
    ordinal: bool = False  # counted ("second paragraph"), not printed


Path = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """What is cited once: a provision, or a range from ``path`` to ``up_to``."""

    span: Span
    path: Path
    up_to: Path = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A chain of steps; ``code`` and ``title`` of "18 U.S.C. § 2251"."""

    span: Span
    items: tuple[Item, ...]
    title: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A text to search, and whether its line breaks are always ends of blocks."""

    text: str
    folded: str
    grammar: CitationGrammar
    blocks: bool = False

    @classmethod
    def of(cls, text: str, grammar: CitationGrammar, *, blocks: bool = False) -> Page:
        return cls(text, fold(text), grammar, blocks)

    def joined(self, match: re.Match[str] | None) -> re.Match[str] | None:
        """The match, unless it runs into the next block: there a number is a list's label."""
        if match is None or "\n" not in self.text[match.start() : match.end()]:
            return match
        at = self.text.index("\n", match.start())
        return None if self.blocks or _LABEL.match(self.text, at) else match

    def opens(self, at: int) -> bool:
        """Whether a line, a sentence or an item of a list begins at ``at``."""
        before = self.text[max(0, at - 3) : at].rstrip(" \u00a0")
        return not before or before[-1] in "\n.:;"

    def is_label(self, span: Span) -> bool:
        """Whether a citation is all of its line and heads what follows: "Art. 372." in quoted law.

        What stands behind the number of a list is an item of the list and no label.
        """
        start = self.text.rfind("\n", 0, span.start) + 1
        if self.text[start : span.start].strip("\"'“„«» "):
            return False
        if self.text[span.start].islower() or not _AFTER_LABEL.match(self.text, span.end):
            return False
        line_before = self.text[self.text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)]
        return not (line_before and _ITEM.fullmatch(line_before))
