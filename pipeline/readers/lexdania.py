"""LexDania XML of Retsinformation (Denmark): consolidated acts, acts and amending acts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from pipeline.history import History, Period
from pipeline.model import Metadata, Node, Source
from pipeline.readers.stated import iso_date, missing
from pipeline.readers.xml_frame import Frame, marked, own_text, provisions, words_at
from pipeline.readers.xml_tree import Walker
from pipeline.readers.xml_vocabulary import Vocabulary, first_element
from pipeline.safexml import decode, local, parse

NAME = "lexdania-xml"
_UNITS = frozenset(("section",))
_REPEALED = re.compile(r"^\W*(?:Ophævet|Ophæves|Bortfaldet|Udgået)\b.{0,40}$", re.IGNORECASE)
_CONTENTS = ("indholdsfortegnelse", "indhold")
_COMMENCEMENT = "commencement"

VOCABULARY = Vocabulary(
    nodes={
        "Bog": ("book", ""),
        "Afsnit": ("part", ""),
        "Kapitel": ("chapter", ""),
        "headedGroup": ("hcontainer", "group"),
        "Paragraf": ("section", ""),
        "CentreretParagraf": ("section", ""),
        "IkraftCentreretParagraf": ("section", ""),
        "AendringCentreretParagraf": ("section", ""),
        "Stk": ("subsection", ""),
        "AendringsNummer": ("point", ""),
        "Indentatio": ("point", ""),
        "Ikraft": ("hcontainer", _COMMENCEMENT),
        "Bilag": ("hcontainer", "annex"),
    },
    num=frozenset(("Explicatus",)),
    heading=frozenset(("Rubrica",)),
    blocks=frozenset(
        (
            "Exitus", "Titel", "UnderTitel", "Explicatus", "Rubrica", "UnderskriftStedDato",
            "Segl", "Underskriver",
        )
    ),
    tables=frozenset(("Table",)),
    rows=frozenset(("Tr",)),
    cells=frozenset(("Td", "Th")),
    notes={"Nota": "footnote"},
    skipped={"Meta": "metadata", "Billede": "image", "Image": "image"},
    spaces=frozenset(("Linea",)),
    quoted=frozenset(("AendringNyTekst",)),
)  # fmt: skip


def sniff(data: bytes, path: str) -> bool:
    """True for XML whose root is ``Dokument`` with a schema of LexDania."""
    return first_element(data) == b"Dokument" and b"lexdania" in data[:4096].lower()


def read(data: bytes, path: str) -> Source:
    """The act as nodes. Raises SourceError for XML that is broken or hostile."""
    text = decode(data, path)
    root = parse(data, path)
    for group in root.iter("ParagrafGruppe"):
        if any(local(e) in VOCABULARY.heading for e in group):
            group.tag = "headedGroup"
    walker = Walker(root, data, text, VOCABULARY, path)
    frame = Frame(walker, _UNITS)
    for part in root:
        for child in part if local(part) == "DokumentIndhold" else (part,):
            _take(child, frame)
    frame.nodes[:] = [_finished(node) for node in frame.nodes]
    stated = _metadata(root)
    found = missing(stated, path, "Danish")
    source = frame.source(data, path, len(text), NAME, stated, found)
    period = Period(*(iso_date(words_at(root, "Meta", name)) for name in ("StartDate", "EndDate")))
    return replace(source, history=History(period=period))


def _take(child: etree._Element, frame: Frame) -> None:
    name = local(child)
    if name in VOCABULARY.skipped:
        frame.omit(child, VOCABULARY.skipped[name])
    elif name == "TitelGruppe":
        frame.preface.extend(frame.pieces(child))
    elif name in ("Indledning", "Hymne"):
        frame.preamble.extend(frame.pieces(child))
    elif name == "UnderskriftGruppe":
        frame.close(child)
    elif name == "Bilag" and words_at(child, "Rubrica").lower() in _CONTENTS:
        frame.omit(child, "toc")
    elif name in VOCABULARY.nodes:
        frame.body([frame.node(child)])
    elif name:
        frame.body(provisions(frame.parts(child)))


def _metadata(root: etree._Element) -> Metadata:
    meta = next((e for e in root if local(e) == "Meta"), root)
    names = ("DocumentTitle", "PopularTitle", "Number", "AccessionNumber", "Status", "Ministry")
    title, popular, number, accession, status, ministry = (words_at(meta, n) for n in names)
    return Metadata(
        jurisdiction="dk",
        language="da",  # the schema has no place for it
        title=title or words_at(root, "TitelGruppe", "Titel"),
        short_title=popular,
        number=number,
        identifier=accession,
        work_date=iso_date(words_at(meta, "DiesSigni")),
        version_date=iso_date(words_at(meta, "StartDate")),
        status=status,
        subtype=words_at(meta, "DocumentType").partition(" ")[0],
        author=ministry,
        extra=tuple(_extra(meta)),
    )


def _extra(meta: etree._Element) -> Iterator[tuple[str, str]]:
    for element in meta:
        words = " ".join("".join(map(str, element.itertext())).split())
        if words:
            yield local(element), words


def _finished(node: Node) -> Node:
    """Clauses of amending acts that a consolidated act prints at its end belong to those acts."""
    body = tuple(_finished(p) if isinstance(p, Node) else p for p in node.body)
    if node.name == _COMMENCEMENT:
        body = tuple(replace(p, quoted=True) if isinstance(p, Node) else p for p in body)
        node = replace(node, unit=True)
    node = replace(node, body=body)
    said = own_text(node)
    gone = len(said) == 1 and _REPEALED.match(said[0].text)
    return marked(node, "repealed") if gone else node
