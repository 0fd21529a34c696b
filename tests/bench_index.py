"""An index of made-up documents with a million annotations; how long questions to it take."""

from __future__ import annotations

import random
import sqlite3
import statistics
import time
from contextlib import closing
from pathlib import Path

from pipeline.exports.index import IndexedDocument, annotation_columns, write_index

DOCUMENTS, PROVISIONS = 1_000, 200  # five annotations on each provision
STATES = ("xa", "xb", "xc", "xd", "xe")
QUESTIONS = {
    "provisions of a State linked to holding 17 with strength shall": """
        SELECT p.eid, d.expression, l.grade, l.relation FROM links l
        JOIN provisions p ON p.id = l.provision JOIN documents d ON d.id = p.document
        WHERE l.holding = 17 AND l.grade > 0 AND p.jurisdiction = 'xc'
        AND EXISTS (SELECT 1 FROM norms n WHERE n.provision = p.id AND n.strength = 'shall')""",
    "mentions of a concept, by State": """
        SELECT p.jurisdiction, count(*) FROM concepts c JOIN provisions p ON p.id = c.provision
        WHERE c.concept = 'concept-7' GROUP BY p.jurisdiction""",
    "who cites a law": """
        SELECT d.expression, p.eid FROM "references" r JOIN provisions p ON p.id = r.provision
        JOIN documents d ON d.id = p.document WHERE r.target = '/akn/xa/act/1990/17'""",
    "provisions with two words": """
        SELECT p.eid FROM provisions_fts f JOIN provisions p ON p.id = f.rowid
        WHERE provisions_fts MATCH 'mooring AND lantern' LIMIT 100""",
}
_WORDS = ("harbour", "mooring", "pilot", "vessel", "beacon", "ferry", "quay", "register", "master")


def document(number: int) -> IndexedDocument:
    """One document with norms, concepts, references and a few links."""
    rng = random.Random(number)
    state = STATES[number % len(STATES)]
    work = f"/akn/{state}/act/1990/{number}"
    about = (
        state, work, f"{work}/eng@2020-01-01", f"Act {number}", str(number), "en", "act",
        "1990-01-01", "2020-01-01", "", "", f"act-{number}.md", "markdown", "",
    )  # fmt: skip
    provisions = tuple(
        (f"sec_{n}", "section", f"{n}.", "", "", " ".join(_text(rng))) for n in range(PROVISIONS)
    )
    every = range(PROVISIONS)
    annotations = {
        "norms": [(at, _row("norms", rng, strength=_one(rng))) for at in every for _ in "12"],
        "concepts": [
            (at, _row("concepts", rng, concept=f"concept-{rng.randrange(300)}"))
            for at in every
            for _ in "12"
        ],
        "references": [
            (at, _row("references", rng, target=f"/akn/xa/act/1990/{rng.randrange(1000)}"))
            for at in every
        ],
        "definitions": [],
        "links": [
            (at, _row("links", rng, holding=str(rng.randint(12, 19)), grade=str(rng.randrange(3))))
            for at in rng.sample(every, 2)
        ],
    }
    return IndexedDocument(about, provisions, tuple((n, tuple(r)) for n, r in annotations.items()))


def _one(rng: random.Random) -> str:
    return rng.choice(("shall", "must", "may", "none"))


def _text(rng: random.Random) -> list[str]:
    rare = ["lantern"] if rng.random() < 0.01 else []
    return [*rng.choices(_WORDS, k=30), *rare]


def _row(table: str, rng: random.Random, **given: str) -> tuple[str, ...]:
    start = rng.randrange(200)
    known = {"start": str(start), "end": str(start + 9), "score": "0.5", **given}
    return tuple(known.get(name, "word") for name in annotation_columns(table))


def ask(base: Path) -> None:
    """Build the index, change one document of it, and print what each question takes."""
    path = base / "index.sqlite"
    keys = {f"act-{number}.md": "1" for number in range(DOCUMENTS)}
    names = {name: number for number, name in enumerate(keys)}
    for label, changed in (("written", {}), ("one document changed", {"act-7.md": "2"})):
        began = time.process_time()
        write_index(path, {**keys, **changed}, lambda name: document(names[name]))
        print(f"  {label:62} {time.process_time() - began:8.1f} s, {_size(path)}")
    with closing(sqlite3.connect(path)) as index:
        tables = ("norms", "concepts", '"references"', "links")
        count = sum(index.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables)
        print(f"  {count} annotations")
        for label, question in QUESTIONS.items():
            times, found = [], 0
            for _ in range(9):
                began = time.process_time()
                found = len(index.execute(question).fetchall())
                times.append(time.process_time() - began)
            print(f"  {label:62} {statistics.median(times) * 1000:8.1f} ms, {found} rows")


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.0f} MB"
