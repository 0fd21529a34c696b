"""The lines of a plain or Markdown law in, the same Source with provisions out.

What opens a unit or a container is the drafting style's data; the order of its containers is
their rank.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.errors import KnowledgeError
from pipeline.knowledge import Library
from pipeline.knowledge.drafting import load_style, load_styles, style_names
from pipeline.model import Node, Piece, Source
from pipeline.structure.builder import Builder
from pipeline.structure.marked_text import MarkedText
from pipeline.structure.opened import loose, merged, to_node
from pipeline.structure.plain_text import PlainText
from pipeline.structure.recitals import with_recitals
from pipeline.structure.recognition import recognise_marked, recognise_plain
from pipeline.text import collapse, fold


def nodes_from_lines(source: Source, library: Library, style: str | None = None) -> Source:
    """``source`` with preface, preamble and nodes.

    The style is recognised from jurisdiction, language and the lines, unless it is named.
    Raises KnowledgeError ``KNO-MISSING`` for a style that does not exist.
    """
    if style and style not in style_names(library):
        raise KnowledgeError("KNO-MISSING", f"drafting/{style}.yaml")
    named = (load_style(library, style),) if style else ()
    styles = named or load_styles(library)
    builder: Builder
    if any(line.kind == "heading" for line in source.lines):
        builder = MarkedText(recognise_marked(source, styles), source)
    else:
        chosen, table = recognise_plain(source, styles)
        builder = PlainText(chosen, source, table)
    builder.build()
    return _finished(builder)


def _finished(builder: Builder) -> Source:
    source, style = builder.source, builder.style
    preamble: tuple[Node | Piece, ...]
    preface, preamble = _front(builder)
    nodes: tuple[Node, ...] = tuple(to_node(o, style) for o in merged(builder.top.children))
    if not nodes:  # no unit at all: the whole text is one
        nodes = tuple(to_node(o, style) for o in merged([loose(n) for n in builder.before]))
        preface, preamble = (), ()
    return replace(
        source,
        lines=(),
        preface=preface,
        preamble=preamble,
        nodes=nodes,
        conclusions=(*source.conclusions, *builder.closing),
        notes=(*source.notes, *builder.notes),
        findings=(*source.findings, *builder.findings),
        omissions=tuple(
            sorted((*source.omissions, *builder.omissions), key=lambda o: (o.start, o.end))
        ),
    )


def _front(builder: Builder) -> tuple[tuple[Piece, ...], tuple[Node | Piece, ...]]:
    """The title as printed is preface, every other line before the provisions preamble."""
    title = fold(collapse(builder.source.metadata.title))
    lines = [line.piece for line in builder.before]
    preface = [piece for piece in lines if title and fold(piece.text) == title][:1]
    rest = [piece for piece in lines if piece not in preface]
    return tuple(preface), with_recitals(rest, builder.style)
