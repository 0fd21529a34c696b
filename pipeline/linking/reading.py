"""Takes a unit with its tags and gives ``Reading``: where its text shows a term, found once.

Terms are those of the opinion profile: concepts, elements of the drafting language, and scoped
terms (``heading:``, ``opening:``, ``title:``, ``function:``, ``context:``, ``cites:``, ``means:``,
``holding:``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.knowledge.functions import Cue, Drafting
from pipeline.model import Evidence, Span, Tags, Unit
from pipeline.text import fold

Found = tuple[Evidence, ...] | None
"""None: not there. Empty: there, but shown by something other than words of the unit."""

OPENING = 140  # characters: a first clause, not yet a second sentence
_NO_CUE = Cue("", None, None, None)
_NO_DRAFTING = Drafting("", {}, {})


@dataclass(slots=True)
class Reading:
    """One unit as it is read for linking; remembers what it has looked up.

    ``scoped`` holds the answers for ``function:``, ``context:``, ``cites:``, ``means:`` and
    ``holding:`` terms as later steps learn them.
    """

    unit: Unit
    tags: Tags
    drafting: Drafting
    folded: str
    heading: Span
    above: str  # title and labels of Parts and Chapters, folded
    concepts: Mapping[str, tuple[Span, ...]]
    scoped: dict[str, Found] = field(default_factory=dict)
    _cache: dict[str, Found] = field(default_factory=dict)

    def find(self, term: str) -> Found:
        """Evidence for a term, in order of the text; None if there is none."""
        scope, _, name = term.rpartition(":")
        if scope in ("function", "context", "cites", "means", "holding"):
            return self.scoped.get(term)
        if term not in self._cache:
            self._cache[term] = self._look(scope, name)
        return self._cache[term]

    @property
    def _behind_number(self) -> int:
        """A provision's own number cites nothing."""
        return len(self.unit.num) if self.unit.text.startswith(self.unit.num) else 0

    @property
    def opening(self) -> Span:
        """The heading; for a unit without one its first words, which say what it is about."""
        if self.heading.end:
            return self.heading
        start = self._behind_number
        return Span(start, min(len(self.folded), start + OPENING))

    def learn(self, term: str, evidence: tuple[Evidence, ...]) -> None:
        """Add evidence for a term that a definition elsewhere in the document brings in."""
        if evidence:
            known = self.find(term) or ()
            merged = {e.span: e for e in (*known, *evidence)}
            self._cache[term] = tuple(merged[span] for span in sorted(merged))

    def _look(self, scope: str, name: str) -> Found:
        cue = self.drafting.elements.get(name, _NO_CUE)
        if scope == "title":
            return () if cue.title and cue.title.search(self.above) else None
        spans = list(self.concepts.get(name, ()))
        if scope in ("heading", "opening"):
            place = self.heading if scope == "heading" else self.opening
            spans = [span for span in spans if place.covers(span)]
            spans += _matches(cue.heading, self.folded, place)
        else:
            spans += _matches(cue.text, self.folded, Span(self._behind_number, len(self.folded)))
        ordered = sorted(set(spans))
        return tuple(Evidence(span, name) for span in ordered) or None


def read_unit(unit: Unit, tags: Tags, languages: Mapping[str, Drafting]) -> Reading:
    """A unit made ready for linking, by the drafting language of its text."""
    concepts: dict[str, list[Span]] = {}
    for mention in tags.concepts:
        concepts.setdefault(mention.concept, []).append(mention.span)
    return Reading(
        unit=unit,
        tags=tags,
        drafting=languages.get(unit.language, _NO_DRAFTING),
        folded=fold(unit.text),
        heading=_heading(unit),
        above=fold("\n".join((unit.title, *unit.path))),
        concepts={concept: tuple(spans) for concept, spans in concepts.items()},
    )


def _heading(unit: Unit) -> Span:
    at = unit.text.find(unit.heading) if unit.heading else -1
    return Span(at, at + len(unit.heading)) if at >= 0 else Span(0, 0)


def _matches(pattern: re.Pattern[str] | None, folded: str, within: Span) -> list[Span]:
    if pattern is None:
        return []
    found = pattern.finditer(folded, within.start, within.end)
    return [_trimmed(folded, match.start(), match.end()) for match in found]


def _trimmed(folded: str, start: int, end: int) -> Span:
    """The match as whole words, without the punctuation at its end."""
    while end < len(folded) and folded[end - 1].isalnum() and folded[end].isalnum():
        end += 1
    while end > start and folded[end - 1] in " ,;:.":
        end -= 1
    return Span(start, end)
