"""Takes a ``Reading`` and a holding; gives the paragraphs of the Convention that the text shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.knowledge.opinions import OpinionProfile, Paragraph
from pipeline.linking.criteria import first_met
from pipeline.linking.reading import Reading
from pipeline.model import Evidence


def acts_shown(reading: Reading, profile: OpinionProfile) -> dict[str, tuple[Evidence, ...]]:
    """The acts of the Convention's checklist that the words of the unit show, with the words."""
    return _shown(profile.acts, reading)


def paragraphs_shown(
    reading: Reading, profile: OpinionProfile, holding: int
) -> dict[str, tuple[Evidence, ...]]:
    """Paragraphs behind a link to a holding, in the order of the profile, with their words."""
    rules = [p for p in profile.paragraphs if p.holding == holding]
    acts = acts_shown(reading, profile) if holding == profile.offences else {}
    return acts | _shown(rules, reading)


def principal(
    shown: Mapping[str, tuple[Evidence, ...]], reading: Reading, profile: OpinionProfile
) -> tuple[str, ...]:
    """Of the paragraphs shown those that are not merely part of another one shown beside them.

    A heading that names the part and not the whole shows that the part is meant.
    """
    yields = {p.id: p.yields for p in (*profile.acts, *profile.paragraphs)}
    headed = {
        name for name, words in shown.items() if any(reading.heading.covers(e.span) for e in words)
    }
    kept = []
    for name in shown:
        others = {other for other in shown if other != name and _begins(other, yields[name])}
        if not others or (name in headed and not others & headed):
            kept.append(name)
    return tuple(kept)


def _begins(name: str, beginnings: tuple[str, ...]) -> bool:
    return bool(beginnings) and name.startswith(beginnings)


def _shown(rules: Iterable[Paragraph], reading: Reading) -> dict[str, tuple[Evidence, ...]]:
    found = ((rule.id, first_met(rule.alternatives, reading)) for rule in rules)
    return {name: evidence for name, evidence in found if evidence is not None}
