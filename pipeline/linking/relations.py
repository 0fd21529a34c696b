"""Takes a graded link's facts and gives its relation and the remark that explains a shortfall."""

from __future__ import annotations

from pipeline.knowledge.opinions import OpinionProfile
from pipeline.linking.criteria import first_met
from pipeline.linking.reading import Reading
from pipeline.model import Evidence, Relation


def relation_of(
    reading: Reading, profile: OpinionProfile, holding: int, grade: int, function: str
) -> tuple[Relation, str, tuple[Evidence, ...]]:
    """The one relation of a link of grade 1 or 2; what falls short, and by which words."""
    for shortfall in profile.shortfalls:
        if holding not in shortfall.holdings:
            continue
        if shortfall.relation == "partially-implements" and grade < 2:
            continue
        words = first_met(shortfall.alternatives, reading)
        if words is not None:
            return shortfall.relation, shortfall.remark, words
    if grade < 2:
        return "contributes", "", ()
    defines = function == "definition" and holding == profile.offences
    return ("defines" if defines else "implements"), "", ()
