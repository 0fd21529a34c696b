"""Takes a graded link's facts and gives its relation and the remark that explains a shortfall."""

from __future__ import annotations

from pipeline.knowledge.opinions import OpinionProfile
from pipeline.linking.criteria import first_met
from pipeline.linking.reading import Reading
from pipeline.model import Relation


def relation_of(
    reading: Reading, profile: OpinionProfile, holding: int, grade: int, function: str
) -> tuple[Relation, str]:
    """The one relation of a link of grade 1 or 2, and a remark (empty if nothing falls short)."""
    for shortfall in profile.shortfalls:
        if holding in shortfall.holdings and first_met(shortfall.alternatives, reading) is not None:
            relation = shortfall.relation
            if relation == "partially-implements" and grade < 2:
                continue
            return relation, shortfall.remark
    if grade < 2:
        return "contributes", ""
    return ("defines" if function == "definition" and holding == 12 else "implements"), ""
