"""United States Legislative Markup: titles of the Code, public laws, statute compilations."""

from __future__ import annotations

import re

from lxml import etree

from pipeline.model import Metadata, Note, Source
from pipeline.readers.running_text import Words
from pipeline.readers.stated import iso_date, missing
from pipeline.readers.xml_frame import Frame, provisions
from pipeline.readers.xml_tree import Walker
from pipeline.readers.xml_vocabulary import Vocabulary, first_element
from pipeline.safexml import decode, local, parse
from pipeline.text import collapse

NAME = "uslm-xml"
_NAMESPACES = (b"schemas.gpo.gov/xml/uslm", b"xml.house.gov/schemas/uslm")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_UNITS = frozenset(("section", "article", "rule"))
_HIERARCHY = (
    "title", "subtitle", "part", "subpart", "chapter", "subchapter", "division", "article",
    "section", "subsection", "paragraph", "subparagraph", "clause", "subclause", "rule",
)  # fmt: skip
# Notes that tell of amendment or of entry into force, by the publisher's topic; else editorial.
_TOPICS = {
    "amendments": "history", "shortTitleOfAmendment": "history", "changeOfName": "history",
    "repeals": "history", "effectiveDate": "commencement",
    "effectiveDateOfAmendment": "commencement",
}  # fmt: skip

VOCABULARY = Vocabulary(
    nodes={
        **{name: (name, "") for name in _HIERARCHY},
        "item": ("point", ""),
        "subitem": ("point", ""),
        "subsubitem": ("point", ""),
        "level": ("level", ""),
        "appendix": ("hcontainer", "appendix"),
        "compiledAct": ("hcontainer", "act"),
        "courtRules": ("hcontainer", "rules"),
        "courtRule": ("rule", ""),
        "schedule": ("hcontainer", "schedule"),
    },
    num=frozenset(("num",)),
    heading=frozenset(("heading", "subheading")),
    blocks=frozenset(
        (
            "content", "chapeau", "continuation", "text", "p", "block", "proviso", "elided",
            "quotedContent", "header", "column", "crossHeading", "num", "heading", "subheading",
            "docTitle", "officialTitle", "actionDescription", "layout", "row", "def", "listItem",
            "listContent", "signature", "name", "autograph", "role", "centerRunningHead", "type",
            "docNumber", "congress", "property",
        )
    ),
    tables=frozenset(("table",)),
    rows=frozenset(("tr",)),
    cells=frozenset(("td", "th")),
    notes={
        "note": "editorial", "sourceCredit": "history", "sidenote": "editorial",
        "editorialNote": "editorial", "explanationNote": "editorial", "editionNote": "history",
        "citationNote": "editorial", "legislativeHistory": "history", "footnote": "footnote",
    },
    skipped={"toc": "toc", "page": "furniture", "endMarker": "furniture", "img": "image"},
    spaces=frozenset(("br",)),
    quoted=frozenset(("quotedContent",)),
    links={"ref": "href", "a": "href"},
)  # fmt: skip


def sniff(data: bytes, path: str) -> bool:
    """True for XML of the United States that names a namespace of USLM."""
    head = data[:4096]
    return first_element(data) != b"" and any(name in head for name in _NAMESPACES)


class _Walker(Walker):
    """A walker that knows what a note is about, and a footnote's mark by what it points to."""

    def _note_kind(self, element: etree._Element) -> str:
        kind = super()._note_kind(element)
        if kind and element.get("type") == "footnote":
            return "footnote"
        return _TOPICS.get(element.get("topic") or "", kind) if kind else ""

    def _take(
        self, child: etree._Element, words: Words, notes: list[Note], spaced: bool = False
    ) -> None:
        if local(child) == "ref" and child.get("idref") and not child.get("href"):
            self.omit(child, "note-mark")
        else:
            super()._take(child, words, notes, spaced)


def read(data: bytes, path: str) -> Source:
    """The law as nodes. Raises SourceError for XML that is broken or hostile."""
    text = decode(data, path)
    root = parse(data, path)
    frame = Frame(_Walker(root, data, text, VOCABULARY, path), _UNITS)
    for child in root:
        _take(frame, child)
    stated = metadata(root)
    return frame.source(data, path, len(text), NAME, stated, missing(stated, path))


def _take(frame: Frame, child: etree._Element) -> None:
    """One part of the document, or of its ``main``."""
    name = local(child)
    if name == "meta":
        frame.omit(child, "metadata")
    elif name in VOCABULARY.skipped:
        frame.omit(child, VOCABULARY.skipped[name])
    elif name == "main":
        for inner in child:
            _take(frame, inner)
    elif name in VOCABULARY.notes:
        piece = frame.walker.note_piece(child)
        kind = VOCABULARY.notes[name]
        frame.notes += [Note(kind, piece)] if piece else []
    elif name in ("preface", "longTitle"):
        frame.preface += frame.pieces(child)
    elif name in ("enactingFormula", "resolvingClause", "preamble"):
        frame.preamble += frame.pieces(child)
    elif name in ("action", "signatures", "attestation"):
        frame.close(child)
    elif name in VOCABULARY.nodes:
        frame.body([frame.node(child)])
    elif name:
        frame.body(provisions(frame.parts(child)))


def metadata(root: etree._Element) -> Metadata:
    """What the file says of itself.

    A compilation stands at the day on which the last law in it was enacted. The Code names the
    public law that it is current through and no day, so its version date stays open.
    """
    head = next((e for e in root if local(e) == "meta"), None)
    given = [(local(e), _words(e)) for e in head] if head is not None else []
    known = dict(reversed(given))
    identifier = root.get("identifier", "") or _law_of(root)
    edition = next((e for e in root.iter() if local(e) == "editionNote"), None)
    dates = [] if edition is None else [e for e in edition.iter() if local(e) == "date"]
    through = iso_date(dates[-1].get("date", "")) if dates else ""
    approved = iso_date(known.get("approvedDate", ""))
    law = local(root) == "pLaw"
    return Metadata(
        jurisdiction="us",
        language=(root.get(_LANGUAGE) or known.get("language") or "en").lower()[:2],
        title=known.get("title", ""),
        short_title=known.get("citableAsShortTitle", ""),
        number=identifier.strip("/").replace("/", "-") or known.get("citableAs", ""),
        identifier=identifier,
        work_date=approved,
        version_date=approved if law else through,
        subtype=known.get("type", ""),
        extra=tuple((name, words) for name, words in given if words and name != "title"),
    )


def _law_of(root: etree._Element) -> str:
    """The address that all sections begin with, ``/us/pl/119/1``."""
    for element in root.iter(etree.Element):
        found = re.match(r"(/us/\w+(?:/\d+)+)/s", element.get("identifier", ""))
        if found and local(element) == "section":
            return found[1]
    return ""


def _words(element: etree._Element) -> str:
    return collapse("".join(map(str, element.itertext())))
