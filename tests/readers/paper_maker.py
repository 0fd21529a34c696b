"""Papers made for the tests: small PDFs with words at given places, Word files from paragraphs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Widths of Times-Roman for the letters of the specimens, in thousandths of the size (AFM).
_WIDE = {
    **dict.fromkeys("bdghknopquvxy0123456789", 500), **dict.fromkeys("acez", 444),
    **dict.fromkeys("ijlt", 278), **dict.fromkeys("fr()-", 333), "m": 778, "s": 389, "w": 722,
    **dict.fromkeys(" .,;:'", 255),
}  # fmt: skip


def width(text: str, size: float) -> float:
    """About how wide words are printed."""
    return sum(_WIDE.get(c, 667) for c in text) * size / 1000


@dataclass(frozen=True)
class Words:
    """Words at a place: points from the left and from the foot of the page."""

    x: float
    y: float
    text: str
    size: float = 11


def pdf(pages: Sequence[Sequence[Words]], picture: bool = False) -> bytes:
    """A PDF with these words; ``picture``: an image on each page."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>"
    objects.append(font)
    objects.append(_stream(b"\xff\x00\xff\x00", b"/Type /XObject /Subtype /Image /Width 2 /Height 2"
                           b" /ColorSpace /DeviceGray /BitsPerComponent 8"))  # fmt: skip
    kids: list[int] = []
    for page in pages:
        shown = b"".join(_shown(words) for words in page)
        shown += b"q 400 0 0 600 50 50 cm /Im1 Do Q\n" if picture else b""
        objects.append(_stream(shown, b""))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> /XObject << /Im1 4 0 R >> >> >>" % len(objects)
        )
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))
    return _file(objects)


def _stream(data: bytes, more: bytes) -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


def _shown(words: Words) -> bytes:
    raw = words.text.encode("cp1252")
    for mark in (b"\\", b"(", b")"):
        raw = raw.replace(mark, b"\\" + mark)
    return b"BT /F1 %.2f Tf %.2f %.2f Td (%s) Tj ET\n" % (words.size, words.x, words.y, raw)


def _file(objects: Sequence[bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(
        b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    )
    return out.getvalue()


def typeset(
    paragraphs: Sequence[str],
    head: str = "",
    left: float = 70,
    right: float = 525,
    top: float = 770,
    foot: float = 80,
    size: float = 11,
) -> bytes:
    """Paragraphs set in lines and pages, with a running head and page numbers."""
    pages: list[list[Words]] = [[]]
    y = top
    for paragraph in paragraphs:
        for line in _lines(paragraph, right - left, size):
            if y < foot:
                pages.append([])
                y = top
            pages[-1].append(Words(left, y, line, size))
            y -= 1.2 * size
        y -= 0.9 * size
    for number, page in enumerate(pages, 1):
        page.append(Words(290, 40, f"- {number} -", 9))
        if head:
            page.append(Words(left, 805, head, 9))
    return pdf(pages)


def _lines(paragraph: str, measure: float, size: float) -> list[str]:
    lines: list[str] = []
    for printed in paragraph.split("\n"):
        line = ""
        for word in printed.split():
            if line and width(f"{line} {word}", size) > measure:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        lines.append(line)
    return lines


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """A Word file of this WordprocessingML; ``parts``: other parts, by kind (``footnotes`` …)."""
    given = dict(parts or {})
    relations = "".join(
        f'<Relationship Id="r{i}" Type="{_RELATIONS}/{kind.rstrip("123")}" Target="{kind}.xml"/>'
        for i, kind in enumerate(given)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{space}"><Relationship Id="r" '
            f'Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>"
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{space}">{relations}</Relationships>',
        )
        for kind, text in given.items():
            archive.writestr(
                f"word/{kind}.xml", text.replace("<w:", "<w:", 1).replace(">", f" {_W}>", 1)
            )
    return out.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    """One paragraph of WordprocessingML."""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
