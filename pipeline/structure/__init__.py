"""Plain lines or a publisher's nodes in, a Document out."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.knowledge import Library
from pipeline.model import Document, Source
from pipeline.structure.assemble import assemble
from pipeline.structure.flat_units import with_levels
from pipeline.structure.language import with_language
from pipeline.structure.treaty import with_treaty
from pipeline.structure.tree import nodes_from_lines


def build(source: Source, library: Library, style: str | None = None) -> Document:
    """The document of a source, structured by its reader or, where that gave lines, here.

    Raises SourceError ``STR-NO-PROVISIONS`` where nothing of a law or opinion was found.
    """
    with _growing():
        stated = with_treaty(with_language(source, library), library)
        stated = with_levels(stated, library) if stated.flat else stated
        return assemble(stated if stated.nodes else nodes_from_lines(stated, library, style))


@contextmanager
def _growing() -> Iterator[None]:
    """Does not look for cycles while a tree grows, in which there are none.

    The collector would walk all that was built again and again: a third of the time of a long law,
    and more for each line the longer the law is.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
