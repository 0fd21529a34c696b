"""Takes a ``Reading`` and gives the functions of the provision, the leading one first.

A heading that names a function decides it: a section headed "Search warrants" is a power although
it ends by punishing obstruction. Without such a heading the cue that stands first leads.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.linking.reading import Reading
from pipeline.model import Evidence

CREATES = frozenset({"offence", "aggravation"})
_DECIDES = frozenset(
    {
        "sanction", "power", "procedure", "victim-right", "cooperation", "report-or-review",
        "jurisdiction", "definition", "programme", "institution", "defence-or-exception",
    }
)  # fmt: skip
_YIELDS_TO_FIRST = ("sanction", "jurisdiction", "ratification")
_OPENING = 250  # a definition that stands further down serves what stands before it
_ONLY_LEADING = CREATES | {"definition", "jurisdiction", "report-or-review"}


@dataclass(frozen=True, slots=True)
class FunctionFound:
    """A function of the provision and the words that show it."""

    name: str
    evidence: tuple[Evidence, ...]
    in_heading: bool


def find_functions(reading: Reading) -> tuple[FunctionFound, ...]:
    """Every function of the unit: those of its heading first, then by first cue in the text."""
    shown = {*reading.in_text, *reading.in_heading}
    names = [name for name in reading.drafting.functions if f"function:{name}" in shown]
    found = [f for name in names if (f := _found(reading, name))]
    headed = any(f.in_heading and f.name in _DECIDES for f in found)
    if headed:
        kept = [f for f in found if f.in_heading or f.name not in _ONLY_LEADING]
    else:
        kept = _without_late_offence(found)
    return tuple(sorted(kept, key=lambda f: (not f.in_heading, f.evidence[0].span, f.name)))


def _found(reading: Reading, name: str) -> FunctionFound | None:
    term = f"function:{name}"
    headed = reading.in_heading.get(term, ())
    spans = [*headed[:1], *reading.in_text.get(term, ())]
    if not spans:
        return None
    return FunctionFound(name, tuple(Evidence(span, term) for span in spans), bool(headed))


def _without_late_offence(found: list[FunctionFound]) -> list[FunctionFound]:
    """An offence formula behind a sanction or a rule of jurisdiction belongs to that rule."""
    first = {f.name: f.evidence[0].span.start for f in found}
    offence = first.get("offence")
    if offence is None:
        return [f for f in found if f.name != "definition" or first[f.name] < _OPENING]
    leads = any(first.get(name, offence) < offence for name in _YIELDS_TO_FIRST)
    dropped = CREATES if leads else {"definition"}
    return [f for f in found if f.name not in dropped]
