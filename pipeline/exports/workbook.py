"""Summaries and coverage in, ``correlation.xlsx`` out: what analysts sort, filter and hand on.

Sheets after the templates that they know: correlation table (A), which readers may fill in and give
back, coverage matrices (B), offences against lists, what was read, and a legend.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.exports.act_matrix import MEANS_LETTERS, act_sheet
from pipeline.exports.corpus import Corpus
from pipeline.exports.list_sheets import list_sheets
from pipeline.exports.review_columns import (
    FILLED,
    KEYS,
    Value,
    keyed,
    printed_names,
    shown,
)
from pipeline.exports.review_form import LINKS
from pipeline.exports.reviews import told
from pipeline.exports.sheet import Cell, Column, Sheet, workbook
from pipeline.exports.site.context import GRADES, SiteContext, jurisdiction
from pipeline.exports.site.summary import DocumentSummary, Entry
from pipeline.exports.words import evidence, quote
from pipeline.knowledge import Library
from pipeline.knowledge.house_styles import citation
from pipeline.linking import coverage as counted
from pipeline.linking.lists import ListCell
from pipeline.review import form

CORRELATION = (
    Column("Holding", 8), Column("Convention paragraphs", 16), Column("Requirement", 40),
    Column("Party", 16), Column("Provision", 30), Column("Heading", 24), Column("Version", 12),
    Column("Original quote", 70), Column("Translation", 30, filled=True), Column("Relation", 18),
    Column("Grade", 7), Column("Means", 26), Column("Shortfall or limits", 30),
    Column("Evidence", 40), Column("Proposer", 14), Column("Reviewer", 16), Column("Date", 12),
    Column("Status", 18), Column("Remark", 40), *FILLED, *KEYS,
)  # fmt: skip
PRINTED = {"Links": printed_names(LINKS), "Correlation": printed_names(CORRELATION)}
_CORPUS = (
    Column("Party", 18), Column("Title", 50), Column("Number", 16), Column("Of", 12),
    Column("Text of", 12), Column("Status", 14), Column("Language", 10), Column("Provisions", 10),
    Column("Format", 18), Column("File", 40), Column("Source", 50), Column("Expression", 50),
)  # fmt: skip
_LEGEND = (
    ("implements", "on its own gives effect to the holding, or to the paragraph behind it"),
    ("partially-implements", "covers part of the acts, ages, persons or media"),
    ("contributes", "a general tool or ancillary rule that helps"),
    ("defines", "decides whether ICTs, the child or the material fall inside"),
    ("limits", "narrows the holding: exception, reservation, condition, medium"),
    ("near-miss", "looked right and is not; kept as a documented rejection"),
    ("E", "names information and communication technologies"),
    ("N", "neutral as to technology"),
    ("L", "limited to presence, place, object or one medium"),
    ("not found in this corpus", "nothing in the texts that were read; not a statement about law"),
    ("proposed", "found by the program; nobody has read it yet"),
    ("confirmed, rejected", "decided by the reader named; Remark tells what and why"),
    ("needs-second-reader", "readers differ, or the words have changed since they were read"),
    *((f"Grade {grade}", words) for grade, words in sorted(GRADES.items())),
    ("blue columns", "for readers; `lanzarote review import` takes what they decide"),
)  # fmt: skip


def correlation_workbook(
    summaries: Sequence[DocumentSummary],
    site: SiteContext,
    coverage: Mapping[str, Sequence[counted.Cell]],
    lists: Sequence[ListCell],
    library: Library,
) -> bytes:
    """The workbook as bytes, the same for the same run. Addresses are relative to it.

    Raises LanzaroteError ``EXP-EXTRA`` without the extra ``office``.
    """
    laws = sorted(
        (s for s in summaries if not s.opinion and not s.treaty),
        key=lambda s: (jurisdiction(s.jurisdiction), s.title, s.iri),
    )
    texts = dict(next((s.holdings for s in summaries if s.opinion), ()))
    holdings = {str(h.number): f"{h.number} {h.label}" for h in site.holdings}
    return workbook(
        (
            Sheet("Correlation", CORRELATION, list(_correlation(laws, texts, library)), _SAID),
            _matrix("Coverage", coverage.get("holding", ()), holdings, laws),
            act_sheet(coverage.get("act", ()), laws, library, site.offences),
            *list_sheets(lists, laws, library),
            Sheet("Corpus", _CORPUS, [_corpus(s) for s in _by_party(summaries)], _READ),
            Sheet("Legend", (Column("Word", 28), Column("Meaning", 90)), _LEGEND),
        )
    )


def export(corpus: Corpus) -> bytes:
    """The workbook of a run's output folder."""
    return correlation_workbook(
        corpus.summaries, corpus.site, corpus.coverage(), corpus.lists, corpus.library
    )


