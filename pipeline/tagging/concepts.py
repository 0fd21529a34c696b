"""Takes a text and the thesaurus and gives its ``ConceptMention``s, with offsets in the text.

Labels are compared stem by stem (``knowledge.languages``), all of a language in one walk over
the words of a block; patterns run only where their cue occurs. Of one concept the longest of
overlapping mentions is kept, and an abbreviation in brackets beside it ("technologies (ICTs)");
mentions of different concepts may nest. What counts only beside
another concept (``needs``) or never within some wording (``not_in``) is dropped.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from pipeline.knowledge import Library
from pipeline.knowledge.languages import Inflection, inflection
from pipeline.knowledge.thesaurus import Pattern, load_thesaurus
from pipeline.model import ConceptMention, Span
from pipeline.text import fold

_WORD = re.compile(r"[^\W_]+")
# What may stand between two words of a label wherever the label has a space, hyphen or apostrophe.
_LOOSE = re.compile(r"[ '\-]{1,2}")


@dataclass(slots=True)
class _Node:
    """A place in the tree of labels; ``next`` by gap and stem, ``ends``: concepts named here."""

    next: dict[tuple[str, str], _Node] = field(default_factory=dict)
    ends: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Matcher:
    """The thesaurus made ready for one language; ``stems`` remembers words already reduced."""

    inflection: Inflection
    first: Mapping[str, _Node]  # by the stem of a label's first word
    patterns: tuple[tuple[str, Pattern], ...]
    not_in: Mapping[str, tuple[Pattern, ...]]
    needs: Mapping[str, tuple[tuple[str, ...], ...]]
    ancestors: Mapping[str, frozenset[str]]
    stems: dict[str, str] = field(default_factory=dict)


def find_concepts(text: str, language: str, library: Library) -> tuple[ConceptMention, ...]:
    """The concepts that ``text`` mentions, by place; none in a language without labels.

    Spans are code points in ``text``, on token boundaries. KnowledgeError if the thesaurus or the
    language's file is not valid.
    """
    matcher = _matcher(library, language)
    if matcher is None:
        return ()
    folded = fold(text)
    by_label = (item for item in _by_label(matcher, folded) if "\n" not in item[1].of(text))
    found = {*by_label, *_by_pattern(matcher, folded)}
    kept = _longest(folded, _outside(matcher, folded, found))
    present = _satisfied(matcher, {concept for concept, _ in kept})
    return tuple(ConceptMention(c, span) for c, span in kept if c in present)


@cache
def _matcher(library: Library, language: str) -> _Matcher | None:
    thesaurus = load_thesaurus(library)
    if language not in thesaurus.languages():
        return None
    words = inflection(library, language)
    root = _Node()
    for concept in thesaurus.concepts:
        for label in concept.labels.get(language, ()):
            _plant(root, words, fold(label), concept.id)
    return _Matcher(
        inflection=words,
        first={stem: node for (_, stem), node in root.next.items()},
        patterns=tuple((c.id, p) for c in thesaurus.concepts for p in c.patterns.get(language, ())),
        not_in={c.id: c.not_in[language] for c in thesaurus.concepts if language in c.not_in},
        needs={c.id: c.needs for c in thesaurus.concepts if c.needs},
        ancestors=thesaurus.ancestors(),
    )


def _plant(root: _Node, words: Inflection, label: str, concept: str) -> None:
    """Add a label to the tree, and its spelling without hyphens if it has any."""
    for spelling in {label, label.replace("-", "")}:
        node, last = root, 0
        for match in _WORD.finditer(spelling):
            gap = _gap(spelling[last : match.start()]) if last else ""
            node = node.next.setdefault((gap, words.stem(match.group())), _Node())
            last = match.end()
        if node is not root and concept not in node.ends:
            node.ends.append(concept)


def _gap(between: str) -> str:
    return " " if _LOOSE.fullmatch(between) else between


def _by_label(matcher: _Matcher, folded: str) -> Iterator[tuple[str, Span]]:
    tokens = list(_WORD.finditer(folded))
    known, first = matcher.stems, matcher.first
    stems = []
    for token in tokens:
        word = token.group()
        stem = known.get(word)
        if stem is None:
            stem = known[word] = matcher.inflection.stem(word)
        stems.append(stem)
    for at, stem in enumerate(stems):
        node = first.get(stem)
        index = at
        while node is not None:
            for concept in node.ends:
                yield concept, Span(tokens[at].start(), tokens[index].end())
            index += 1
            if not node.next or index == len(tokens):
                break
            gap = folded[tokens[index - 1].end() : tokens[index].start()]
            node = node.next.get((_gap(gap), stems[index]))


def _by_pattern(matcher: _Matcher, folded: str) -> Iterator[tuple[str, Span]]:
    for concept, pattern in matcher.patterns:
        for span in _matches(pattern, folded):
            yield concept, span


def _matches(pattern: Pattern, folded: str) -> Iterator[Span]:
    if not pattern.cues or any(cue in folded for cue in pattern.cues):
        for match in pattern.regex.finditer(folded):
            words = match.group().strip(" ,")
            if words and words.count('"') % 2 == 0:  # no wording begins in another's quotation
                start = match.start() + match.group().index(words)
                yield Span(start, start + len(words))


def _outside(
    matcher: _Matcher, folded: str, found: Iterable[tuple[str, Span]]
) -> list[tuple[str, Span]]:
    """Without the mentions that stand within a wording that their concept excludes."""
    barred: dict[str, list[Span]] = {}
    kept = []
    for concept, span in found:
        if concept in matcher.not_in and concept not in barred:
            barred[concept] = [s for p in matcher.not_in[concept] for s in _matches(p, folded)]
        if not any(bar.covers(span) for bar in barred.get(concept, ())):
            kept.append((concept, span))
    return kept


def _longest(folded: str, found: Iterable[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """Of overlapping mentions of one concept the longest; in order of place, longest first."""
    last: dict[str, list[Span]] = {}
    kept = []
    for concept, span in sorted(found, key=lambda item: (item[1].start - item[1].end, item[1])):
        taken = last.setdefault(concept, [])  # sorted, and none overlaps another
        at = bisect_left(taken, span)
        if not any(other.overlaps(span) for other in taken[max(0, at - 1) : at + 1]):
            taken.insert(at, span)
            kept.append((concept, span))
        elif folded[span.start - 1 : span.start] == "(" and folded[span.end : span.end + 1] == ")":
            kept.append((concept, span))
    return sorted(kept, key=lambda item: (item[1].start, -item[1].end, item[0]))


def _satisfied(matcher: _Matcher, mentioned: set[str]) -> frozenset[str]:
    """The concepts that count: those without needs, then those whose needs are met by them."""
    counting = {concept for concept in mentioned if concept not in matcher.needs}
    while True:
        present = {above for concept in counting for above in matcher.ancestors[concept]}
        more = {
            concept
            for concept in mentioned - counting
            if any(present.issuperset(group) for group in matcher.needs[concept])
        }
        if not more:
            return frozenset(counting)
        counting |= more
