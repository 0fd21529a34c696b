"""A marked document in, where its defined terms are used out, each with the definition's words.

A definition is the law's: it is shown with the words before it that say how far it reaches. Of
several definitions of one term the one that stands nearest in the hierarchy is shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.exports.site.summary import unit_lines
from pipeline.model import Eid, Marked, Span, Unit

_SHORTEST = 3  # letters; shorter terms are letters of lists and symbols
_LONGEST = 600  # characters of a definition that are shown beside a use
_OPENS = ("—", "–", "-", ":", ",")  # how a paragraph ends that goes on in those below it
_ENDINGS = ("s", "es")  # a use in the plural, in languages that make it so; else the exact words


@dataclass(frozen=True, slots=True)
class Defined:
    """A definition: ``words`` are its own paragraph, ``lead`` the one that opens the provision.

    ``lead`` is empty where the first paragraph does not go on in those below it.
    """

    term: str
    eid: Eid
    label: str
    lead: str
    words: str
    span: Span  # of its paragraph, in the document


@dataclass(frozen=True, slots=True)
class Use:
    """Words of the document (``span``) that a definition gives a meaning."""

    span: Span
    definition: Defined


def uses(marked: Marked) -> dict[Eid, tuple[Use, ...]]:
    """The first use of each term in each paragraph, by unit, in order of the text."""
    units = {unit.eid: unit for unit in marked.document.units()}
    known: dict[str, list[Defined]] = defaultdict(list)
    for tags in marked.tags:
        for definition in tags.definitions:
            term = definition.term.strip()
            if len(term) >= _SHORTEST:
                known[_lower(term)].append(_defined(term, definition.span, units[tags.eid]))
    if not known:
        return {}
    found = {eid: tuple(_used(unit, known)) for eid, unit in units.items()}
    return {eid: own for eid, own in found.items() if own}


def _defined(term: str, span: Span, unit: Unit) -> Defined:
    lines = list(unit_lines(unit)) or [Span(0, len(unit.text))]
    own = next((line for line in lines if line.overlaps(span)), span)
    label = " ".join(part for part in (unit.num, unit.heading) if part) or str(unit.eid)
    first = lines[0].of(unit.text)
    leads = own != lines[0] and first.rstrip().endswith(_OPENS)
    lead = _short(first, _LONGEST // 3) if leads else ""
    words = _short(own.of(unit.text), _LONGEST)
    return Defined(term, unit.eid, label, lead, words, own.shift(unit.start))


def _short(words: str, most: int) -> str:
    words = words.replace("\n", " ")
    return words if len(words) <= most else words[: words.rfind(" ", 0, most)] + " […]"


def _used(unit: Unit, known: Mapping[str, Sequence[Defined]]) -> Iterator[Use]:
    lower = _lower(unit.text)
    present = sorted((t for t in known if t in lower), key=lambda t: (-len(t), t))
    taken: list[Span] = []
    found: list[Use] = []
    for term in present:
        definition = _nearest(unit.eid, known[term])
        for line in unit_lines(unit) if present else ():
            span = _first(term, lower, line, taken)
            if span is None:
                continue
            place = span.shift(unit.start)
            taken.append(span)
            if not any(d.span.overlaps(place) for d in known[term]):
                found.append(Use(place, definition))
    yield from sorted(found, key=lambda use: use.span)


def _first(term: str, lower: str, line: Span, taken: Sequence[Span]) -> Span | None:
    """The first place of a term in a line, as a word of its own and in no longer term."""
    at = lower.find(term, line.start, line.end)
    while at >= 0:
        end = at + len(term)
        end = next((end + len(e) for e in _ENDINGS if _ends(lower, end, e)), end)
        span = Span(at, end)
        whole = not (at and lower[at - 1].isalnum()) and _ends(lower, end, "")
        if whole and not any(span.overlaps(other) for other in taken):
            return span
        at = lower.find(term, at + 1, line.end)
    return None


def _ends(lower: str, at: int, ending: str) -> bool:
    behind = at + len(ending)
    return lower.startswith(ending, at) and not lower[behind : behind + 1].isalnum()


def _nearest(eid: Eid, definitions: Sequence[Defined]) -> Defined:
    """The definition that shares the most containers with the place of use; of equals the first."""
    own = eid.split("__")

    def shared(definition: Defined) -> int:
        pairs = zip(own, definition.eid.split("__"), strict=False)
        return next((n for n, (a, b) in enumerate(pairs) if a != b), len(own))

    return max(definitions, key=shared)


def _lower(text: str) -> str:
    """Lower case of the same length, so that offsets stay those of the law's words."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text
