"""Takes a text and gives the terms it defines, by the formulas of its language."""

from __future__ import annotations

from pipeline.knowledge import Library
from pipeline.knowledge.citations import definition_formulas
from pipeline.model import Definition, Span


def find_definitions(text: str, language: str, library: Library) -> tuple[Definition, ...]:
    """The defined terms, by place; a span covers the term's words without quotation marks.

    Offsets are code points in ``text``. Of overlapping finds the first formula's is kept.
    """
    found: dict[Span, Definition] = {}
    for formula in definition_formulas(library, language):
        for match in formula.finditer(text):
            span = Span(*match.span("term"))
            if not any(span.overlaps(other) for other in found):
                found[span] = Definition(span.of(text), span)
    return tuple(found[span] for span in sorted(found))
