"""A review in, the line that tells of it out: in cells, tables and pages alike."""

from __future__ import annotations

from pipeline.model import Review

_DONE = {"confirm": "confirmed", "correct": "corrected", "reject": "rejected", "add": "added"}


def told(review: Review) -> str:
    """A review in one line: who, when, what, why."""
    stale = " (about other words)" if review.stale else ""
    reason = f": {review.reason}" if review.reason else ""
    said = f" as {review.said.relation}" if review.verdict in ("correct", "add") else ""
    return f"{review.reader}, {review.date}, {_DONE[review.verdict]}{said}{stale}{reason}"
