"""The containers that a law opens in, how wide each is in it out: Chapters may hold Parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from pipeline.ids import eid_number
from pipeline.knowledge.drafting import Pattern, Style
from pipeline.structure.opening import Opening
from pipeline.structure.sequence import key

Kind = tuple[str, str]  # element and name
Pair = tuple[int, int]  # wider, narrower: places in the style's order


def ranks(openings: Mapping[int, Opening], style: Style) -> dict[Pattern, int]:
    """The rank of each container of the style, 0 the widest.

    A first container right below another, with no unit between them, stands in it. What is seen
    most often counts first, and what contradicts it not at all (ranked pairs); where the law does
    not say, the order of the style's data holds.
    """
    kinds = list(dict.fromkeys(map(_kind, style.containers)))
    narrower: list[set[int]] = [set() for _ in kinds]
    for (wide, narrow), _ in sorted(_directly(openings, style, kinds).items(), key=_by_count):
        if wide not in _below(narrow, narrower):
            narrower[wide].add(narrow)
    left = list(range(len(kinds)))
    found: dict[Kind, int] = {}
    while left:
        free = next(n for n in left if not any(n in narrower[other] for other in left))
        found[kinds[free]] = len(found)
        left.remove(free)
    return {pattern: found[_kind(pattern)] for pattern in style.containers}


def _kind(pattern: Pattern) -> Kind:
    return pattern.element, pattern.name


def _by_count(item: tuple[Pair, int]) -> tuple[int, Pair]:
    return -item[1], item[0]


def _directly(openings: Mapping[int, Opening], style: Style, kinds: list[Kind]) -> Counter[Pair]:
    seen: Counter[Pair] = Counter()
    order = {pattern: kinds.index(_kind(pattern)) for pattern in style.containers}
    above: int | None = None
    for _, opening in sorted(openings.items()):
        own = None if opening.unit else order[opening.pattern]
        if own is not None and above not in (None, own) and _is_first(opening.match["num"], style):
            seen[above or 0, own] += 1
        above = own
    return seen


def _below(top: int, narrower: list[set[int]]) -> set[int]:
    """Everything that stands in a container, at any depth."""
    found: set[int] = set()
    left = [top]
    while left:
        for narrow in narrower[left.pop()] - found:
            found.add(narrow)
            left.append(narrow)
    return found


def _is_first(printed: str, style: Style) -> bool:
    """Whether a number is the first of its kind: 1, I, A, Erster, PRIMERO."""
    number = key(eid_number(printed))[0]
    return number[1] == 1 or number[2] == "a" or bool(style.first and style.first.search(printed))
