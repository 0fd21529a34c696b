"""A link in, the cells of a row that a reader decides about out, with what it is known by after.

Shared by the review form and the correlation table, so that both can be given back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.exports.sheet import Cell, Column, text
from pipeline.exports.site.summary import DocumentSummary, Entry
from pipeline.model import Link
from pipeline.review import form

Value = str | int | Cell
_WIDTHS = {form.REASON: 40, form.EVIDENCE: 30, form.RELATION: 18, form.MEANS_COLUMN: 18}
FILLED = tuple(
    Column(name, _WIDTHS.get(name, 12), choices, filled=True)
    for name, choices in form.FILLED.items()
)
KEYS = (
    Column(form.EID, 24), Column(form.EXPRESSION, 40), Column(form.WORDS, 12, hidden=True),
    Column(form.CHECK, 12, hidden=True),
)  # fmt: skip


def keyed(
    columns: Sequence[Column], cells: Mapping[str, Value], law: DocumentSummary, entry: Entry
) -> tuple[Value, ...]:
    """A row in the order of its columns, with what a returned row is known by."""
    known: dict[str, Value] = {
        **cells, form.EID: entry.link.eid, form.EXPRESSION: law.iri, form.WORDS: entry.words,
    }  # fmt: skip
    printed = {
        c.name: _plain(known.get(c.name, ""))
        for c in columns
        if not c.filled and c.name != form.CHECK
    }
    known[form.CHECK] = form.check(printed)
    return tuple(known.get(column.name, "") for column in columns)


def printed_names(*sheets: Sequence[Column]) -> frozenset[str]:
    """The names of the columns that readers leave as they are."""
    return frozenset(c.name for columns in sheets for c in columns if not c.filled)


def _plain(value: Value) -> str:
    """What a cell will be read back as."""
    if isinstance(value, int):
        return str(value)
    return text(value.text if isinstance(value, Cell) else value)


def shown(link: Link) -> dict[str, Value]:
    """What a reader confirms, corrects or rejects."""
    detail = f": {link.means_detail}" if link.means_detail else ""
    return {
        form.SHOWN_GRADE: link.grade,
        form.SHOWN_RELATION: link.relation,
        form.SHOWN_MEANS: f"{link.means}{detail}",
        form.SHOWN_ARTICLES: "; ".join(link.convention_articles),
    }
