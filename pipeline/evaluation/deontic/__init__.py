"""Scores of norms against deontic gold that others made: one module for each kind of gold set."""

from pipeline.evaluation.deontic.evaluate import evaluate_benchmark
from pipeline.evaluation.deontic.figures import BenchmarkScores, Figure

__all__ = ["BenchmarkScores", "Figure", "evaluate_benchmark"]
