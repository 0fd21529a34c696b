"""The words of the law in a publisher's XML, in order, found without any reader.

Shares no code with the readers. A ``Native`` says, by local name, which elements stand inside a
word (``inline``: everything else ends one), which hold something other than law (``apart``, with
the reason) and which are the number and heading that a provision begins with.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.model import Node, Piece, Source, Table


@dataclass(frozen=True)
class Native:
    """How to read one format; ``keep`` overrides ``apart`` for single elements."""

    inline: frozenset[str]
    apart: dict[str, str]
    numbers: frozenset[str] = frozenset()
    headings: frozenset[str] = frozenset()
    keep: Callable[[etree._Element], bool] = field(default=lambda element: False)
    drop: Callable[[etree._Element], bool] = field(default=lambda element: False)
    tidy: Callable[[str], str] = field(default=lambda text: text)  # before white space is folded
    printed: Callable[[etree._Element], str] = field(default=lambda element: "")  # by attributes
    columns: frozenset[str] = frozenset()  # children that touch each other are words of their own


def local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def expected(elements: list[etree._Element], kind: Native) -> str:
    """The text of the law below elements, words apart by one space."""
    parts: list[str] = []
    for element in elements:
        _collect(element, kind, parts)
    return normal(kind.tidy("".join(parts)))


def normal(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _collect(element: etree._Element, kind: Native, parts: list[str]) -> None:
    name = local(element)
    if not name or kind.drop(element):
        return
    if name in kind.apart and not kind.keep(element):
        parts.append(" " if name not in kind.inline else "")
        return
    gap = "" if name in kind.inline and not _abuts(element, kind) else " "
    parts.append(gap)
    parts.append(kind.printed(element))
    parts.append(element.text or "")
    children = list(element)
    first = [c for c in children if local(c) in kind.numbers]
    first += [c for c in children if local(c) in kind.headings]
    stray = [element.text or "", *(c.tail or "" for c in first)]
    if first and not any(text.strip() for text in stray):
        children = first + [c for c in children if c not in first]
    for child in children:
        _collect(child, kind, parts)
        parts.append(child.tail or "")
    parts.append(gap)


def _abuts(element: etree._Element, kind: Native) -> bool:
    parent, before = element.getparent(), element.getprevious()
    within = parent is not None and local(parent) in kind.columns
    return within and before is not None and not before.tail


def pieces(part: Piece | Table | Node) -> Iterator[Piece]:
    """The law's pieces of a part in reading order; notes are apart."""
    if isinstance(part, Piece):
        yield part
    elif isinstance(part, Table):
        for row in part.rows:
            yield from row
    else:
        yield from (p for p in (part.num, part.heading) if p)
        for child in part.body:
            yield from pieces(child)


def given(source: Source) -> str:
    """The text that a reader gave, in its order."""
    parts = (*source.preface, *source.preamble, *source.nodes, *source.conclusions)
    return normal(" ".join(piece.text for part in parts for piece in pieces(part)))


def difference(asked: str, read: str) -> str:
    """Where two texts part, with what stands there; empty if they are the same."""
    if asked == read:
        return ""
    at = next((i for i, (a, b) in enumerate(zip(asked, read, strict=False)) if a != b), None)
    at = min(len(asked), len(read)) if at is None else at
    return f"at {at}: {asked[max(0, at - 30) : at + 50]!r} but {read[max(0, at - 30) : at + 50]!r}"


BWB = Native(
    inline=frozenset(
        """nadruk intref extref sup inf noot redactie plaatje functie organisatie naam voornaam
        achternaam plaats datum deze""".split()  # noqa: SIM905
    ),
    columns=frozenset(("ondertekening", "naam", "dagtekening", "gegeven", "uitgifte")),
    apart={
        "noot": "footnote",
        "redactie": "editorial note",
        "plaatje": "image",
        "meta-data": "metadata",
        "alias-titels": "metadata",
        "citeertitel": "the short title, metadata",
        "bwb-inputbestand": "metadata",
        "bwb-wijzigingen": "metadata",
        "redactionele-correcties": "metadata",
    },
    keep=lambda element: element.get("type") == "vervanging",
)


_MARKUP = re.compile(r"</?(?:p|br)\b[^>]*>|</?\w+[^>]*>")
_EDITORS = re.compile(r"\[\s*RT I,[^\]]*jõust\.[^\]]*\]")


