"""Takes the readings of a document; gives its defined terms what their definitions say (rule G6).

A definition "in this section" reaches no further than its own provision.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.knowledge.opinions import BroughtIn
from pipeline.linking.reading import Reading
from pipeline.model import Definition, Evidence, Span
from pipeline.text import fold

_BODY = 300  # characters behind a term in which its definition says what it means
_LEAD = 160  # characters before a term in which the reach of its definition is named
_LONG = 5  # shorter terms ("data") occur everywhere


def teach_defined_terms(readings: Sequence[Reading], rules: Sequence[BroughtIn]) -> None:
    """A defined term shows wherever it is used what its definition shows.

    Where the definition of "abuse material" shows the element ``csam``, so does every provision
    of the document that uses the words.
    """
    for rule in rules:
        everywhere: set[str] = set()
        for reading in readings:
            own = {fold(d.term).strip() for d in _bringing(reading, rule) if _local(reading, d)}
            everywhere |= {fold(d.term).strip() for d in _bringing(reading, rule)} - own
            _teach((reading,), own, rule.element)
        _teach(readings, everywhere, rule.element)


def terms_that_show(readings: Iterable[Reading], element: str) -> tuple[str, ...]:
    """The terms, folded and sorted, whose definition shows an element and reaches the document."""
    found: set[str] = set()
    for reading in readings:
        shown = reading.find(element) if reading.tags.definitions else None
        for definition, body in _definitions(reading) if shown else ():
            if any(body.covers(e.span) for e in shown or ()) and not _local(reading, definition):
                found.add(fold(definition.term).strip())
    return tuple(sorted(found))


def terms_that_widen(readings: Iterable[Reading]) -> tuple[str, ...]:
    """The terms, folded and sorted, that by their definition take in data or any medium.

    The words that say so were marked in tagging (``Definition.widens``); what is defined for a
    part of the document only is left out.
    """
    return tuple(
        sorted(
            fold(definition.term).strip()
            for reading in readings
            for definition in reading.tags.definitions
            if definition.widens
            and not definition.scope
            and len(definition.term) >= _LONG
            and not _local(reading, definition)
        )
    )


def term_evidence(reading: Reading, terms: Iterable[str], name: str) -> tuple[Evidence, ...]:
    """Where the unit uses defined terms."""
    found = []
    for term in terms:
        at = reading.folded.find(term)
        if at >= 0:
            found.append(Evidence(Span(at, at + len(term)), name))
    return tuple(sorted(found, key=lambda e: e.span))


def _teach(readings: Iterable[Reading], terms: set[str], element: str) -> None:
    if not terms:
        return
    words = "|".join(map(re.escape, sorted(terms)))
    pattern = re.compile(rf"(?<!\w)(?:{words})(?:s|es)?(?!\w)")
    for reading in readings:
        uses = (Span(*match.span()) for match in pattern.finditer(reading.folded))
        reading.learn(element, tuple(Evidence(span, element) for span in uses))


def _bringing(reading: Reading, rule: BroughtIn) -> Iterator[Definition]:
    """Definitions that say enough, of a term that speaks of the thing itself.

    That the definition of "person" mentions the material makes nobody a piece of it.
    """
    for definition, body in _definitions(reading):
        named = any(_within(reading, definition.span, term) for term in rule.names)
        if named and any(all(_within(reading, body, t) for t in each) for each in rule.says):
            yield definition


def _definitions(reading: Reading) -> Iterator[tuple[Definition, Span]]:
    """Each definition of a long enough term with its words: up to the next one, not too far."""
    starts = [d.span.start for d in reading.tags.definitions]
    for definition in reading.tags.definitions:
        if len(fold(definition.term).strip()) >= _LONG:
            later = [start for start in starts if start > definition.span.end]
            end = min([definition.span.end + _BODY, *later])
            yield definition, Span(definition.span.start, end)


def _within(reading: Reading, span: Span, term: str) -> bool:
    return any(span.covers(e.span) for e in reading.find(term) or ())


def _local(reading: Reading, definition: Definition) -> bool:
    """Whether the words before a term, or its lead-in, confine its definition to the provision."""
    near = Span(max(0, definition.span.start - _LEAD), definition.span.end + _LEAD)
    return _within(reading, near, "local-definition")
