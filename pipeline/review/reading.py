"""A row of a returned form in, what its reader decided out, still without the provision's text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from pipeline.model import Judgement, Means, Relation, Review, Verdict
from pipeline.review import decisions, form
from pipeline.review.decisions import DecisionError
from pipeline.review.returned import Row

_CHANGES = (form.GRADE, form.RELATION, form.MEANS_COLUMN, form.ARTICLES)
_BY_ITSELF = (form.READER, form.DATE)  # may be printed for the reader; no decision by themselves
_GRADES = ("0", "1", "2")


@dataclass(frozen=True, slots=True)
class Read:
    """What a row says: the decision, what it comes to, what the form showed."""

    verdict: Verdict
    holding: int
    said: Judgement
    saw: Judgement | None
    reason: str
    reader: str
    date: str
    settles: bool
    evidence: tuple[str, ...]
    shown_evidence: tuple[str, ...]  # as the form has it, where the reader names none

    def review(self, words: str) -> Review:
        """The review of the words with that digest."""
        return Review(
            self.reader, self.date, self.verdict, self.said, self.reason, words, self.settles
        )


def is_filled(row: Row) -> bool:
    """Whether a reader wrote anything in the row but a name and a date."""
    return any(row.text(name) for name in form.FILLED if name not in _BY_ITSELF)


def read_row(row: Row, reader: str = "", date: str = "") -> Read:
    """What a row says that is filled in. Raises DecisionError, naming the column.

    ``reader`` and ``date`` stand where the row leaves them out.
    """
    for name in (*form.FILLED, *form.IDENTITY):
        cell = row.cells.get(name)
        if cell and cell.computed:
            raise DecisionError(name, "it holds a formula; write the value itself")
    if not row.text(form.DECISION):
        raise DecisionError(
            form.DECISION, f"it is empty; choose one of: {', '.join(form.FILLED[form.DECISION])}"
        )
    verdict = decisions.verdict(row.text(form.DECISION).lower())
    saw = _saw(row) if row.text(form.CHECK) else None
    return Read(
        verdict=verdict,
        holding=_number(row, form.HOLDING),
        said=_said(row, verdict, saw),
        saw=saw,
        reason=decisions.reason(row.text(form.REASON)),
        reader=decisions.reader(row.text(form.READER) or reader),
        date=decisions.day(row.text(form.DATE) or date),
        settles=bool(_chosen(row, form.SETTLES, form.FILLED[form.SETTLES])),
        evidence=decisions.quoted(row.text(form.EVIDENCE)),
        shown_evidence=decisions.quoted(row.text(form.SHOWN_EVIDENCE)),
    )


def _saw(row: Row) -> Judgement | None:
    """What the form showed; None for a link that the program does not have."""
    if row.text(form.SHOWN_RELATION) in ("", form.NO_LINK):
        return None
    means, _, _ = row.text(form.SHOWN_MEANS).partition(":")
    return Judgement(
        _number(row, form.SHOWN_GRADE),
        cast(
            Relation,
            decisions.among(
                row.text(form.SHOWN_RELATION), decisions.RELATIONS, form.SHOWN_RELATION
            ),
        ),
        cast(Means, decisions.among(means or "n/a", decisions.MEANS, form.SHOWN_MEANS)),
        _articles(row, form.SHOWN_ARTICLES),
    )


def _said(row: Row, verdict: Verdict, saw: Judgement | None) -> Judgement:
    filled = [name for name in _CHANGES if row.text(name)]
    if verdict == "add":
        return _new(row, Judgement(0, "near-miss", "n/a"))
    if saw is None:
        raise DecisionError(
            form.DECISION, f"the row shows no link to {verdict}; only 'add' is possible"
        )
    if verdict == "correct":
        said = _new(row, saw)
        if said == saw:
            raise DecisionError(
                form.DECISION, "nothing differs from what is shown; choose 'confirm'"
            )
        return said
    if filled:
        raise DecisionError(
            filled[0], f"a new value does not go with {verdict!r}; choose 'correct'"
        )
    return saw if verdict == "confirm" else Judgement(0, "near-miss", saw.means)


def _new(row: Row, shown: Judgement) -> Judgement:
    """The values filled in, the others as shown; what has grade 0 is a near miss."""
    chosen = _chosen(row, form.GRADE, _GRADES)
    grade = int(chosen) if chosen else shown.grade
    relation = _chosen(row, form.RELATION, decisions.RELATIONS) or shown.relation
    if not grade and not row.text(form.RELATION):
        relation = "near-miss"
    means = _chosen(row, form.MEANS_COLUMN, decisions.MEANS) or shown.means
    articles = _articles(row, form.ARTICLES) if row.text(form.ARTICLES) else shown.articles
    return Judgement(grade, cast(Relation, relation), cast(Means, means), articles)


def _chosen(row: Row, column: str, known: tuple[str, ...]) -> str:
    value = row.text(column).lower()
    return decisions.among(value, known, column) if value else ""


def _articles(row: Row, column: str) -> tuple[str, ...]:
    """Paragraphs parted by semicolons, commas or line breaks; a dash for none at all."""
    pieces = [piece.strip() for piece in re.split(r"[;,\n]", row.text(column)) if piece.strip()]
    if pieces == [form.NO_LINK]:
        return ()
    try:
        return tuple(dict.fromkeys(decisions.article(piece) for piece in pieces))
    except DecisionError as error:
        raise DecisionError(column, str(error)) from None


def _number(row: Row, column: str) -> int:
    text = row.text(column)
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise DecisionError(column, f"{text!r} is no whole number")
    return int(text)
