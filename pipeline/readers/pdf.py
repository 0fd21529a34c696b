"""A PDF with text: lines, columns, running heads, footnotes and broken words from the places of
its characters.

The text layer holds the paragraphs in reading order, broken words put together; then the footnotes,
and what belongs to the pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.errors import SourceError, finding
from pipeline.model import Finding, Line, Note, Omission, Piece, Source
from pipeline.readers.html_flow import SUPERSCRIPT
from pipeline.readers.hyphenation import joint, words_of
from pipeline.readers.paper import Contents, Layer, source_of
from pipeline.readers.pdf_glyphs import UNKNOWN, PageGlyphs, pages_of, title_of
from pipeline.readers.pdf_lines import Printed, printed_lines
from pipeline.readers.pdf_paragraphs import Paragraph, paragraphs
from pipeline.readers.pdf_places import PageLines, place

NAME = "pdf"
_FEW = 12  # characters of a page that is a picture with a number or stamp
_MOST_NAMED = 12  # pages named in a finding


def sniff(data: bytes, path: str) -> bool:
    """True for a PDF; the mark may stand behind a few bytes of rubbish."""
    return b"%PDF-" in data[:1024]


def read(data: bytes, path: str) -> Source:
    """The PDF's text as lines.

    Raises SourceError ``SRC-EXTRA`` where pypdfium2 is not installed, ``SRC-ENCRYPTED``,
    ``SRC-PDF``, ``SRC-BOMB``, ``SRC-SCANNED`` or ``SRC-NO-TEXT``.
    """
    pages = list(pages_of(data, path))
    findings = _pictures(pages, path)
    placed = [PageLines(printed_lines(page), page.height) for page in pages]
    place(placed)
    reading = _Reading(placed)
    reading.take()
    body_end = reading.layer.length
    if not reading.lines:
        raise SourceError("SRC-NO-TEXT", path)
    reading.rest(pages)
    unknown = reading.layer.text.count(UNKNOWN)
    if unknown:
        findings.append(finding("PDF-UNMAPPED", path, count=unknown))
    contents = Contents(
        reading.layer.text,
        body_end,
        reading.lines,
        reading.notes,
        reading.omissions,
        findings,
        (("title", title_of(data, path)),),
    )
    return source_of(contents, data, path, NAME)


def _pictures(pages: Sequence[PageGlyphs], path: str) -> list[Finding]:
    """Pages that hold pictures instead of words; SourceError where most of them do."""
    bare = [p for p in pages if len(p.glyphs) + len(p.leaning) < _FEW and p.picture]
    words = sum(len(page.glyphs) for page in pages)
    if bare and (len(bare) > 0.8 * len(pages) or words < _FEW):
        raise SourceError("SRC-SCANNED", path, pictures=len(bare), pages=len(pages))
    found: list[Finding] = []
    if bare:
        which = ", ".join(f"page {p.number}" for p in bare[:_MOST_NAMED])
        which += " and more" if len(bare) > _MOST_NAMED else ""
        found.append(
            finding("PDF-PICTURES", path, pictures=len(bare), pages=len(pages), which=which)
        )
    machine = [p for p in pages if p.recognised and p.picture]
    if machine:
        found.append(finding("PDF-RECOGNISED", path, count=len(machine), pages=len(pages)))
    return found


@dataclass
class _Reading:
    """The text as it is put together."""

    pages: Sequence[PageLines]
    layer: Layer = field(default_factory=Layer)
    lines: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    omissions: list[Omission] = field(default_factory=list)
    known: frozenset[str] = frozenset()
    marked: list[tuple[int, int, int]] = field(default_factory=list)  # line, page, note
    outside: list[tuple[str, str]] = field(default_factory=list)  # text, reason of its omission

    def take(self) -> None:
        """The running text of all pages."""
        body = [page.lines[i] for page in self.pages for i in page.body()]
        self.known = words_of(" ".join(line.text for line in body))
        for paragraph in paragraphs(body):
            text, broken = self._joined(paragraph, len(self.lines) + 1)
            piece = self.layer.add(text, "\n\n" if paragraph.spaced else "\n")
            if piece:
                self._record(piece, text, broken)
                self.lines.append(
                    Line("text", piece, indent=_indent(paragraph), spaced=paragraph.spaced)
                )

    def _record(self, piece: Piece, text: str, broken: Sequence[int]) -> None:
        """Where a printer's hyphen was dropped: an omission of its own place and no width."""
        shift = piece.start - (len(text) - len(text.lstrip()))
        self.omissions.extend(Omission(shift + at, shift + at, "hyphenation", "-") for at in broken)

    def _joined(self, paragraph: Paragraph, at: int) -> tuple[str, list[int]]:
        """The words of a paragraph and where in them a hyphen was dropped."""
        text = ""
        broken: list[int] = []
        for line in paragraph.lines:
            words = " ".join(self._words(line, at).split())
            how = joint(text, words, self.known) if text else "join"
            if how == "drop":
                text = text[:-1]
                broken.append(len(text))
            text += (" " if how == "space" and text else "") + words
        return text, broken

    def _words(self, line: Printed, at: int) -> str:
        """A line's words: raised marks of notes taken out, other raised figures kept raised."""
        page = next(p for p in self.pages if p.lines and p.lines[0].page == line.page)
        parts: list[str] = []
        for text, raised in line.words():
            mark = text.strip().strip("[]()")
            if raised and mark in page.marks:
                self.outside.append((text, "note-mark"))
                self.marked.append((at, line.page, page.marks[mark]))
            else:
                parts.append(text.translate(SUPERSCRIPT) if raised else text)
        return "".join(parts)

    def rest(self, glyphs: Sequence[PageGlyphs]) -> None:
        """Footnotes behind the line with their mark; then what belongs to the pages."""
        by_number = {p.lines[0].page: p for p in self.pages if p.lines}
        placed: set[tuple[int, int]] = set()
        made: list[tuple[int, Piece]] = []
        for at, number, note in self.marked:
            if (number, note) not in placed:
                placed.add((number, note))
                piece = self._note(by_number[number], note)
                made.extend([(at, piece)] if piece else [])
        for at, piece in reversed(made):
            self.lines.insert(at, Line("note", piece))
        for number, page in by_number.items():
            for note in range(len(page.notes)):
                piece = self._note(page, note) if (number, note) not in placed else None
                self.notes.extend([Note("footnote", piece)] if piece else [])
            furniture = [page.lines[i].text for i in sorted(page.furniture)]
            self.outside.extend((text, "furniture") for text in furniture)
        self.outside.extend((page.leaning, "furniture") for page in glyphs if page.leaning.strip())
        for text, reason in self.outside:
            self.omissions.extend(self.layer.omit(text, reason))

    def _note(self, page: PageLines, note: int) -> Piece | None:
        block = Paragraph([page.lines[i] for i in page.notes[note]])
        text = ""
        for line in block.lines:
            words = " ".join(line.text.split())
            how = joint(text, words, self.known) if text else "join"
            text = text[:-1] if how == "drop" else text
            text += (" " if how == "space" and text else "") + words
        return self.layer.add(text)


def _indent(paragraph: Paragraph) -> int:
    """How far in a paragraph begins, in letters of its size."""
    line = paragraph.lines[0]
    return max(0, round((line.x - line.left) / (0.5 * line.size))) if line.size else 0
