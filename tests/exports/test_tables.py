"""Tables: headers always, the law's words in the cells, nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from pipeline.errors import finding
from pipeline.exports.tables import COLUMNS, encoded, rows, write_tables
from tests.akn.test_writer import marked


def written(folder: Path, name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO((folder / f"{name}.csv").read_text("utf-8"))))


def test_every_table_has_its_header_even_when_it_is_empty(tmp_path: Path) -> None:
    write_tables(tmp_path, (), {}, {}, ())
    for name, columns in COLUMNS.items():
        assert written(tmp_path, name) == [list(columns)]


def test_rows_fit_their_columns_and_quote_the_text() -> None:
    value = marked()
    found = rows(value)
    for name, lines in found.items():
        assert {len(line) for line in lines} <= {len(COLUMNS[name])}
    (link,) = found["links"]
    assert link[COLUMNS["links"].index("evidence")] == "computer"
    (norm,) = found["norms"]
    assert norm[COLUMNS["norms"].index("trigger")] == "shall … not"
    text = next(u.text for u in value.document.units() if u.eid == "sec_5")
    start, end = int(norm[3]), int(norm[4])
    assert text[start:end] == "shall not"


def test_no_cell_can_be_a_formula(tmp_path: Path) -> None:
    bad = ["=1+1", "+cmd", "-cmd", "@x", "\tx"]
    lines = [("xa", "w", "e", "sec_1", "section", cell, "", "", "", "", "0", "0") for cell in bad]
    write_tables(tmp_path, [{"provisions": encoded(lines)}], {}, {}, ())
    cells = [line[5] for line in written(tmp_path, "provisions")[1:]]
    assert cells == ["'" + cell for cell in bad]


def test_a_finding_carries_its_remedy(tmp_path: Path) -> None:
    write_tables(tmp_path, (), {}, {}, [finding("SRC-EMPTY", "a.md")])
    assert written(tmp_path, "findings")[1][-1] == "Fetch it again from its publisher."