def _estonian(text: str) -> str:
    """Markup inside text taken off; the editors' marks of entry into force are no law."""
    text = _MARKUP.sub(lambda m: " " if m[0][1:3] in ("p>", "/p", "br") else "", text)
    return _EDITORS.sub(" ", html.unescape(text))


RIIGI_TEATAJA = Native(
    inline=frozenset(("tavatekst", "sup", "i", "b", "viide", "kuvatavTekst", "viideURID")),
    apart={
        "metaandmed": "metadata",
        "muutmismarge": "amendment history",
        "normtehnmarkus": "footnote",
        "veaparandus": "editorial",
        "viideURID": "an address",
        **dict.fromkeys(
            "osaNr peatykkNr jaguNr jaotisNr paragrahvNr loigeNr alampunktNr".split(),  # noqa: SIM905
            "the number once more, without what is printed around it",
        ),
    },
    tidy=_estonian,
    numbers=frozenset(("kuvatavNr",)),
)

_NOTES = ("changesToParent", "footnote", "footnotereference")
LOVDATA = Native(
    inline=frozenset(("a", "span", "sup", "strong", "em", "i", "b")),
    apart={"head": "metadata", "header": "metadata"},
    drop=lambda element: element.get("class") in _NOTES,
    printed=lambda element: f"{element.get('data-name')} " if local(element) == "li" else "",
)

LEXDANIA = Native(
    inline=frozenset(("Char", "Nota")),
    apart={"Meta": "metadata", "Nota": "footnote"},
    drop=lambda element: (
        local(element) == "Bilag"
        and [" ".join(e.itertext()).split() for e in element if local(e) == "Rubrica"]
        == [["Indholdsfortegnelse"]]
    ),
    numbers=frozenset(("Explicatus",)),
    headings=frozenset(("Rubrica",)),
)

FINLEX_ASD = Native(
    inline=frozenset(
        """SaadosKursiiviKooste YlaindeksiTeksti AlaindeksiTeksti KursiiviTeksti LihavaTeksti
        Kuva KuvaAsemointi""".split()  # noqa: SIM905
    ),
    apart={"IdentifiointiOsa": "metadata", "EsityoOsa": "how the act came about"},
    printed=lambda element: "— — —" if local(element) == "Katkoviiva" else "",
    numbers=frozenset(("LukuTunnusKooste", "PykalaTunnusKooste")),
    headings=frozenset(("SaadosOtsikkoKooste",)),
)

FORMEX = Native(
    inline=frozenset(("HT", "FT", "DATE", "REF.DOC.OJ", "QUOT.START", "QUOT.END", "NOTE")),
    apart={"BIB.INSTANCE": "metadata", "NOTE": "footnote"},
    printed=lambda element: (
        (chr(int(element.get("CODE", "20"), 16)) if local(element).startswith("QUOT.ST") else "")
        or (chr(int(element.get("CODE", "20"), 16)) if local(element) == "QUOT.END" else "")
    ),
    numbers=frozenset(("TI.ART", "NO.P", "NO.PARAG")),
    headings=frozenset(("STI.ART",)),
)

_EUR_LEX_APART = ("oj-note", "footnote", "modref", "arrow", "reference", "disclaimer")
_MARK = re.compile(r"^#(?:ntr|E\d)")


def _eur_lex(element: etree._Element) -> bool:
    """Footnotes, their marks, and all that stands outside the act itself."""
    parent = element.getparent()
    outside = parent is not None and local(parent) in ("html", "body")
    mark = local(element) == "a" and _MARK.match(element.get("href", ""))
    own = element.get("class") == "eli-container" or local(element) == "body"
    return bool((outside and not own) or mark or element.get("class") in _EUR_LEX_APART)


EUR_LEX = Native(
    inline=frozenset(("span", "a", "b", "i", "sup", "em")),
    apart={"head": "metadata"},
    drop=_eur_lex,
    tidy=lambda text: re.sub(r"\(\s*\)", "", text),  # the brackets around a mark
)

LAGASAFN = Native(
    inline=frozenset(),
    apart={
        "num-and-date": "metadata",
        "minister-clause": "amendment history",
        "footnotes": "amendment history and editorial notes",
    },
    tidy=lambda text: re.sub(r"</?\w[^<>]*>", " ", text),  # markup that stands in words
    numbers=frozenset(("nr-title",)),
    headings=frozenset(("name",)),
)
