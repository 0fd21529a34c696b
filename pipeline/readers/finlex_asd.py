"""Finlex asd XML (Finland): acts as first published, in Finnish or Swedish.

Most of them amend another act. What they print, chapters and sections, is then that act's new
wording: each section is cited as it is printed, its text is a quotation, and a dash stands for
what stays as it was (``omissis``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from lxml import etree

from pipeline.errors import SourceError
from pipeline.model import Metadata, Node, Note, Piece, Role, Source
from pipeline.readers.stated import missing, written_date
from pipeline.readers.xml_frame import Frame, numbered, provisions, words_at
from pipeline.readers.xml_tree import Part, Walker
from pipeline.readers.xml_vocabulary import Vocabulary, first_element
from pipeline.safexml import decode, local, parse

NAME = "finlex-asd-xml"
_UNITS = frozenset(("section",))
_OMITTED = "— — —"  # what is printed for Katkoviiva
_ITEM = re.compile(r"^(\d+\s?[a-zåäö]?\)|[a-zåäö]\))\s+")
_FIRST = re.compile(r"^1\s?§")
# The first verb of the enacting clause: it amends, inserts or repeals provisions of an act.
_AMENDS = re.compile(
    r"^(?:muutetaan|muutetaanko|lisätään|kumotaan|ändras|fogas|upphävs|upphäves|införs)\b",
    re.IGNORECASE,
)

VOCABULARY = Vocabulary(
    nodes={
        "Osasto": ("part", ""),
        "Luku": ("chapter", ""),
        "Pykala": ("section", ""),
        "MomenttiKooste": ("subsection", ""),
        "KohdatMomentti": ("subsection", ""),
        "MomenttiKohtaKooste": ("point", ""),
        "MomenttiAlakohtaKooste": ("point", ""),
        "SaadosValiotsikkoKooste": ("hcontainer", "heading"),
        "UusiNimeke": ("quotedStructure", ""),
        "SaadosLiite": ("hcontainer", "annex"),
        "LiiteOsa": ("hcontainer", "annex"),
    },
    num=frozenset(("OsastoTunnusKooste", "LukuTunnusKooste", "PykalaTunnusKooste")),
    heading=frozenset(("SaadosOtsikkoKooste",)),
    blocks=frozenset(
        (
            "SaadosKappaleKooste", "MomenttiJohdantoKooste", "KappaleKooste", "Katkoviiva",
            "ValiotsikkoTeksti", "JohdantoTeksti", "PaivaysKooste", "Henkilo", "Allekirjoittaja",
            "SaadosNimeke", "OsastoTunnusKooste", "LukuTunnusKooste", "PykalaTunnusKooste",
            "SaadosOtsikkoKooste", "te", "ete", "title", "SaadosLoppukappaleKooste",
        )
    ),
    tables=frozenset(("table",)),
    rows=frozenset(("row",)),
    cells=frozenset(("entry",)),
    notes={"EsityoOsa": "editorial"},
    skipped={
        "IdentifiointiOsa": "metadata", "Palstaviiva": "markup", "Tyhja": "markup",
        "Kuva": "image", "KuvaAsemointi": "image",
    },
    spaces=frozenset(
        ("br", "Rivivaihto", "SaadosNimekeKooste", "AsemaTeksti", "SukuNimi", "LisatietoTeksti",
         "EsityoViite")
    ),
    quoted=frozenset(),
    superscript=frozenset(("YlaindeksiTeksti",)),
)  # fmt: skip


def sniff(data: bytes, path: str) -> bool:
    """True for XML whose root is ``VahvistettavaLaki``."""
    return first_element(data) == b"VahvistettavaLaki"


def read(data: bytes, path: str) -> Source:
    """The act as nodes. Raises SourceError for XML that is broken or hostile."""
    text = decode(data, path)
    root = parse(data, path)
    for element in root.iter(etree.Element):
        if local(element) == "Katkoviiva":
            element.text = f"{_OMITTED} {element.text or ''}".rstrip()
    frame = Frame(Walker(root, data, text, VOCABULARY, path), _UNITS)
    for child in root:
        _take(child, frame)
    amends = any(_AMENDS.match(p.text) for p in frame.preamble if isinstance(p, Piece))
    nodes = [_finished(node, amends) for node in _grouped(frame.nodes)]
    frame.nodes[:] = [node for node in nodes if isinstance(node, Node)]
    if not frame.nodes:
        raise SourceError("STR-NO-PROVISIONS", path)
    stated = _metadata(root)
    source = frame.source(data, path, len(text), NAME, stated, missing(stated, path))
    return replace(source, restarts=amends or _restarts(root))


def _take(child: etree._Element, frame: Frame) -> None:
    name = local(child)
    if name in ("SaadosOsa", "Saados", "MuuSaados"):
        for inner in child:
            _take(inner, frame)
    elif name in VOCABULARY.skipped:
        frame.omit(child, VOCABULARY.skipped[name])
    elif name in VOCABULARY.notes:
        piece = frame.walker.note_piece(child)
        frame.notes.extend([Note(VOCABULARY.notes[name], piece)] if piece else [])
    elif name == "SaadosNimeke":
        frame.preface.extend(frame.whole(child))
    elif name == "Johtolause":
        frame.preamble.extend(frame.pieces(child))
    elif name in ("AllekirjoitusOsa", "Allekirjoittaja", "PaivaysKooste", "JohdantoTeksti"):
        frame.close(child)
    elif name in VOCABULARY.nodes:
        frame.body([frame.node(child)])
    elif name:
        frame.body(provisions(frame.parts(child)))


def _restarts(root: etree._Element) -> bool:
    """True where a second chapter begins with § 1 again."""
    numbers = [words_at(e, "PykalaTunnusKooste") for e in root.iter(etree.Element)]
    return sum(bool(_FIRST.match(number)) for number in numbers) > 1


def _grouped(parts: Iterable[Part]) -> list[Part]:
    """Sections below the subheading that stands before them in their chapter."""
    grouped: list[Part] = []
    for part in parts:
        above = grouped[-1] if grouped else None
        if isinstance(part, Node) and part.name == "heading":
            heading = next((p for p in part.body if isinstance(p, Piece)), None)
            grouped.append(replace(part, name="group", heading=heading, body=()))
        elif isinstance(above, Node) and above.name == "group":
            grouped[-1] = replace(above, body=(*above.body, part))
        else:
            grouped.append(part)
    return grouped


def _finished(part: Part, amends: bool) -> Part:
    """Numbers of items apart; in an amending act the text of a section as a quotation."""
    if isinstance(part, Piece):
        whole = Role("omissis", 0, len(part.text))
        return replace(part, roles=(whole,)) if part.text == _OMITTED else part
    if not isinstance(part, Node):
        return part
    node = replace(part, body=tuple(_finished(p, amends) for p in _grouped(part.body)))
    if node.kind == "point":
        return numbered(node, _ITEM)
    if node.kind == "section" and node.num is None:  # the act's own words on its commencement
        return replace(node, kind="hcontainer", name="commencement")
    if node.kind == "section" and amends and node.body:
        return replace(node, body=(Node("quotedStructure", body=node.body, quoted=True),))
    return node


def _metadata(root: etree._Element) -> Metadata:
    """What the file says; the date of the act is the one above its signatures."""
    stated = {_bare(key): str(value) for key, value in root.attrib.items()}
    act = next((e for e in root.iter(etree.Element) if local(e) in ("Saados", "MuuSaados")), root)
    own = {_bare(key): str(value) for key, value in act.attrib.items()}
    language = own.get("kieliKoodi") or stated.get("kieliKoodi", "")
    dated = [e for e in root.iter(etree.Element) if local(e) == "PaivaysKooste"]
    identity = ("IdentifiointiOsa", "EduskuntaTunniste")
    numbers = [
        words_at(root, *identity, n) for n in ("AsiakirjaNroTeksti", "ValtiopaivavuosiTeksti")
    ]
    return Metadata(
        jurisdiction="fi",
        language=language or "und",
        title=words_at(act, "SaadosNimeke"),
        number="/".join(numbers) if all(numbers) else "",
        work_date=next(filter(None, (written_date(words_at(e), language) for e in dated)), ""),
        subtype=own.get("saadostyyppiNimi", "").lower(),
        extra=tuple(sorted(stated.items())),
    )


def _bare(name: object) -> str:
    """An attribute's name without its namespace."""
    return str(name).rpartition("}")[2]
