"""Gold that says of each modal verb of a text whether it is deontic (MIST)."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.evaluation.counts import Counts
from pipeline.evaluation.deontic.figures import BenchmarkScores, Figure
from pipeline.evaluation.deontic.rows import Row
from pipeline.knowledge import Library
from pipeline.tagging.norms import find_norms


def score_modals(name: str, rows: Sequence[Row], library: Library) -> BenchmarkScores:
    """F1 of "this modal is deontic", over all rows and over those marked as test."""
    counts = {False: Counts(), True: Counts()}
    differences = []
    for row in rows:
        words = [str(word) for word in row["tokens"]]
        start = sum(len(word) + 1 for word in words[: row["i"]])
        norms = find_norms(" ".join(words), "en", library)
        found = any(
            norm.modality != "statement" and any(t.start <= start < t.end for t in norm.triggers)
            for norm in norms
        )
        gold = "deontic" in row["labels"]
        counts[bool(row["test"])] += Counts.of(gold, found)
        if gold != found:
            place = " ".join([*words[: row["i"]][-12:], f"[{row['modal']}]"])
            after = " ".join(words[row["i"] + 1 :][:8])
            differences.append(f"{'deontic' if gold else 'not deontic'}: {place} {after}")
    figures = (
        Figure.f1("deontic", counts[False] + counts[True]),
        Figure.f1("deontic, test part", counts[True]),
    )
    return BenchmarkScores(name, figures, tuple(differences))
