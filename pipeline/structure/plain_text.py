"""Plain lines in, of which none is marked as a heading, open units and containers out.

What opens something, and where its heading stands, is known beforehand (``openings``).
"""

from __future__ import annotations

from pipeline.errors import finding
from pipeline.knowledge.drafting import Style
from pipeline.model import Line, Source
from pipeline.structure.builder import Builder, omitted
from pipeline.structure.contents import contents
from pipeline.structure.opening import Opening
from pipeline.structure.openings import find_openings
from pipeline.structure.ranks import ranks


class PlainText(Builder):
    """One pass over lines whose openings are known."""

    def __init__(self, style: Style, source: Source, table: range | None = None) -> None:
        super().__init__(style, source)
        table = contents(source.lines, style) if table is None else table
        self.plain = find_openings(source.lines, style, table)
        self.ranks = ranks(self.plain.at, style)
        self.quotations = {r.start: r for r in self.plain.quotations}
        self.annotated = False  # editorial notes run up to the next provision

    def _take(self, index: int, line: Line) -> None:
        plain = self.plain
        opening = plain.at.get(index)
        kind = "" if opening else self._note_kind(line)
        if index in plain.contents:
            self.omissions.extend(omitted(line.piece, "toc"))
        elif kind:
            self._note(line, kind)
        elif self.closing or index == plain.closing:
            self.closing.append(line.piece)
        elif index in plain.headings:
            return  # taken with the opening it belongs to
        elif opening is not None:
            self.annotated = False
            self._open(line, opening)
        elif index in plain.groups:
            self.pending.append(line)
        else:
            self._text(line)

    def _note_kind(self, line: Line) -> str:
        """What note a line is; empty for law."""
        if line.kind == "note":
            return "footnote"
        text, style = line.piece.text, self.style
        if self.unit and style.annotations and style.annotations.match(text):
            self.annotated = True
        if self.annotated:
            return "editorial"
        return next((note.kind for note in style.notes if note.regex.match(text)), "")

    def _open(self, line: Line, opening: Opening) -> None:
        pattern, match = opening.pattern, opening.match
        quoted = opening.unit and not self.pending and self._is_quoted(match)
        heading = opening.heading
        elsewhere = heading is not None and heading >= 0
        above = self.source.lines[heading] if heading is not None and elsewhere else None
        if quoted:
            self._open_quoted(line, pattern, match)
            opened = self.inner
        elif opening.unit:
            self._flush_pending()
            opened = self._opened(line, pattern, match)
            self.unit, self.inner = opened, None
            self.stack[-1].children.append(opened)
        else:
            self._open_container(line, pattern, match)
            opened = self.stack[-1]
        assert opened is not None
        own = opened.heading
        if own is not None and heading != -1:
            opened.lines.insert(0, Line("text", own, indent=line.indent))
            opened.heading = None
        if above is not None:
            opened.heading = above.piece
        if opening.out_of_order and not quoted:
            self.findings.append(
                finding(
                    "STR-SEQUENCE", self.source.path, label=opened.num.text if opened.num else ""
                )
            )
