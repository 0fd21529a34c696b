"""EUR-Lex XHTML (European Union): the Official Journal since ELI, and consolidated texts."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from pipeline.errors import SourceError
from pipeline.model import Metadata, Node, Note, Piece, Source
from pipeline.readers.loose_titles import CAPTION, LABEL, divided
from pipeline.readers.stated import iso_date, missing, written_date
from pipeline.readers.xml_frame import Frame, numbered, provisions
from pipeline.readers.xml_tree import Walker
from pipeline.readers.xml_vocabulary import Vocabulary, first_element
from pipeline.safexml import decode, local, parse
from pipeline.text import collapse

NAME = "eurlex-xhtml"
_UNITS = frozenset(("article",))
# What the id of a subdivision begins with: what it is.
_DIVISIONS = {
    "pbl": "preamble", "cit": "citation", "rct": "recital", "enc": "enacting", "prt": "part",
    "tis": "title", "cpt": "chapter", "sct": "section", "art": "article", "anx": "annex",
    "fnp": "final",
}  # fmt: skip
_CLASSES = {
    **dict.fromkeys(
        ("oj-ti-art", "title-article-norm", "oj-ti-section-1", "title-division-1", "no-parag",
         "list grid-list-column-1", "title-annex-1"), "num",
    ),
    **dict.fromkeys(
        ("oj-sti-art", "stitle-article-norm", "oj-ti-section-2", "title-division-2", "oj-doc-ti",
         "title-annex-2"), "heading",
    ),
    **dict.fromkeys(("oj-super", "superscript", "oj-super oj-note-tag"), "sup"),
    "eli-title": "titles", "grid-container grid-list": "point", "oj-signatory": "block",
    "oj-note": "footnote", "footnote": "footnote", "modref": "modref", "arrow": "modref",
}  # fmt: skip
_LOOSE = {"title-division-1": LABEL, "title-division-2": CAPTION}
_ITEM = re.compile(r"^(?:\(?\w{1,5}\)|\d{1,3}[a-z]?\.|\([ivxlc]+\)|—|–|-|•|\w\.)$")
_PARAGRAPH = re.compile(r"^(\d{1,3}[a-z]?\.)\s+")
_DIV_ID = re.compile(r"^\d{3}\.\d{3}$")
_NUMBER = re.compile(r"\b(\d{4}/\d{1,4}|\d{1,4}/\d{4})\b")
# "02016R0679 — EN — 04.05.2016 — 000.002": what a consolidated text is headed with.
_REFERENCE = re.compile(r"^(\d{5}[A-Z]{1,2}\d{4}\S*)\s+—\s+([A-Z]{2})\s+—\s+([\d.]+)")

VOCABULARY = Vocabulary(
    nodes={
        **{name: (name, "") for name in ("part", "title", "chapter", "section", "article")},
        "recital": ("recital", ""),
        "paragraph": ("paragraph", ""),
        "point": ("point", ""),
        "annex": ("hcontainer", "annex"),
        "label": ("hcontainer", "label"),
        "caption": ("hcontainer", "caption"),
    },
    num=frozenset(("num",)),
    heading=frozenset(("heading",)),
    titles=frozenset(("titles", "row")),
    blocks=frozenset(("p", "block", "num", "heading", "div", "citation")),
    tables=frozenset(("table",)),
    rows=frozenset(("tr",)),
    cells=frozenset(("td", "th")),
    notes={"footnote": "footnote", "modref": "history"},
    skipped={"hr": "furniture", "img": "image", "furniture": "furniture", "unmarked": "note-mark"},
    spaces=frozenset(("br",)),
    quoted=frozenset(),
    superscript=frozenset(("sup",)),
    cited={"mark": "href"},
    links={"a": "href"},
)  # fmt: skip


def sniff(data: bytes, path: str) -> bool:
    """True for XHTML in which an act is divided by the European Legislation Identifier."""
    head = data[:16_384]
    return first_element(data) == b"html" and b"eli-container" in head


def read(data: bytes, path: str) -> Source:
    """The act as nodes. Raises SourceError for markup that is broken, hostile or holds no act."""
    text = decode(data, path)
    root = parse(data, path)
    holder = next((e for e in root.iter(etree.Element) if e.get("class") == "eli-container"), None)
    if holder is None:
        raise SourceError("STR-NO-PROVISIONS", path)
    stated = _metadata(root)
    for element in root.iter(etree.Element):
        element.tag = _meant(element)
    for table in list(root.iter("table")):
        _item(table)
    bare = _unmark(root)
    walker = Walker(root, data, text, VOCABULARY, path)
    for mark in bare:
        start, end = walker.extent[mark]
        walker.extent[mark] = (start - 1, end + 1)
    frame = Frame(walker, _UNITS)
    _footnotes(root, walker)
    for child in holder:
        _take(child, frame)
    _beside(root, holder, frame)
    frame.nodes[:] = [_finished(node) for node in divided(frame.nodes)]
    return frame.source(data, path, len(text), NAME, stated, missing(stated, path))


def _meant(element: etree._Element) -> str:
    """What an element is by its id or class; else its own name."""
    name, kind = local(element), element.get("class") or ""
    if kind in _CLASSES:
        return _loose(element) or _CLASSES[kind]
    division = (element.get("id") or "").rpartition(".")[2].partition("_")[0]  # cpt_III.sct_2
    if name == "div" and division in _DIVISIONS:
        return _DIVISIONS[division]
    if name == "div" and (kind == "norm" or _DIV_ID.match(element.get("id") or "")):
        return "paragraph"
    href = element.get("href") or ""
    if (
        name == "a"
        and href.startswith("#")
        and (element.get("id") or "").startswith(("ntc", "src"))
    ):
        return "mark"
    return name


def _loose(element: etree._Element) -> str:
    """In a consolidated text a chapter is its two lines of title, no division around them."""
    parent, kind = element.getparent(), element.get("class") or ""
    within = parent is not None and local(parent) in VOCABULARY.nodes
    return "" if within or kind not in _LOOSE else _LOOSE[kind]


def _item(table: etree._Element) -> None:
    """A table of a marker and a text is an item of a list, or the number and text of a recital."""
    rows = [e for e in table.iter("tr") if _table_of(e) is table]
    cells = [[e for e in row if local(e) == "td"] for row in rows]
    markers = [collapse("".join(map(str, row[0].itertext()))) for row in cells if len(row) == 2]
    if len(markers) != len(rows) or not all(map(_ITEM.match, markers)):
        return
    parent = table.getparent()
    recital = parent is not None and local(parent) == "recital"
    for element in (table, *(e for e in table if local(e) == "tbody")):
        element.tag = "row" if recital else "list"
    for row, (marker, content) in zip(rows, cells, strict=True):
        row.tag = "row" if recital else "point"
        marker.tag, content.tag = "num", "content"


def _table_of(element: etree._Element) -> etree._Element | None:
    return next((e for e in element.iterancestors() if local(e) in ("table", "row", "list")), None)


def _unmark(root: etree._Element) -> list[etree._Element]:
    """The brackets around the mark of a footnote are part of it: the marks that had them."""
    found: list[etree._Element] = []
    for mark in root.iter("mark"):
        parent, before = mark.getparent(), mark.getprevious()
        if not (mark.tail or "").startswith(")") or parent is None:
            continue
        text = (before.tail if before is not None else parent.text) or ""
        if text.endswith("("):
            found.append(mark)
            mark.tail = (mark.tail or "")[1:]
            if before is not None:
                before.tail = text[:-1]
            else:
                parent.text = text[:-1]
    return found


def _footnotes(root: etree._Element, walker: Walker) -> None:
    """Footnotes by the address that their marks in the text have."""
    for note in root.iter("footnote"):
        piece = walker.note_piece(note)
        names = [e.get("id") for e in note.iter("a", "mark") if e.get("id")]
        for name in names if piece else ():
            walker.notes[f"#{name}"] = Note("footnote", piece or Piece(""))


def _take(child: etree._Element, frame: Frame) -> None:
    name = local(child)
    kind = child.get("class") or ""
    if kind == "eli-main-title":
        frame.preface.extend(frame.whole(child))
    elif name == "preamble":
        for inner in child:
            if local(inner) == "recital":
                frame.preamble.append(replace(frame.node(inner), unit=True))
            else:
                frame.preamble.extend(frame.pieces(inner))
    elif name == "enacting":
        frame.body(provisions(frame.parts(child)))
    elif name == "final" or kind == "oj-final":
        frame.close(child)
    elif name == "footnote":
        return  # below the text that cites it
    elif name in VOCABULARY.notes:
        piece = frame.walker.note_piece(child)
        frame.notes.extend([Note(VOCABULARY.notes[name], piece)] if piece else [])
    elif name in VOCABULARY.nodes:
        frame.body([frame.node(child)])
    elif name in VOCABULARY.skipped:
        frame.omit(child, VOCABULARY.skipped[name])
    elif name:
        frame.body(provisions(frame.parts(child)))


def _beside(root: etree._Element, holder: etree._Element, frame: Frame) -> None:
    """Page heads are furniture; what the editors say before a consolidated text are notes."""
    body = next(root.iter("body"), root)
    cited = set(frame.walker.notes.values())
    for child in [e for e in root if e is not body] + [e for e in body if e is not holder]:
        if local(child) == "footnote":
            piece = frame.walker.note_piece(child)
            if piece and Note("footnote", piece) not in cited:
                frame.notes.append(Note("footnote", piece))
        elif local(child) == "head" or "oj-hd" in (child.get("class") or _first_class(child)):
            frame.omit(child, "furniture")
        elif local(child):
            piece = frame.walker.note_piece(child)
            frame.notes.extend([Note("editorial", piece)] if piece else [])


def _first_class(element: etree._Element) -> str:
    return next((e.get("class") or "" for e in element.iter("p")), "")


def _metadata(root: etree._Element) -> Metadata:
    def said(*kinds: str) -> str:
        found = [e for e in root.iter(etree.Element) if e.get("class") in kinds]
        return collapse(" ".join(collapse("".join(map(str, e.itertext()))) for e in found))

    main = [e for e in root.iter(etree.Element) if e.get("class") == "eli-main-title"]
    title = collapse(" ".join(map(str, main[0].itertext()))) if main else ""
    reference = _REFERENCE.match(said("reference"))
    language = (reference[2] if reference else said("oj-hd-lg")).lower()
    number = _NUMBER.search(title)
    return Metadata(
        jurisdiction="eu",
        language=language if len(language) == 2 else "und",
        title=title,
        number=number[1] if number else "",
        identifier=reference[1] if reference else "",
        work_date=written_date(title, language),
        version_date=iso_date(reference[3] if reference else said("oj-hd-date")),
        subtype=title.partition(" ")[0].lower(),
        extra=(("reference", said("reference")), ("journal", said("oj-hd-oj"))),
    )


def _finished(node: Node) -> Node:
    """The number with which a paragraph's text begins as its number."""
    body = tuple(_finished(p) if isinstance(p, Node) else p for p in node.body)
    node = replace(node, body=body)
    return numbered(node, _PARAGRAPH) if node.kind == "paragraph" else node
