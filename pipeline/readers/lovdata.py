"""Lovdata's XML-compatible HTML (Norway): hierarchy in classes, list numbers in attributes."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from pipeline.errors import SourceError
from pipeline.history import Amendment, History
from pipeline.model import Metadata, Node, Source
from pipeline.readers.stated import iso_date, missing
from pipeline.readers.xml_frame import Frame, cut, marked, own_text, provisions
from pipeline.readers.xml_tree import Walker
from pipeline.readers.xml_vocabulary import Vocabulary, first_element
from pipeline.safexml import decode, local, parse
from pipeline.text import collapse

NAME = "lovdata-html"
_UNITS = frozenset(("section",))
_XHTML = "{http://www.w3.org/1999/xhtml}"
_INSERTED = re.compile(r"^Tilføyd\b|^Føyd til\b", re.IGNORECASE)
_REPEALED = re.compile(r"\bopph(?:evet|evd)\b", re.IGNORECASE)
_ONLY_REPEALED = re.compile(r"^\W*opph(?:evet|evd)\b.{0,80}$", re.IGNORECASE)
# "Kapittel 20 a. ...", "Første del. ...", "III. ...": the number ends at the first full stop.
_NUMBERED = re.compile(
    r"^((?:(?:Kapittel|Del|Avsnitt|Bok)\s+\w+(?:\s\w)?|\w+ (?:del|avsnitt|bok)|[IVXL]+)\.)\s+",
    re.IGNORECASE,
)
_BY_NAME = (("del", "del"), ("kap", "kapittel"))


def _history(element: etree._Element) -> History:
    """Insertion and repeal as the note of changes words them; it does not say how else."""
    found: list[Amendment] = []
    for note in (e for e in element if local(e) == "changesToParent"):
        words = collapse("".join(map(str, note.itertext())))
        laws = [(collapse("".join(map(str, a.itertext()))), a.get("href", "")) for a in note]
        laws = [law for law in laws if law[1].startswith("lov/")]
        if laws and _INSERTED.match(words):
            found.append(Amendment("insertion", by=laws[0][0], href=laws[0][1]))
        if laws and _REPEALED.search(words):
            found.append(Amendment("repeal", by=laws[-1][0], href=laws[-1][1]))
    return History(tuple(found))


VOCABULARY = Vocabulary(
    nodes={
        "del": ("part", ""),
        "kapittel": ("chapter", ""),
        "avsnitt": ("division", ""),
        "legalArticle": ("section", ""),
        "ledd": ("subsection", ""),
        "li": ("point", ""),
    },
    num=frozenset(("legalArticleValue", "label")),
    heading=frozenset(("legalArticleTitle", "h2", "h3", "h4", "h5", "h6")),
    titles=frozenset(("legalArticleHeader",)),
    blocks=frozenset(
        (
            "p", "legalP", "listArticle", "h1", "h2", "h3", "h4", "h5", "h6", "footnoteLabel",
            "legalArticleValue", "legalArticleTitle", "label", "article", "div",
        )
    ),
    tables=frozenset(("table",)),
    rows=frozenset(("tr",)),
    cells=frozenset(("td", "th")),
    notes={"changesToParent": "history", "footnote": "footnote"},
    skipped={"header": "metadata", "footnotereference": "note-mark", "img": "image"},
    spaces=frozenset(("br",)),
    quoted=frozenset(),
    superscript=frozenset(("sup",)),
    links={"a": "href"},
    history=_history,
)  # fmt: skip
_CLASSES = frozenset((*VOCABULARY.nodes, *VOCABULARY.notes, *VOCABULARY.num)) | {
    "legalP", "listArticle", "legalArticleHeader", "legalArticleTitle", "footnotereference",
    "footnoteLabel",
}  # fmt: skip


def sniff(data: bytes, path: str) -> bool:
    """True for HTML with Lovdata's classes of provisions."""
    head = data[:200_000]
    return first_element(data).lower() == b"html" and b"data-lovdata-URL" in head


