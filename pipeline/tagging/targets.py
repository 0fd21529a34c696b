"""Takes the path of a citation and gives the eId it means: looked up in a document, or spelled.

Spelled means: written by the Naming Convention from the citation's own words, for a law whose
provisions are not at hand.
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.ids import eid_number, eid_prefix
from pipeline.knowledge.citations import DIRECT, UNIT
from pipeline.tagging.citation import Part, Path
from pipeline.tagging.numbers import Numbers

# What the unnamed steps below a unit are ("section 5(1)(a)(i)", "Article 5(1)(a)"), in order.
_BELOW = {
    "section": ("subsection", "paragraph", "subparagraph", "point"),
    "subsection": ("paragraph", "subparagraph", "point"),
    "schedule": ("paragraph", "subparagraph", "point"),
    "paragraph": ("subparagraph", "point", "point"),
}
_BELOW_ARTICLE = ("paragraph", "point", "point", "point")
_UNNUMBERED = frozenset(("alinea",))
_NO_ELEMENT = frozenset(("sentence", "indent"))  # without an eId of its own
_SECTION_LIKE = {"regulation": "section", "rule": "section"}
_SECTION = "sec_"
_SENTENCE = 50  # the rank from which on a counted part is a sentence or an item
_PREFIXES = {"schedule": "sched", "annex": "annex"}


@lru_cache(maxsize=1 << 12)
def spelled(path: Path, unit: str = "") -> str:
    """The eId that a path spells; ``unit`` is the prefix of the law's own units, if known."""
    if any(part.rank == UNIT for part in path) and unit:
        path = tuple(part for part in path if part.rank >= UNIT)
    eid, below = "", list(_BELOW_ARTICLE)
    for part in path:
        element = part.element or (below.pop(0) if below else "point")
        if element == "subparagraph" and part.number.islower() and _SECTION not in eid:
            element = "point"  # Council of Europe: "Article 20, paragraph 1, sub-paragraph f"
        if part.element:
            below = list(_BELOW.get(_SECTION_LIKE.get(element, element), _BELOW_ARTICLE))
        if element in _NO_ELEMENT:
            continue
        if part.relation:
            continue
        if part.number == "-1":
            break
        prefix = unit if part.rank == UNIT and unit else _prefix(element)
        number = eid_number(part.number)
        eid = f"{eid}__{prefix}_{number}" if eid else f"{prefix}_{number}"
    return eid


def _prefix(element: str) -> str:
    return _PREFIXES.get(element) or eid_prefix(_SECTION_LIKE.get(element, element))


def looked_up(numbers: Numbers, path: Path, eid: str, offset: int) -> str:
    """The eId of what a path means at a TextOffset in ``eid``, at the deepest level there is.

    Empty if the document has no such provision, or several.
    """
    chain = tuple(numbers.around(eid, offset))
    first = path[0]
    if first.relation:
        return numbers.down(_related(numbers, first, chain), _steps(path[1:]))
    if first.rank > UNIT:
        return _near(numbers, path, chain)
    base = ""
    for i, part in enumerate(path):
        if part.rank > UNIT:
            return numbers.down(base, _steps(path[i:]))
        if part.rank == UNIT:
            base = _unit(numbers, part, base, chain) if i == 0 or base else ""
        else:
            if part.rank < UNIT and i + 1 < len(path) and not numbers.knows(part.element):
                continue  # a level that this law's tree does not have: "Libro II"
            base = numbers.container(part.element, part.number, base)
        if not base:
            return ""
    return base


def _unit(numbers: Numbers, part: Part, base: str, chain: tuple[str, ...]) -> str:
    """A unit by number: in ``base``, in the document, or in the Part in which it is cited."""
    if base:
        return numbers.inside(base, part.number)
    found = numbers.unit(part.element, part.number)
    for above in () if found else numbers.above(chain[-1] if chain else ""):
        if found := numbers.inside(above, part.number):
            return found
    return found


def _near(numbers: Numbers, path: Path, chain: tuple[str, ...]) -> str:
    """What "paragraph (a)" alone means: looked for from where it is cited outwards.

    What stands directly below the unit (a subsection, an Absatz) is looked for only there.
    """
    first = path[0]
    for eid in chain[-1:] if first.rank == DIRECT else chain:
        if found := numbers.below(eid, first.number, counted=first.ordinal):
            return numbers.down(found, _steps(path[1:]))
    if found := _counted_from_section(numbers, path):
        return found
    # "the second paragraph" of a unit whose paragraphs bear no numbers: the unit is the deepest.
    return chain[-1] if chain and first.ordinal and first.rank < _SENTENCE else ""


def _counted_from_section(numbers: Numbers, path: Path) -> str:
    """ "Paragraph 42(2)(o)", as Canada writes it: the first number is the section's."""
    first, below = path[0], path[1:]
    if not below or below[0].element or not first.number[:1].isdigit():
        return ""
    return numbers.down(numbers.unit("section", first.number), _steps(below))


def _related(numbers: Numbers, part: Part, chain: tuple[str, ...]) -> str:
    """The provision that "this section", "the preceding paragraph" or "this Part" means."""
    own = _own(numbers, part, chain)
    if not own and part.element in _UNNUMBERED and chain:
        return chain[-1]  # its paragraphs bear no numbers: the unit is the deepest
    if part.relation in ("this", "that") or not own:
        return own
    return numbers.beside(own, -1 if part.relation == "previous" else 1)


def _own(numbers: Numbers, part: Part, chain: tuple[str, ...]) -> str:
    if not chain:
        return ""
    if part.rank == UNIT:
        return chain[-1]
    if part.rank < UNIT:
        above = numbers.above(chain[-1])
        return next((eid for eid in above if numbers.is_a(eid, part.element)), "")
    inner = [eid for eid in chain[:-1] if numbers.numbered(eid)]
    if part.rank == DIRECT:
        return inner[-1] if inner else ""
    named = [eid for eid in inner if numbers.is_a(eid, part.element)]
    return (named or inner or [""])[0]


def _steps(path: Path) -> Path:
    return tuple(part for part in path if part.element not in _NO_ELEMENT)
