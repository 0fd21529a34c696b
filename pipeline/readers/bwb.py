"""BWB XML of wetten.overheid.nl, of 2012 and 2016: laws, decrees, circulars, treaties.

A treaty may stand in the file in several languages: each is a Source, the first holds the others
as ``parallel``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from pipeline.errors import SourceError
from pipeline.model import Metadata, Node, Note, Omission, Source
from pipeline.readers.stated import iso_date, missing
from pipeline.readers.xml_frame import Frame, marked, own_text, provisions, words_at
from pipeline.readers.xml_tree import Walker
from pipeline.readers.xml_vocabulary import Vocabulary, first_element
from pipeline.safexml import decode, local, parse
from pipeline.text import collapse

NAME = "bwb-xml"
_UNITS = frozenset(("article",))
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TEXT = re.compile(rb"<verdrag\s[^>]*xml:lang=[\"']([A-Za-z]{2})")
_GONE = re.compile(r"^\W*vervallen(?:\s+per\s+[\d-]+)?\W*$", re.IGNORECASE)
_COMMENCES = re.compile(r"^treedt in werking\b", re.IGNORECASE)

VOCABULARY = Vocabulary(
    nodes={
        "boek": ("book", ""),
        "deel": ("part", ""),
        "hoofdstuk": ("chapter", ""),
        "titeldeel": ("title", ""),
        "afdeling": ("section", ""),
        "sub-paragraaf": ("subdivision", ""),
        "paragraaf": ("division", ""),
        "artikel": ("article", ""),
        "enig-artikel": ("article", ""),
        "lid": ("paragraph", ""),
        "li": ("point", ""),
        "definitie-item": ("point", ""),
        "circulaire.divisie": ("division", ""),
        "divisie": ("division", ""),
        "bijlage": ("hcontainer", "annex"),
        "verdragtekst": ("hcontainer", "attachment"),
    },
    num=frozenset(("label", "nr", "lidnr", "li.nr")),
    heading=frozenset(("titel", "subtitel")),
    titles=frozenset(("kop",)),
    blocks=frozenset(
        (
            "al", "considerans.al", "context.al", "noot.al", "label", "nr", "lidnr", "li.nr",
            "titel", "subtitel", "wij", "wie", "koning", "dagtekening", "ondertekening", "uitgifte",
            "goedkeuring", "tussenkop", "title", "term", "definitie", "citaat", "formule",
        )
    ),
    tables=frozenset(("table",)),
    rows=frozenset(("row",)),
    cells=frozenset(("entry",)),
    notes={"noot": "footnote", "redactie": "editorial", "opmerkingen-inhoud": "editorial"},
    skipped={
        "plaatje": "image", "oorspronkelijk": "metadata", "inwerkingtreding": "metadata",
        "voorlopigetoepassing": "metadata", "jcis": "metadata", "bwb-inputbestand": "metadata",
        "bwb-wijzigingen": "metadata", "redactionele-correcties": "metadata",
        "einddatum": "metadata",
    },
    spaces=frozenset(("noot.nr",)),
    columns=frozenset(("ondertekening", "naam", "dagtekening", "gegeven", "uitgifte")),
    quoted=frozenset(("citaat",)),
    superscript=frozenset(("sup",)),
    links={"intref": "doc", "extref": "doc"},
    official={"redactie": ("type", "vervanging")},
)  # fmt: skip
_METADATA = ("alias-titels", "intitule", "citeertitel", "bwb-inputbestand", "bwb-wijzigingen")


def sniff(data: bytes, path: str) -> bool:
    """True for XML whose root is ``wetgeving``, or ``toestand`` with a ``bwb-id``."""
    first = first_element(data)
    return first == b"wetgeving" or (first == b"toestand" and b"bwb-id" in data[:4096])


def languages(data: bytes) -> tuple[str, ...]:
    """The languages of a treaty's texts, in the order of the file; empty if there is one."""
    found = tuple(dict.fromkeys(m[1].decode("ascii").lower() for m in _TEXT.finditer(data)))
    return found if len(found) > 1 else ()