def read(data: bytes, path: str) -> Source:
    """The law as nodes. Raises SourceError for markup that is broken or hostile."""
    text = decode(data, path)
    root = parse(data, path)
    for element in root.iter(etree.Element):
        element.tag = _meant(element)
    walker = Walker(root, data, text, VOCABULARY, path)
    _numbers(root, walker)
    frame = Frame(walker, _UNITS)
    main = next(root.iter("main"), None)
    if main is None:
        raise SourceError("STR-NO-PROVISIONS", path)
    for child in main:
        if local(child) == "h1":
            frame.preface.extend(frame.pieces(child))
        elif local(child) in VOCABULARY.nodes:
            frame.body([_finished(frame.node(child))])
        elif local(child):
            frame.body(map(_finished, provisions(frame.parts(child) or frame.whole(child))))
    header = next(root.iter("header"), None)
    for front in (next(root.iter("head"), None), header):
        if front is not None:
            frame.omit(front, "metadata")
    stated = _metadata(root, header)
    return frame.source(data, path, len(text), NAME, stated, missing(stated, path))


def _meant(element: etree._Element) -> str:
    """The name under which an element is known: its class, or what its data-name begins with."""
    name = local(element)
    kinds = [kind for kind in (element.get("class") or "").split() if kind in _CLASSES]
    if name == "section":
        stated = (element.get("data-name") or "").lower()
        return next((kind for start, kind in _BY_NAME if stated.startswith(start)), "avsnitt")
    if kinds and kinds[0] == "legalP":
        parent = element.getparent()
        return "ledd" if parent is not None and local(parent) == "legalArticle" else "legalP"
    return kinds[0] if kinds else name.removeprefix(_XHTML)


def _numbers(root: etree._Element, walker: Walker) -> None:
    """The number of a list item, which a browser prints; the full stop behind that of a §."""
    for item in list(root.iter("li")):
        if item.get("data-name"):
            label = etree.Element("x")
            etree.SubElement(label, "label").text = item.get("data-name")
            walker.graft(item, 0, label)
    for value in root.iter("legalArticleValue"):
        parent = value.getparent()
        if value.tail and parent is not None and local(parent) == "legalArticleHeader":
            last = value[-1] if len(value) else None
            if last is None:
                value.text = (value.text or "") + value.tail
            else:
                last.tail = (last.tail or "") + value.tail
            value.tail = None


def _metadata(root: etree._Element, header: etree._Element | None) -> Metadata:
    stated = {
        e.get("class", ""): collapse(" ".join(map(str, e.itertext())))
        for e in (header.iter("dd") if header is not None else ())
    }
    reference = stated.get("refid", "")
    kind, _, number = reference.partition("/")
    return Metadata(
        jurisdiction="no",
        language=(root.get("lang") or "und")[:2].lower(),
        title=stated.get("title", ""),
        short_title=stated.get("titleShort", ""),
        number=stated.get("legacyID", "") or reference,
        identifier=stated.get("dokid", ""),
        work_date=iso_date(number),
        version_date=iso_date(stated.get("lastChangeInForce", "")),
        source_uri=f"https://lovdata.no/{reference}" if reference else "",
        subtype=kind,
        author=stated.get("ministry", ""),
        extra=tuple((k, v) for k, v in stated.items() if k != "table-of-contents"),
    )


def _finished(node: Node) -> Node:
    """Number and title of a chapter apart; what is repealed marked so."""
    body = tuple(_finished(p) if isinstance(p, Node) else p for p in node.body)
    node = replace(node, body=body)
    if node.heading and not node.num and (found := _NUMBERED.match(node.heading.text)):
        whole = node.heading
        rest = cut(whole, found.end(), len(whole.text))
        node = replace(node, num=cut(whole, 0, found.end(1)), heading=rest)
    said = own_text(node)
    gone = any(_REPEALED.search(n.piece.text) for n in node.notes if n.kind == "history")
    alone = len(said) == 1 and _ONLY_REPEALED.match(said[0].text)
    return marked(node, "repealed") if (gone and not said) or alone else node
