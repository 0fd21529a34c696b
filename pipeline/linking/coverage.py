"""Takes links by jurisdiction and gives counts: jurisdiction × holding, jurisdiction × act.

A cell never says that a State complies or that its law is silent: it says what the corpus shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.knowledge.opinions import OpinionProfile
from pipeline.model import Link

State = Literal["found", "partial", "near misses only", "not found in the corpus"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What the corpus holds for one jurisdiction and one holding or act."""

    jurisdiction: str
    subject: str  # number of the holding, or paragraph of the Convention
    state: State
    direct: int = 0  # links of grade 2
    relevant: int = 0  # links of grade 1
    near_misses: int = 0
    relations: Mapping[str, int] = field(default_factory=dict)
    means: Mapping[str, int] = field(default_factory=dict)


def coverage(links: Mapping[str, Iterable[Link]], profile: OpinionProfile) -> tuple[Cell, ...]:
    """One cell for every jurisdiction (also one without links) and every holding."""
    cells = []
    for jurisdiction, found in sorted(links.items()):
        standing = _standing(found)
        for holding in profile.holdings:
            own = [link for link in standing if link.holding == holding.number]
            cells.append(_cell(jurisdiction, str(holding.number), own))
    return tuple(cells)


def act_coverage(links: Mapping[str, Iterable[Link]], profile: OpinionProfile) -> tuple[Cell, ...]:
    """One cell for every jurisdiction and every act of the Convention's checklist."""
    cells = []
    offences = min(holding.number for holding in profile.holdings)
    for jurisdiction, found in sorted(links.items()):
        standing = [link for link in _standing(found) if link.holding == offences and link.grade]
        for act in profile.acts:
            own = [link for link in standing if act.id in link.convention_articles]
            cells.append(_cell(jurisdiction, act.id, own))
    return tuple(cells)


def _standing(links: Iterable[Link]) -> list[Link]:
    """Links that no analyst has rejected or replaced."""
    return [link for link in links if link.status not in ("rejected", "superseded")]


def _cell(jurisdiction: str, subject: str, links: list[Link]) -> Cell:
    graded = [link for link in links if link.grade]
    direct = sum(1 for link in links if link.grade == 2)
    near_misses = len(links) - len(graded)
    return Cell(
        jurisdiction,
        subject,
        _state(graded, near_misses),
        direct,
        len(graded) - direct,
        near_misses,
        dict(sorted(Counter(link.relation for link in graded).items())),
        dict(sorted(Counter(link.means for link in graded).items())),
    )


def _state(graded: list[Link], near_misses: int) -> State:
    if any(link.grade == 2 and link.relation in ("implements", "defines") for link in graded):
        return "found"
    if graded:
        return "partial"
    return "near misses only" if near_misses else "not found in the corpus"