def read(data: bytes, path: str) -> Source:
    """The law as nodes. Raises SourceError for XML that is broken, hostile or holds no law."""
    text = decode(data, path)
    root = parse(data, path)
    act = root if local(root) == "wetgeving" else next(root.iter("wetgeving"), None)
    if act is None:
        raise SourceError("STR-NO-PROVISIONS", path)
    languages: list[etree._Element | None] = [e for e in act if local(e) == "verdrag"]
    read_ones: list[Source] = []
    for chosen in languages or [None]:
        walker = Walker(root, data, text, VOCABULARY, path)
        frame = Frame(walker, _UNITS)
        stated = _metadata(root, act, chosen)
        for around in root if root is not act else ():
            if around is not act and local(around):
                frame.omit(around, "metadata")
        for child in act:
            if child in languages and child is not chosen:
                start, end = walker.extent[child]
                walker.omissions.append(Omission(start, end, "other-language"))
            else:
                _take(child, frame)
        frame.nodes[:] = [_finished(node) for node in frame.nodes]
        said = any(e is not None and e.get(_XML_LANG) for e in (chosen, act))
        found = missing(stated, path, "" if said else "Dutch")
        read_ones.append(frame.source(data, path, len(text), NAME, stated, found))
    return replace(read_ones[0], parallel=tuple(read_ones[1:]))


def _take(child: etree._Element, frame: Frame) -> None:
    """One part of a law, regulation, circular or treaty."""
    name = local(child)
    if name in ("intitule", "kop"):
        frame.preface.extend(frame.whole(child))
    elif name in _METADATA:
        frame.omit(child, "metadata")
    elif name in ("verdrag", "wet-besluit", "regeling", "circulaire"):
        for inner in child:
            first = next(e for e in child if local(e) == local(inner)) is inner
            if local(inner) == "verdragtekst" and not first:
                frame.body([frame.node(inner)])
            else:
                _take(inner, frame)
    elif name == "verdragtekst":
        for inner in child:
            _take(inner, frame)
    elif name.endswith("aanhef"):
        _preamble(child, frame)
    elif name.endswith("sluiting"):
        frame.close(child)
    elif name in VOCABULARY.nodes:
        frame.body([frame.node(child)])
    elif name:
        frame.body(provisions(frame.parts(child)))


def _preamble(element: etree._Element, frame: Frame) -> None:
    for child in element:
        if local(child) in ("considerans", "preambule", "context", "afkondiging"):
            _preamble(child, frame)
        elif local(child) == "considerans.al":
            frame.recital(child)
        elif local(child):
            frame.preamble.extend(frame.pieces(child))


def _metadata(
    root: etree._Element, act: etree._Element, version: etree._Element | None
) -> Metadata:
    """What the file says; the title of a treaty's language is the one above its text."""
    language = act.get(_XML_LANG) or "nl"  # the whole collection is in Dutch unless it says so
    titles = [words_at(act, name) for name in ("citeertitel", "intitule")]
    if version is not None:
        language = version.get(_XML_LANG) or language
        own = words_at(version, "verdragtekst", "kop", "titel")
        titles = [own or ("" if language != "nl" else titles[1])]
    original = next(act.iter("oorspronkelijk"), None) if local(root) == "toestand" else None
    return Metadata(
        jurisdiction="nl",
        language=language.lower()[:2],
        title=next(filter(None, (collapse(t) for t in titles)), ""),
        number=act.get("bwb-id") or root.get("bwb-id") or "",
        identifier=root.get("bwb-ng-vast-deel", ""),
        work_date=_signed(original if original is not None else act),
        version_date=iso_date(root.get("inwerkingtreding", "")),
        source_uri=root.get("bwb-ng-vast-deel", ""),
        subtype=act.get("soort", ""),
        extra=tuple(_extra(root, act, version)),
    )


def _signed(element: etree._Element) -> str:
    """The day of signature, else of publication, where the file gives it."""
    for name in ("ondertekeningsdatum", "dagtekening", "uitgiftedatum"):
        for found in element.iter(name):
            for holder in found.iter("datum", name):
                if day := iso_date(holder.get("isodatum", "")):
                    return day
    return ""


def _extra(
    root: etree._Element, act: etree._Element, version: etree._Element | None
) -> Iterator[tuple[str, str]]:
    if version is not None and version.get("tekst"):
        yield "tekst", version.get("tekst", "")
    for element in dict.fromkeys((root, act)):
        for key, value in element.attrib.items():
            yield str(key).rpartition("}")[2], str(value)
    if alias := words_at(act, "alias-titels", "alias-titel"):
        yield "alias-titel", alias


def _finished(node: Node) -> Node:
    """Notes of commencement as such; what only says ``Vervallen`` as repealed."""
    body = tuple(_finished(p) if isinstance(p, Node) else p for p in node.body)
    notes = tuple(
        Note("commencement", n.piece) if _COMMENCES.match(n.piece.text) else n for n in node.notes
    )
    node = replace(node, body=body, notes=notes)
    said = [*own_text(node), *(n.piece for n in notes if n.kind == "editorial")]
    gone = len(said) == 1 and _GONE.match(said[0].text)
    return marked(node, "repealed") if gone else node
