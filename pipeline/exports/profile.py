"""One State's links in, its country profile as a Word document out (template C of the analysts).

What was read, a table for each chapter of the Committee's report, limits, open questions, and an
annex with the quotations; every provision has a footnote with its citation, in the form of its
jurisdiction, and its version. No sentence in it judges the State.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import ModuleType
from typing import Any

from pipeline.errors import LanzaroteError
from pipeline.exports.archive import fixed
from pipeline.exports.sheet import text
from pipeline.exports.site.context import GRADES, HoldingInfo, SiteContext, jurisdiction
from pipeline.exports.site.summary import DocumentSummary, Entry
from pipeline.exports.word import add_table, docx_package
from pipeline.exports.words import quote
from pipeline.knowledge import Library
from pipeline.knowledge.house_styles import citation

Found = tuple[DocumentSummary, Entry]
_MADE = datetime(2017, 5, 12)  # a fixed date, so that the same content has the same bytes


def country_profile(
    state: str,
    summaries: Sequence[DocumentSummary],
    site: SiteContext,
    chapters: Mapping[str, tuple[int, ...]],
    library: Library,
) -> bytes:
    """The document as bytes. ``chapters``: title of a chapter and the holdings it treats.

    Raises LanzaroteError ``EXP-EXTRA`` without python-docx, ``EXP-STATE`` for a State without law.
    """
    laws = sorted((s for s in summaries if s.jurisdiction == state), key=lambda s: (s.title, s.iri))
    if not laws:
        known = ", ".join(sorted({s.jurisdiction for s in summaries if not s.opinion}))
        raise LanzaroteError("EXP-STATE", "", state=state, known=known)
    return _Profile(docx_package(), state, laws, site, library).written(chapters)


class _Profile:
    """Writes one profile from top to bottom."""

    def __init__(
        self,
        docx: ModuleType,
        state: str,
        laws: Sequence[DocumentSummary],
        site: SiteContext,
        library: Library,
    ) -> None:
        from pipeline.exports.footnotes import Footnotes  # needs the extra that is now known

        self.document: Any = docx.Document()
        self.notes = Footnotes(self.document)
        self.state, self.laws, self.site, self.library = state, laws, site, library
        self.found = [(law, entry) for law in laws for entry in law.entries if entry.link.grade]
        self.rejected = sum(1 for law in laws for entry in law.entries if not entry.link.grade)

    def written(self, chapters: Mapping[str, tuple[int, ...]]) -> bytes:
        name = jurisdiction(self.state)
        self.document.core_properties.created = _MADE
        self.document.core_properties.modified = _MADE
        self.document.core_properties.title = f"{name}: provisions and holdings"
        self.document.core_properties.author = "lanzarote"
        self.document.add_heading(f"{name}: provisions that bear on the Interpretative Opinion", 0)
        self._say(
            "Proposals of a program with their evidence, for review by a lawyer. This profile does "
            "not say whether the State acts in conformity with the Convention; what was not found "
            "may stand in a text that was not read."
        )
        self._read()
        holdings = {h.number: h for h in self.site.holdings}
        for title, numbers in chapters.items():
            self.document.add_heading(title, 1)
            for number in numbers:
                self._holding(holdings[number])
        self._limits()
        self._questions(chapters, holdings)
        self._annex()
        self.notes.close()
        saved = io.BytesIO()
        self.document.save(saved)
        return fixed(saved.getvalue())

    def _say(self, words: str, style: str | None = None) -> Any:
        return self.document.add_paragraph(text(words), style=style)

    def _read(self) -> None:
        self.document.add_heading("What was read", 1)
        rows = [
            (
                law.title, law.number or "not stated", law.version_date or "not stated",
                law.status or "not stated", str(law.provisions),
            )
            for law in self.laws
        ]  # fmt: skip
        add_table(self.document, ("Law", "Number", "Text of", "Status", "Provisions"), rows)

    def _holding(self, holding: HoldingInfo) -> None:
        self.document.add_heading(f"Holding {holding.number}: {holding.label}", 2)
        own = self._of(holding.number)
        if not own:
            self._say("Not found in this corpus.")
            return
        table = add_table(self.document, ("Provision", "Relation", "Means", "Convention"), ())
        for law, entry in own:
            link, cells = entry.link, table.add_row().cells
            words = f"{entry.num} {entry.heading}".strip() or link.eid
            cells[0].text = text(words)
            self.notes.add(cells[0].paragraphs[0], self._cited(law, entry))
            cells[1].text = f"{link.relation}; {GRADES[link.grade]}"
            detail = f": {link.means_detail}" if link.means_detail else ""
            cells[2].text = "" if link.means == "n/a" else f"{link.means}{detail}"
            cells[3].text = ", ".join(link.convention_articles)

    def _of(self, number: int) -> list[Found]:
        own = [pair for pair in self.found if pair[1].link.holding == number]
        return sorted(own, key=lambda pair: -pair[1].link.grade)

    def _cited(self, law: DocumentSummary, entry: Entry) -> str:
        cited = citation(self.library, self.state, entry.num, law.short_title or law.title)
        version = f"text of {law.version_date}" if law.version_date else "date of text not stated"
        source = f"; {law.source_uri}" if law.source_uri else ""
        return text(f"{cited} ({version}{source}).")

    def _limits(self) -> None:
        self.document.add_heading("Limits in the wording", 1)
        limits = [
            pair
            for pair in self.found
            if pair[1].link.relation == "limits" or pair[1].link.means == "means-limited"
        ]
        for law, entry in limits:
            remark = entry.link.remark or entry.link.means_detail
            words = f"Holding {entry.link.holding}: {entry.num} {entry.heading}. {remark}"
            self.notes.add(self._say(words, "List Bullet"), self._cited(law, entry))
        if not limits:
            self._say("None was seen in the provisions found.")

    def _questions(
        self, chapters: Mapping[str, tuple[int, ...]], holdings: Mapping[int, HoldingInfo]
    ) -> None:
        self.document.add_heading("Open questions", 1)
        for number in sorted({n for numbers in chapters.values() for n in numbers}):
            if not any(pair[1].link.grade == 2 for pair in self._of(number)):
                self._say(f"Holding {number}: {holdings[number].question}", "List Bullet")
        self._say(f"{self.rejected} candidates were looked at and rejected; the site lists them.")

    def _annex(self) -> None:
        self.document.add_page_break()
        self.document.add_heading("Annex: quotations", 1)
        told: set[tuple[str, str]] = set()
        for law, entry in self._direct():
            if (law.iri, entry.link.eid) in told:
                continue
            told.add((law.iri, entry.link.eid))
            heading = f"{entry.num} {entry.heading}".strip() or entry.link.eid
            self.document.add_heading(text(heading), 3)
            for line in quote(entry).split("\n"):
                self._say(line, "Quote")
            self._say(self._cited(law, entry))

    def _direct(self) -> Iterator[Found]:
        yield from (pair for pair in self.found if pair[1].link.grade == 2)
