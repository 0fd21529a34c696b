"""Scores of links, of the Opinion's analysis and of norms against gold files that people made."""

from pipeline.evaluation.deontic import BenchmarkScores, evaluate_benchmark
from pipeline.evaluation.links import LinkScores, evaluate_links
from pipeline.evaluation.opinion import OpinionScores, evaluate_opinion

__all__ = [
    "BenchmarkScores",
    "LinkScores",
    "OpinionScores",
    "evaluate_benchmark",
    "evaluate_links",
    "evaluate_opinion",
]
