"""The form goes out with every link and comes back with what readers decided, row by row."""

from __future__ import annotations

import contextlib
import io
import random
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline.errors import LanzaroteError
from pipeline.exports.corpus import Corpus
from pipeline.exports.review_form import Selection, review_form
from pipeline.exports.sheet import Column, Sheet, text, workbook
from pipeline.review import form as names
from pipeline.review.returned import tables
from pipeline.review.taking import Taken
from tests.review.conftest import DATE, READER, cells, columns, edited, fill, row_of

Take = Callable[[bytes], Taken]


def is_link(row: dict[str, Any]) -> bool:
    return row["Grade"] == 2 and row["Relation"] == "implements"


def codes(found: Taken) -> list[str]:
    return [f.code for f in found.findings]


def test_every_link_and_near_miss_has_a_row_and_nothing_is_decided(
    corpus: Corpus, form: bytes, take: Take
) -> None:
    found = take(form)
    assert found == Taken((), (), sum(len(s.entries) for s in corpus.summaries))
    assert found.undecided


def test_the_same_run_gives_the_same_bytes_without_formulas(corpus: Corpus, form: bytes) -> None:
    assert form == review_form(corpus, Selection(reader=READER))
    for sheet in openpyxl.load_workbook(io.BytesIO(form)).worksheets:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_decisions_are_chosen_from_lists_and_the_head_stays_in_sight(form: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(form))["Links"]
    lists = [v.formula1 for v in sheet.data_validations.dataValidation]
    assert '"confirm,correct,reject,add"' in lists
    assert sheet.freeze_panes == "C3"
    assert sheet.auto_filter.ref


def test_a_confirmed_row_says_what_was_shown(form: bytes, take: Take) -> None:
    row = row_of(form, is_link)
    ((_, decision),) = take(fill(form, row, {"Decision": "confirm"})).decisions
    assert decision.review.said == decision.saw
    assert decision.review.said.grade == 2
    assert (decision.review.reader, decision.review.date) == (READER, DATE)
    assert decision.work.startswith("/akn/xd/")


def test_a_corrected_row_takes_what_is_new_and_keeps_the_rest(form: bytes, take: Take) -> None:
    row = row_of(form, is_link)
    values = {
        "Decision": "correct", "New grade": 1, "New relation": "contributes",
        "New paragraphs": "20(1)(a), 20 (1)(f)", "Reason": "covers adults only",
        "Read on": date(2026, 4, 1),
    }  # fmt: skip
    ((_, decision),) = take(fill(form, row, values)).decisions
    said, saw = decision.review.said, decision.saw
    assert (said.grade, said.relation, said.articles) == (
        1,
        "contributes",
        ("20(1)(a)", "20(1)(f)"),
    )
    assert saw is not None
    assert said.means == saw.means
    assert decision.review.date == "2026-04-01"


def test_a_rejected_row_has_grade_0(form: bytes, take: Take) -> None:
    values = {"Decision": "reject", "Reason": "=not of children", "Settles": "yes"}
    data = fill(form, row_of(form, is_link), {**values, "Reason": "not of children"})
    ((_, decision),) = take(data).decisions
    assert (decision.review.said.grade, decision.review.said.relation) == (0, "near-miss")
    assert decision.review.settles


def test_a_missed_link_is_added_on_its_own_sheet(form: bytes, take: Take) -> None:
    shown = cells(form, 3)
    quote = shown["Original quote"].split("\n")[0].split("[…]")[0].strip()
    data = fill(
        form, 5,
        {"Expression": shown["Expression"], "eId": shown["eId"], "Holding": 18, "Decision": "add",
         "New grade": "1", "New relation": "contributes", "Reason": "ties the hotline in",
         "Words (evidence)": quote, "Reader": "B. Reader"},
        sheet="Additions",
    )  # fmt: skip
    ((_, decision),) = take(data).decisions
    assert (decision.holding, decision.saw, decision.evidence) == (18, None, (quote,))
    assert decision.review.said.means == "n/a"


