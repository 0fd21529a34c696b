"""lagasafn-xml (Iceland): the laws of the Althing as XML, with their notes of amendment."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from pipeline.errors import SourceError
from pipeline.history import NO_HISTORY, Amendment, History
from pipeline.model import Metadata, Node, Note, Source
from pipeline.readers.stated import iso_date, missing
from pipeline.readers.xml_frame import Frame, marked, opened, own_text, provisions, words_at
from pipeline.readers.xml_tree import Walker
from pipeline.readers.xml_vocabulary import Vocabulary, first_element
from pipeline.safexml import decode, local, parse

NAME = "lagasafn-xml"
_UNITS = frozenset(("article",))
_GONE = re.compile(r"^[\s\[\]….]+$|^\W*Fellt? (?:úr gildi|brott)\b.{0,60}$", re.IGNORECASE)


def _history(element: etree._Element) -> History:
    """By what an article was repealed: its footnote says so where no words are left of it."""
    if local(element) != "art" or any((e.text or "").strip() for e in element.iter("sen")):
        return NO_HISTORY
    notes = [e for e in element.iter("amendment") if _deletes(e)]
    return History(
        tuple(
            Amendment("repeal", by=words_at(note, "footnote-sen"), href=note.get("href", ""))
            for note in notes
        )
    )


def _deletes(note: etree._Element) -> bool:
    return any(e.get("type") == "deletion" for e in note.iter("location"))


VOCABULARY = Vocabulary(
    nodes={
        "superchapter": ("part", ""),
        "chapter": ("chapter", ""),
        "art": ("article", ""),
        "subart": ("paragraph", ""),
        "numart": ("point", ""),
        "ambiguous-section": ("hcontainer", "ambiguous"),
    },
    num=frozenset(("nr-title",)),
    heading=frozenset(("name",)),
    blocks=frozenset(
        ("paragraph", "nr-title", "name", "footnote-sen", "mark-container", "table-title",
         "table-nr-title", "definitions")
    ),
    tables=frozenset(("table",)),
    rows=frozenset(("tr",)),
    cells=frozenset(("td",)),
    notes={"amendment": "history", "footnote": "footnote"},
    skipped={"location": "markup", "num-and-date": "metadata"},
    spaces=frozenset(("sen", "definition", "br")),
    quoted=frozenset(),
    superscript=frozenset(("sup",)),
    links={"a": "href"},
    history=_history,
)  # fmt: skip


def sniff(data: bytes, path: str) -> bool:
    """True for XML whose root is ``law`` of a ``law-type``."""
    return first_element(data) == b"law" and b"law-type" in data[:2048]


def read(data: bytes, path: str) -> Source:
    """The law as nodes. Raises SourceError for XML that is broken, hostile or holds no law."""
    text = decode(data, path)
    root = parse(data, path)
    for note in root.iter("footnote"):  # one that names a law says what that law changed
        note.tag = "amendment" if note.get("law-nr") else "footnote"
    walker = Walker(root, data, text, VOCABULARY, path)
    unread = tuple(opened(root, walker, path))
    frame = Frame(walker, _UNITS)
    for child in root:
        name = local(child)
        if name == "name":
            frame.preface.extend(frame.pieces(child))
        elif name == "minister-clause":  # when the law came into force and what amended it
            piece = walker.note_piece(child)
            frame.notes.extend([Note("history", piece)] if piece else [])
        elif name in VOCABULARY.skipped:
            frame.omit(child, VOCABULARY.skipped[name])
        elif name == "footnotes":
            frame.parts(child)  # notes of the whole law
        elif name in VOCABULARY.nodes:
            frame.body([frame.node(child)])
        elif name:
            frame.body(provisions(frame.parts(child)))
    frame.nodes[:] = [_finished(node) for node in frame.nodes]
    if not frame.nodes:
        said = next((n.piece.text for n in frame.notes), "nothing")
        raise SourceError("STR-NO-TEXT", path, title=words_at(root, "name"), said=said[:120])
    stated = _metadata(root)
    found = (*unread, *missing(stated, path, "Icelandic"))
    return frame.source(data, path, len(text), NAME, stated, found)


def _metadata(root: etree._Element) -> Metadata:
    number, year = root.get("nr", ""), root.get("year", "")
    return Metadata(
        jurisdiction="is",
        language="is",  # the vocabulary has no place for it
        title=words_at(root, "name"),
        number=f"{number}/{year}" if number and year else "",
        work_date=iso_date(words_at(root, "num-and-date", "date")),
        subtype=root.get("law-type", ""),
        extra=(("original", words_at(root, "num-and-date", "original")),),
    )


def _finished(node: Node) -> Node:
    """What is left of a repealed article are the marks of omitted words."""
    node = replace(node, body=tuple(_finished(p) if isinstance(p, Node) else p for p in node.body))
    said = own_text(node)
    gone = all(_GONE.match(piece.text) for piece in said) if said else node.history.amendments
    return marked(node, "repealed") if gone else node