_SAID = "Proposals with their evidence, for review. Not an assessment of any State."
_READ = "A text that is not in this list was not read. Dates are the sources' own."


def _by_party(summaries: Iterable[DocumentSummary]) -> list[DocumentSummary]:
    return sorted(summaries, key=lambda s: (jurisdiction(s.jurisdiction), s.title, s.iri))


def _correlation(
    laws: Sequence[DocumentSummary], texts: Mapping[int, str], library: Library
) -> Iterator[tuple[Value, ...]]:
    found = [(entry.link.holding, law, entry) for law in laws for entry in law.entries]
    for holding, law, entry in sorted(found, key=lambda item: item[0]):
        cells = _cells(law, entry, texts.get(holding, ""), library)
        yield keyed(CORRELATION, cells, law, entry)


def _cells(
    law: DocumentSummary, entry: Entry, requirement: str, library: Library
) -> dict[str, Value]:
    link = entry.link
    cited = citation(library, law.jurisdiction, entry.num, law.short_title or law.title)
    reviews = link.reviews
    added = reviews and link.proposed is None
    return {
        form.HOLDING: link.holding,
        "Requirement": requirement,
        "Party": jurisdiction(law.jurisdiction),
        "Provision": Cell(cited, f"site/documents/{law.page}/{entry.href}"),
        "Heading": entry.heading,
        "Version": law.version_date or "not stated",
        "Original quote": quote(entry),
        **shown(link),
        "Shortfall or limits": link.remark,
        "Evidence": evidence(entry),
        "Proposer": reviews[0].reader if added else "program",
        "Reviewer": "\n".join(review.reader for review in reviews),
        "Date": "\n".join(review.date for review in reviews),
        "Status": f"{link.status}, to be read again" if link.stale else link.status,
        "Remark": "\n".join(map(told, reviews)),
    }


def _corpus(law: DocumentSummary) -> tuple[str | int | Cell, ...]:
    return (
        jurisdiction(law.jurisdiction), Cell(law.title, f"site/documents/{law.page}/index.html"),
        law.number, law.work_date or "not stated", law.version_date or "not stated",
        law.status or "not stated", law.language, law.provisions, law.format, law.path,
        law.source_uri, law.iri,
    )  # fmt: skip


def _matrix(
    name: str,
    cells: Sequence[counted.Cell],
    labels: Mapping[str, str],
    laws: Sequence[DocumentSummary],
) -> Sheet:
    subjects = list(dict.fromkeys(cell.subject for cell in cells))
    states = list(dict.fromkeys(law.jurisdiction for law in laws))
    by_place = {(cell.jurisdiction, cell.subject): cell for cell in cells}
    columns = (Column("Party", 22), *(Column(labels.get(s, s), 20) for s in subjects))
    rows = [
        (jurisdiction(state), *(_said(by_place.get((state, s))) for s in subjects))
        for state in states
    ]
    return Sheet(name, columns, rows, "direct + relevant provisions, means letters; see Legend.")


def _said(cell: counted.Cell | None) -> str:
    if cell is None:
        return "not found in this corpus"
    if not (cell.direct or cell.relevant):
        return cell.state
    letters = "".join(letter for means, letter in MEANS_LETTERS.items() if cell.means.get(means))
    limits = " limits" if cell.relations.get("limits") else ""
    read = ((cell.confirmed, "confirmed"), (cell.rejected, "rejected"))
    told = ", ".join(f"{count} {name}" for count, name in read if count)
    counts = f"{cell.direct} + {cell.relevant} {letters}{limits}".strip()
    return f"{counts} ({told})" if told else counts
