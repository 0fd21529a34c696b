"""Takes judged provisions; gives how often tagging finds the concept that a holding is about.

Linking can only find what tagging sees: of the provisions that fully answer a holding (grade 2) the
share in which a concept of its facets is mentioned, and of those that an annotator set apart as
look-alikes the share in which none is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.errors import KnowledgeError
from pipeline.evaluation.counts import Rate
from pipeline.evaluation.measures import Judged
from pipeline.knowledge import Library
from pipeline.knowledge.thesaurus import load_thesaurus
from pipeline.model import Tags

Subjects = Mapping[int, frozenset[str]]  # by holding: ids of facets and concepts
_FILE = "facets.yaml"


@dataclass(frozen=True, slots=True)
class SubjectScores:
    """By language: grade-2 provisions whose concept is found, look-alikes that show none."""

    found: Mapping[str, Rate]
    silent: Mapping[str, Rate]
    missed: tuple[str, ...]  # rows of grade 2 without the concept

    def as_dict(self) -> dict[str, object]:
        return {
            "found": {name: rate.as_dict() for name, rate in self.found.items()},
            "silent": {name: rate.as_dict() for name, rate in self.silent.items()},
            "missed": list(self.missed),
        }

    def as_lines(self) -> list[str]:
        lines = ["Concept of the holding found in grade-2 provisions | look-alikes without it"]
        for name in self.found:
            silent = self.silent.get(name, Rate())
            lines.append(f"  {name or '?':<4}{self.found[name].as_text()} | {silent.as_text()}")
        if self.missed:
            lines.append("  not found: " + ", ".join(self.missed))
        return lines


def subjects_of_holdings(library: Library) -> Subjects:
    """Facets and concepts that speak of each holding; KnowledgeError if the thesaurus lacks one."""
    thesaurus = load_thesaurus(library)
    known = {*thesaurus.facets, *(concept.id for concept in thesaurus.concepts)}
    named: dict[int, list[str]] = library.yaml(_FILE)["holdings"]
    for holding, facets in named.items():
        if unknown := sorted(set(facets) - known):
            path = str(library.path(_FILE))
            reason = f"holding {holding} names unknown facets {', '.join(unknown)}"
            raise KnowledgeError("KNO-VALUE", path, reason=reason)
    return {holding: frozenset(facets) for holding, facets in named.items()}


def mentioned_subjects(tags: Tags, library: Library) -> frozenset[str]:
    """The concepts that a unit mentions and their facets, without those that show a look-alike."""
    facets = {concept.id: concept.facet for concept in load_thesaurus(library).concepts}
    aside = set(library.yaml(_FILE)["look-alikes"])
    concepts = {mention.concept for mention in tags.concepts} - aside
    return frozenset(concepts | {facets[concept] for concept in concepts})


def score_subjects(judged: Iterable[Judged], subjects: Subjects) -> SubjectScores:
    """The shares by language, and "all", of the provisions whose text was located."""
    found: dict[str, Rate] = {"all": Rate()}
    silent: dict[str, Rate] = {"all": Rate()}
    missed = []
    for each in judged:
        full = [holding for holding, grade in each.row.grades.items() if grade == 2]
        if full and each.unit:
            right = any(subjects.get(holding, frozenset()) & each.subjects for holding in full)
            _add(found, each.row.language, right)
            missed += [] if right else [f"{each.row.row} {each.row.provision}"]
        elif each.row.hard_negative and each.unit:
            shown = any(subjects.get(h, frozenset()) & each.subjects for h in each.row.rejected)
            _add(silent, each.row.language, not shown)
    return SubjectScores(dict(sorted(found.items())), dict(sorted(silent.items())), tuple(missed))


def _add(rates: dict[str, Rate], language: str, right: bool) -> None:
    for name in {language, "all"}:
        rates[name] = rates.get(name, Rate()) + Rate(int(right), 1)