@pytest.mark.parametrize(
    ("values", "column", "words"),
    [
        ({"Decision": "maybe"}, "Decision", "'maybe' is none of"),
        ({"Reason": "because"}, "Decision", "it is empty"),
        ({"Decision": "reject"}, "Reason", "a reason is needed"),
        ({"Decision": "correct", "Reason": "x"}, "Decision", "nothing differs"),
        ({"Decision": "correct", "New grade": 3, "Reason": "x"}, "New grade", "'3' is none of"),
        ({"Decision": "correct", "New grade": 1.5, "Reason": "x"}, "New grade", "'1.5'"),
        (
            {"Decision": "correct", "New relation": "near-miss", "Reason": "x"},
            "New relation",
            "go together",
        ),
        ({"Decision": "confirm", "New grade": 1}, "New grade", "does not go with 'confirm'"),
        ({"Decision": "correct", "New paragraphs": "Art. 20", "Reason": "x"}, "New paragraphs", ""),
        ({"Decision": "confirm", "Read on": "31.3.2026"}, "Read on", "is no date"),
        ({"Decision": "confirm", "Read on": "2026-02-30"}, "Read on", "is no date"),
        ({"Decision": "confirm", "Reader": "x" * 101}, "Reader", "longer than 100"),
        ({"Decision": "confirm", "Words (evidence)": "no such words"}, "Words (evidence)", ""),
        ({"Decision": '=HYPERLINK("x")'}, "Decision", "formula"),
        ({"Decision": "confirm", "Settles": "perhaps"}, "Settles", "'perhaps'"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named_with_sheet_row_and_column_and_the_rest_goes_on(
    form: bytes, take: Take, values: dict[str, Any], column: str, words: str
) -> None:
    row = row_of(form, is_link)
    other = 3 if row != 3 else 4
    found = take(fill(fill(form, row, values), other, {"Decision": "confirm"}))
    (problem,) = found.findings
    assert problem.code == "REV-CELL"
    assert (problem.path, problem.line) == ("form.xlsx", row)
    place = f"{openpyxl.utils.get_column_letter(columns_of(form)[column])}{row}"
    assert f"'Links', row {row}, column {column!r} ({place})" in problem.message
    assert words in problem.message
    assert [r.number for r, _ in found.decisions] == [other]


def columns_of(form: bytes) -> dict[str, int]:
    return columns(openpyxl.load_workbook(io.BytesIO(form))["Links"])


@pytest.mark.parametrize(
    "column",
    ["Holding", "eId", "Expression", "Words read", "Grade", "Original quote", "Party", "Remark"],
)
def test_a_printed_cell_that_was_changed_is_named(form: bytes, take: Take, column: str) -> None:
    if column not in columns_of(form):
        column = "Shortfall or limits"
    for value in (77, "sec_1", None):
        data = fill(form, 4, {"Decision": "confirm", column: value})
        if cells(form, 4)[column] is None and value is None:
            continue
        found = take(data)
        assert codes(found) == ["REV-CHANGED"]
        assert repr(column) in found.findings[0].message
        assert not found.decisions


def test_a_holding_or_provision_nobody_knows_is_named(form: bytes, take: Take) -> None:
    shown = cells(form, 3)
    good = {"Expression": shown["Expression"], "eId": shown["eId"], "Holding": 13}
    decided = {"Decision": "add", "New grade": 1, "New relation": "contributes", "Reason": "r"}
    for wrong in (
        {"Holding": 99}, {"eId": "sec_999"}, {"Expression": "/akn/xd/act/none/eng@"},
        {"Expression": "/akn/../../../etc/passwd"},
    ):  # fmt: skip
        data = fill(form, 3, {**good, **decided, **wrong, "Reader": "B"}, sheet="Additions")
        found = take(data)
        assert codes(found) == ["REV-UNKNOWN"]
        assert next(iter(wrong)) in found.findings[0].message


def test_only_added_rows_may_be_a_reader_s_own(form: bytes, take: Take) -> None:
    shown = cells(form, 3)
    values = {name: shown[name] for name in ("Expression", "eId", "Holding")}
    data = fill(form, 3, {**values, "Decision": "confirm"}, sheet="Additions")
    assert codes(take(data)) == ["REV-CELL"]


def test_rows_may_be_shuffled_and_columns_moved_and_added(form: bytes, take: Take) -> None:
    row = row_of(form, is_link)
    data = fill(form, row, {"Decision": "confirm"})
    expected = {d for _, d in take(data).decisions}

    def shuffle(book: Any) -> None:
        sheet = book["Links"]
        rows = [[cell.value for cell in line] for line in sheet.iter_rows()]
        note, head, body = rows[0], rows[1], rows[2:]
        order = list(range(len(head)))
        random.Random(7).shuffle(order)
        random.Random(8).shuffle(body)
        sheet.delete_rows(1, sheet.max_row)
        sheet.append([note[0]])
        sheet.append([head[at] for at in order] + ["My notes"])
        for line in body:
            sheet.append([line[at] for at in order] + ["=1+1"])

    found = take(edited(data, shuffle))
    assert {d for _, d in found.decisions} == expected
    assert not found.findings


@pytest.mark.parametrize("column", names.FILLED)
def test_a_column_of_decisions_that_was_deleted_counts_as_empty(
    form: bytes, take: Take, column: str
) -> None:
    def delete(book: Any) -> None:
        book["Links"].delete_cols(columns(book["Links"])[column])

    row = row_of(form, is_link)
    found = take(edited(fill(form, row, {"Decision": "confirm"}), delete))
    if column == names.DECISION:
        assert not found.decisions
    elif column == names.SETTLES:
        assert not found.findings
    elif column == names.READER:
        assert codes(found) == ["REV-COLUMN", "REV-CELL"]
    else:
        assert codes(found) == ["REV-COLUMN"]
        assert len(found.decisions) == 1


@pytest.mark.parametrize("column", [*names.IDENTITY, names.WORDS, *names.SHOWN, names.CHECK])
def test_no_decision_is_taken_without_what_it_is_about(
    form: bytes, take: Take, column: str
) -> None:
    def delete(book: Any) -> None:
        book["Links"].delete_cols(columns(book["Links"])[column])

    row = row_of(form, lambda r: is_link(r) and r["Convention paragraphs"])
    found = take(edited(fill(form, row, {"Decision": "confirm"}), delete))
    assert not found.decisions
    assert [f.severity for f in found.findings] == ["error"]


def test_a_printed_column_that_was_deleted_does_not_matter(form: bytes, take: Take) -> None:
    def delete(book: Any) -> None:
        book["Links"].delete_cols(columns(book["Links"])["Criteria met"])

    found = take(edited(fill(form, 3, {"Decision": "confirm"}), delete))
    assert (len(found.decisions), found.findings) == (1, ())


def test_a_column_twice_is_named(form: bytes, take: Take) -> None:
    def double(book: Any) -> None:
        sheet = book["Links"]
        sheet.cell(2, sheet.max_column + 1).value = "Reason"

    assert codes(take(edited(form, double))) == ["REV-DOUBLED"]


def test_a_workbook_without_forms_is_named(take: Take) -> None:
    data = workbook((Sheet("S", (Column("A"),), [("x",)]),))
    assert codes(take(data)) == ["REV-SHEET"]


@pytest.mark.parametrize("size", [0, 10, 3_000])
def test_what_is_no_workbook_is_refused_by_name(form: bytes, size: int) -> None:
    with pytest.raises(LanzaroteError) as caught:
        tables(form[:size], "form.xlsx")
    assert caught.value.finding.code in ("SRC-ARCHIVE", "REV-BOOK")


def test_entities_in_a_workbook_are_refused(form: bytes) -> None:
    def evil(name: str, data: bytes) -> bytes:
        if name != "xl/sharedStrings.xml":
            return data
        head, _, rest = data.partition(b"?>")
        return head + b'?><!DOCTYPE sst [<!ENTITY a "aaaa">]>' + rest

    with pytest.raises(LanzaroteError) as caught:
        tables(_rewritten(form, evil), "form.xlsx")
    assert caught.value.finding.code == "XML-ENTITY"


def test_a_workbook_whose_parts_are_broken_is_refused_by_name(form: bytes) -> None:
    parts = zipfile.ZipFile(io.BytesIO(form)).namelist()
    for broken in parts:

        def change(name: str, data: bytes, broken: str = broken) -> bytes:
            return b"<x/>" if name == broken else data

        with contextlib.suppress(LanzaroteError):  # nothing else may come out
            tables(_rewritten(form, change), "form.xlsx")


def _rewritten(form: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, change(info.filename, old.read(info.filename)))
    return out.getvalue()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
@example(["\r\n\r", "_x000D_", "_x005F_", "=1+1", "\x00\x1f\ufffe", "\u202e‏"])
def test_any_printed_text_comes_back_as_it_went_out(words: list[str]) -> None:
    columns = (Column("Decision"), *(Column(f"Printed {n}") for n in range(len(words))))
    printed = {f"Printed {n}": text(word) for n, word in enumerate(words)}
    data = workbook((Sheet("S", columns, [("confirm", *words)]),))
    (table,) = tables(data, "f.xlsx")
    (row,) = table.rows
    back = {name: cell.text for name, cell in row.cells.items() if name in printed}
    assert names.changed(back, names.check(printed)) == ()
    other = {**back, "Printed 0": back["Printed 0"] + "x"}
    assert names.changed(other, names.check(printed)) == ("Printed 0",)
    assert not any(cell.computed for cell in row.cells.values())


def test_a_form_for_one_state_one_holding_or_a_sample_holds_no_other_rows(corpus: Corpus) -> None:
    def rows(selection: Selection) -> list[Any]:
        data = review_form(corpus, selection)
        sheet = openpyxl.load_workbook(io.BytesIO(data))["Links"]
        at = columns(sheet)["Holding"]
        return [v for (v,) in sheet.iter_rows(3, min_col=at, max_col=at, values_only=True) if v]

    everything = rows(Selection())
    assert set(rows(Selection(holding=12))) == {12}
    assert not rows(Selection(state="xa"))
    half = rows(Selection(sample=50))
    assert 0 < len(half) < len(everything)
    assert rows(Selection(sample=50)) == half


def test_the_correlation_table_of_a_run_can_be_given_back(corpus: Corpus, take: Take) -> None:
    data = (corpus.folder / "correlation.xlsx").read_bytes()
    values = {
        "Decision": "confirm",
        "Reader": READER,
        "Translation": "in my words",
        "Read on": DATE,
    }
    ((_, decision),) = take(fill(data, 4, values, sheet="Correlation")).decisions
    assert decision.saw == decision.review.said
    changed = take(fill(data, 4, {**values, "Original quote": "x"}, sheet="Correlation"))
    assert codes(changed) == ["REV-CHANGED"]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_saves_what_it_opened_and_the_form_is_still_taken(
    corpus: Corpus, form: bytes, take: Take, tmp_path: Path
) -> None:
    """The office suite re-saves both workbooks: no value changes, and decisions are taken."""
    filled = fill(
        form, 4, {"Decision": "reject", "Reason": "=no\nformula", "Read on": date(2026, 4, 1)}
    )
    filled = fill(filled, 4, {"Reason": "not of children,\nbut of boats"})
    (tmp_path / "form.xlsx").write_bytes(filled)
    (tmp_path / "correlation.xlsx").write_bytes((corpus.folder / "correlation.xlsx").read_bytes())
    out = tmp_path / "saved"
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
            "--convert-to", "xlsx", "--outdir", out, tmp_path / "form.xlsx",
            tmp_path / "correlation.xlsx",
        ],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    for name in ("form.xlsx", "correlation.xlsx"):
        assert values_of(out / name) == values_of(tmp_path / name)
    assert take((out / "form.xlsx").read_bytes()).decisions == take(filled).decisions
    assert len(take(filled).decisions) == 1


def values_of(path: Path) -> dict[tuple[str, str], Any]:
    """Every value of a workbook by its sheet and place; an empty cell has none."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in openpyxl.load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }
