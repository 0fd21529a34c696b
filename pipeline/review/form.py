"""The columns of a review form, and the check by which a returned row is known to be unchanged.

The check of a row is a digest of each of its printed cells, together with the column's name, so
that rows may be sorted, columns moved and other columns added, and still a changed cell is named.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.review.decisions import MEANS, RELATIONS, VERDICTS
from pipeline.text import collapse, sha256

DECISION, GRADE, RELATION, MEANS_COLUMN = "Decision", "New grade", "New relation", "New means"
ARTICLES, EVIDENCE, REASON = "New paragraphs", "Words (evidence)", "Reason"
READER, DATE, SETTLES = "Reader", "Read on", "Settles"
HOLDING, EID, EXPRESSION, WORDS, CHECK = "Holding", "eId", "Expression", "Words read", "Check"
SHOWN_GRADE, SHOWN_RELATION = "Grade", "Relation"
SHOWN_MEANS, SHOWN_ARTICLES, SHOWN_EVIDENCE = "Means", "Convention paragraphs", "Evidence"
NO_LINK = "-"  # in a cell of a link that the program does not have

# For the reader to fill in, with the values to choose from.
FILLED: Mapping[str, tuple[str, ...]] = {
    DECISION: VERDICTS,
    GRADE: ("0", "1", "2"),
    RELATION: RELATIONS,
    MEANS_COLUMN: MEANS,
    ARTICLES: (),
    EVIDENCE: (),
    REASON: (),
    READER: (),
    DATE: (),
    SETTLES: ("yes",),
}
IDENTITY = (EXPRESSION, EID, HOLDING)  # without these nobody knows what a row is about
SHOWN = (SHOWN_GRADE, SHOWN_RELATION, SHOWN_MEANS, SHOWN_ARTICLES)  # what is confirmed
_LENGTH = 8  # hexadecimal digits of a cell's digest: a slip is seen, forgery is not the concern


def check(cells: Mapping[str, str]) -> str:
    """The check of a row, from its printed cells by the names of their columns."""
    return " ".join(_digest(name, value) for name, value in cells.items())


def changed(cells: Mapping[str, str], printed: str) -> tuple[str, ...]:
    """The columns of ``cells`` that are not as they were printed."""
    known = set(printed.split())
    return tuple(name for name, value in cells.items() if _digest(name, value) not in known)


def _digest(name: str, value: str) -> str:
    # openpyxl takes the escape of an underscore out of a cell also where it is the cell's own text
    return sha256(f"{name}\0{collapse(value.replace('x005F_', ''))}")[:_LENGTH]
