"""Riigi Teataja XML (Estonia): consolidated laws and amending laws as first published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from pipeline.history import Amendment, ChangeKind, History, Period
from pipeline.model import Metadata, Node, Note, Piece, Source
from pipeline.readers.stated import iso_date, missing
from pipeline.readers.xml_frame import (
    Frame,
    marked,
    numbered,
    opened,
    own_text,
    provisions,
    words_at,
)
from pipeline.readers.xml_tree import Part, Walker
from pipeline.readers.xml_vocabulary import Vocabulary, first_element
from pipeline.safexml import decode, local, parse

NAME = "riigi-teataja-xml"
_UNITS = frozenset(("section",))
_REPEALED = re.compile(r"^\W*kehtetu", re.IGNORECASE)
_NO_WORDS = re.compile(r"^\W*$")
# "[RT I, 19.03.2019, 3 - jõust. 01.07.2019]": the editors' mark within a sentence.
_MARK = re.compile(r"\s*\[\s*RT\s[^\]]{5,80}\bjõust\.[^\]]{0,20}\]")
# What an amending law changes stands as markup in text: "1) ...", then the new words in quotes.
_POINT = re.compile(r"^(\d+[⁰¹²³⁴⁵⁶⁷⁸⁹]*\))\s+")
_ENDS = re.compile(r"[”\"“][;.,]?[.;]?$")
_ADDRESS = "https://www.riigiteataja.ee/akt/"


def _history(element: etree._Element) -> History:
    """What the publisher says of a provision: that and by what it was repealed."""
    found = [e for e in element if local(e) == "muutmismarge"]
    gone = [e for e in found if _REPEALED.match(words_at(e, "tavatekst"))]
    return History(tuple(_amendment(e, "repeal") for e in gone))


def _amendment(element: etree._Element, kind: ChangeKind) -> Amendment:
    day = iso_date(words_at(element, "joustumine"))
    number = words_at(element, "avaldamismarge", "aktViide")
    return Amendment(kind, day, _cited(element), _ADDRESS + number if number.isdigit() else "")


def _cited(element: etree._Element) -> str:
    """A publication as it is cited: ``RT I 2001, 61, 364``, ``RT I, 22.12.2025, 2``."""
    part, year, number, article, day = (
        words_at(element, "avaldamismarge", name)
        for name in ("RTosa", "RTaasta", "RTnr", "RTartikkel", "avaldamineKuupaev")
    )
    if number:
        return f"{part} {year}, {number}, {article}"
    published = ".".join(reversed(iso_date(day).split("-")))
    return ", ".join(filter(None, (part, published or year, article)))


VOCABULARY = Vocabulary(
    nodes={
        "osa": ("part", ""),
        "peatykk": ("chapter", ""),
        "jagu": ("division", ""),
        "jaotis": ("subdivision", ""),
        "alljaotis": ("subdivision", ""),
        "paragrahv": ("section", ""),
        "loige": ("subsection", ""),
        "alampunkt": ("point", ""),
        "lisa": ("hcontainer", "annex"),
    },
    num=frozenset(("kuvatavNr",)),
    heading=frozenset(
        (
            "osaPealkiri", "peatykkPealkiri", "jaguPealkiri", "jaotisPealkiri",
            "alljaotisPealkiri", "paragrahvPealkiri", "lisaPealkiri",
        )
    ),
    blocks=frozenset(
        (
            "sisuTekst", "pealkiri", "allkirjastaja", "allkiriKoht", "p", "RTosa",
            "RTaasta", "RTnr", "RTartikkel", "aktViide", "joustumine", "avaldamineKuupaev",
            "aktikuupaev", "normtehnmarkusNr", "normtehnmarkusTekst", "veaparandusKuupaev",
            "veaparandusKellaaeg", "veaparandusTekst", "preambul",
        )
    ),
    tables=frozenset(("table",)),
    rows=frozenset(("tr",)),
    cells=frozenset(("td", "th")),
    notes={
        "muutmismarge": "history",
        "veaparandus": "editorial",
    },
    skipped={
        "metaandmed": "metadata", "viideURID": "markup", "img": "image", "pilt": "image",
        **{f"{name}Nr": "number-repeated" for name in (
            "osa", "peatykk", "jagu", "jaotis", "alljaotis", "paragrahv", "loige", "alampunkt"
        )},
        "normtehnmarkus": "note-mark",
    },
    spaces=frozenset(("reavahetus", "br")),
    columns=frozenset(("allkirjastaja",)),
    quoted=frozenset(),
    superscript=frozenset(("sup",)),
    history=_history,
)  # fmt: skip


def sniff(data: bytes, path: str) -> bool:
    """True for XML whose root is ``oigusakt``."""
    return first_element(data) == b"oigusakt"


def read(data: bytes, path: str) -> Source:
    """The law as nodes. Raises SourceError for XML that is broken or hostile."""
    text = decode(data, path)
    root = parse(data, path)
    walker = Walker(root, data, text, VOCABULARY, path)
    unread = tuple(opened(root, walker, path))
    _closing_lines(root, walker)
    frame = Frame(walker, _UNITS)
    for child in root:
        name = local(child)
        if name == "aktinimi":
            frame.preface.extend(frame.pieces(child))
        elif name == "muutmismarge":
            frame.notes.append(Note("history", walker.note_piece(child) or Piece("")))
        elif name == "normtehnmarkus":  # printed at the foot of the law
            piece = walker.note_piece(child)
            frame.notes.extend([Note("footnote", piece)] if piece else [])
        elif name == "preambul":
            frame.preamble.extend(frame.pieces(child))
        elif name == "allkiri":
            frame.close(child)
        elif name in VOCABULARY.skipped:
            frame.omit(child, VOCABULARY.skipped[name])
        elif name:
            parts = frame.parts(child) if name == "sisu" else [frame.node(child)]
            frame.body(_finished(node) for node in provisions(parts))
    stated, history = _metadata(root)
    found = (*unread, *missing(stated, path, "Estonian"))
    return replace(frame.source(data, path, len(text), NAME, stated, found), history=history)


def _closing_lines(root: etree._Element, walker: Walker) -> None:
    """The last item of a list may hold, on a line of its own, the words that close the list.

    ("... punishable by imprisonment"): they belong to every item, so they stand behind the list.
    """
    for item in [e for e in root.iter(etree.Element) if local(e) == "alampunkt"]:
        parent, after = item.getparent(), item.getnext()
        breaks = [e for e in item.iter(etree.Element) if local(e) == "reavahetus"]
        if parent is None or not breaks or (after is not None and local(after) == "alampunkt"):
            continue
        last = breaks[-1]
        closing = etree.Element("x")
        line = etree.SubElement(etree.SubElement(closing, "sisuTekst"), "tavatekst")
        line.text, last.tail = last.tail, None
        line.extend(list(last.itersiblings()))
        walker.graft(parent, parent.index(item) + 1, closing)


def _metadata(root: etree._Element) -> tuple[Metadata, History]:
    meta = next((e for e in root if local(e) == "metaandmed"), root)
    adopted = next((e for e in meta if local(e) == "vastuvoetud"), meta)
    starts, ends = (
        iso_date(words_at(meta, "kehtivus", name)) for name in ("kehtivuseAlgus", "kehtivuseLopp")
    )
    number = words_at(meta, "globaalID")
    stated = Metadata(
        jurisdiction="ee",
        language="et",  # the schema has no place for it
        title=words_at(root, "aktinimi", "nimi", "pealkiri"),
        short_title=words_at(meta, "lyhend"),
        number=_cited(adopted) or _cited(meta) or number,
        identifier=number,
        work_date=iso_date(words_at(adopted, "aktikuupaev")),
        version_date=starts,
        status=words_at(meta, "dokumentStaatus"),
        source_uri=_ADDRESS + number if number.isdigit() else "",
        subtype=words_at(meta, "dokumentLiik"),
        author=words_at(meta, "valjaandja"),
        extra=tuple((local(e), w) for e in meta if (w := words_at(e)) and not len(e)),
    )
    changes = tuple(_amendment(e, "amendment") for e in root if local(e) == "muutmismarge")
    return stated, History(changes, Period(starts, ends))


def _finished(node: Node) -> Node:
    """Editors' marks as notes, changes in an amending law as points, the repealed marked so."""
    notes = list(node.notes)
    body: list[Part] = []
    for part in node.body:
        if isinstance(part, Piece):
            part, found = _unmarked(part)
            notes.extend(found)
        body.append(_finished(part) if isinstance(part, Node) else part)
    body = list(_changes(body))
    node = replace(node, body=tuple(body), notes=tuple(notes))
    empty = all(_NO_WORDS.match(piece.text) for piece in own_text(node))
    said = any(n.kind == "history" and _REPEALED.match(n.piece.text) for n in notes)
    return marked(node, "repealed") if empty and said else node


