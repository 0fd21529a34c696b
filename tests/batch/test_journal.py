"""The journal: what was written stays known, what was cut short never was."""

from __future__ import annotations

from pathlib import Path

from pipeline.batch.journal import Complete, Entry, Journal, Written
from pipeline.errors import finding

A = Entry("a.md", "s1", "t1", "/akn/xa/act/1", "/akn/xa/act", ("xa a",), ("xa b",), "p1",
          (Written("xml/a.xml", "d1"),))  # fmt: skip
B = Entry("b\udcff.md", problem=finding("SRC-EMPTY", "b.md"))


def test_entries_come_back_as_they_were(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path / "j")
    journal.append(A)
    journal.append(B)
    journal.release()
    again = Journal.open(tmp_path / "j")
    assert again.since == {A.name: A, B.name: B}
    assert again.before == {}


def test_a_line_cut_short_anywhere_is_no_line(tmp_path: Path) -> None:
    whole = Journal.open(tmp_path / "j")
    whole.append(A)
    whole.release()
    data = (tmp_path / "j").read_bytes()
    for cut in range(len(data) - 1):
        (tmp_path / "k").write_bytes(data[:cut])
        journal = Journal.open(tmp_path / "k")
        assert journal.since in ({}, {A.name: A})
        journal.append(B)
        journal.release()
        assert Journal.open(tmp_path / "k").last(B.name) == B


def test_a_completed_run_is_the_base_of_the_next(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path / "j")
    journal.append(B)
    told = Complete("c1", (Written("run.json", "d2"),), {"links": 2}, {"SRC-EMPTY": 1})
    journal.close(told, [B, A])
    again = Journal.open(tmp_path / "j")
    assert (again.before, again.since) == ({A.name: A, B.name: B}, {})
    assert again.complete == told
    assert again.files() == {"xml/a.xml"}


def test_its_bytes_do_not_depend_on_the_order_of_work(tmp_path: Path) -> None:
    for name, entries in (("j", [A, B]), ("k", [B, A])):
        Journal.open(tmp_path / name).close(Complete("c1"), entries)
    assert (tmp_path / "j").read_bytes() == (tmp_path / "k").read_bytes()
