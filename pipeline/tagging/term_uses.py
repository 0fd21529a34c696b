"""Takes the tags of a document; gives each defined term where it is used and what defines it.

Of several definitions of a term the nearest is in force: that of the provision itself before that
of its Chapter or Part, that before the law's. A definition "in this section" is none elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.knowledge import Library
from pipeline.knowledge.languages import Inflection, inflection
from pipeline.model import Definition, Document, Eid, Provision, Span, Tags, TermUse, Unit
from pipeline.text import fold

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 3  # letters of a term that is looked for
_LONGEST = 6  # words
_APART = re.compile(r"[ '\-]{1,2}")

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InForce:
    """A definition and the unit that holds it."""

    unit: Eid
    definition: Definition


def resolved(document: Document, tags: Sequence[Tags], library: Library) -> tuple[Tags, ...]:
    """The same tags, their definitions with scope, and the uses of defined terms beside them."""
    if not any(each.definitions for each in tags):
        return tuple(tags)
    above = _ancestors(document)
    scoped = [_scoped(each, above) for each in tags]
    words = inflection(library, document.metadata.language)
    terms: dict[Stems, list[InForce]] = {}
    for each in scoped:
        for definition in each.definitions:
            if stems := _stems(definition.term, words):
                terms.setdefault(stems, []).append(InForce(each.eid, definition))
    units = {unit.eid: unit for unit in document.units()}
    longest = max(map(len, terms), default=0)
    first = {stems[0] for stems in terms}
    return tuple(
        replace(each, uses=tuple(_uses(units[each.eid], each, terms, first, longest, words, above)))
        if each.eid in units
        else each
        for each in scoped
    )


def _ancestors(document: Document) -> dict[Eid, tuple[Provision, ...]]:
    """The provisions that hold each unit, the innermost first."""
    found: dict[Eid, tuple[Provision, ...]] = {}

    def walk(provision: Provision, above: tuple[Provision, ...]) -> None:
        if provision.unit:
            found[provision.eid] = above
            return
        for child in provision.children:
            walk(child, (provision, *above))

    for top in document.body:
        walk(top, ())
    return found


def _scoped(tags: Tags, above: dict[Eid, tuple[Provision, ...]]) -> Tags:
    def scope(definition: Definition) -> Eid:
        if definition.reach == "unit":
            return tags.eid
        holders = above.get(tags.eid, ())
        return next((p.eid for p in holders if p.kind == definition.reach), Eid(""))

    definitions = tuple(replace(d, scope=scope(d)) for d in tags.definitions)
    return replace(tags, definitions=definitions) if definitions else tags


def _stems(term: str, words: Inflection) -> Stems:
    found = tuple(words.stem(word) for word in _WORD.findall(fold(term)))
    long_enough = sum(map(len, found)) >= _SHORTEST
    return found if long_enough and len(found) <= _LONGEST else ()


def _uses(
    unit: Unit,
    tags: Tags,
    terms: dict[Stems, list[InForce]],
    first: set[str],
    longest: int,
    words: Inflection,
    above: dict[Eid, tuple[Provision, ...]],
) -> Iterator[TermUse]:
    """The uses in one unit, the longest term at each place, its definitions left out."""
    folded = fold(unit.text)
    tokens = list(_WORD.finditer(folded))
    stems = [words.stem(token[0]) for token in tokens]
    own = [definition.span for definition in tags.definitions]
    places = {p.eid: rank for rank, p in enumerate(above.get(unit.eid, ()), 1)}
    index = 0
    while index < len(tokens):
        step = 1
        if stems[index] in first:
            for size in range(min(longest, len(tokens) - index), 0, -1):
                known = terms.get(tuple(stems[index : index + size]))
                span = Span(tokens[index].start(), tokens[index + size - 1].end())
                if known is None or not _together(folded, tokens[index : index + size]):
                    continue
                force = _nearest(known, unit.eid, places)
                if force and not any(span.overlaps(other) for other in own):
                    yield TermUse(force.definition.term, span, force.unit)
                step = size
                break
        index += step


def _together(folded: str, tokens: Sequence[re.Match[str]]) -> bool:
    """Whether only a space, hyphen or apostrophe parts the words."""
    ends = [token.end() for token in tokens[:-1]]
    starts = [token.start() for token in tokens[1:]]
    return all(_APART.fullmatch(folded, e, s) for e, s in zip(ends, starts, strict=True))


def _nearest(known: Sequence[InForce], unit: Eid, places: dict[Eid, int]) -> InForce | None:
    """The definition in force in a unit: its own, then that of the innermost provision above."""

    def rank(force: InForce) -> int | None:
        scope = force.definition.scope
        if scope == unit:
            return 0
        return len(places) + 1 if not scope else places.get(scope)

    ranked = [(at, force) for force in known if (at := rank(force)) is not None]
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None
