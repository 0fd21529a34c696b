"""One paragraph of a Word file in, its words out: links, notes, changes and text boxes apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline.model import Hyperlink
from pipeline.readers.docx_package import R, W
from pipeline.readers.docx_styles import Styles
from pipeline.readers.html_flow import SUPERSCRIPT
from pipeline.safexml import local
from pipeline.text import collapse

_DELETED = frozenset(("del", "moveFrom"))
_INSERTED = frozenset(("ins", "moveTo"))
_BREAKS = frozenset(("br", "cr"))
_CODES = frozenset(("instrText", "delInstrText"))
_HYPHENS = {"noBreakHyphen": "\u2011", "softHyphen": ""}


@dataclass
class WordsLine:
    """One printed line of a paragraph (lines are parted by manual breaks)."""

    text: str = ""
    links: list[tuple[int, int, str]] = field(default_factory=list)

    def placed(self, shown: str, shift: int) -> tuple[Hyperlink, ...]:
        """The links as places in the collapsed text, ``shift`` characters of number before it."""
        found: list[Hyperlink] = []
        for start, end, href in self.links:
            first = shift + len(collapse(self.text[:start] + "|")) - 1
            last = min(
                shift + len(collapse(self.text[:end] + "|").removesuffix("|").rstrip()), len(shown)
            )
            if first < last:
                found.append(Hyperlink(first, last, href))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Omitted:
    """Characters of a paragraph that are no text of the document."""

    text: str
    reason: str


@dataclass
class Words:
    """What a paragraph holds."""

    lines: list[WordsLine] = field(default_factory=lambda: [WordsLine()])
    notes: list[tuple[str, str]] = field(default_factory=list)  # (footnote | endnote, id)
    omitted: list[Omitted] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    inserted: int = 0
    deleted: int = 0

    def add(self, text: str) -> None:
        self.lines[-1].text += text


def words_of(paragraph: etree._Element, styles: Styles, links: Mapping[str, str]) -> Words:
    """The words of a paragraph with all its changes accepted."""
    words = Words()
    _Reader(words, styles, links).inside(paragraph)
    return words


@dataclass
class _Reader:
    words: Words
    styles: Styles
    links: Mapping[str, str]

    def inside(self, element: etree._Element) -> None:
        for child in element:
            self._take(child)

    def _take(self, child: etree._Element) -> None:
        name = local(child)
        if name in _DELETED:
            self.words.deleted += 1
            self._omit(child, "deleted")
        elif name == "r":
            self._run(child)
        elif name == "hyperlink":
            self._link(child)
        elif name in ("pPr", "rPr", "sdtPr", "p"):
            return
        elif name == "AlternateContent":
            self._alternate(child)
        elif name == "t":  # a formula's own text (m:t)
            self.words.add(child.text or "")
        else:
            self.words.inserted += name in _INSERTED
            self.inside(child)

    def _alternate(self, element: etree._Element) -> None:
        for index, form in enumerate(element):
            if index == 0:
                self.inside(form)
            else:
                self._omit(form, "alternate")

    def _omit(self, element: etree._Element, reason: str) -> None:
        kinds = ("t", "delText", *_CODES)
        text = "".join(e.text or "" for e in element.iter(etree.Element) if local(e) in kinds)
        if text.strip():
            self.words.omitted.append(Omitted(text, reason))

    def _link(self, element: etree._Element) -> None:
        line = self.words.lines[-1]
        start = len(line.text)
        self.inside(element)
        target = self.links.get(element.get(R + "id", ""), "")
        anchor = element.get(W + "anchor", "")
        href = target or (f"#{anchor}" if anchor else "")
        if href and self.words.lines[-1] is line:
            line.links.append((start, len(line.text), href))

    def _run(self, run: etree._Element) -> None:
        raised = self.styles.is_raised(run)
        for child in run:
            self._character(child, raised)

    def _character(self, child: etree._Element, raised: bool) -> None:
        name = local(child)
        if name == "t":
            text = child.text or ""
            digits = raised and text.strip().isdigit()
            self.words.add(text.translate(SUPERSCRIPT) if digits else text)
        elif name == "tab" or name == "ptab":
            self.words.add("\t")
        elif name in _BREAKS:
            self.words.lines.append(WordsLine())
        elif name in _HYPHENS:
            self.words.add(_HYPHENS[name])
        elif name == "sym":
            self.words.add(_symbol(child))
        elif name in ("footnoteReference", "endnoteReference"):
            self.words.notes.append((name.removesuffix("Reference"), child.get(W + "id", "")))
        elif name == "delText":
            self._omit(child, "deleted")
        elif name in _CODES:
            self._omit(child, "field-code")
        elif name == "AlternateContent":
            self._alternate_in_run(child, raised)
        elif name != "rPr":
            self.words.boxes.extend(child.iter(W + "txbxContent"))

    def _alternate_in_run(self, element: etree._Element, raised: bool) -> None:
        for index, form in enumerate(element):
            if index:
                self._omit(form, "alternate")
                continue
            for child in form:
                self._character(child, raised)


def _symbol(element: etree._Element) -> str:
    """A character of a symbol font: those of the private area are shown as a bullet."""
    code = element.get(W + "char", "")
    try:
        char = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return char if not "\ue000" <= char <= "\uf8ff" else "•"
