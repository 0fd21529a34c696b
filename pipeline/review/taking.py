"""Rows of a returned form in, decisions and findings out: each row by itself, the rest goes on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.errors import finding
from pipeline.model import Document, Eid, Finding, Iri, Unit
from pipeline.review import form
from pipeline.review.applying import find_words
from pipeline.review.decisions import Decision, DecisionError, consistent
from pipeline.review.identity import words_digest
from pipeline.review.ledger import Ledger, Outcome
from pipeline.review.reading import Read, is_filled, read_row
from pipeline.review.returned import Row, Table

TextOf = Callable[[Iri], Document | None]
_WANTED = tuple(name for name in form.FILLED if name != form.SETTLES)


@dataclass(frozen=True, slots=True)
class Taken:
    """The decisions of a form, each with the row it stands in, and what is wrong with the rest."""

    decisions: tuple[tuple[Row, Decision], ...]
    findings: tuple[Finding, ...]
    undecided: int = 0  # rows that nobody has filled in


@dataclass(frozen=True, slots=True)
class Terms:
    """What a form is read against.

    ``printed`` are the names of printed columns by their sheet, ``text_of`` gives the published
    text of an expression, ``reader`` and ``date`` stand where a row leaves them out.
    """

    path: str
    text_of: TextOf
    holdings: Collection[int]
    printed: Mapping[str, Collection[str]]
    reader: str = ""
    date: str = ""

    def names(self, sheet: str) -> Collection[str]:
        """The printed columns of a sheet; of one that was renamed, those of all."""
        return self.printed.get(sheet) or {n for names in self.printed.values() for n in names}


class _RowError(Exception):
    """A row that gives no decision, and the finding that says why."""

    def __init__(self, found: Finding) -> None:
        super().__init__(found.message)
        self.found = found


def taken(tables: tuple[Table, ...], terms: Terms) -> Taken:
    """The decisions of a form. A row that is wrong gives a finding with sheet, row and column."""
    if not tables:
        return Taken((), (finding("REV-SHEET", terms.path, column=form.DECISION),))
    decisions: list[tuple[Row, Decision]] = []
    findings: list[Finding] = []
    undecided = 0
    texts = _Texts(terms.text_of)
    for table in tables:
        problems = tuple(_columns(table, terms.path))
        findings += problems
        for row in () if any(p.severity == "error" for p in problems) else table.rows:
            try:
                read = _checked(row, terms)
                if read is None:
                    undecided += 1
                    continue
                decision, note = _decision(row, read, terms, texts)
                decisions.append((row, decision))
                findings += note
            except _RowError as refused:
                findings.append(refused.found)
    return Taken(tuple(decisions), tuple(findings), undecided)


def conflicts(
    found: Taken, outcomes: Sequence[Outcome], kept: Ledger, path: str
) -> tuple[Finding, ...]:
    """A finding for each decision that could not take the place of the same reader's other."""
    return tuple(
        finding(
            "REV-CONFLICT", path, row.number, decision.eid, sheet=row.sheet, row=row.number,
            reader=decision.review.reader, date=kept.by_key[decision.key].review.date,
        )
        for (row, decision), outcome in zip(found.decisions, outcomes, strict=True)
        if outcome == "conflict"
    )  # fmt: skip


def _columns(table: Table, path: str) -> Iterator[Finding]:
    """Columns that a sheet has twice or no more; without some of them no row can be read."""
    for name in table.doubled:
        yield finding("REV-DOUBLED", path, sheet=table.sheet, column=name)
    for name in form.IDENTITY:
        if name not in table.columns:
            yield finding("REV-IDENTITY", path, sheet=table.sheet, column=name)
    for name in _WANTED:
        if name not in table.columns:
            yield finding("REV-COLUMN", path, sheet=table.sheet, column=name)


