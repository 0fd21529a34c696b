"""What readers give: pieces of a source with their places, notes, tables, what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.history import NO_HISTORY, Change, History
from pipeline.model.base import Finding, Status


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A link that the publisher set: unit-free offsets in ``Piece.text`` and its target."""

    start: int
    end: int
    href: str


@dataclass(frozen=True, slots=True)
class Role:
    """What words are: an Akoma Ntoso inline of title pages (``docTitle``), or ``omissis``."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` characters of ``Piece.text`` from ``text`` stand in the source from ``source``."""

    text: int
    source: int
    length: int


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of text (a number, a heading, a paragraph), white space collapsed, no line break.

    ``start``/``end`` bound it in the source; ``runs`` map it exactly where it is not one slice.
    """

    text: str
    start: int = 0
    end: int = 0
    runs: tuple[Run, ...] = ()
    links: tuple[Hyperlink, ...] = ()
    roles: tuple[Role, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text: rows of cells, each cell one piece (its text may be empty)."""

    rows: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Editorial matter (footnote, amendment history): kept, shown, never tagged as law.

    ``kind``: ``footnote``, ``history``, ``editorial``, ``commencement`` or ``extent``.
    """

    kind: str
    piece: Piece


@dataclass(frozen=True, slots=True)
class Node:
    """A provision as the source has it, before it has a place in the document's text.

    ``kind`` is the Akoma Ntoso element name (``part``, ``section``, ``article``, ``point`` …,
    ``hcontainer`` with a ``name`` for anything the vocabulary lacks). ``unit`` marks the smallest
    provision that is cited whole (a section of an Act, an Article, a §); tags and links hang there.
    ``body`` holds text, tables and sub-provisions in the order of the source. A quotation of
    another law is a node of kind ``quotedStructure``, whose body holds the quoted text, tables and
    provisions; neighbouring ``quoted`` nodes without one are put into one together.
    """

    kind: str
    num: Piece | None = None
    heading: Piece | None = None
    body: tuple[Piece | Table | Node, ...] = ()
    name: str = ""
    unit: bool = False
    status: Status = ""
    quoted: bool = False  # text of an amendment that belongs to another act
    notes: tuple[Note, ...] = ()
    history: History = NO_HISTORY


LineKind = Literal["heading", "text", "item", "quote", "row", "note", "quotation"]


@dataclass(frozen=True, slots=True)
class Line:
    """One block of a plain or Markdown source, markup removed, for ``structure`` to place.

    ``level``: depth of a Markdown heading (1–6) or of indentation of an item, else 0.
    ``cells``: the cells of a table row, then ``piece`` holds them joined by one tab.
    ``indent``: columns before the text of a plain line; ``spaced``: a blank line stands before it.
    """

    kind: LineKind
    piece: Piece
    level: int = 0
    cells: tuple[Piece, ...] = ()
    indent: int = 0
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Omission:
    """Source text that is not law text and why: ``furniture``, ``markup``, ``toc`` …"""

    start: int
    end: int
    reason: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file itself says about the law. An empty string means: the source does not say."""

    jurisdiction: str  # ISO 3166-1 alpha-2, lower case; ``aa-coe`` Council of Europe; ``eu``
    language: str  # ISO 639-1, lower case
    title: str = ""
    short_title: str = ""
    number: str = ""
    identifier: str = ""
    work_date: str = ""  # ISO 8601: enactment, else first publication
    version_date: str = ""  # ISO 8601: the date at which this text stands
    status: str = ""  # as the source words it, e.g. ``in_force``
    source_uri: str = ""
    subtype: str = ""  # ``act``, ``code``, ``regulation`` … as the source words it
    author: str = ""
    doctype: Literal["act", "statement"] = "act"
    specimen: bool = False  # written for this project, of a fictional State
    extra: tuple[tuple[str, str], ...] = ()  # every other field, verbatim, in source order

    @property
    def organisation(self) -> bool:
        """Whether an international organisation made it: what States answer, no law of theirs."""
        return self.jurisdiction.startswith("aa-")


@dataclass(frozen=True, slots=True)
class Source:
    """One file as its reader understood it: either ``lines`` to be structured, or ``nodes``."""

    path: str
    sha256: str
    format: str
    metadata: Metadata
    length: int  # code points of the decoded source
    lines: tuple[Line, ...] = ()
    preface: tuple[Piece, ...] = ()
    preamble: tuple[Node | Piece, ...] = ()
    nodes: tuple[Node, ...] = ()
    conclusions: tuple[Piece, ...] = ()
    notes: tuple[Note, ...] = ()
    history: History = NO_HISTORY  # of the law as a whole
    omissions: tuple[Omission, ...] = ()
    findings: tuple[Finding, ...] = ()
    restarts: bool = False  # each chapter numbers its units anew, or may (``20 luku 8 b §``)
    flat: bool = False  # its units are paragraphs that ``structure`` nests by their marks
    parallel: tuple[Source, ...] = ()  # the same law in the file's other languages
