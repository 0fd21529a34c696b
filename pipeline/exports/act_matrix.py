"""Coverage by act of the Convention in, the matrix that analysts know (template B) out.

A row for each paragraph from 18(1)(a) to 24(2), a column for each Party; a cell names the
provisions with the letter of their means and what they fall short of, never a verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.exports.sheet import Column, Sheet
from pipeline.exports.site.context import jurisdiction
from pipeline.exports.site.summary import DocumentSummary, Entry
from pipeline.knowledge import Library
from pipeline.knowledge.house_styles import citation
from pipeline.linking.coverage import Cell, shows_act

MEANS_LETTERS = {"ict-explicit": "E", "technology-neutral": "N", "means-limited": "L"}
_FLAGS = {"partially-implements": "partial", "limits": "limits", "defines": "defines"}
_SAID = (
    "Provisions that answer each paragraph, means E, N or L (see Legend), direct ones first; with "
    "brackets: relevant only."
)


def act_sheet(
    cells: Sequence[Cell], laws: Sequence[DocumentSummary], library: Library, offences: int
) -> Sheet:
    """The sheet ``Convention acts``; ``offences``: the holding that the acts stand behind."""
    acts = list(dict.fromkeys(cell.subject for cell in cells))
    states = list(dict.fromkeys(law.jurisdiction for law in laws))
    by_place = {(cell.jurisdiction, cell.subject): cell for cell in cells}
    own = [
        replace(law, entries=tuple(e for e in law.entries if e.link.holding == offences))
        for law in laws
    ]
    rows = [
        (act, *("\n".join(_cell(by_place.get((s, act)), s, act, own, library)) for s in states))
        for act in acts
    ]
    columns = (Column("Paragraph", 12), *(Column(jurisdiction(s), 34) for s in states))
    return Sheet("Convention acts", columns, rows, _SAID)


def _cell(
    cell: Cell | None, state: str, act: str, laws: Sequence[DocumentSummary], library: Library
) -> Iterator[str]:
    if cell is None:
        yield "not found in this corpus"
    elif not (cell.direct or cell.relevant):
        yield cell.state
    else:
        found = [
            (entry, law)
            for law in laws
            if law.jurisdiction == state
            for entry in law.entries
            if _counts(entry, act)
        ]
        for entry, law in sorted(found, key=lambda pair: -pair[0].link.grade):
            yield _provision(entry, law, library)


def _counts(entry: Entry, act: str) -> bool:
    return entry.link.grade > 0 and shows_act(entry.link, act)


def _provision(entry: Entry, law: DocumentSummary, library: Library) -> str:
    link = entry.link
    cited = citation(library, law.jurisdiction, entry.num, law.short_title or law.title)
    marks = (
        MEANS_LETTERS.get(link.means, ""),
        _FLAGS.get(link.relation, ""),
        link.status if link.reviews else "",
    )
    words = " ".join((cited, *filter(None, marks)))
    return words if link.grade > 1 else f"({words})"
