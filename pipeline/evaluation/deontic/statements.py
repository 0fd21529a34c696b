"""Gold of whole statements by subsection (Equality Act): type, bearer, action, conditions.

A statement found answers a gold one of the same subsection and type; bearers must share half of
their tokens (F1 ≥ .5), actions F1 ≥ .4, articles and demonstratives left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.evaluation.counts import Counts, Rate
from pipeline.evaluation.deontic.figures import BenchmarkScores, Figure
from pipeline.evaluation.deontic.rows import Row, overlap, tokens
from pipeline.evaluation.deontic.sections import norms_in_place
from pipeline.knowledge import Library
from pipeline.model import Norm, Span

TYPES = {
    "OBLIGATORY": frozenset({"obligation", "recommendation"}),
    "PROHIBITED": frozenset({"prohibition"}),
    "PERMITTED": frozenset({"permission"}),
}
BEARER, ACTION = 0.5, 0.4  # least token F1, from the benchmark's description
_CONDITIONS = frozenset({"WHEN", "IF", "WHERE", "UNLESS", "ONLY-IF", "BEFORE", "AFTER"})
_COVERED = 0.8  # share of a condition's words that make it one of the subsection itself
_INTERPOSED = re.compile(r"\b(?:must|may|shall)(?: not)? ?(?:\(|,)|\bhas,|\bnot \(")


@dataclass(frozen=True, slots=True)
class Statement:
    """What one modal or formula says in a subsection."""

    type: str
    bearer: str
    action: str
    conditional: bool
    conditional_here: bool = False  # by words of the subsection itself


def statements(text: str, norms: Sequence[Norm]) -> list[Statement]:
    """The norms of a text, those of one trigger as one statement."""
    found: dict[tuple[tuple[Span, ...], str], Statement] = {}
    for norm in norms:
        label = next((t for t, modalities in TYPES.items() if norm.modality in modalities), "")
        key = (norm.triggers, norm.bearer.implicit if norm.bearer else "")
        if not label or key in found:
            continue
        bearer = norm.bearer.span.of(text) if norm.bearer and norm.bearer.span else key[1]
        passive = norm.object and norm.object.start < norm.triggers[0].start
        if not bearer and norm.object and passive:  # its subject is the annotators' bearer
            bearer = norm.object.of(text)
        phrase = norm.predicate or norm.action
        spans = [c.span for c in norm.conditions if c.type in _CONDITIONS]
        here = any(0 <= span.start < len(text) for span in spans)
        action = phrase.of(text) if phrase else ""
        found[key] = Statement(label, bearer, action, bool(spans), here)
    return list(found.values())


def score_statements(
    name: str, units: Sequence[Row], gold: Sequence[Row], library: Library
) -> BenchmarkScores:
    """The measures of the set over subsections that were annotated and are no quotations."""
    scored = {row["id"]: row for row in units if row["annotated_section"] and not row["quoted"]}
    by_unit: dict[object, list[Row]] = {ident: [] for ident in scored}
    for row in gold:
        if row["unit"] in by_unit:
            by_unit[row["unit"]].append(row)
    own = norms_in_place(units, library)
    classes = {label: Counts() for label in TYPES}
    triples, held, here = Counts(), Counts(), Counts()
    interposed = Rate()
    differences: list[str] = []
    for ident, unit in scored.items():
        text = str(unit["text"])
        found = statements(text, own[ident])
        given, expected = {s.type for s in found}, set(unit["labels"])
        for label in TYPES:
            classes[label] += Counts.of(label in expected, label in given)
        if given != expected:
            differences.append(f"unit {ident}: {sorted(given)}, gold {sorted(expected)}")
        pairs = _paired(by_unit[ident], found)
        matches = [s is not None and _matches(row, s) for row, s in pairs]
        hits = sum(matches)
        triples += Counts(hits, len(found) - hits, len(pairs) - hits)
        for (row, statement), match in zip(pairs, matches, strict=True):
            if not match:
                differences.append(f"statement {row['id']}: {statement}, gold {_shown(row)}")
            if _INTERPOSED.search(text):
                interposed += Rate(int(statement is not None and _same_verb(row, statement)), 1)
            if statement is None:
                continue
            held += Counts.of(bool(row["conditions"]), statement.conditional)
            here += Counts.of(_inside(row, text), statement.conditional_here)
    figures = (
        Figure.macro("type of subsection", classes),
        Figure.f1("type, bearer and action", triples),
        Figure("has a condition, precision", held.precision, held.as_text()),
        Figure("has a condition, recall", held.recall, held.as_text()),
        Figure("has a condition worded there, precision", here.precision, here.as_text()),
        Figure("has a condition worded there, recall", here.recall, here.as_text()),
        Figure.share("discontinuous modals, recall", interposed),
    )
    return BenchmarkScores(name, figures, tuple(differences))


def _paired(gold: Sequence[Row], found: Sequence[Statement]) -> list[tuple[Row, Statement | None]]:
    """Each gold statement with the most similar statement of its type that is still free."""
    free = list(found)
    pairs: list[tuple[Row, Statement | None]] = []
    for row in gold:
        same = [s for s in free if s.type == row["type"]]
        best = max(same, key=lambda s: sum(_likeness(row, s)), default=None)
        if best:
            free.remove(best)
        pairs.append((row, best))
    return pairs


def _likeness(row: Row, statement: Statement) -> tuple[float, float]:
    def f1(gold: str, found: str) -> float:
        return overlap(tokens(gold, light=False), tokens(found, light=False)).f1

    return f1(row["bearer"], statement.bearer), f1(row["action"], statement.action)


def _matches(row: Row, statement: Statement) -> bool:
    bearer, action = _likeness(row, statement)
    return bearer >= BEARER and action >= ACTION


def _same_verb(row: Row, statement: Statement) -> bool:
    """Whether the verb found behind an interposed phrase is one of the gold action."""
    return bool(set(tokens(statement.action)[:1]) & set(tokens(row["action"])))


def _inside(row: Row, text: str) -> bool:
    """Whether a condition of a gold statement is worded in its own subsection."""
    return any(
        overlap(tokens(c["text"]), tokens(text)).recall >= _COVERED for c in row["conditions"]
    )


def _shown(row: Row) -> str:
    return f"{row['type']} | {row['bearer']} | {row['action'][:100]}"