def _unmarked(piece: Piece) -> tuple[Piece, list[Note]]:
    """The words without the editors' marks in them, and the marks as notes."""
    found = list(_MARK.finditer(piece.text))
    notes = [Note("history", replace(piece, text=m[0].strip(), links=())) for m in found]
    text = _MARK.sub("", piece.text) if found else piece.text
    return replace(piece, text=text, links=() if found else piece.links), notes


def _changes(body: list[Part]) -> Iterator[Part]:
    """Paragraphs "1) ..." as points, the words in quotes below them as quotations."""
    point: Node | None = None
    quotation: list[Part] = []
    for part in (*body, None):
        text = part.text if isinstance(part, Piece) else ""
        if quotation or (point and text.startswith("„")):
            if part is not None:
                quotation.append(part)
            if part is None or _ENDS.search(text):
                shell = Node("quotedStructure", body=tuple(quotation), quoted=True)
                point = replace(point or Node("point"), body=(*(point or Node("")).body, shell))
                quotation = []
            if part is not None:
                continue
        opens = _POINT.match(text)
        if point and (opens or part is None):
            yield point
            point = None
        if opens and isinstance(part, Piece):
            point = numbered(Node("point", body=(part,)), _POINT)
        elif point and part is not None:
            point = replace(point, body=(*point.body, part))
        elif part is not None:
            yield part
