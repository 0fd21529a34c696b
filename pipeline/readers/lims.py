"""Justice Canada's LIMS XML: consolidated Acts and regulations, annual statutes, both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.history import NO_HISTORY, History, Period
from pipeline.model import Node, Note, Piece, Source
from pipeline.readers.lims_metadata import metadata
from pipeline.readers.residue import with_residue
from pipeline.readers.stated import iso_date
from pipeline.readers.xml_tree import Part, Walker, all_repealed, flat, notes_of
from pipeline.readers.xml_vocabulary import Vocabulary, first_element
from pipeline.safexml import decode, local, parse
from pipeline.text import sha256

NAME = "lims-xml"
_ROOTS = (b"Statute", b"Regulation", b"Bill")
_UNITS = frozenset(("section", "article"))
_WORDS_OF_REPEAL = re.compile(r"^\[?(?:Repealed|Abrogé|Abrogée|Abrogés|Abrogées)\b", re.IGNORECASE)

_IN_FORCE = "{http://justice.gc.ca/lims}inforce-start-date"


def _history(element: etree._Element) -> History:
    """Since when a provision has stood as it does, where that is not the day of all around it.

    The historical notes name amending laws and never say what they did: they stay notes.
    """
    start = iso_date(element.get(_IN_FORCE, ""))
    above = (a.get(_IN_FORCE, "") for a in element.iterancestors())
    around = next((iso_date(day) for day in above if day), "")
    return History(period=Period(start)) if start and start != around else NO_HISTORY


VOCABULARY = Vocabulary(
    nodes={
        "Section": ("section", ""),
        "Subsection": ("subsection", ""),
        "Paragraph": ("paragraph", ""),
        "Subparagraph": ("subparagraph", ""),
        "Clause": ("clause", ""),
        "Subclause": ("subclause", ""),
        "Subsubclause": ("point", ""),
        "Definition": ("hcontainer", "definition"),
        "Item": ("point", ""),
        "Schedule": ("hcontainer", "schedule"),
        "Order": ("hcontainer", "order"),
        "AgreementTreaty": ("hcontainer", "treaty"),
        "Heading": ("hcontainer", "heading"),
        "GroupHeading": ("hcontainer", "heading"),
        "ScheduleFormHeading": ("hcontainer", "heading"),
        "Group": ("hcontainer", "group"),
        "FormGroup": ("hcontainer", "form"),
    },
    numbered={"Provision": ("point", "")},
    titles=frozenset(("ScheduleFormHeading", "GroupHeading")),
    official={"Note": ("status", "official")},
    num=frozenset(("Label",)),
    heading=frozenset(("MarginalNote", "TitleText")),
    blocks=frozenset(
        (
            "Text", "ContinuedSectionSubsection", "ContinuedParagraph", "ContinuedSubparagraph",
            "ContinuedClause", "ContinuedSubclause", "ContinuedDefinition",
            "ContinuedFormulaParagraph",
            "Provision", "FormulaText", "FormulaTerm", "FormulaDefinition", "FormulaParagraph",
            "Oath", "QuotedText", "AmendedText", "ReadAsText", "Repealed", "Reserved",
            "OriginatingRef", "CaptionText", "SignatureBlock",
            "BilingualItemEn", "BilingualItemFr", "MarginalNote", "TitleText", "Label", "Formula",
            "SectionPiece", "Caption", "LeaderRightJustified", "Note", "Amendment",
            "AmendmentCitation", "AmendmentDate", "HistoricalNoteSubItem", "title",
            "SignatureName", "SignatureTitle", "SignatureDate", "SignatureLine", "AlternateText",
        )
    ),
    tables=frozenset(("table", "TableGroup")),
    rows=frozenset(("row",)),
    cells=frozenset(("entry",)),
    notes={
        "HistoricalNote": "history",
        "HistoricalNoteSubItem": "history",
        "Footnote": "footnote",
        "Note": "editorial",
        "RecentAmendments": "history",
    },
    skipped={
        "Image": "image", "MathML": "image", "TableOfProvisions": "toc",
        "FootnoteRef": "note-mark",
    },
    spaces=frozenset(
        ("LineBreak", "PageBreak", "Separator", "FormBlank", "Leader", "LeaderRightJustified")
    ),
    quoted=frozenset(("AmendedText", "QuotedText", "ReadAsText")),
    links={"XRefExternal": "link", "XRefInternal": "idref"},
    history=_history,
)  # fmt: skip


def sniff(data: bytes, path: str) -> bool:
    """True for XML whose root is one of LIMS and that uses its namespace or its attributes."""
    head = data[:4096]
    return first_element(data) in _ROOTS and (
        b"justice.gc.ca/lims" in head or b"bill-origin" in head or b"<Identification" in head
    )


@dataclass
class _Group:
    """A heading with what stands below it, until the next heading of its level or above."""

    level: int
    node: Node
    body: list[Part | _Group] = field(default_factory=list)

    def closed(self) -> Node:
        body = tuple(p.closed() if isinstance(p, _Group) else p for p in self.body)
        return replace(self.node, body=(*self.node.body, *body))


def read(data: bytes, path: str) -> Source:
    """The law as nodes. Raises SourceError for XML that is broken or hostile."""
    text = decode(data, path)
    root = parse(data, path)
    walker = Walker(root, data, text, VOCABULARY, path)
    identification = root.find("Identification")
    stated, findings = metadata(root, identification, path)
    reading = _Reading(walker, _levels(walker))
    for child in root:
        if child is identification:
            walker.omit(child, "metadata")
        elif local(child):
            reading.take(child)
    reading.close()
    title = _long_title(walker, identification)
    source = Source(
        path=path,
        sha256=sha256(data),
        format=NAME,
        metadata=stated,
        length=len(text),
        preface=(*((title,) if title else ()), *reading.preface),
        preamble=tuple(reading.preamble),
        nodes=tuple(reading.nodes),
        notes=tuple(reading.notes),
        history=_history(root),
        omissions=tuple(walker.omissions),
        findings=findings,
    )
    return with_residue(source, walker)


def _levels(walker: Walker) -> dict[int, int]:
    """The level that the publisher gives each heading, by the place of its first words."""
    levels: dict[int, int] = {}
    for element in walker.extent:
        if local(element) in ("Heading", "GroupHeading"):
            for child in element:
                levels[walker.extent[child][0]] = int(element.get("level") or 1)
    return levels


@dataclass
class _Reading:
    """The parts of a law as they are met."""

    walker: Walker
    levels: dict[int, int]
    preface: list[Piece] = field(default_factory=list)
    preamble: list[Node | Piece] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    gone: list[Piece] = field(default_factory=list)  # "[Repealed, 2012, c. 24, s. 78]"

    def close(self) -> None:
        """That the whole law is gone is all that is left of it, or stands under the title."""
        if self.nodes:
            self.preface.extend(self.gone)
        elif self.gone:
            body = tuple(self.gone)
            self.nodes.append(
                Node("hcontainer", name="text", body=body, unit=True, status="repealed")
            )

    def take(self, child: etree._Element) -> None:
        """One child of the root, or of the introduction."""
        name = local(child)
        if name == "Introduction":
            for inner in child:
                self.take(inner)
        elif name == "Preamble":
            self.preamble.extend(self._recitals(child))
        elif name == "Summary":  # printed before an annual statute, no part of it
            self.preface.extend(self._pieces(child))
        elif name == "Repealed":  # printed under the title: the whole law is gone
            self.gone.extend(self._whole(child))
        elif name in ("Enacts", "Order"):
            self.preamble.extend(self._pieces(child))
        elif name == "Body":
            self.nodes.extend(self._units(self._parts(child)))
        elif name in VOCABULARY.notes:
            piece = self.walker.note_piece(child)
            self.notes.extend([Note(VOCABULARY.notes[name], piece)] if piece else [])
        elif name:
            self.nodes.extend(self._appended(child))

    def _parts(self, element: etree._Element) -> list[Part]:
        return list(self.walker.parts(element, _UNITS, False, self.notes))

    def _whole(self, element: etree._Element) -> list[Piece]:
        piece = self.walker.piece(element, self.notes)
        return [piece] if piece else []

    def _pieces(self, element: etree._Element) -> list[Piece]:
        parts = self._parts(element)
        self.notes += [note for part in parts for note in notes_of(part)]
        return [piece for part in parts for piece in flat(part)]

    def _recitals(self, preamble: etree._Element) -> list[Node | Piece]:
        """Each paragraph of the preamble a recital; its marginal note stands before it."""
        found: list[Node | Piece] = []
        for child in preamble:
            if local(child) != "Provision":
                piece = self.walker.piece(child, self.notes)
                found.extend([piece] if piece else [])
                continue
            notes: list[Note] = []
            titles = [e for e in child if local(e) in VOCABULARY.heading]
            headings = [p for e in titles if (p := self.walker.piece(e, notes))]
            body = tuple(self.walker.parts(child, frozenset(), True, notes))[len(headings) :]
            recital = Node("recital", body=body, unit=True, notes=tuple(notes))
            found += [*headings, *([recital] if body else [])]
        return found

    def _appended(self, element: etree._Element) -> list[Node]:
        """A schedule, or text that stands outside the body (``[Repealed, …]``)."""
        pending = element.get("id") == "NifProvs" or local(element) == "RelatedOrNotInForce"
        if local(element) in VOCABULARY.nodes:
            inside = [self._finished(self.walker.node(element, _UNITS, False))]
        elif local(element) in VOCABULARY.blocks:
            inside = self._units([*self._whole(element)])
        else:
            inside = self._units(self._parts(element))
        return [_pending(node) if pending else node for node in inside]

    def _units(self, parts: list[Part]) -> list[Node]:
        """Top-level parts under their headings; loose text is a provision of its own."""
        return [
            self._finished(
                p if isinstance(p, Node) else Node("hcontainer", name="text", body=(p,), unit=True)
            )
            for p in self._grouped(parts)
        ]

    def _grouped(self, parts: Iterable[Part]) -> tuple[Part, ...]:
        """Parts under the headings that stand before them, by the level of each heading."""
        top = _Group(0, Node("body"))
        stack = [top]
        for part in parts:
            if isinstance(part, Node) and part.name == "heading":
                level = self._level(part)
                while stack[-1].level >= level:
                    stack.pop()
                group = _Group(level, _container(part))
                stack[-1].body.append(group)
                stack.append(group)
            else:
                stack[-1].body.append(part)
        return top.closed().body

    def _level(self, heading: Node) -> int:
        starts = [p.start for p in (heading.num, heading.heading) if p]
        return self.levels.get(min(starts), 1) if starts else 1

    def _finished(self, node: Node) -> Node:
        """What is below its headings grouped, what is repealed marked so."""
        if any(isinstance(part, Node) for part in node.body):
            body = self._grouped(node.body)
            body = tuple(self._finished(p) if isinstance(p, Node) else p for p in body)
            node = replace(node, body=body)
        return replace(node, status="repealed") if _gone(node) and not node.status else node


def _gone(node: Node) -> bool:
    """True where all that is left is the publisher's ``[Repealed, …]``.

    A definition keeps its term, a group of sections has the words as a note of its heading.
    """
    if node.name in ("group", "heading") or node.kind in ("part", "division"):
        return any(_WORDS_OF_REPEAL.match(note.piece.text) for note in node.notes)
    if node.unit and all_repealed(node):
        return True
    texts = [p.text for p in node.body if isinstance(p, Piece)]
    left = len(texts) == len(node.body) and texts
    alone = len(texts) == 1 or node.name in ("definition", "schedule")
    return bool(left and alone and _WORDS_OF_REPEAL.match(texts[-1]))


def _pending(node: Node) -> Node:
    body = tuple(_pending(p) if isinstance(p, Node) else p for p in node.body)
    status = "not-in-force" if node.unit and not node.status else node.status
    return replace(node, body=body, status=status)


def _container(heading: Node) -> Node:
    """PART and DIVISION by their printed label, other headings as groups."""
    label = heading.num.text.upper() if heading.num else ""
    kind = "part" if label.startswith(("PART", "PARTIE")) else ""
    kind = kind or ("division" if label.startswith(("DIVISION", "SECTION")) else "")
    if kind:
        return replace(heading, kind=kind, name="")
    return replace(heading, name="group")


def _long_title(walker: Walker, identification: etree._Element | None) -> Piece | None:
    title = identification.find("LongTitle") if identification is not None else None
    return walker.piece(title) if title is not None else None
