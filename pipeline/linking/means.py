"""Takes a ``Reading`` of a provision that creates an offence and gives its means (rule G6).

Means are of the provision, never of the link: does the text name ICTs, leave the means open, or
tie the offence to presence, a place, an object or the post?
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.linking.aggravation import graver_spans, only_graver
from pipeline.linking.reading import Reading
from pipeline.model import Evidence, Means, Span

_BESIDE = 30  # characters in which another means would be named beside the ICTs
_LIMITS = (
    ("presence", "physical-presence"),
    ("place", "premises-or-place"),
    ("object", "tangible-object"),
    ("post", "post-or-broadcast"),
)


@dataclass(frozen=True, slots=True)
class MeansFound:
    """Category and detail of the vocabulary, with the words they rest on."""

    category: Means
    detail: str
    evidence: tuple[Evidence, ...] = ()


NOT_AN_OFFENCE = MeansFound("n/a", "not-an-offence")


def find_means(reading: Reading) -> MeansFound:
    """The means of a provision that creates, aggravates or defines an offence."""
    ict, anything = reading.find("ict"), reading.find("any-means")
    defines = reading.find("function:definition") is not None
    if ict and not (defines and anything):
        return MeansFound("ict-explicit", _how_explicit(reading, ict), ict[:1])
    content = reading.find("via-content") or reading.find("context:widened-term")
    if content:
        solicits = reading.find("grooming") is not None
        return MeansFound(
            "ict-explicit" if solicits else "technology-neutral", "via-definition", content[:1]
        )
    if anything:
        return MeansFound("technology-neutral", "any-means-clause", anything[:1])
    for element, detail in _LIMITS:
        if element == "object" and reading.find("open-list"):
            continue  # "or any other thing" takes in what is stored as data
        if words := reading.find(element):
            return MeansFound("means-limited", detail, words[:1])
    if contact := reading.find("contact"):
        return MeansFound("technology-neutral", "contact-offence", contact[:1])
    return MeansFound("technology-neutral", "silent")


def _how_explicit(reading: Reading, ict: tuple[Evidence, ...]) -> str:
    """Whether ICTs are the only means, one of several, or what makes the offence graver."""
    first = ict[0].span.start
    if only_graver(ict, graver_spans(reading)):
        return "ict-aggravating"
    begins = _first_sentence(reading)
    if begins[0] <= first < begins[1] and not _another_beside(reading, ict[0].span):
        return "ict-exclusive"
    return "ict-inclusive"


def _another_beside(reading: Reading, span: Span) -> bool:
    """Whether an "or" close by names another means beside the ICTs."""
    return any(
        span.start - _BESIDE <= e.span.start < span.end + _BESIDE and not span.covers(e.span)
        for e in reading.find("alternative") or ()
    )


def _first_sentence(reading: Reading) -> tuple[int, int]:
    start = reading.heading.end or reading.opening.start
    marks = (". ", "; ", ".\n", ";\n")
    found = (reading.unit.text.find(mark, start + 2) for mark in marks)
    stops = [at for at in found if at > 0]
    return start, min(stops, default=len(reading.folded))
