"""A marked document in, rows of the tables out; all rows in, CSV files out.

Text that a spreadsheet would take for a formula is protected; cells are the law's words otherwise.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import remedy
from pipeline.exports.reviews import told
from pipeline.files import bundled, replacing, write_atomically
from pipeline.linking.coverage import Cell
from pipeline.linking.lists import LEAD, ListCell
from pipeline.model import Finding, Link, Marked, Norm, Span, Unit
from pipeline.text import sha256

Row = tuple[str, ...]

COLUMNS: dict[str, Row] = {
    "provisions": (
        "jurisdiction", "work", "expression", "eid", "kind", "num", "heading", "status",
        "text_sha256", "source_path", "source_start", "source_end",
    ),
    "concepts": ("jurisdiction", "expression", "eid", "start", "end", "concept", "text"),
    "norms": (
        "jurisdiction", "expression", "eid", "start", "end", "modality", "strength", "polarity",
        "mode", "force", "trigger", "bearer", "bearer_implicit", "action", "conditions", "formula",
    ),
    "references": (
        "jurisdiction", "expression", "eid", "start", "end", "text", "kind", "target",
        "up_to",
    ),
    "definitions": ("jurisdiction", "expression", "eid", "start", "end", "term"),
    "links": (
        "jurisdiction", "work", "expression", "eid", "num", "heading", "holding", "grade",
        "relation", "score", "means", "means_detail", "convention_articles", "evidence", "status",
        "function", "remark", "proposed_grade", "proposed_relation", "reviews", "stale",
    ),
    "omissions": ("source_path", "source_start", "source_end", "reason", "text"),
}  # fmt: skip
_RELATIONS = ("implements", "partially-implements", "contributes", "defines", "limits")
_MEANS = ("ict-explicit", "technology-neutral", "means-limited", "n/a")
_COVERAGE = (
    "jurisdiction", "kind", "subject", "state", "grade_2", "grade_1", "near_misses",
    *(name.replace("-", "_") for name in _RELATIONS),
    "ict_explicit", "technology_neutral", "means_limited", "means_not_applicable",
    "documents", "provisions", "confirmed", "rejected",
)  # fmt: skip
_LISTS = (
    "jurisdiction", "list", "list_expression", "list_eid", "list_num", "quote",
    "offence_expression", "offence_eid", "offence_num", "offence_heading", "convention_articles",
    "named", "lead",
)  # fmt: skip
_FINDINGS = ("code", "severity", "path", "line", "eid", "message", "remedy")
_DESCRIBED = "csv-metadata.json"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARKUP = frozenset(("markup", "metadata", "note-marker"))


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a jurisdiction's law the corpus holds: expressions and provisions."""

    documents: int
    provisions: int


def rows(marked: Marked) -> dict[str, list[Row]]:
    """The rows of every table for one document, in document order."""
    document = marked.document
    units = {unit.eid: unit for unit in document.units()}
    about = (document.metadata.jurisdiction, document.iri)
    found: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    for provision in document.provisions():
        text = provision.span.of(document.text)
        found["provisions"].append(
            (
                about[0], document.work, about[1], provision.eid, provision.kind,
                provision.num.span.of(document.text) if provision.num else "",
                provision.heading.span.of(document.text) if provision.heading else "",
                provision.status, sha256(text), document.path,
                str(provision.source.start), str(provision.source.end),
            )
        )  # fmt: skip
    for tags in marked.tags:
        unit = units[tags.eid]
        own = (*about, unit.eid)
        for c in tags.concepts:
            found["concepts"].append((*own, *_span(c.span), c.concept, c.span.of(unit.text)))
        found["norms"].extend((*own, *_norm(norm, unit)) for norm in tags.norms)
        for r in tags.references:
            words = r.span.of(unit.text)
            found["references"].append((*own, *_span(r.span), words, r.kind, r.target, r.up_to))
        for d in tags.definitions:
            found["definitions"].append((*own, *_span(d.span), d.term))
    for link in marked.links:
        head = (about[0], document.work, about[1])
        found["links"].append((*head, *_link(link, units[link.eid])))
    for o in document.omissions:
        if o.reason not in _MARKUP:
            found["omissions"].append(
                (document.path, str(o.start), str(o.end), o.reason, o.text[:500])
            )
    return found


def encoded_rows(marked: Marked) -> dict[str, bytes]:
    """The rows of every table for one document as CSV without the line of column names."""
    return {name: encoded(found) for name, found in rows(marked).items()}


def _span(span: Span) -> tuple[str, str]:
    return str(span.start), str(span.end)


