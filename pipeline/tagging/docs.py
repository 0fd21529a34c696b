"""Takes a tagged document and gives spaCy Docs, one for each unit, and their DocBin.

A Doc has the unit's text, its sentences and one group of spans for each kind of annotation; where
a trained pipeline is given, its own annotations stand beside them. ``doc.user_data`` holds the
strings ``iri`` and ``eid``, so that a Doc leads back to its provision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast, get_args

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, SpanGroup

from pipeline.errors import SourceError
from pipeline.model import Document, Modality, Norm, Span, Tags, Unit
from pipeline.tagging.components import KINDS, Sentences, group

_MODALITIES = frozenset(get_args(Modality))


def trained(model: str, language: str) -> Language:
    """A pipeline of the user's own by name or path, else a blank one of the language.

    Raises SourceError ``MODEL-LOAD`` if there is no such pipeline or it is of another language.
    """
    if not model:
        try:
            return spacy.blank(language)
        except ImportError:  # a language that spaCy does not know
            return spacy.blank("xx")
    try:
        nlp = spacy.load(Path(model) if Path(model).exists() else model)
    except (OSError, ValueError) as error:
        raise SourceError("MODEL-LOAD", model, reason=str(error).split("\n")[0]) from None
    if nlp.lang not in (language, "xx"):
        reason = f"its language is {nlp.lang}, the text's is {language}"
        raise SourceError("MODEL-LOAD", model, reason=reason)
    return nlp


def proposer(nlp: Language) -> Callable[[str], tuple[Norm, ...]]:
    """What a trained pipeline adds to the rules: its spans that are labelled with a modality.

    Looked for in ``doc.spans["lanzarote_norms"]`` (a span categorizer trained on our DocBin writes
    there), in ``doc.spans["sc"]`` (spaCy's own default) and among the entities.
    """
    formula = f"model.{nlp.meta.get('name') or 'unnamed'}"

    def propose(text: str) -> tuple[Norm, ...]:
        doc = nlp(text)
        groups = [doc.spans[key] for key in ("lanzarote_norms", "sc") if key in doc.spans]
        spans = [span for each in (*groups, doc.ents) for span in each]
        found = {(s.start_char, s.end_char, s.label_) for s in spans if s.label_ in _MODALITIES}
        return tuple(
            Norm(cast(Modality, label), "none", (Span(start, end),), formula=formula)
            for start, end, label in sorted(found)
        )

    return propose


def unit_docs(document: Document, tags: tuple[Tags, ...], nlp: Language) -> Iterator[Doc]:
    """The Docs of the units in document order, annotated."""
    split = Sentences("")
    for unit, found in zip(document.units(), tags, strict=True):
        doc = split(nlp.make_doc(unit.text))
        for _, component in nlp.pipeline:
            doc = component(doc)
        doc.user_data.update(iri=str(document.iri), eid=str(unit.eid))
        _annotate(doc, unit, found)
        yield doc


def _annotate(doc: Doc, unit: Unit, tags: Tags) -> None:
    values: dict[str, tuple[Any, ...]] = {
        "lanzarote_concepts": tags.concepts,
        "lanzarote_norms": tags.norms,
        "lanzarote_references": tags.references,
        "lanzarote_definitions": tags.definitions,
    }
    for name, each in values.items():
        group(doc, KINDS[name], each)
    _parts(doc, "lanzarote_bearers", [(n, n.bearer.span if n.bearer else None) for n in tags.norms])
    _parts(doc, "lanzarote_actions", [(n, n.action) for n in tags.norms])
    _parts(doc, "lanzarote_predicates", [(n, n.predicate) for n in tags.norms])
    conditions = [(c.type, c.span) for n in tags.norms for c in n.conditions]
    spans = (
        doc.char_span(span.start, span.end, label=label, alignment_mode="expand")
        for label, span in dict.fromkeys(conditions)
    )
    doc.spans["lanzarote_conditions"] = SpanGroup(doc, spans=[s for s in spans if s])


def _parts(doc: Doc, name: str, parts: list[tuple[Norm, Span | None]]) -> None:
    wanted = dict.fromkeys((norm.modality, span) for norm, span in parts if span)
    spans = (
        doc.char_span(span.start, span.end, label=label, alignment_mode="expand")
        for label, span in wanted
    )
    doc.spans[name] = SpanGroup(doc, spans=[s for s in spans if s])


def docbin(document: Document, tags: tuple[Tags, ...], model: str = "") -> bytes:
    """The Docs of a document as the bytes of a DocBin, which ``spacy train`` reads."""
    nlp = trained(model, document.metadata.language)
    store = DocBin(store_user_data=True)
    for doc in unit_docs(document, tags, nlp):
        store.add(doc)
    return store.to_bytes()