def _checked(row: Row, terms: Terms) -> Read | None:
    """What the reader filled in, if the printed cells are as they were; None: nothing."""
    if not is_filled(row):
        return None
    printed = row.text(form.CHECK)
    if printed:
        needed = dict.fromkeys((*form.IDENTITY, form.WORDS, *form.SHOWN), "")
        names = terms.names(row.sheet)
        cells = {n: c.text for n, c in row.cells.items() if n in names and n != form.CHECK}
        for name in form.changed({**needed, **cells}, printed):
            where = _where(row, name)
            raise _RowError(finding("REV-CHANGED", terms.path, row.number, **where))
    try:
        read = read_row(row, terms.reader, terms.date)
        if not printed and read.verdict != "add":
            reason = "it is empty; in a row of your own only 'add' is possible"
            raise DecisionError(form.CHECK, reason)
    except DecisionError as error:
        raise _RowError(_cell(row, terms.path, error)) from None
    return read


class _Texts:
    """Units of the texts that a form names, each text looked up once."""

    def __init__(self, text_of: TextOf) -> None:
        self._of = text_of
        self._known: dict[str, tuple[Document, Mapping[Eid, Unit]] | None] = {}

    def of(self, expression: str) -> tuple[Document, Mapping[Eid, Unit]] | None:
        if expression not in self._known:
            document = self._of(Iri(expression))
            units = {unit.eid: unit for unit in document.units()} if document else {}
            self._known[expression] = (document, units) if document else None
        return self._known[expression]


def _decision(
    row: Row, read: Read, terms: Terms, texts: _Texts
) -> tuple[Decision, tuple[Finding, ...]]:
    expression, eid = row.text(form.EXPRESSION), Eid(row.text(form.EID))
    known = texts.of(expression)
    if known is None:
        raise _RowError(_unknown(row, terms.path, form.EXPRESSION))
    document, units = known
    unit = units.get(eid)
    if unit is None:
        raise _RowError(_unknown(row, terms.path, form.EID))
    if read.holding not in terms.holdings:
        raise _RowError(_unknown(row, terms.path, form.HOLDING))
    words = row.text(form.WORDS) if row.text(form.CHECK) else words_digest(unit)
    for quote in read.evidence:
        if find_words(quote, unit.text) is None:
            error = DecisionError(form.EVIDENCE, f"{quote!r} does not stand in this provision")
            raise _RowError(_cell(row, terms.path, error))
    evidence = read.evidence or tuple(
        quote for quote in read.shown_evidence if find_words(quote, unit.text)
    )
    try:
        review = read.review(words)
        decision = consistent(
            Decision(document.work, eid, read.holding, review, Iri(expression), read.saw, evidence)
        )
    except DecisionError as error:
        raise _RowError(_cell(row, terms.path, error)) from None
    other = words != words_digest(unit)
    if not other:
        return decision, ()
    note = finding("REV-OTHER-WORDS", terms.path, row.number, eid, sheet=row.sheet, row=row.number)
    return decision, (note,)


def _unknown(row: Row, path: str, column: str) -> Finding:
    value = row.text(column)
    return finding("REV-UNKNOWN", path, row.number, value=value, **_where(row, column))


# What the parts of a decision are called in a form.
_COLUMNS = {
    "decision": form.DECISION, "grade": form.GRADE, "relation": form.RELATION,
    "means": form.MEANS_COLUMN, "articles": form.ARTICLES, "evidence": form.EVIDENCE,
    "reason": form.REASON, "reader": form.READER, "date": form.DATE, "settles": form.SETTLES,
    "holding": form.HOLDING, "words": form.WORDS,
}  # fmt: skip


def _cell(row: Row, path: str, error: DecisionError) -> Finding:
    column = _COLUMNS.get(error.field, error.field)
    return finding("REV-CELL", path, row.number, reason=str(error), **_where(row, column))


def _where(row: Row, column: str) -> dict[str, Any]:
    cell = row.cells.get(column)
    shown = f"{column!r} ({cell.place})" if cell else f"{column!r}"
    return {"sheet": row.sheet, "row": row.number, "column": shown}
