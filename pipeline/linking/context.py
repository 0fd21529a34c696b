"""Takes a document's readings and gives ``LinkContext``: what one provision learns from others.

Three things only: the numbers of provisions that are themselves Convention offences (so that "an
offence under section 4" names one), whether what the document calls illegal content takes in
material of child sexual abuse, and the terms that it defines so as to include ICTs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.linking.reading import Reading
from pipeline.model import Evidence, Span
from pipeline.text import fold

_CITED = (
    r"(?<!\w)(?:sections?|articles?|arts?\.?|artículos?|artigos?|articol[oi]|art\.|§§?|ss?\.|"
    r"subsections?|paragrafen|paragraf\w*|par\.)\s*"
    r"((?:\(?\d[\w.\-/]*\)?(?:\([^)]{1,6}\))*"
    r"(?:\s*(?:,|and|or|to|et|ou|à|und|oder|bis|y|o|e|al?|-|–|inclusive)\s*)*)+)"
)
CITATION = re.compile(_CITED)
_NUMBER = re.compile(r"\d+(?:-\d+)*[a-z]{0,2}(?:[¹²³⁰-⁹]+)?(?:[ -](?:bis|ter|quater|quinquies))?")
_RANGE = re.compile(r"\s*(?:to|à|bis|al?|-|–)\s*")


@dataclass(frozen=True, slots=True)
class LinkContext:
    """What the rest of the document shows; empty for a provision that is given alone."""

    offences: frozenset[str] = frozenset()  # normalised numbers, see ``number_key``
    content_scheme: bool = False  # its term for illegal content takes in child abuse material
    widened_terms: tuple[str, ...] = ()  # folded


EMPTY = LinkContext()
_BODY = 300  # characters behind a term in which its definition names ICTs
_LONG = 5  # shorter terms ("data") occur everywhere


def number_key(printed: str) -> str:
    """A printed number as it is compared: ``§ 176b`` and ``176b`` are one."""
    match = _NUMBER.search(fold(printed))
    return match[0] if match else ""


def cited_offences(reading: Reading, context: LinkContext) -> tuple[Evidence, ...]:
    """Citations, in the unit, of provisions of the same document that are Convention offences."""
    own = number_key(reading.unit.num)
    found = []
    for match in CITATION.finditer(reading.folded):
        cited = set(_NUMBER.findall(match[1]))
        if (cited - {own}) & context.offences or _spans_offence(match[1], context):
            end = match.start() + len(match[0].rstrip(" ,;."))
            found.append(Evidence(Span(match.start(), end), "context:child-offence"))
    return tuple(found)


def _spans_offence(text: str, context: LinkContext) -> bool:
    """Whether a range such as "227-22 à 227-27" has a Convention offence between its ends."""
    parts = list(_NUMBER.finditer(text))
    for first, last in pairwise(parts):
        if _RANGE.fullmatch(text[first.end() : last.start()]):
            low, high = sorted((_order(first[0]), _order(last[0])))
            if any(low <= _order(number) <= high for number in context.offences):
                return True
    return False


def _order(number: str) -> tuple[int, ...]:
    return tuple(int(digits) for digits in re.findall(r"\d+", number))[:2]


def term_evidence(reading: Reading, terms: Iterable[str], name: str) -> tuple[Evidence, ...]:
    """Where the unit uses defined terms."""
    found = []
    for term in terms:
        at = reading.folded.find(term)
        if at >= 0:
            found.append(Evidence(Span(at, at + len(term)), name))
    return tuple(sorted(found, key=lambda e: e.span))


def document_context(readings: Iterable[Reading], offences: Iterable[str]) -> LinkContext:
    """The context that a document's readings give; ``offences``: keys of Convention offences."""
    scheme = False
    wide: set[str] = set()
    for reading in readings:
        scheme = scheme or _lists_material(reading)
        ict = reading.find("ict") if reading.tags.definitions else None
        for definition in reading.tags.definitions:
            term = fold(definition.term).strip()
            body = Span(definition.span.end, definition.span.end + _BODY)
            if ict and len(term) >= _LONG and any(body.covers(e.span) for e in ict):
                wide.add(term)
    return LinkContext(frozenset(key for key in offences if key), scheme, tuple(sorted(wide)))


def teach_defined_terms(
    readings: Sequence[Reading], brought: Mapping[str, Sequence[Sequence[str]]]
) -> None:
    """Rule G6: a defined term says wherever it is used what its definition says.

    Where the definition of "abuse material" shows the element ``csam``, so does every provision
    of the document that uses the words. ``brought``: element, and the terms of which a definition
    must show all (of any alternative) to bring it in.
    """
    for element, alternatives in brought.items():
        terms = sorted({t for reading in readings for t in _defined_as(reading, alternatives)})
        if not terms:
            continue
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, terms))})(?:s|es)?(?!\w)")
        for reading in readings:
            uses = (Span(*match.span()) for match in pattern.finditer(reading.folded))
            reading.learn(element, tuple(Evidence(span, element) for span in uses))


def _defined_as(reading: Reading, alternatives: Sequence[Sequence[str]]) -> Iterator[str]:
    """The terms whose definition, in this unit, shows all the terms of an alternative."""
    starts = [d.span.start for d in reading.tags.definitions]
    for definition in reading.tags.definitions:
        term = fold(definition.term).strip()
        later = [start for start in starts if start > definition.span.end]
        body = Span(definition.span.start, min([definition.span.end + _BODY, *later]))
        if len(term) >= _LONG and any(_shows(reading, body, each) for each in alternatives):
            yield term


def _shows(reading: Reading, body: Span, terms: Sequence[str]) -> bool:
    return all(any(body.covers(e.span) for e in reading.find(term) or ()) for term in terms)


def _lists_material(reading: Reading) -> bool:
    if reading.find("illicit-content") is None:
        return False
    return reading.find("csam") is not None or reading.find("listed-offence") is not None
