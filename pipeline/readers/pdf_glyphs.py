"""A PDF in, the characters of its pages with their places out; the home of pypdfium2.

Places are in points from the lower left corner of the page, as the format has them.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from pipeline.errors import SourceError

_MOST_PAGES = 20_000
_MOST_GLYPHS = 30_000_000
_UPRIGHT = 0.05  # radians a character may lean and still stand in a line
_SAMPLES = 20  # characters of a page that are asked whether they are printed at all
_INVISIBLE = (
    3  # text rendering mode of words that a machine put behind a picture (ISO 32000, 9.3.6)
)
UNKNOWN = "\ufffd"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character: ``x`` to ``right`` on the baseline ``y``, ``size`` of its font."""

    text: str
    x: float
    y: float
    right: float
    size: float


@dataclass(frozen=True, slots=True)
class PageGlyphs:
    """The characters of a page in the order of the file; ``leaning`` ones are no part of a line."""

    number: int  # 1-based
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    leaning: str
    picture: bool  # the page holds an image
    recognised: bool  # its words are printed by nobody: a machine read them from the image


def _pdfium(path: str) -> ModuleType:
    try:
        import pypdfium2
    except ImportError:
        raise SourceError("SRC-EXTRA", path, name="PDF", extra="pdf") from None
    module: ModuleType = pypdfium2
    return module


def pages_of(data: bytes, path: str) -> Iterator[PageGlyphs]:
    """The pages of a PDF, one after the other.

    Raises SourceError ``SRC-EXTRA``, ``SRC-ENCRYPTED``, ``SRC-PDF`` or ``SRC-BOMB``.
    """
    pdfium = _pdfium(path)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        reason = str(error).partition("PDFium: ")[2].rstrip(".)") or str(error)
        if "assword" in reason:
            raise SourceError("SRC-ENCRYPTED", path) from None
        raise SourceError("SRC-PDF", path, reason=reason) from None
    try:
        if len(document) > _MOST_PAGES:
            raise SourceError("SRC-BOMB", path, name=f"{len(document)} pages")
        read = 0
        for index in range(len(document)):
            page = _page(pdfium, document, index, path)
            read += len(page.glyphs)
            if read > _MOST_GLYPHS:
                raise SourceError("SRC-BOMB", path, name=f"{read} characters")
            yield page
    finally:
        document.close()


def title_of(data: bytes, path: str) -> str:
    """The title in the file's properties; empty for none and for a mere file name."""
    pdfium = _pdfium(path)
    document = pdfium.PdfDocument(data)
    try:
        title = str(document.get_metadata_value("Title")).strip("\0 \t\r\n")
    finally:
        document.close()
    named = title.lower().endswith(
        (".doc", ".docx", ".htm", ".html", ".indd", ".odt", ".pdf", ".rtf")
    )
    return "" if named or title.startswith(("Microsoft Word", "untitled", "Untitled")) else title


def _page(pdfium: Any, document: Any, index: int, path: str) -> PageGlyphs:
    try:
        page = document[index]
    except pdfium.PdfiumError:
        raise SourceError("SRC-PDF", path, reason=f"page {index + 1} is damaged") from None
    text = page.get_textpage()
    try:
        glyphs, leaning, invisible = _glyphs(pdfium.raw, text)
        width, height = page.get_size()
        picture = _has_picture(pdfium.raw, page)
    finally:
        text.close()
        page.close()
    return PageGlyphs(index + 1, width, height, tuple(glyphs), leaning, picture, invisible)


def _has_picture(raw: Any, page: Any) -> bool:
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))


def _glyphs(raw: Any, text: Any) -> tuple[list[Glyph], str, bool]:
    """Upright characters, what leans, and whether none of the words is printed."""
    count = text.count_chars()
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    upright: list[Glyph] = []
    leaning: list[Glyph] = []
    for at in range(count):
        code = raw.FPDFText_GetUnicode(text, at)
        if raw.FPDFText_IsGenerated(text, at) == 1 and code != 2:
            continue  # a space or line break that the library thinks of
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        raw.FPDFText_GetLooseCharBox(text, at, box)
        shown = _shown(code, raw, text, at)
        size = _size(raw, text, at, box)
        glyph = Glyph(shown, x.value, y.value, max(box.right, x.value), size)
        angle = raw.FPDFText_GetCharAngle(text, at)
        leans = _UPRIGHT < angle < 6.2832 - _UPRIGHT
        (leaning if leans else upright).append(glyph)
    step = max(1, count // _SAMPLES)
    hidden = count > 0 and all(_is_hidden(raw, text, at) for at in range(0, count, step))
    if len(leaning) > len(upright):  # the whole page stands on its side
        return [_turned(glyph) for glyph in leaning], "".join(g.text for g in upright), hidden
    return upright, "".join(g.text for g in leaning), hidden


def _turned(glyph: Glyph) -> Glyph:
    """A character of a page on its side; its lines run upwards."""
    return Glyph(glyph.text, glyph.y, -glyph.x, glyph.y + glyph.size / 2, glyph.size)


def _is_hidden(raw: Any, text: Any, at: int) -> bool:
    owner = raw.FPDFText_GetTextObject(text, at)
    return bool(owner) and raw.FPDFTextObj_GetTextRenderMode(owner) == _INVISIBLE


def _size(raw: Any, text: Any, at: int, box: Any) -> float:
    """The size at which a character is printed: that of its font is often scaled."""
    height = float(box.top - box.bottom)
    return height / 1.2 if height > 0 else float(raw.FPDFText_GetFontSize(text, at))


def _shown(code: int, raw: Any, text: Any, at: int) -> str:
    if code == 2 or code == 0xAD:  # a hyphen at the end of a line
        return "-"
    if code == 0 or 0xE000 <= code <= 0xF8FF or 0xD800 <= code <= 0xDFFF:
        return UNKNOWN
    char = chr(code)
    if 0xFB00 <= code <= 0xFB06:  # a ligature is a form of its letters
        return unicodedata.normalize("NFKC", char)
    return " " if char.isspace() or unicodedata.category(char) == "Cc" else char
