"""Gold in the institutional grammar (ABDICO): attribute, aim, object and condition of a statement.

Scored token by token over the components that a coder wrote; what stands in brackets was implied
and is not scored, nor is a component of which nothing else is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.evaluation.counts import Counts
from pipeline.evaluation.deontic.figures import BenchmarkScores, Figure
from pipeline.evaluation.deontic.rows import Row, explicit, overlap, tokens
from pipeline.knowledge import Library
from pipeline.model import Norm
from pipeline.tagging.excerpts import excerpt_norms

COMPONENTS = {"A": "Attribute", "I": "Aim", "B": "Object", "C": "Condition"}


@dataclass(frozen=True, slots=True)
class Coded:
    """The components of one statement as words of its text."""

    attribute: str = ""
    aim: str = ""
    object: str = ""
    condition: str = ""


def coded(text: str, norms: Sequence[Norm]) -> Coded:
    """The first statement of a text; coordinated verbs of one modal are one aim."""
    deontic = [norm for norm in norms if norm.modality != "statement"] or list(norms)
    if not deontic:
        return Coded()
    first = deontic[0]
    group = [n for n in deontic if n.triggers == first.triggers and n.object == first.object]
    bearer = first.bearer.span.of(text) if first.bearer and first.bearer.span else ""
    return Coded(
        attribute=bearer,
        aim=" ".join(n.action.of(text) for n in group if n.action),
        object=first.object.of(text) if first.object else "",
        condition=" ".join(_circumstances(text, first, group)),
    )


def _circumstances(text: str, first: Norm, group: Sequence[Norm]) -> list[str]:
    """Conditions, and what the predicate holds besides its verbs and their object."""
    taken = [norm.action for norm in group if norm.action]
    taken += [span for span in (first.object,) if span]
    words = []
    spans = [c.span for c in first.conditions]
    spans += [first.predicate] if first.predicate else []
    free = {at for span in spans for at in range(span.start, span.end)}
    free -= {at for span in taken for at in range(span.start, span.end)}
    for at in sorted(free):
        if at - 1 not in free:
            words.append("")
        words[-1] += text[at]
    return words


def score_coded(name: str, rows: Sequence[Row], library: Library) -> BenchmarkScores:
    """Token F1 of each component over the rows whose aim and deontic are written out."""
    counts = dict.fromkeys(COMPONENTS, Counts())
    differences = []
    for row in rows:
        if not explicit(row["I"]) or not explicit(row["D"]):
            continue
        text = str(row["text"])
        found = coded(text, excerpt_norms(text, "en", library))
        given = {"A": found.attribute, "I": found.aim, "B": found.object, "C": found.condition}
        for key in COMPONENTS:
            if gold := explicit(row[key]):
                score = overlap(tokens(gold), tokens(given[key]))
                counts[key] += score
                if score.f1 < 0.5:
                    differences.append(f"{row['id']} {key}: {given[key]!r}, gold {gold!r}")
    figures = tuple(
        Figure.f1(f"{label} tokens", counts[key])
        for key, label in COMPONENTS.items()
        if counts[key].hits + counts[key].misses
    )
    return BenchmarkScores(name, figures, tuple(differences))
