"""Takes spaCy Docs and gives them the project's annotations: the taggers as pipeline components.

The factories are registered through entry points (group ``spacy_factories``), so that where the
package is installed ``nlp.add_pipe("lanzarote_norms")`` works in any pipeline, blank or trained.
Every component works on the string; the tokenizer alone is required.

=========================  ============================  ==========================================
component                  extension attribute           ``doc.spans`` and their labels
=========================  ============================  ==========================================
``lanzarote_norms``        ``doc._.lanzarote_norms``     triggers, by modality; the ``span_id`` is
                                                         the formula that found the norm
``lanzarote_concepts``     ``doc._.lanzarote_concepts``  mentions, by concept id
``lanzarote_references``   ``doc._.lanzarote_references``  citations, by kind
``lanzarote_definitions``  ``doc._.lanzarote_definitions``  defined terms, by the term
``lanzarote_sentences``    none                          none: it sets ``doc.sents``
=========================  ============================  ==========================================

An extension attribute is a tuple of the values of ``pipeline.model`` (``Norm``, ``Reference`` …)
with character offsets in ``doc.text``; the spans cover the tokens that those characters touch.
``config``: ``knowledge`` is a folder laid over the packaged knowledge, ``options`` go to the tagger
(``{"addressee": "Parties"}`` for norms).

Only this module and ``tagging.docs`` import spaCy, which takes a second: nothing that a command's
``--help`` needs imports them.
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
from pipeline.knowledge.norms import norm_grammar, norm_languages
from pipeline.model import Span
from pipeline.tagging.clauses import lines, sentences
from pipeline.text import fold


@dataclass(frozen=True, slots=True)
class Kind:
    """One component: the function it wraps and how its values become spans."""

    name: str
    module: str
    function: str
    spans: Callable[[Any], tuple[Span, ...]]
    label: Callable[[Any], str]
    ident: Callable[[Any], str] = lambda value: ""


KINDS = {
    kind.name: kind
    for kind in (
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
            lambda norm: str(norm.formula),
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
}


def library_of(knowledge: str) -> Library:
    """The packaged knowledge, under a folder of the user's own if one is named."""
    return Library.with_overlay(Path(knowledge) if knowledge else None)


class Component:
    """A tagger as a spaCy component; ``options`` are passed on to the function it wraps."""

    def __init__(self, kind: Kind, knowledge: str, options: dict[str, Any]) -> None:
        self.kind = kind
        self.library = library_of(knowledge)
        self.options = options
        # Looked up here, so that a pipeline loads only the taggers it uses.
        self.find = getattr(import_module(kind.module), kind.function)

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with its annotations; KnowledgeError if the knowledge is not valid."""
        found = tuple(self.find(doc.text, doc.lang_, self.library, **self.options))
        doc._.set(self.kind.name, found)
        group(doc, self.kind, found)
        return doc


def group(doc: Doc, kind: Kind, values: tuple[Any, ...]) -> None:
    """Write the spans of values under the component's name, on the tokens that they touch."""
    spans = [
        doc.char_span(
            span.start,
            span.end,
            label=kind.label(value),
            span_id=kind.ident(value),
            alignment_mode="expand",
        )
        for value in values
        for span in kind.spans(value)
    ]
    doc.spans[kind.name] = SpanGroup(doc, spans=[span for span in spans if span])


class Sentences:
    """Sets ``doc.sents`` from the structure: a line ends a sentence, "Art. 10" does not."""

    def __init__(self, knowledge: str) -> None:
        self.library = library_of(knowledge)

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with its sentences; one per line where the language is not known."""
        text, folded = doc.text, fold(doc.text)
        known = doc.lang_ in norm_languages(self.library)
        starts: set[int] = set()
        for line in lines(text):
            parts = [line]
            if known:
                abbreviation = norm_grammar(self.library, doc.lang_).syntax.abbreviation
                parts = sentences(text, folded, line, abbreviation)
            starts.update(part.start for part in parts)
        opened = False
        for token in doc:
            opened = opened or any(at in starts for at in range(token.idx, token.idx + len(token)))
            token.is_sent_start = token.i == 0 or (opened and not token.is_space)
            opened = opened and token.is_space
        return doc


def _register(name: str) -> Callable[..., Component]:
    kind = KINDS[name]
    if not Doc.has_extension(name):
        Doc.set_extension(name, default=())

    def create(nlp: Language, name: str, knowledge: str, options: dict[str, Any]) -> Component:
        return Component(kind, knowledge, options)

    Language.factory(
        kind.name,
        default_config={"knowledge": "", "options": {}},
        assigns=[f"doc._.{kind.name}", "doc.spans"],
        func=create,
    )
    return create


# The objects that the entry points name.
concepts = _register("lanzarote_concepts")
norms = _register("lanzarote_norms")
references = _register("lanzarote_references")
definitions = _register("lanzarote_definitions")


@Language.factory(
    "lanzarote_sentences", default_config={"knowledge": ""}, assigns=["token.is_sent_start"]
)
def create_sentences(nlp: Language, name: str, knowledge: str) -> Sentences:
    """The component that takes sentences from the structure."""
    return Sentences(knowledge)
