"""A Word document and the words of its footnotes in, the document with footnotes out.

python-docx writes no footnotes; WordprocessingML (ECMA-376 part 1, 17.11) asks for a part of their
own, which is built here as XML elements and never as text.
"""

from __future__ import annotations

from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FIRST = 1  # 0 and -1 are the separators that Word expects
_SEPARATORS = ((-1, "separator"), (0, "continuationSeparator"))


def _w(name: str) -> str:
    return f"{{{_W}}}{name}"


class Footnotes:
    """Collects the footnotes of one document and writes them when it is complete."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._root = etree.Element(_w("footnotes"), nsmap={"w": _W})
        self._next = _FIRST
        for number, kind in _SEPARATORS:
            note = etree.SubElement(
                self._root, _w("footnote"), {_w("type"): kind, _w("id"): str(number)}
            )
            run = etree.SubElement(etree.SubElement(note, _w("p")), _w("r"))
            etree.SubElement(run, _w(kind))

    def add(self, paragraph: Any, words: str) -> None:
        """A footnote with these words, referred to at the end of the paragraph."""
        reference = paragraph.add_run()
        reference.font.superscript = True
        etree.SubElement(reference._r, _w("footnoteReference"), {_w("id"): str(self._next)})
        note = etree.SubElement(self._root, _w("footnote"), {_w("id"): str(self._next)})
        line = etree.SubElement(note, _w("p"))
        mark = etree.SubElement(line, _w("r"))
        properties = etree.SubElement(mark, _w("rPr"))
        etree.SubElement(properties, _w("vertAlign"), {_w("val"): "superscript"})
        etree.SubElement(mark, _w("footnoteRef"))
        run = etree.SubElement(line, _w("r"))
        size = etree.SubElement(run, _w("rPr"))
        etree.SubElement(size, _w("sz"), {_w("val"): "18"})
        text = etree.SubElement(run, _w("t"))
        text.text = f" {words}"
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        self._next += 1

    def close(self) -> None:
        """Put the part of the footnotes into the document."""
        data = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        main = self._document.part
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, data, main.package)
        main.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
