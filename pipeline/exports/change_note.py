"""Comparisons of two texts of a law in, a change note for Word out (template F of the analysts).

What was compared, what has to be read again, the links that changed, and the new words of linked
provisions with what was taken out struck through and what was put in underlined. No sentence in it
judges a State.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pipeline.errors import LanzaroteError
from pipeline.exports.archive import fixed
from pipeline.exports.comparison import place, said
from pipeline.exports.corpus import Corpus
from pipeline.exports.sheet import text
from pipeline.exports.site.context import jurisdiction
from pipeline.exports.site.summary import DocumentSummary
from pipeline.exports.word import add_table, docx_package
from pipeline.knowledge import Library
from pipeline.knowledge.house_styles import citation
from pipeline.model import Document, Unit
from pipeline.review.comparison import Comparison, LinkChange, compare
from pipeline.review.versions import ProvisionChange

_MADE = datetime(2017, 5, 12)  # a fixed date, so that the same content has the same bytes
_READ_AGAIN = (
    "Somebody has decided about these links, and the words have changed since. Their decisions are "
    "kept and marked stale."
)
_SAYS = (
    "Made by a program, for review by a lawyer. It compares the texts that were read and does not "
    "say what a change means. What was taken out is struck through, what was put in underlined."
)


@dataclass(frozen=True, slots=True)
class Changes:
    """Laws between two dates: those with a text at both, and why others are not compared."""

    title: str
    comparisons: tuple[Comparison, ...]
    others: tuple[str, ...] = field(default=())


def note_of(found: Comparison, library: Library) -> bytes:
    """The change note of one comparison. Raises as ``change_note`` does."""
    old, new = found.old.metadata, found.new.metadata
    title = (
        f"{_name(found.new)}: changes from {_dated(old.version_date)} to {_dated(new.version_date)}"
    )
    return change_note(Changes(title, (found,)), library)


def between(corpus: Corpus, start: str, end: str, state: str = "") -> Changes:
    """The laws of a corpus as they stood on two days (ISO 8601), by the dates their sources state.

    Raises LanzaroteError ``EXP-STATE`` for a State without law in the corpus.
    """
    laws: dict[tuple[str, str], list[DocumentSummary]] = {}
    for law in corpus.summaries:
        if not (law.opinion or law.treaty) and state in ("", law.jurisdiction):
            laws.setdefault((law.iri.rpartition("/")[0], law.language), []).append(law)
    if not laws:
        known = ", ".join(sorted({s.jurisdiction for s in corpus.summaries if not s.opinion}))
        raise LanzaroteError("EXP-STATE", "", state=state, known=known)
    comparisons: list[Comparison] = []
    others: list[str] = []
    for texts in sorted(laws.values(), key=lambda found: (found[0].jurisdiction, found[0].iri)):
        old, new = _standing(texts, start), _standing(texts, end)
        one = corpus.marked(old.iri) if old else None
        other = corpus.marked(new.iri) if new else None
        if one is None or other is None or one.document.iri == other.document.iri:
            others.append(_why(texts, old, new))
        else:
            comparisons.append(compare(one, other))
    where = f"{jurisdiction(state)}: changes" if state else "Changes"
    return Changes(f"{where} from {start} to {end}", tuple(comparisons), tuple(others))


def _standing(texts: Iterable[DocumentSummary], day: str) -> DocumentSummary | None:
    """The latest text that stands at a day; one whose source states no date never does."""
    known = [t for t in texts if t.version_date and t.version_date <= day]
    return max(known, key=lambda t: (t.version_date, t.iri), default=None)


def _why(
    texts: Sequence[DocumentSummary], old: DocumentSummary | None, new: DocumentSummary | None
) -> str:
    name = texts[0].short_title or texts[0].title
    if not any(t.version_date for t in texts):
        return f"{name}: its source does not state the date of the text."
    dates = ", ".join(sorted(t.version_date for t in texts if t.version_date))
    if old and new:
        return f"{name}: one text for both days in this corpus ({dates})."
    return f"{name}: no text for the {'first' if new else 'second'} day in this corpus ({dates})."


def change_note(changes: Changes, library: Library) -> bytes:
    """The document as bytes. Raises LanzaroteError ``EXP-EXTRA`` without python-docx."""
    return _Note(docx_package().Document(), library).written(changes)


class _Note:
    """Writes one note from top to bottom."""

    def __init__(self, document: Any, library: Library) -> None:
        from pipeline.exports.footnotes import Footnotes  # needs the extra that is now known

        self.document, self.library = document, library
        self.notes = Footnotes(document)

    def written(self, changes: Changes) -> bytes:
        properties = self.document.core_properties
        properties.created = properties.modified = _MADE
        properties.title, properties.author = text(changes.title), "lanzarote"
        self.document.add_heading(text(changes.title), 0)
        self._say(_SAYS)
        for found in changes.comparisons:
            self._comparison(found)
        if not changes.comparisons:
            self._say("No law in this corpus has a text for each of the two days.")
        if changes.others:
            self.document.add_heading("Not compared", 1)
            for line in changes.others:
                self._say(line, "List Bullet")
        self.notes.close()
        saved = io.BytesIO()
        self.document.save(saved)
        return fixed(saved.getvalue())

    def _say(self, words: str, style: str | None = None) -> Any:
        return self.document.add_paragraph(text(words), style=style)

    def _comparison(self, found: Comparison) -> None:
        self.document.add_heading(text(_name(found.new)), 1)
        if not found.same_work:
            self._say(f"Compared with another work: {_name(found.old)}.")
        add_table(
            self.document,
            ("", "Text of", "Source", "SHA-256 of the file"),
            [("old", *_read(found.old)), ("new", *_read(found.new))],
        )
        for name, counts in found.counts().items():
            told = ", ".join(f"{count} {fate}" for fate, count in counts.items())
            self._say(f"{name.capitalize()}: {told}.")
        self._again(found)
        self._links(found)
        self._words(found)

    def _again(self, found: Comparison) -> None:
        if not found.reread:
            return
        self.document.add_heading("To be read again", 2)
        self._say(_READ_AGAIN)
        for change in found.reread:
            words = f"Holding {change.holding}: {place(change.provision)}"
            paragraph = self._say(
                f"{words} (decided by {', '.join(change.readers)})", "List Bullet"
            )
            self._cite(paragraph, found, change.provision)

    def _links(self, found: Comparison) -> None:
        self.document.add_heading("Links", 2)
        changed = [change for change in found.links if change.fate != "kept"]
        if not changed:
            self._say("No link is lost, new or changed.")
            return
        table = add_table(self.document, ("Provision", "Holding", "", "What the program says"), ())
        for change in changed:
            cells = table.add_row().cells
            cells[0].text = text(place(change.provision))
            self._cite(cells[0].paragraphs[0], found, change.provision)
            for cell, words in zip(cells[1:], _row(change), strict=True):
                cell.text = text(words)

    def _words(self, found: Comparison) -> None:
        """Linked provisions that are not as they were, word by word."""
        changed = [c for c in found.linked if c.fate in ("changed", "lost", "new")]
        if not changed:
            return
        self.document.add_heading("Wording of linked provisions", 2)
        for change in changed:
            heading = self.document.add_heading(text(f"{place(change)} ({change.fate})"), 3)
            self._cite(heading, found, change)
            paragraph = self._say("", "Quote")
            for stretch in change.words():
                run = paragraph.add_run(text(stretch.text))
                run.font.strike = True if stretch.kind == "out" else None
                run.font.underline = True if stretch.kind == "in" else None

    def _cite(self, paragraph: Any, found: Comparison, change: ProvisionChange) -> None:
        both = ((found.old, change.old), (found.new, change.new))
        cited = [self._cited(document, unit) for document, unit in both if unit]
        self.notes.add(paragraph, text("; ".join(cited)) + ".")

    def _cited(self, document: Document, unit: Unit) -> str:
        metadata = document.metadata
        words = citation(self.library, metadata.jurisdiction, unit.num, _name(document))
        return f"{words} (text of {_dated(metadata.version_date)})"


def _row(change: LinkChange) -> tuple[str, str, str]:
    return str(change.holding), change.fate, said(change)


def _read(document: Document) -> tuple[str, str, str]:
    metadata = document.metadata
    source = metadata.source_uri or document.path
    return _dated(metadata.version_date), source, document.sha256


def _name(document: Document) -> str:
    return document.metadata.short_title or document.metadata.title or document.work


def _dated(day: str) -> str:
    return day or "a day not stated"
