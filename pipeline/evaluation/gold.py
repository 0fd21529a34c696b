"""Takes a gold file of links (CSV, one row per provision) and gives its rows."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import SourceError

_NEEDED = frozenset({"row", "jurisdiction", "statute_id", "provision", "holdings"})


@dataclass(frozen=True, slots=True)
class GoldRow:
    """What an annotator said of one provision; holdings that are not named have grade 0."""

    row: str
    jurisdiction: str  # lower case
    statute_id: str
    source: str
    provision: str
    grades: dict[int, int]
    hard_negative: bool
    relation: str
    means: str
    means_detail: str
    evidence: str
    quoted: bool  # the evidence was chosen, not cut from the beginning of the text
    language: str = ""
    articles: tuple[str, ...] = ()  # of the Convention

    @property
    def rejected(self) -> tuple[int, ...]:
        """Holdings that the annotator set to 0 expressly."""
        return tuple(h for h, grade in sorted(self.grades.items()) if grade == 0)

    @property
    def graded(self) -> bool:
        return any(self.grades.values())


def read_gold(path: Path) -> tuple[GoldRow, ...]:
    """The rows in file order. Raises SourceError ``GOLD-FORM`` if a column is missing."""
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError("GOLD-FORM", path.name, reason=str(error)) from None
    missing = sorted(_NEEDED - set(rows[0] if rows else ()))
    if missing:
        raise SourceError("GOLD-FORM", path.name, reason=f"no column {', '.join(missing)}")
    try:
        return tuple(_row(row) for row in rows)
    except ValueError as error:
        raise SourceError("GOLD-FORM", path.name, reason=str(error)) from None


def _row(row: dict[str, str]) -> GoldRow:
    return GoldRow(
        row=row["row"],
        jurisdiction=row["jurisdiction"].lower(),
        statute_id=row["statute_id"],
        source=row.get("source") or "",
        provision=row["provision"],
        grades=_grades(row["holdings"]),
        hard_negative=(row.get("hard_negative") or "") == "1",
        relation=row.get("relation") or "",
        means=row.get("means_category") or "",
        means_detail=row.get("means_detail") or "",
        evidence=row.get("evidence") or "",
        quoted=(row.get("evidence_kind") or "") == "quoted",
        language=row.get("language") or "",
        articles=tuple(filter(None, (row.get("convention_articles") or "").split(";"))),
    )


def _grades(text: str) -> dict[int, int]:
    pairs = (part.split(":") for part in text.split(";") if part.strip())
    return {int(holding): int(grade) for holding, grade in pairs}
