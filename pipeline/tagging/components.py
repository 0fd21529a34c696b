"""Takes spaCy Docs and gives them the project's annotations: the taggers as pipeline components.

Importing this module registers the factories ``lanzarote_concepts``, ``lanzarote_norms``,
``lanzarote_references`` and ``lanzarote_definitions``; with a blank pipeline of a language that
the knowledge knows, ``nlp.add_pipe("lanzarote_norms")`` is all that is needed. Each component

* keeps the values of ``pipeline.model``, with their character offsets, in the extension attribute
  of its own name: ``doc._.lanzarote_norms`` is a tuple of ``Norm``, and so on;
* writes ``doc.spans`` under its own name, one span per value, on the tokens that its characters
  touch, labelled with modality, concept id, kind of reference or term.

The taggers work on the string, so the tokenizer alone is required. Only this module imports spaCy,
which takes a second: nothing that a command's ``--help`` needs imports it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from pipeline.knowledge import Library
from pipeline.model import Span


@dataclass(frozen=True, slots=True)
class Kind:
    """One component: the function it wraps and how its values become spans."""

    name: str
    module: str
    function: str
    spans: Callable[[Any], tuple[Span, ...]]
    label: Callable[[Any], str]


KINDS = (
    Kind(
        "lanzarote_concepts",
        "pipeline.tagging.concepts",
        "find_concepts",
        lambda mention: (mention.span,),
        lambda mention: str(mention.concept),
    ),
    Kind(
        "lanzarote_norms",
        "pipeline.tagging.norms",
        "find_norms",
        lambda norm: tuple(norm.triggers),
        lambda norm: str(norm.modality),
    ),
    Kind(
        "lanzarote_references",
        "pipeline.tagging.references",
        "find_references",
        lambda reference: (reference.span,),
        lambda reference: str(reference.kind),
    ),
    Kind(
        "lanzarote_definitions",
        "pipeline.tagging.definitions",
        "find_definitions",
        lambda definition: (definition.span,),
        lambda definition: str(definition.term),
    ),
)


class Component:
    """A tagger as a spaCy component; ``options`` are passed on to the function it wraps."""

    def __init__(self, kind: Kind, knowledge: str, options: dict[str, Any]) -> None:
        self.kind = kind
        self.library = Library.with_overlay(Path(knowledge) if knowledge else None)
        self.options = options
        # Looked up here, so that a pipeline loads only the taggers it uses.
        self.find = getattr(import_module(kind.module), kind.function)

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with its annotations; KnowledgeError if the knowledge is not valid."""
        found = tuple(self.find(doc.text, doc.lang_, self.library, **self.options))
        doc._.set(self.kind.name, found)
        spans = [
            doc.char_span(
                span.start, span.end, label=self.kind.label(value), alignment_mode="expand"
            )
            for value in found
            for span in self.kind.spans(value)
        ]
        doc.spans[self.kind.name] = SpanGroup(doc, spans=[span for span in spans if span])
        return doc


def _register(kind: Kind) -> None:
    if not Doc.has_extension(kind.name):
        Doc.set_extension(kind.name, default=())

    def create(nlp: Language, name: str, knowledge: str, options: dict[str, Any]) -> Component:
        return Component(kind, knowledge, options)

    Language.factory(
        kind.name,
        default_config={"knowledge": "", "options": {}},
        assigns=[f"doc._.{kind.name}", "doc.spans"],
        func=create,
    )


for _kind in KINDS:
    _register(_kind)
