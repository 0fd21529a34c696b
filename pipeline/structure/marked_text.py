"""Lines of which some are marked as headings in, open units and containers out."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.knowledge.drafting import Pattern, Style
from pipeline.model import Line, Piece, Source
from pipeline.pieces import cut
from pipeline.structure.builder import HEADING_LIMIT, Builder, is_heading, omitted
from pipeline.structure.quoted_lines import names_provision, quoted_ranges
from pipeline.structure.recognition import opens, unmarked


class MarkedText(Builder):
    """Markdown: what the source marks as a heading opens units, containers and groups."""

    def __init__(self, style: Style, source: Source) -> None:
        super().__init__(style, source)
        self.previous: Line | None = None
        self.alone = unmarked(source.lines, style)
        quoted = quoted_ranges(source.lines, style)
        self.quotations = {
            r.start: r for r in quoted if names_provision(source.lines[r.start].piece.text, style)
        }

    def _take(self, index: int, line: Line) -> None:
        self._place(line)
        self.previous = line

    def _place(self, line: Line) -> None:
        if line.kind == "note":
            self._note(line)
        elif self._toc(line):
            self.omissions.extend(omitted(line.piece, "toc"))
        else:
            self._structural(line)

    def _structural(self, line: Line) -> None:
        line = self._without_own_number(line)
        unit = opens(line, self.style.units, self.alone)
        container = None if unit else opens(line, self.style.containers, self.alone)
        if unit and self._is_quoted(unit[1]):
            self._open_quoted(line, *unit)
        elif unit and self._stands_alone(line):
            self._open_unit(line, *unit)
        elif container and not self._goes_on(line):
            self._open_container(line, *container)
        elif line.kind == "heading" and is_heading(line.piece.text):
            self._heading(line)
        else:
            self._text(line)

    def _without_own_number(self, line: Line) -> Line:
        """The first line of a unit without the unit's number, where that is printed once more."""
        owner = self.inner or self.unit
        if not owner or owner.lines or not owner.num or line.kind != "text":
            return line
        number = re.escape(owner.num.text.rstrip(". "))
        match = re.match(rf"{number}\.?\s?(?:[—–-]\s?)?(?=[(“‘\"A-Z])", line.piece.text)
        if not match or not number[:1].isdigit():
            return line
        self.omissions.extend(omitted(cut(line.piece, 0, match.end()), "repeated-number"))
        rest = cut(line.piece, match.end(), len(line.piece.text))
        return replace(line, piece=rest) if rest else line

    def _toc(self, line: Line) -> bool:
        toc = self.style.toc
        return bool(toc and not self.unit and toc.match(line.piece.text))

    def _goes_on(self, line: Line) -> bool:
        """A container word in lower case inside a unit is a sentence that goes on."""
        return self.unit is not None and line.piece.text[:1].islower() and line.kind == "text"

    def _stands_alone(self, line: Line) -> bool:
        """A plain line opens a unit only where a sentence has ended before it."""
        if line.kind == "heading" or not self.unit:
            return True
        owner = self.inner or self.unit
        return not (owner.lines and owner.lines[-1].piece.text[-1:] in ",")

    def _open_unit(self, line: Line, pattern: Pattern, match: re.Match[str]) -> None:
        opened = self._opened(line, pattern, match)
        if opened.heading and self._is_text(opened.heading):
            opened.lines.insert(0, Line("text", opened.heading))
            opened.heading = None
        if self.style.heading == "before" and not opened.heading and self._takes_before(line):
            opened.heading = self.pending.pop().piece if self.pending else self._plain_heading()
        self._flush_pending()
        self.unit, self.inner = opened, None
        self.stack[-1].children.append(opened)

    def _takes_before(self, line: Line) -> bool:
        plain = line.kind == "text"
        return plain or bool(self.pending and self.pending[-1].level <= line.level)

    def _plain_heading(self) -> Piece | None:
        """The short line without an end stop right before the number, if there is one."""
        owner = self.unit.lines if self.unit else self.before
        if not owner or owner[-1].kind not in ("text", "heading"):
            return None
        if owner[-1] is not self.previous:
            return None
        text = owner[-1].piece.text
        short = len(text) <= 120 and text[-1:] not in ".;:,)–-"
        if not short or (self.unit and len(owner) < 2) or not text[:1].isupper():
            return None
        return owner.pop().piece

    def _heading(self, line: Line) -> None:
        unit = self.inner or self.unit
        container = self.stack[-1]
        bare = unit is not None and not unit.heading and not unit.lines
        if unit and bare and (self.style.heading == "after" or line.level >= unit.level):
            unit.heading = line.piece
        elif unit and line.level > unit.level > 0:
            unit.lines.append(Line("text", line.piece))
        elif not unit and container.rank >= 0 and not container.heading and not container.children:
            container.heading = line.piece
        elif not unit and container is self.top and not self.top.children:
            self.before.append(line)
        else:
            self.pending.append(line)

    def _is_text(self, heading: Piece) -> bool:
        """Words on the line of the number are text where they are long or run into the next."""
        sentence = heading.text.rstrip().endswith((";", ":", ","))
        return len(heading.text) > HEADING_LIMIT or (sentence and len(heading.text) > 60)