def _norm(norm: Norm, unit: Unit) -> Row:
    text, bearer = unit.text, norm.bearer
    return (
        str(norm.triggers[0].start), str(norm.triggers[-1].end), norm.modality, norm.strength,
        norm.polarity, norm.mode, norm.force, " … ".join(t.of(text) for t in norm.triggers),
        bearer.span.of(text) if bearer and bearer.span else "",
        bearer.implicit if bearer else "",
        norm.action.of(text) if norm.action else "",
        " | ".join(f"{c.type}: {c.span.of(text)}" for c in norm.conditions), norm.formula,
    )  # fmt: skip


def _link(link: Link, unit: Unit) -> Row:
    evidence = " | ".join(e.span.of(unit.text).replace("\n", " ") for e in link.evidence)
    return (
        link.eid, unit.num, unit.heading, str(link.holding), str(link.grade), link.relation,
        f"{link.score:g}", link.means, link.means_detail, "; ".join(link.convention_articles),
        evidence, link.status, link.function, link.remark,
        *_proposed(link), " | ".join(map(told, link.reviews)), "yes" if link.stale else "",
    )  # fmt: skip


def _proposed(link: Link) -> tuple[str, str]:
    """What the program says where readers decided: nothing where it has no link."""
    own = link.proposed if link.reviews else link.judgement
    return (str(own.grade), own.relation) if own else ("", "")


def write_tables(
    folder: Path,
    fragments: Iterable[Mapping[str, bytes]],
    extents: Mapping[str, Extent],
    coverage: Mapping[str, Sequence[Cell]],
    findings: Iterable[Finding],
) -> None:
    """Every table as CSV (UTF-8, RFC 4180 quoting, LF, header always), coverage and findings.

    What their columns mean stands beside them, for programs (W3C CSV on the Web).

    ``fragments`` are the encoded rows of one document after the other, taken once and not kept.
    """
    with ExitStack() as stack:
        tables = {name: stack.enter_context(replacing(folder / f"{name}.csv")) for name in COLUMNS}
        for name, columns in COLUMNS.items():
            tables[name].write(encoded([columns]))
        for fragment in fragments:
            for name, data in fragment.items():
                tables[name].write(data)
    described = (bundled("schemas") / _DESCRIBED).read_bytes()
    write_atomically(folder / _DESCRIBED, described)
    cells = [_COVERAGE, *_coverage(extents, coverage)]
    write_atomically(folder / "coverage.csv", encoded(cells))
    listed = [
        (f.code, f.severity, f.path, str(f.line or ""), f.eid, f.message, remedy(f.code))
        for f in findings
    ]
    write_atomically(folder / "findings.csv", encoded([_FINDINGS, *sorted(listed)]))


def write_lists(folder: Path, cells: Iterable[ListCell]) -> None:
    """The matrix offence × list as ``lists.csv``, one row for each offence against each list."""
    lines = [
        (
            c.jurisdiction, c.list.kind, c.list.expression, c.list.eid, c.list.num, c.list.quote,
            c.offence.expression, c.offence.eid, c.offence.num, c.offence.heading,
            "; ".join(c.offence.articles), "yes" if c.named else "no", "" if c.named else LEAD,
        )
        for c in cells
    ]  # fmt: skip
    write_atomically(folder / "lists.csv", encoded([_LISTS, *lines]))


def _coverage(
    extents: Mapping[str, Extent], coverage: Mapping[str, Sequence[Cell]]
) -> Iterator[Row]:
    """One row per cell, with how much of the jurisdiction's law the corpus holds."""
    nothing = Extent(0, 0)
    for kind, cells in coverage.items():
        for cell in cells:
            extent = extents.get(cell.jurisdiction, nothing)
            yield (
                cell.jurisdiction, kind, cell.subject, cell.state, str(cell.direct),
                str(cell.relevant), str(cell.near_misses),
                *(str(cell.relations.get(name, 0)) for name in _RELATIONS),
                *(str(cell.means.get(name, 0)) for name in _MEANS),
                str(extent.documents), str(extent.provisions), str(cell.confirmed),
                str(cell.rejected),
            )  # fmt: skip


def encoded(lines: Iterable[Row]) -> bytes:
    """Rows as CSV in UTF-8, no cell of which a spreadsheet runs."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([_protected(cell) for cell in line] for line in lines)
    return out.getvalue().encode("utf-8")


def _protected(cell: str) -> str:
    """A cell that no spreadsheet runs: a leading apostrophe where it could be a formula."""
    if cell.startswith(_FORMULA) and not cell.removeprefix("-").replace(".", "", 1).isdigit():
        return "'" + cell
    return cell
