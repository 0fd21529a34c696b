"""Gold that gives each sentence one class: regulative or constitutive; duty, liberty or neither."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.evaluation.counts import Rate
from pipeline.evaluation.deontic.figures import BenchmarkScores, Figure, by_class
from pipeline.evaluation.deontic.rows import Row
from pipeline.knowledge import Library
from pipeline.model import Norm
from pipeline.tagging.excerpts import excerpt_norms


def force_of(norms: Sequence[Norm]) -> str:
    """``regulative`` if any norm of a sentence directs conduct, else ``constitutive``."""
    directs = any(norm.force == "regulative" for norm in norms)
    return "regulative" if directs else "constitutive"


def position_of(norms: Sequence[Norm]) -> str:
    """``obligation`` if there is a duty (not to do is one), else ``permission``, else neither."""
    found = {norm.modality for norm in norms}
    if found & {"obligation", "prohibition", "recommendation"}:
        return "obligation"
    return "permission" if "permission" in found else "constitutive"


def score_force(name: str, rows: Sequence[Row], library: Library) -> BenchmarkScores:
    """Sentences labelled regulative (``regulatory``) or constitutive."""
    gold = ["constitutive" if row["label"] == "constitutive" else "regulative" for row in rows]
    found, differences = _judged(rows, gold, force_of, library)
    counts = by_class(gold, found, ("regulative", "constitutive"))
    right = sum(g == f for g, f in zip(gold, found, strict=True))
    figures = (
        Figure.share("accuracy", Rate(right, len(rows))),
        Figure.f1("regulative", counts["regulative"]),
        Figure.f1("constitutive", counts["constitutive"]),
    )
    return BenchmarkScores(name, figures, differences)


def score_positions(name: str, rows: Sequence[Row], library: Library) -> BenchmarkScores:
    """Provisions labelled obligation, permission or constitutive; those with two are left out."""
    single = [row for row in rows if row["label"] != "both"]
    gold = [str(row["label"]) for row in single]
    found, differences = _judged(single, gold, position_of, library)
    counts = by_class(gold, found, ("obligation", "permission", "constitutive"))
    return BenchmarkScores(name, (Figure.macro("three classes", counts),), differences)


def _judged(
    rows: Sequence[Row],
    gold: Sequence[str],
    judge: Callable[[Sequence[Norm]], str],
    library: Library,
) -> tuple[list[str], tuple[str, ...]]:
    found, differences = [], []
    for row, expected in zip(rows, gold, strict=True):
        text, intro = str(row.get("own") or row["text"]), str(row.get("intro") or "")
        judged = judge(excerpt_norms(text, "en", library, intro=intro))
        found.append(judged)
        if judged != expected:
            differences.append(f"{row['id']}: {judged}, gold {expected}")
    return found, tuple(differences)
