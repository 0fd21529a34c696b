"""Takes a unit with its tags and gives ``Reading``: where its text shows a term, found once.

Terms are those of the opinion profile: concepts, elements of the drafting language, and scoped
terms (``heading:``, ``opening:``, ``title:``, ``function:``, ``context:``, ``cites:``, ``means:``,
``holding:``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.knowledge.cue_index import CueIndex
from pipeline.knowledge.functions import Drafting
from pipeline.model import Evidence, Span, Tags, Unit
from pipeline.text import fold

Found = tuple[Evidence, ...] | None
"""None: not there. Empty: there, but shown by something other than words of the unit."""

OPENING = 140  # characters: a first clause, not yet a second sentence
_NO_DRAFTING = Drafting("", {}, {}, CueIndex(()), CueIndex(()))
_FUNCTION = "function:"


@dataclass(slots=True)
class Reading:
    """One unit as it is read for linking.

    ``known`` answers for every term: what the text shows is there from the start, later steps
    ``learn`` what the document adds and ``set`` what holds for the time being.
    """

    unit: Unit
    tags: Tags
    drafting: Drafting
    folded: str
    heading: Span
    known: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    in_text: Mapping[str, list[Span]] = field(default_factory=dict)  # functions, by name
    in_heading: Mapping[str, list[Span]] = field(default_factory=dict)

    def find(self, term: str) -> Found:
        """Evidence for a term, in order of the text; None if there is none."""
        return self.known.get(term)

    @property
    def opening(self) -> Span:
        """The heading; for a unit without one its first words, which say what it is about."""
        if self.heading.end:
            return self.heading
        start = behind_number(self.unit)
        return Span(start, min(len(self.folded), start + OPENING))

    def learn(self, term: str, evidence: tuple[Evidence, ...]) -> None:
        """Add evidence for a term that a definition elsewhere in the document brings in."""
        if evidence:
            merged = {e.span: e for e in (*self.known.get(term, ()), *evidence)}
            self.known[term] = tuple(merged[span] for span in sorted(merged))

    def set(self, term: str, evidence: Found) -> None:
        """What a scoped term answers from now on."""
        if evidence is None:
            self.known.pop(term, None)
        else:
            self.known[term] = evidence

    def forget(self, scope: str) -> None:
        """Drop the answers for all terms of a scope."""
        for term in [term for term in self.known if term.startswith(scope)]:
            del self.known[term]


def behind_number(unit: Unit) -> int:
    """Where the words begin: a provision's own number cites nothing."""
    return len(unit.num) if unit.text.startswith(unit.num) else 0


def read_unit(unit: Unit, tags: Tags, languages: Mapping[str, Drafting]) -> Reading:
    """A unit made ready for linking, by the drafting language of its text."""
    drafting = languages.get(unit.language, _NO_DRAFTING)
    folded = fold(unit.text)
    reading = Reading(unit, tags, drafting, folded, _heading(unit))
    concepts: dict[str, list[Span]] = {}
    for mention in tags.concepts:
        concepts.setdefault(mention.concept, []).append(mention.span)
    in_text = drafting.in_text.find(folded, Span(behind_number(unit), len(folded)))
    opening = reading.opening
    first = folded[opening.start : opening.end]
    in_opening = {
        name: [span.shift(opening.start) for span in spans]
        for name, spans in drafting.in_heading.find(first, Span(0, len(first))).items()
    }
    reading.in_text = in_text
    reading.in_heading = in_opening if reading.heading.end else {}
    known = reading.known
    _enter(known, "", folded, (concepts, in_text))
    at_first = {name: [s for s in spans if opening.covers(s)] for name, spans in concepts.items()}
    _enter(known, "opening:", folded, (at_first, in_opening))
    if reading.heading.end:
        _enter(known, "heading:", folded, (at_first, in_opening))
    for name in drafting.titles(fold("\n".join((unit.title, *unit.path)))):
        known[f"title:{name}"] = ()
    return reading


def _enter(
    known: dict[str, tuple[Evidence, ...]],
    scope: str,
    folded: str,
    sources: Iterable[Mapping[str, list[Span]]],
) -> None:
    """Concepts keep their spans; what a pattern found is rounded to whole words."""
    concepts, cues = sources
    for name in concepts.keys() | cues.keys():
        if name.startswith(_FUNCTION):
            continue
        spans = set(concepts.get(name, ()))
        spans.update(trimmed(folded, span) for span in cues.get(name, ()))
        if spans:
            known[scope + name] = tuple(Evidence(span, name) for span in sorted(spans))


def _heading(unit: Unit) -> Span:
    at = unit.text.find(unit.heading) if unit.heading else -1
    return Span(at, at + len(unit.heading)) if at >= 0 else Span(0, 0)


def trimmed(folded: str, span: Span) -> Span:
    """The match as whole words, without the punctuation at its end."""
    start, end = span.start, span.end
    while end < len(folded) and folded[end - 1].isalnum() and folded[end].isalnum():
        end += 1
    while end > start and folded[end - 1] in " ,;:.":
        end -= 1
    return Span(start, end)
