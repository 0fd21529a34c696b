"""The matrix offence × list in, two sheets of the workbook out: the matrix, and the lists' words.

That an offence is not named in a list is a lead for a lawyer, never a finding of law.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipeline.exports.sheet import Cell, Column, Sheet
from pipeline.exports.site.context import jurisdiction
from pipeline.exports.site.summary import DocumentSummary
from pipeline.knowledge import Library
from pipeline.knowledge.house_styles import citation
from pipeline.linking.lists import LEAD, ListCell, Offence, OffenceList

_NOTE = "What is not named in a list is a lead and no finding: another rule may reach it."
_OFFENCE = (
    Column("Offence", 30), Column("Party", 16), Column("Heading", 30),
    Column("Convention paragraphs", 18),
)  # fmt: skip
_LIST = (
    Column("List", 30), Column("Party", 16), Column("Kind", 16), Column("Original quote", 60),
    Column("Offences named", 40), Column("Offences not named", 40), Column("Remark", 40),
)  # fmt: skip


def list_sheets(
    cells: Sequence[ListCell], laws: Sequence[DocumentSummary], library: Library
) -> tuple[Sheet, Sheet]:
    """``Lists``: a row for each offence, a column for each kind of list; ``List quotes``."""
    return _Lists(cells, laws, library).sheets()


class _Lists:
    """Writes provisions as citations that lead into the site."""

    def __init__(
        self, cells: Sequence[ListCell], laws: Sequence[DocumentSummary], library: Library
    ) -> None:
        self.cells, self.library = cells, library
        self.laws: Mapping[str, DocumentSummary] = {law.iri: law for law in laws}

    def sheets(self) -> tuple[Sheet, Sheet]:
        kinds = sorted({cell.list.kind for cell in self.cells})
        by_offence: dict[tuple[str, Offence], list[ListCell]] = defaultdict(list)
        by_list: dict[tuple[str, OffenceList], list[ListCell]] = defaultdict(list)
        for cell in self.cells:
            by_offence[cell.jurisdiction, cell.offence].append(cell)
            by_list[cell.jurisdiction, cell.list].append(cell)
        offences = [self._offence(*key, own, kinds) for key, own in by_offence.items()]
        lists = [self._list(*key, own) for key, own in by_list.items()]
        columns = (*_OFFENCE, *(Column(kind.capitalize(), 34) for kind in kinds))
        return Sheet("Lists", columns, offences, _NOTE), Sheet("List quotes", _LIST, lists, _NOTE)

    def _offence(
        self, state: str, offence: Offence, cells: Iterable[ListCell], kinds: Sequence[str]
    ) -> tuple[str | int | Cell, ...]:
        own = list(cells)
        return (
            self._cell(offence.expression, offence.eid, offence.num), jurisdiction(state),
            offence.heading, "; ".join(offence.articles),
            *(self._named([cell for cell in own if cell.list.kind == kind]) for kind in kinds),
        )  # fmt: skip

    def _named(self, cells: Sequence[ListCell]) -> str:
        """In which lists of a kind an offence is named, and in which not."""
        lines = (
            f"{'named in' if cell.named else 'not named in'} "
            f"{self._cited(cell.list.expression, cell.list.num)}"
            for cell in sorted(cells, key=lambda cell: not cell.named)
        )
        return "\n".join(dict.fromkeys(lines))

    def _list(
        self, state: str, own: OffenceList, cells: Sequence[ListCell]
    ) -> tuple[str | int | Cell, ...]:
        named = [cell.offence for cell in cells if cell.named]
        others = [cell.offence for cell in cells if not cell.named]
        return (
            self._cell(own.expression, own.eid, own.num), jurisdiction(state), own.kind, own.quote,
            self._listed(named), self._listed(others), LEAD if others else "",
        )  # fmt: skip

    def _listed(self, offences: Iterable[Offence]) -> str:
        return "\n".join(self._cited(each.expression, each.num) for each in offences)

    def _cell(self, expression: str, eid: str, num: str) -> Cell:
        """A citation that leads to its provision; a law's first page sends on to the others."""
        law = self.laws.get(expression)
        cited = self._cited(expression, num)
        return Cell(cited, f"site/documents/{law.page}/index.html#{eid}" if law else "")

    def _cited(self, expression: str, num: str) -> str:
        law = self.laws.get(expression)
        if law is None:
            return num
        return citation(self.library, law.jurisdiction, num, law.short_title or law.title)
