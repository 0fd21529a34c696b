"""A Word file (DOCX): paragraphs, automatic numbers, tables, footnotes, tracked changes.

The text layer is the document as Word shows it with all changes accepted, automatic numbers
printed; deleted text, field codes, comments, headers and footers stand in it as omissions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline.errors import SourceError, finding
from pipeline.model import Line, Note, Omission, Piece, Source
from pipeline.pieces import joined
from pipeline.readers.docx_numbering import numbering_of
from pipeline.readers.docx_package import Package, W, is_package, open_package
from pipeline.readers.docx_styles import Styles, styles_of
from pipeline.readers.docx_words import Words, words_of
from pipeline.readers.html_tables import is_list_item
from pipeline.readers.paper import Contents, Layer, source_of
from pipeline.safexml import local

NAME = "docx"
_LONG_CELL = 1500  # characters: a longer cell is a page's layout, no cell of a table
_BESIDE = (("header", "furniture"), ("footer", "furniture"), ("comments", "comment"))


def sniff(data: bytes, path: str) -> bool:
    """True for a Word file, also for one that needs a password."""
    return is_package(data)


def read(data: bytes, path: str) -> Source:
    """The document as lines.

    Raises SourceError ``SRC-ENCRYPTED``, ``SRC-ARCHIVE``, ``SRC-BOMB``, ``XML-SYNTAX``,
    ``XML-ENTITY``, or ``SRC-NO-TEXT`` for a file of pictures or nothing at all.
    """
    package = open_package(data, path)
    root = package.part(package.main)
    body = root.find(W + "body") if root is not None else None
    if body is None:
        raise SourceError("SRC-ARCHIVE", path, reason=f"{package.main} holds no body")
    reading = _Reading.of(package)
    reading.blocks(body)
    body_end = reading.layer.length
    if not reading.lines:
        raise SourceError("SRC-NO-TEXT", path)
    reading.rest(package)
    return source_of(reading.contents(body_end, path, _core(package)), data, path, NAME)


def _core(package: Package) -> tuple[tuple[str, str], ...]:
    """What the file's properties say of the document; their dates are not the law's."""
    name = next((n for n in package.archive.namelist() if n.endswith("/core.xml")), "")
    root = package.part(name) if name else None
    if root is None:
        return ()
    wanted = {"title": "title", "language": "language", "identifier": "identifier"}
    found = [(wanted.get(local(e), ""), (e.text or "").strip()) for e in root]
    return tuple((key, value) for key, value in found if key and value)


@dataclass
class _Reading:
    """The document as its parts are met."""

    styles: Styles
    links: Mapping[str, str]
    notes_by_id: dict[tuple[str, str], etree._Element]
    layer: Layer = field(default_factory=Layer)
    lines: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    omissions: list[Omission] = field(default_factory=list)
    outside: list[tuple[str, str]] = field(default_factory=list)  # text, reason of its omission
    marked: list[tuple[int, etree._Element]] = field(default_factory=list)  # line, its note
    inserted: int = 0
    deleted: int = 0

    @classmethod
    def of(cls, package: Package) -> _Reading:
        numbers = package.related("numbering")
        styles = package.related("styles")
        numbering = numbering_of(numbers[0] if numbers else None)
        relations = package.relations(package.main)
        links = {k: r.target for k, r in relations.items() if r.kind == "hyperlink"}
        notes = {
            (kind, element.get(W + "id", "")): element
            for kind in ("footnote", "endnote")
            for root in package.related(kind + "s")
            for element in root.iter(W + kind)
            if element.get(W + "type", "normal") == "normal"
        }
        return cls(styles_of(styles[0] if styles else None, numbering), links, notes)

    def contents(self, body_end: int, path: str, fields: tuple[tuple[str, str], ...]) -> Contents:
        changes = self.inserted or self.deleted
        told = finding("DOC-TRACKED", path, inserted=self.inserted, deleted=self.deleted)
        return Contents(
            self.layer.text,
            body_end,
            self.lines,
            self.notes,
            self.omissions,
            [told] if changes else [],
            fields,
        )

    # --- the body -------------------------------------------------------------------------------

    def blocks(self, parent: etree._Element) -> None:
        """The paragraphs and tables in a body, cell, text box or content control."""
        for child in parent:
            name = local(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name in ("del", "moveFrom"):
                self._delete(child)
            elif name == "AlternateContent":
                self._alternate(child)
            elif name not in ("sectPr", "tblPr", "tblGrid", "tcPr", "trPr", "sdtPr"):
                self.blocks(child)

    def _delete(self, element: etree._Element) -> None:
        self.deleted += 1
        self.outside.append((_plain(element), "deleted"))

    def _alternate(self, element: etree._Element) -> None:
        """Of two forms of the same words the first counts."""
        for index, form in enumerate(element):
            if index == 0:
                self.blocks(form)
            else:
                self.outside.append((_plain(form), "alternate"))

    def _paragraph(self, paragraph: etree._Element) -> None:
        words = words_of(paragraph, self.styles, self.links)
        self._account(words)
        number = self.styles.number(paragraph)
        reason = "toc" if self.styles.is_contents(paragraph) else ""
        spaced = True
        for index, line in enumerate(words.lines):
            prefix = f"{number} " if number and index == 0 else ""
            piece = self.layer.add(prefix + line.text, "\n\n" if spaced else "\n")
            if piece and reason:
                self.omissions.append(Omission(piece.start, piece.end, reason, piece.text))
            elif piece:
                links = line.placed(piece.text, len(prefix))
                whole = Piece(piece.text, piece.start, piece.end, piece.runs, links)
                self.lines.append(Line("text", whole, spaced=spaced))
            spaced = spaced and piece is None
        for key in words.notes:
            element = self.notes_by_id.pop(key, None)
            if element is not None:
                self.marked.append((len(self.lines), element))
        for box in words.boxes:
            self.blocks(box)

    def _account(self, words: Words) -> None:
        self.outside.extend((omitted.text, omitted.reason) for omitted in words.omitted)
        self.inserted += words.inserted
        self.deleted += words.deleted

    def _note_piece(self, element: etree._Element) -> Piece | None:
        parts: list[str] = []
        for paragraph in element.iter(W + "p"):
            words = words_of(paragraph, self.styles, self.links)
            self._account(words)
            parts.extend(line.text for line in words.lines)
        return self.layer.add(" ".join(parts))

    # --- tables ---------------------------------------------------------------------------------

    def _table(self, table: etree._Element) -> None:
        rows = [_cells(row) for row in _rows(table)]
        filled = [[cell for cell in row if _plain(cell).strip()] for row in rows]
        nested = next(table.iterdescendants(W + "tbl"), None) is not None
        if (
            nested
            or all(len(row) <= 1 for row in filled)
            or any(_is_text(cell) for row in rows for cell in row)
        ):
            for row in rows:
                for cell in row:
                    self.blocks(cell)
            return
        for row, cells in zip(rows, filled, strict=True):
            self._row(row, cells)

    def _row(self, row: list[etree._Element], filled: list[etree._Element]) -> None:
        first = _plain(filled[0]).strip() if filled else ""
        at = len(self.lines)
        cells: list[Piece] = []
        for cell in row:
            self.blocks(cell)
            made, self.lines[at:] = self.lines[at:], []
            cells.append(_merged([line.piece for line in made], self.layer))
        if not any(cell.text for cell in cells):
            return
        if len(filled) == 2 and is_list_item(first, _plain(filled[1])):
            whole = _merged([cell for cell in cells if cell.text], self.layer)
            self.lines.append(Line("text", whole, spaced=True))
            return
        text = "\t".join(cell.text for cell in cells)
        whole = Piece(text, min(c.start for c in cells), max(c.end for c in cells))
        self.lines.append(Line("row", whole, cells=tuple(cells)))

    # --- what stands outside the text -----------------------------------------------------------

    def rest(self, package: Package) -> None:
        """Notes, what is no text of the document, headers, footers, reviewers' comments."""
        pieces = [(at, self._note_piece(element)) for at, element in self.marked]
        for at, piece in reversed(pieces):
            if piece:
                self.lines.insert(at, Line("note", piece))
        for key in sorted(self.notes_by_id):
            piece = self._note_piece(self.notes_by_id[key])
            if piece:
                self.notes.append(Note("footnote", piece))
        for kind, reason in _BESIDE:
            self.outside.extend((_plain(root), reason) for root in package.related(kind))
        for text, reason in self.outside:
            self.omissions.extend(self.layer.omit(text, reason))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for row in table.iter(W + "tr"):
        if next(row.iterancestors(W + "tbl"), None) is table:
            yield row


def _cells(row: etree._Element) -> list[etree._Element]:
    return [c for c in row.iter(W + "tc") if next(c.iterancestors(W + "tr"), None) is row]


def _is_text(cell: etree._Element) -> bool:
    return len(_plain(cell)) > _LONG_CELL and sum(1 for _ in cell.iter(W + "p")) > 3


def _plain(element: etree._Element) -> str:
    """All characters of text below an element, paragraphs apart."""
    parts: list[str] = []
    for e in element.iter(etree.Element):
        name = local(e)
        if name in ("t", "delText", "instrText", "delInstrText"):
            parts.append(e.text or "")
        elif name in ("p", "tab", "br", "cr"):
            parts.append(" ")
    return "".join(parts)


def _merged(pieces: list[Piece], layer: Layer) -> Piece:
    """Pieces as one, a space between them."""
    return joined(pieces) if pieces else Piece("", layer.length, layer.length)
