"""The index: what the tables hold, as rows that can be asked; incremental and full are the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.exports.index import IndexedDocument, indexed, write_index
from pipeline.exports.tables import COLUMNS, rows
from tests.akn.test_writer import marked


def document(name: str) -> IndexedDocument:
    value = marked()
    return indexed(replace(value, document=replace(value.document, path=name)))


def write(path: Path, keys: dict[str, str]) -> list[str]:
    loaded: list[str] = []

    def load(name: str) -> IndexedDocument:
        loaded.append(name)
        return document(name)

    write_index(path, keys, load)
    return loaded


def ask(path: Path, question: str, values: Iterable[object] = ()) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as index:
        return index.execute(question, tuple(values)).fetchall()


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as index:
        kept = ("documents", "provisions", *COLUMNS)
        return sorted(
            line
            for line in index.iterdump()
            if any(line.startswith(f'INSERT INTO "{name}"') for name in kept)
        )


def test_every_row_of_the_tables_is_there(tmp_path: Path) -> None:
    write(tmp_path / "i.sqlite", {"a": "1"})
    for name, lines in rows(marked()).items():
        if name != "omissions":
            (count,) = ask(tmp_path / "i.sqlite", f'SELECT count(*) FROM "{name}"')
            assert count == (len(lines),)


def test_words_are_found_with_the_provision_they_stand_in(tmp_path: Path) -> None:
    write(tmp_path / "i.sqlite", {"a": "1", "b": "1"})
    found = ask(
        tmp_path / "i.sqlite",
        "SELECT d.path, p.eid FROM provisions_fts f JOIN provisions p ON p.id = f.rowid "
        "JOIN documents d ON d.id = p.document WHERE provisions_fts MATCH ? ORDER BY 1",
        ["computer"],
    )
    assert found == [("a", "sec_5"), ("b", "sec_5")]


def test_a_changed_document_alone_is_loaded_and_the_rows_are_those_of_a_full_index(
    tmp_path: Path,
) -> None:
    keys = {f"d{n}": "1" for n in range(20)}
    path = tmp_path / "i.sqlite"
    assert len(write(path, keys)) == 20
    changed = {**keys, "d3": "2"}
    del changed["d7"]
    assert write(path, changed) == ["d3"]
    write(tmp_path / "full.sqlite", changed)
    assert dump(path) == dump(tmp_path / "full.sqlite")
    with closing(sqlite3.connect(path)) as index:
        index.execute("INSERT INTO provisions_fts (provisions_fts) VALUES ('integrity-check')")


def test_the_same_documents_give_the_same_bytes(tmp_path: Path) -> None:
    keys = {f"d{n}": "1" for n in range(5)}
    write(tmp_path / "a.sqlite", keys)
    write(tmp_path / "b.sqlite", dict(reversed(keys.items())))
    assert (tmp_path / "a.sqlite").read_bytes() == (tmp_path / "b.sqlite").read_bytes()
    before = (tmp_path / "a.sqlite").stat()
    assert write(tmp_path / "a.sqlite", keys) == []
    assert (tmp_path / "a.sqlite").stat() == before


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\0" * 100])
def test_what_is_no_index_is_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "i.sqlite").write_bytes(content)
    write(tmp_path / "i.sqlite", {"a": "1"})
    assert ask(tmp_path / "i.sqlite", "SELECT path FROM documents") == [("a",)]


@pytest.mark.parametrize("keys", [{"a": "1"}, {"a": "1", "b": "1"}])
def test_the_planner_has_statistics(tmp_path: Path, keys: dict[str, str]) -> None:
    """Without them "with strength shall" read every norm of that strength, once per link."""
    write(tmp_path / "i.sqlite", {"a": "1"})
    write(tmp_path / "i.sqlite", keys)
    known = ask(tmp_path / "i.sqlite", "SELECT tbl FROM sqlite_stat1")
    assert ("norms",) in known
    assert ("links",) in known or not marked().links
