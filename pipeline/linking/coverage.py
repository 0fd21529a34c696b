"""Takes links by jurisdiction and gives counts: jurisdiction × holding, jurisdiction × act.

A cell never says that a State complies or that its law is silent: it says what the corpus shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.knowledge.opinions import Holding, OpinionProfile
from pipeline.model import Link
from pipeline.text import fold

State = Literal[
    "provisions found",
    "none found in this corpus",
    "this kind of statute is not in the corpus",
    "no drafting data for this language",
]
Kinds = Mapping[str, frozenset[str]]  # by jurisdiction, see ``statute_kinds``


@dataclass(frozen=True, slots=True)
class Cell:
    """What the corpus holds for one jurisdiction and one holding or act."""

    jurisdiction: str
    subject: str  # number of the holding, or paragraph of the Convention
    state: State
    direct: int = 0  # links of grade 2
    relevant: int = 0  # links of grade 1
    near_misses: int = 0
    confirmed: int = 0  # of direct and relevant, by readers
    rejected: int = 0  # by readers: counted nowhere else
    relations: Mapping[str, int] = field(default_factory=dict)
    means: Mapping[str, int] = field(default_factory=dict)


def statute_kinds(titles: Iterable[str], language: str, profile: OpinionProfile) -> frozenset[str]:
    """Which kinds of statute a law is, by its titles.

    Kinds are elements of the drafting language (``criminal-law``, ``provider-law`` …). With them
    stand ``read:n`` for the holdings whose first function is known in that language and
    ``unread:n`` for the others: a thin language file finds offences and no duties of providers.
    """
    drafting = profile.languages.get(language)
    functions = drafting.functions if drafting else {}
    readable = {
        f"{'read' if holding.functions[0] in functions else 'unread'}:{holding.number}"
        for holding in profile.holdings
    }
    return (drafting.titles(fold("\n".join(titles))) if drafting else frozenset()) | readable


def coverage(
    links: Mapping[str, Iterable[Link]], profile: OpinionProfile, kinds: Kinds | None = None
) -> tuple[Cell, ...]:
    """One cell for every jurisdiction (also one without links) and every holding.

    ``kinds`` are the kinds of statute that the corpus holds of a jurisdiction; where they are not
    given it is taken to hold all.
    """
    cells = []
    for jurisdiction, found in sorted(links.items()):
        standing = _standing(found)
        for holding in profile.holdings:
            own = [link for link in standing if link.holding == holding.number]
            silence = _silence(holding, jurisdiction, kinds)
            cells.append(_cell(jurisdiction, str(holding.number), own, silence))
    return tuple(cells)


def act_coverage(
    links: Mapping[str, Iterable[Link]], profile: OpinionProfile, kinds: Kinds | None = None
) -> tuple[Cell, ...]:
    """One cell for every jurisdiction and every act of the Convention's checklist.

    An act counts where a link names its paragraph or quotes words for it: aiding and attempt stand
    beside other acts and are seldom named.
    """
    cells = []
    for jurisdiction, found in sorted(links.items()) if profile.offences else ():
        standing = [
            link
            for link in _standing(found)
            if link.holding == profile.offences and (link.grade or link.status == "rejected")
        ]
        silence = _silence(profile.holding(profile.offences), jurisdiction, kinds)
        for act in profile.acts:
            own = [link for link in standing if shows_act(link, act.id)]
            cells.append(_cell(jurisdiction, act.id, own, silence))
    return tuple(cells)


def _standing(links: Iterable[Link]) -> list[Link]:
    """Links that nothing has replaced."""
    return [link for link in links if link.status != "superseded"]


def _silence(holding: Holding, jurisdiction: str, kinds: Kinds | None) -> State:
    """What it means that a jurisdiction shows nothing for a holding."""
    own = kinds.get(jurisdiction, frozenset()) if kinds is not None else frozenset()
    number = holding.number
    if f"unread:{number}" in own and f"read:{number}" not in own:
        return "no drafting data for this language"
    if kinds is None or not holding.statutes or not own.isdisjoint(holding.statutes):
        return "none found in this corpus"
    return "this kind of statute is not in the corpus"


def shows_act(link: Link, act: str) -> bool:
    """Whether a link names a paragraph of the Convention or quotes words for it."""
    quoted = any(evidence.concept == f"act:{act}" for evidence in link.evidence)
    return quoted or act in link.convention_articles


def _cell(jurisdiction: str, subject: str, links: list[Link], silence: State) -> Cell:
    rejected = sum(1 for link in links if link.status == "rejected")
    graded = [link for link in links if link.grade and link.status != "rejected"]
    direct = sum(1 for link in graded if link.grade == 2)
    near_misses = len(links) - len(graded) - rejected
    return Cell(
        jurisdiction,
        subject,
        "provisions found" if graded else silence,
        direct,
        len(graded) - direct,
        near_misses,
        sum(1 for link in graded if link.status == "confirmed"),
        rejected,
        dict(sorted(Counter(link.relation for link in graded).items())),
        dict(sorted(Counter(link.means for link in graded).items())),
    )
