"""Takes the folder (or a file) of a deontic gold set, sees of which kind it is and scores it."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import SourceError
from pipeline.evaluation.deontic.classes import score_force, score_positions
from pipeline.evaluation.deontic.coded import score_coded
from pipeline.evaluation.deontic.figures import BenchmarkScores
from pipeline.evaluation.deontic.modals import score_modals
from pipeline.evaluation.deontic.rows import Row, read_rows
from pipeline.evaluation.deontic.statements import score_statements
from pipeline.knowledge import Library

_UNITS, _STATEMENTS = "units.jsonl", "data.jsonl"


def evaluate_benchmark(path: Path, library: Library) -> tuple[BenchmarkScores, ...]:
    """The scores of each file of a set, in order of the files' names.

    Raises SourceError ``GOLD-FORM`` if nothing there is of a kind that is known.
    """
    if path.is_dir() and (path / _UNITS).is_file():
        units = read_rows(path / _UNITS, ("id", "text", "labels", "annotated_section", "quoted"))
        gold = read_rows(path / _STATEMENTS, ("unit", "type", "bearer", "action", "conditions"))
        return (score_statements(path.name, units, gold, library),)
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files:
        raise SourceError("GOLD-FORM", path.name, reason="no file of JSON lines")
    return tuple(_scored(file, read_rows(file), library) for file in files)


def _scored(file: Path, rows: list[Row], library: Library) -> BenchmarkScores:
    name = f"{file.parent.name}/{file.stem}"
    fields = set(rows[0]) if rows else set()
    if {"tokens", "modal", "i", "labels", "test"} <= fields:
        return score_modals(name, rows, library)
    if {"text", "A", "D", "I", "B", "C"} <= fields:
        return score_coded(name, rows, library)
    if {"id", "text", "label", "counts"} <= fields:
        return score_positions(name, rows, library)
    if {"id", "text", "label"} <= fields:
        return score_force(name, rows, library)
    raise SourceError("GOLD-FORM", file.name, reason="no kind of gold set that is known")
