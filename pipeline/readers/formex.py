"""Formex 4 XML of the Publications Office (European Union): acts, annexes, consolidated acts."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from pipeline.errors import SourceError
from pipeline.model import Metadata, Source
from pipeline.readers.stated import iso_date, missing
from pipeline.readers.xml_frame import Frame, provisions, words_at
from pipeline.readers.xml_tree import Walker
from pipeline.readers.xml_vocabulary import Vocabulary
from pipeline.safexml import decode, local, parse
from pipeline.text import collapse

NAME = "formex-xml"
_UNITS = frozenset(("article",))
_NUMBER = re.compile(r"\b(?:No\s+)?(\d{1,4}/\d{1,4})(?:/[A-Z]{2,4})?\b")
_FRONT = ("BIB.INSTANCE", "BIB.DATA", "FAM.COMP", "INFO.CONSLEG", "INFO.PROD", "GR.ANNOTATION")

VOCABULARY = Vocabulary(
    nodes={
        "DIVISION": ("division", ""),
        "GR.SEQ": ("division", ""),
        "ARTICLE": ("article", ""),
        "PARAG": ("paragraph", ""),
        "ITEM": ("point", ""),
        "CONSID": ("recital", ""),
        "ANNEX": ("hcontainer", "annex"),
        "CONS.ANNEX": ("hcontainer", "annex"),
    },
    numbered={"NP": ("point", "")},
    num=frozenset(("NO.P", "NO.PARAG", "TI.ART", "TI.NUM")),
    heading=frozenset(("STI.ART", "STI", "TI.HEAD")),
    titles=frozenset(("TITLE", "TI", "TI.NP", "NP")),
    blocks=frozenset(
        (
            "P", "TXT", "ALINEA", "NO.P", "NO.PARAG", "TI.ART", "STI.ART", "STI", "TI.NUM",
            "TI.HEAD", "VISA", "PREAMBLE.INIT", "PREAMBLE.FINAL", "GR.CONSID.INIT", "SIGNATORY",
            "PL.DATE", "DLIST.ITEM", "TERM", "DEFINITION", "INTRO",
        )
    ),
    tables=frozenset(("TBL",)),
    rows=frozenset(("ROW",)),
    cells=frozenset(("CELL",)),
    notes={"NOTE": "footnote", "GR.NOTES": "footnote"},
    skipped={"INCL.ELEMENT": "image", "FORMULA.S": "image", "TOC": "toc"},
    spaces=frozenset(("BR",)),
    quoted=frozenset(("QUOT.S",)),
    superscript=frozenset(("sup",)),
)  # fmt: skip


def sniff(data: bytes, path: str) -> bool:
    """True for XML that names the schema of Formex."""
    head = data[:4096].lower()
    return b"formex.publications.europa.eu" in head and b"<html" not in head


def read(data: bytes, path: str) -> Source:
    """The act as nodes. Raises SourceError for XML that is broken, hostile or holds no law."""
    text = decode(data, path)
    root = parse(data, path)
    for element in root.iter(etree.Element):
        _prepare(element)
    frame = Frame(Walker(root, data, text, VOCABULARY, path), _UNITS)
    for child in root:
        _take(child, frame)
    if not frame.nodes:
        raise SourceError("STR-NO-PROVISIONS", path)
    stated = _metadata(root)
    return frame.source(data, path, len(text), NAME, stated, missing(stated, path))


def _prepare(element: etree._Element) -> None:
    """Quotation marks as the characters that their code names; parts of a title by their place."""
    name = local(element)
    if name in ("QUOT.START", "QUOT.END"):
        code = element.get("CODE", "")
        mark = chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{2,5}", code) else ""
        element.text = mark + (element.text or "")
    elif name == "HT" and element.get("TYPE") == "SUP":
        element.tag = "sup"
    elif name == "TI":
        parent = element.getparent()
        subtitled = parent is not None and any(local(e) == "STI" for e in parent)
        for inner in element:
            if local(inner) == "NP":
                inner.tag = "TI.NP"
                for part in inner:
                    part.tag = "TI.HEAD" if local(part) == "TXT" else part.tag
            elif local(inner) == "P":
                inner.tag = "TI.NUM" if subtitled else "TI.HEAD"


def _take(child: etree._Element, frame: Frame) -> None:
    name = local(child)
    if name in _FRONT:
        frame.omit(child, "metadata")
    elif name == "TITLE":
        frame.preface.extend(frame.whole(child))
    elif name == "PREAMBLE":
        _preamble(child, frame)
    elif name == "FINAL":
        frame.close(child)
    elif name in VOCABULARY.nodes:
        frame.body([frame.node(child)])
    elif name in ("CONS.DOC", "ACT"):
        for inner in child:
            _take(inner, frame)
    elif name:
        frame.body(provisions(frame.parts(child)))


def _preamble(element: etree._Element, frame: Frame) -> None:
    for child in element:
        if local(child) == "CONSID":
            frame.preamble.append(replace(frame.node(child), unit=True))
        elif any(local(e) == "CONSID" for e in child):
            _preamble(child, frame)
        elif local(child):
            frame.preamble.extend(frame.pieces(child))


def _metadata(root: etree._Element) -> Metadata:
    front = next((e for e in root if local(e) in ("BIB.INSTANCE", "BIB.DATA")), root)
    reference = next((e for e in front if local(e) == "DOCUMENT.REF"), front)
    dates = [e for e in front if local(e) == "DATE"]
    title = collapse(words_at(root, "TITLE"))
    number = _NUMBER.search(title)
    act = local(root) in ("ACT", "CONS.ACT")
    return Metadata(
        jurisdiction="eu",
        language=(words_at(front, "LG.DOC") or words_at(reference, "LG.OJ")).lower() or "und",
        title=title,
        number=number[1] if act and number else "",
        identifier=reference.get("FILE", ""),
        work_date=next(filter(None, (iso_date(e.get("ISO", "")) for e in dates)), ""),
        subtype=local(root).lower(),
        extra=tuple((local(e), w) for e in reference if (w := " ".join(words_at(e).split()))),
    )
