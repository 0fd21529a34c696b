"""Scores of links, of the Opinion's analysis and of norms against gold files that people made."""

from pipeline.evaluation.links import LinkScores, evaluate_links
from pipeline.evaluation.opinion import OpinionScores, evaluate_opinion

__all__ = ["LinkScores", "OpinionScores", "evaluate_links", "evaluate_opinion"]
