"""A publisher's units of flat paragraphs in, their numbered text nested by its marks out.

Some publishers mark articles and nothing in them: what is point (a) stands only in the words. The
tree above the units, and units that hold provisions of their own, stay as they are.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.knowledge import Library
from pipeline.knowledge.drafting import Style, load_styles
from pipeline.model import Line, Node, Piece, Source, Table
from pipeline.structure.numbering import nest
from pipeline.structure.plain_text import PlainText
from pipeline.structure.quoted_lines import quotation, quoted_ranges, without_mark


def with_levels(source: Source, library: Library) -> Source:
    """The source, each flat unit nested as the jurisdiction's drafting style has it."""
    whole = source.metadata.jurisdiction
    homes = {whole, whole.partition("-")[0]}  # a province drafts as its State does
    style = next((s for s in load_styles(library) if homes & s.jurisdictions), None)
    if style is None:
        return source
    return replace(source, nodes=tuple(_nested(node, style, source) for node in source.nodes))


def _nested(node: Node, style: Style, source: Source) -> Node:
    if any(isinstance(part, Node) for part in node.body):
        body = tuple(_nested(p, style, source) if isinstance(p, Node) else p for p in node.body)
        return replace(node, body=body)
    if not node.unit or node.quoted:
        return node
    lines = [line for part in node.body for line in _lines(part)]
    kept: list[Line] = []
    quotations: dict[int, Node] = {}
    end = 0
    ranges = {r.start: r for r in quoted_ranges(lines, style)}
    for index, line in enumerate(lines):
        if index in ranges:
            end = ranges[index].stop
            quotations[line.piece.start] = _quoted(lines[index:end], style, source)
            kept.append(Line("quotation", line.piece))
        elif index >= end:
            kept.append(line)
    return replace(node, body=nest(kept, style.levels, quotations))


def _lines(part: Piece | Table | Node) -> list[Line]:
    if isinstance(part, Table):
        return [Line("row", row[0], cells=row) for row in part.rows]
    return [Line("text", part)] if isinstance(part, Piece) else []


def _quoted(lines: list[Line], style: Style, source: Source) -> Node:
    mark, bare = without_mark(lines)
    inner = PlainText(style, Source("", "", "", source.metadata, 0, lines=bare))
    inner.quotations = {}
    inner.build()
    return quotation(inner.parts(), mark)
