"""Marks over a text in, HTML with a class per layer out; what overlaps is split, never lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from pipeline.model import Span
from pipeline.text import BIDI

# layer -> class of its spans; the legend and the style sheet use the same letters
LAYERS = {
    "concept": "c",
    "norm": "n",
    "bearer": "w",
    "action": "a",
    "reference": "r",
    "definition": "d",
    "evidence": "e",
    "term": "u",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One annotation: ``note`` is what a reader is told of it, ``href`` where it leads.

    ``defined`` numbers the definition of a term among those that the page tells its script.
    """

    span: Span
    layer: str
    note: str
    href: str = ""
    defined: int = -1


def html(text: str, start: int, marks: Sequence[Mark]) -> Markup:
    """``text``, which begins at offset ``start``, escaped, with its marks as spans."""
    end = start + len(text)
    own = [m for m in marks if m.span.start < end and start < m.span.end]
    if not own:
        return visible(text)
    edges = {start, end}
    for mark in own:
        edges.update((max(mark.span.start, start), min(mark.span.end, end)))
    places = sorted(edges)
    parts: list[Markup] = []
    for first, last in pairwise(places):
        over = [m for m in own if m.span.start <= first and last <= m.span.end]
        parts.append(_segment(text[first - start : last - start], over))
    return parts[0] if len(parts) == 1 else Markup("".join(parts))


# Markup's "%" escapes as its format() does, in a third of the time: most of what a page takes.
def _segment(words: str, over: Sequence[Mark]) -> Markup:
    inner = visible(words)
    if not over:
        return inner
    classes = " ".join(sorted({LAYERS[m.layer] for m in over}))
    notes = "; ".join(dict.fromkeys(m.note for m in over if m.note))
    href = next((m.href for m in over if m.href), "")
    if href:
        title = Markup(' title="%s"') % notes if notes else ""
        numbers = [m.defined for m in over if m.defined >= 0]
        told = Markup(' data-def="%s"') % numbers[0] if numbers else ""
        return Markup('<a class="m %s"%s%s href="%s">%s</a>') % (classes, title, told, href, inner)
    return Markup('<span class="m %s" title="%s">%s</span>') % (classes, notes, inner)


def visible(words: str) -> Markup:
    """Escaped words; characters that reorder text are kept and named beside, not in, the text."""
    if not BIDI.search(words):
        return escape(words)
    return Markup("").join(_named(words))


def _named(words: str) -> Iterator[Markup]:
    at = 0
    for match in BIDI.finditer(words):
        yield escape(words[at : match.start()])
        code = f"U+{ord(match[0]):04X}"
        yield Markup('<bdo class="bidi" data-code="{}">{}</bdo>').format(code, match[0])
        at = match.end()
    yield escape(words[at:])
