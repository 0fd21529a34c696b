"""Real Markdown and plain-text law: nothing is lost, nothing is read twice, counts are known."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.knowledge import Library
from pipeline.model import Node, Piece, Source, Table
from pipeline.readers import read
from pipeline.safexml import decode
from pipeline.structure import build
from pipeline.structure.tree import nodes_from_lines

pytestmark = pytest.mark.real
LIBRARY = Library()


def manifest(shared: Path) -> list[str]:
    """Markdown and plain text: every file outside bulk/, every tenth one inside."""
    with (shared / "statutes" / "MANIFEST.csv").open(encoding="utf-8") as lines:
        rows = [r["path"] for r in csv.DictReader(lines) if r["path"].endswith((".md", ".txt"))]
    bulk = [path for path in rows if path.startswith("bulk/")]
    return [path for path in rows if not path.startswith("bulk/")] + bulk[::10]


def pieces(part: Piece | Table | Node) -> Iterator[Piece]:
    if isinstance(part, Piece):
        yield part
    elif isinstance(part, Table):
        for row in part.rows:
            yield from row
    else:
        yield from (p for p in (part.num, part.heading) if p)
        for child in part.body:
            yield from pieces(child)
        yield from (note.piece for note in part.notes)


def all_pieces(source: Source) -> list[Piece]:
    parts = (*source.preface, *source.preamble, *source.nodes, *source.conclusions)
    return [p for part in parts for p in pieces(part)] + [n.piece for n in source.notes]


def uncovered(text: str, spans: list[tuple[int, int]]) -> Iterator[str]:
    """Words that no span covers, and words that two spans do."""
    at = 0
    for start, end in [*spans, (len(text), len(text))]:
        lost, twice = text[at:start].strip(), text[start : min(at, end)].strip()
        if lost:
            yield f"lost at {at}: {lost[:40]!r}"
        if twice:
            yield f"twice at {start}: {twice[:40]!r}"
        at = max(at, end)


def structured(path: Path) -> tuple[str, Source]:
    data = path.read_bytes()
    return decode(data), nodes_from_lines(read(data, path.name), LIBRARY)


def test_every_character_is_law_text_or_a_recorded_omission_exactly_once(shared: Path) -> None:
    wrong: list[str] = []
    for name in manifest(shared):
        text, source = structured(shared / "statutes" / name)
        spans = [(r.source, r.source + r.length) for p in all_pieces(source) for r in p.runs]
        spans += [(o.start, o.end) for o in source.omissions]
        wrong.extend(f"{name}: {problem}" for problem in uncovered(text, sorted(spans)))
    assert wrong == []


def test_words_keep_the_order_of_the_source(shared: Path) -> None:
    """Only a heading printed before its number changes places with it."""
    wrong: list[str] = []
    for name in manifest(shared)[::3]:
        _, source = structured(shared / "statutes" / name)
        places = [p.start for node in source.nodes for p in pieces(_number_last(node))]
        if places != sorted(places):
            wrong.append(name)
    assert wrong == []


def _number_last(node: Node) -> Node:
    """The node as printed: a heading that stands before the number read before it."""
    body = tuple(_number_last(p) if isinstance(p, Node) else p for p in node.body)
    num, heading = node.num, node.heading
    if num and heading and heading.start < num.start:
        num, heading = heading, num
    return Node(node.kind, num, heading, body, node.name, node.unit)


@pytest.mark.parametrize(
    ("name", "kind", "count"),
    [
        ("ee/184411.md", "section", 575),
        ("no/LOV-2005-05-20-28.md", "section", 397),
        ("li/LGBl-1988-037.md", "article", 414),
        ("de/stgb.md", "article", 550),
        ("coe/cets201_lanzarote_de_LI-LGBl-2015-255.md", "article", 50),
        ("coe/ets185_budapest_de_LI-LGBl-2016-073.md", "article", 48),
        ("cz/SB-2009-40.md", "section", 467),
    ],
)
def test_number_of_units(shared: Path, name: str, kind: str, count: int) -> None:
    data = (shared / "statutes" / name).read_bytes()
    document = build(read(data, name), LIBRARY)
    assert sum(1 for unit in document.units() if unit.kind == kind) == count
