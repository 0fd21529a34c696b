"""A marked document in, what the corpus-wide pages need of it out: small, whole, picklable."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.exports.site.parts import Parts, parts
from pipeline.model import Eid, Link, Marked, Span, Unit
from pipeline.review.identity import words_digest

_LINES = 5  # a quotation shows so many paragraphs with evidence at most
_FIGURE = re.compile(r"\d+[a-z]?")
_NUMBER = re.compile(r"[(\[]?\w{1,4}(?:[.-]\w{1,3})?[.°ºª]?[)\].:]{0,2}")  # (1), a), 2.1, ii.
_WIDTH = 700  # and of a longer paragraph only this much around the evidence


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of a quotation; ``marked`` words are evidence, an ellipsis is not the law's."""

    text: str
    marked: bool = False
    ellipsis: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One link with what a reader must see of its provision; ``href`` within its law's pages."""

    link: Link
    href: str
    num: str
    heading: str
    path: tuple[str, ...]
    quote: tuple[tuple[Words, ...], ...]  # paragraphs
    words: str = ""  # digest of the provision's words


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a treaty: ``number`` in figures, ``text`` without number and heading."""

    number: str
    heading: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """One document as the index and the holdings show it. Empty strings: not stated.

    ``page`` is the folder of its pages under ``documents/``.
    """

    page: str
    iri: str
    jurisdiction: str
    language: str
    title: str
    short_title: str
    number: str
    work_date: str
    version_date: str
    status: str
    source_uri: str
    specimen: bool
    opinion: bool
    path: str
    format: str
    provisions: int
    entries: tuple[Entry, ...]
    holdings: tuple[tuple[int, str], ...] = ()  # of an opinion: number and text
    articles: tuple[Article, ...] = ()  # of a treaty

    @property
    def treaty(self) -> bool:
        """What an international organisation made: what States answer, no answer of theirs."""
        return self.jurisdiction.startswith("aa-") and not self.opinion


def document_summary(marked: Marked) -> DocumentSummary:
    """The summary of one document."""
    document, metadata = marked.document, marked.document.metadata
    units = {unit.eid: unit for unit in document.units()}
    where = parts(marked)
    opinion = metadata.doctype == "statement"
    treaty = metadata.organisation and not opinion
    return DocumentSummary(
        page="",
        iri=document.iri,
        jurisdiction=metadata.jurisdiction,
        language=metadata.language,
        title=metadata.title or "(no title stated)",
        short_title=metadata.short_title,
        number=metadata.number,
        work_date=metadata.work_date,
        version_date=metadata.version_date,
        status=metadata.status,
        source_uri=metadata.source_uri,
        specimen=metadata.specimen,
        opinion=opinion,
        path=document.path,
        format=document.format,
        provisions=sum(1 for _ in document.provisions()),
        entries=tuple(_entry(link, units[link.eid], where) for link in marked.links),
        holdings=tuple(_holdings(units)) if opinion else (),
        articles=tuple(_articles(units, where)) if treaty else (),
    )


def _holdings(units: Mapping[Eid, Unit]) -> Iterator[tuple[int, str]]:
    for unit in units.values():
        number = unit.num.rstrip(". ")
        if unit.kind == "paragraph" and number.isdigit():
            yield int(number), unit.text.removeprefix(unit.num).strip()


def _articles(units: Mapping[Eid, Unit], where: Parts) -> Iterator[Article]:
    for unit in units.values():
        number = _FIGURE.search(unit.num)
        if number:
            text = unit.text.removeprefix(unit.num).lstrip().removeprefix(unit.heading).lstrip()
            yield Article(number[0], unit.heading, text, where.href(unit.eid))


def _entry(link: Link, unit: Unit, where: Parts) -> Entry:
    href, quote = where.href(link.eid), tuple(quotation(link, unit))
    return Entry(link, href, unit.num, unit.heading, unit.path, quote, words_digest(unit))


def quotation(link: Link, unit: Unit) -> Iterator[tuple[Words, ...]]:
    """The paragraphs that hold the evidence (or the first one), evidence marked.

    The words between ellipses are the unit's own, character by character.
    """
    lines = list(unit_lines(unit))
    evidence = sorted(
        {e.span for e in link.evidence if any(e.span.overlaps(line) for line in lines)}
    )
    shown = skipped = 0
    for line in lines:
        own = [s for s in evidence if s.overlaps(line)]
        if not own and (evidence or shown):
            skipped += 1
            continue
        if shown == _LINES:
            yield (Words("[…]", ellipsis=True),)
            return
        before = (Words("[…] ", ellipsis=True),) if skipped and shown else ()
        yield (*before, *_marked(line, own, unit.text))
        shown, skipped = shown + 1, 0


def unit_lines(unit: Unit) -> Iterator[Span]:
    """The paragraphs of a unit without its number and heading, each with the number before it."""
    at = 0
    number: Span | None = None
    for line in unit.text.split("\n"):
        span = Span(at, at + len(line))
        at = span.end + 1
        head = span.start < len(unit.num) + 1 + len(unit.heading) and line in (
            unit.num,
            unit.heading,
        )
        if not line or head:
            continue
        if number is None and _NUMBER.fullmatch(line):
            number = span
            continue
        yield Span(number.start, span.end) if number else span
        number = None
    if number:
        yield number


def _marked(line: Span, evidence: list[Span], text: str) -> Iterator[Words]:
    start, end = line.start, line.end
    if end - start > _WIDTH and evidence:
        start = max(start, text.rfind(" ", start, max(start, evidence[0].start - 200)) + 1)
        end = min(end, start + _WIDTH)
        end = line.end if end == line.end else max(text.rfind(" ", start, end), start + 1)
    elif end - start > _WIDTH:
        end = max(text.rfind(" ", start, start + _WIDTH), start + 1)
    if start > line.start:
        yield Words("[…] ", ellipsis=True)
    at = start
    for span in evidence:
        first, last = max(span.start, at), min(span.end, end)
        if first >= last:
            continue
        if at < first:
            yield Words(text[at:first])
        yield Words(text[first:last], marked=True)
        at = last
    if at < end:
        yield Words(text[at:end])
    if end < line.end:
        yield Words(" […]", ellipsis=True)
