"""Marked documents in, ``index.sqlite`` out: one file that answers questions over the corpus.

Provisions, annotations and links as tables, the words of provisions as full text (FTS5). Any
SQLite client, or Datasette as it is, reads it. An identifier depends on the document's name alone,
so a document is replaced without touching the others; the file itself is replaced atomically.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from pipeline.exports.tables import COLUMNS, Row, rows
from pipeline.model import Document, Marked
from pipeline.text import sha256

VERSION = 2  # PRAGMA user_version; an index of another version is built anew
_BITS = 21  # provisions of one document: two million
_ANNOTATIONS = ("concepts", "norms", "references", "definitions", "links")
# Columns that the tables of annotations share with their provision and do not repeat.
_OF_PROVISION = frozenset(("jurisdiction", "work", "expression", "eid", "num", "heading"))
_NUMBERS = frozenset(("start", "end", "holding", "grade"))
_SAMPLED = 400  # rows of each table and index from which the statistics for questions are made
_MEMORY = -64_000  # KiB of page cache while building


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """One document's rows, without identifiers: ``provisions`` in document order, annotations by
    table, each with the position of its provision."""

    document: Row
    provisions: tuple[Row, ...]
    annotations: tuple[tuple[str, tuple[tuple[int, Row], ...]], ...]


def annotation_columns(table: str) -> Row:
    """The columns of a table of annotations beside ``provision`` and ``n``."""
    return tuple(name for name in COLUMNS[table] if name not in _OF_PROVISION)


def indexed(marked: Marked) -> IndexedDocument:
    """What the index holds of one document; the text of a provision if it is cited whole."""
    document = marked.document
    texts = {str(unit.eid): unit.text for unit in document.units()}
    tables = rows(marked)
    position: dict[str, int] = {}
    provisions = []
    shown = COLUMNS["provisions"]
    at = {name: shown.index(name) for name in ("eid", "kind", "num", "heading", "status")}
    for n, row in enumerate(tables["provisions"]):
        eid = row[at["eid"]]
        position.setdefault(eid, n)
        own = tuple(row[column] for column in at.values())
        provisions.append((*own, texts.pop(eid, "")))
    annotations = []
    for table in _ANNOTATIONS:
        eid_at = COLUMNS[table].index("eid")
        kept = [n for n, name in enumerate(COLUMNS[table]) if name not in _OF_PROVISION]
        annotations.append(
            (table, tuple((position[r[eid_at]], tuple(r[n] for n in kept)) for r in tables[table]))
        )
    return IndexedDocument(_described(document), tuple(provisions), tuple(annotations))


def _described(document: Document) -> Row:
    about = document.metadata
    return (
        about.jurisdiction, document.work, document.iri, about.title, about.number,
        about.language, about.doctype, about.work_date, about.version_date, about.status,
        about.source_uri, document.path, document.format, document.sha256,
    )  # fmt: skip


def document_id(name: str) -> int:
    """The identifier of a document, from its name alone; those of its provisions begin there."""
    return int(sha256(name)[:10], 16) << _BITS


def write_index(
    path: Path, keys: Mapping[str, str], load: Callable[[str], IndexedDocument | None]
) -> None:
    """Bring the index at ``path`` to the documents in ``keys`` (name to digest of the content).

    If few documents changed they are replaced in a copy, else all are written anew; ``load`` gives
    the rows of a document by its name. The rows are the same either way, the layout of the file is
    not. The new file appears whole or not at all.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    known = _keys(path)
    old = {name for name, key in known.items() if keys.get(name) != key}
    new = {name for name, key in keys.items() if known.get(name) != key}
    if known and not old and not new:
        return
    afresh = not known or len(new) + len(old) > len(keys) // 4 + 1
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    os.close(handle)
    try:
        if not afresh:
            shutil.copyfile(path, temporary)
        with closing(sqlite3.connect(temporary, isolation_level=None)) as index:
            _change(index, old, keys if afresh else {n: keys[n] for n in new}, load, afresh)
        _settle(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _settle(temporary: str, path: Path) -> None:
    with open(temporary, "rb") as file:
        os.fsync(file.fileno())
    os.chmod(temporary, 0o644)
    os.replace(temporary, path)


def _keys(path: Path) -> dict[str, str]:
    """Names and digests of the documents in an index; none if it cannot be used."""
    if not path.is_file():
        return {}
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as index:
            if index.execute("PRAGMA user_version").fetchone() != (VERSION,):
                return {}
            return dict(index.execute("SELECT path, digest FROM documents"))
    except sqlite3.DatabaseError:
        return {}


def _change(
    index: sqlite3.Connection,
    old: set[str],
    new: Mapping[str, str],
    load: Callable[[str], IndexedDocument | None],
    afresh: bool,
) -> None:
    for pragma in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = {_MEMORY}"):
        index.execute(f"PRAGMA {pragma}")
    index.execute("BEGIN")
    if afresh:
        for statement in _schema():
            index.execute(statement)
    for name in () if afresh else sorted(old):
        _remove(index, name)
    for name in sorted(new, key=document_id):
        found = load(name)
        if found is not None:
            _insert(index, name, new[name], found)
    index.execute("COMMIT")
    # Without statistics SQLite takes the index of a common strength for the shortest way.
    for statement in (f"PRAGMA analysis_limit = {_SAMPLED}", "ANALYZE"):
        index.execute(statement)


def _schema() -> Iterator[str]:
    text = files("pipeline.exports").joinpath("index.sql").read_text("utf-8")
    yield from (part.strip() for part in text.split(";\n") if part.strip())
    for table in _ANNOTATIONS:
        columns = ", ".join(
            f'"{name}" {"INTEGER" if name in _NUMBERS else "REAL" if name == "score" else "TEXT"}'
            for name in annotation_columns(table)
        )
        yield (
            f'CREATE TABLE "{table}" (provision INTEGER REFERENCES provisions(id), n INTEGER, '
            f"{columns}, PRIMARY KEY (provision, n)) WITHOUT ROWID"
        )
    yield "CREATE INDEX links_by_holding ON links (holding, grade, provision)"
    yield "CREATE INDEX concepts_by_concept ON concepts (concept, provision)"
    yield 'CREATE INDEX references_by_target ON "references" (target, provision)'
    yield "CREATE INDEX norms_by_strength ON norms (strength, modality, provision)"
    yield f"PRAGMA user_version = {VERSION}"


def _insert(index: sqlite3.Connection, name: str, digest: str, found: IndexedDocument) -> None:
    first = document_id(name)
    described = (first, digest, *found.document)
    index.execute(f"INSERT INTO documents VALUES ({_marks(len(described))})", described)
    index.executemany(
        "INSERT INTO provisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((first + n, first, found.document[0], *row) for n, row in enumerate(found.provisions)),
    )
    index.execute(
        "INSERT INTO provisions_fts (rowid, heading, text)"
        " SELECT id, heading, text FROM provisions WHERE document = ? AND text <> ''",
        (first,),
    )
    for table, hung in found.annotations:
        width = len(annotation_columns(table)) + 2
        index.executemany(
            f'INSERT INTO "{table}" VALUES ({_marks(width)})',
            ((first + at, n, *row) for n, (at, row) in enumerate(hung)),
        )


def _remove(index: sqlite3.Connection, name: str) -> None:
    first = document_id(name)
    own = (first, first + (1 << _BITS) - 1)
    index.execute(
        "INSERT INTO provisions_fts (provisions_fts, rowid, heading, text)"
        " SELECT 'delete', id, heading, text FROM provisions WHERE document = ? AND text <> ''",
        (first,),
    )
    for table in _ANNOTATIONS:
        index.execute(f'DELETE FROM "{table}" WHERE provision BETWEEN ? AND ?', own)
    index.execute("DELETE FROM provisions WHERE document = ?", (first,))
    index.execute("DELETE FROM documents WHERE id = ?", (first,))


def _marks(count: int) -> str:
    return ", ".join("?" * count)
