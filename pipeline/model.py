"""Frozen values that flow from one stage to the next: what is read, structured, tagged, linked.

Three kinds of offset occur and are never mixed:

* ``SourceOffset`` – code points in the decoded source file, 0-based;
* ``TextOffset``   – code points in ``Document.text``, 0-based;
* unit offsets     – code points in the text of one *unit* (see ``Provision.unit``), 0-based.
  Every annotation and every link uses unit offsets, because the unit is what a lawyer cites.

Ends are always exclusive. Nothing here does input or output.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NewType

from pipeline.history import NO_HISTORY, Change, History

SourceOffset = NewType("SourceOffset", int)
TextOffset = NewType("TextOffset", int)
Eid = NewType("Eid", str)
Iri = NewType("Iri", str)

Status = Literal["", "repealed", "not-in-force", "empty", "unparsed"]
Modality = Literal["obligation", "prohibition", "permission", "recommendation", "statement"]
Polarity = Literal["positive", "negative"]
Mode = Literal["direct", "reported"]
Force = Literal["regulative", "constitutive"]
Relation = Literal[
    "implements", "partially-implements", "contributes", "defines", "limits", "near-miss"
]
Means = Literal["ict-explicit", "technology-neutral", "means-limited", "n/a"]
LinkStatus = Literal["proposed", "confirmed", "rejected", "needs-second-reader", "superseded"]
Verdict = Literal["confirm", "correct", "reject", "add"]
Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text, ``start`` inclusive, ``end`` exclusive; which text, the owner says."""

    start: int
    end: int

    def shift(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader of the output must know: ``code`` names an entry of problems.yaml."""

    code: str
    message: str
    path: str = ""
    line: int = 0  # 1-based; 0: unknown
    eid: str = ""
    severity: Severity = "warning"


# --- what readers give ---------------------------------------------------------------------


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


# --- what structure gives ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of running text in the document: its span there, its place in the source."""

    span: Span
    source: Span
    runs: tuple[Run, ...] = ()
    links: tuple[Hyperlink, ...] = ()
    roles: tuple[Role, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in the document: its cells as blocks, row by row."""

    rows: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class DocNote:
    """A note and the eId of the provision it belongs to (empty: the document)."""

    kind: str
    text: str
    eid: Eid
    source: Span


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision in its place: ``span`` covers number, heading, text and all sub-provisions.

    ``body`` is either blocks/grids only, or blocks, then provisions, then blocks: the pattern
    that Akoma Ntoso's ``content`` and ``intro … wrapUp`` can carry. A ``quotedStructure`` counts
    as a block there; its own body mixes freely.
    """

    eid: Eid
    kind: str
    span: Span
    source: Span
    num: Block | None = None
    heading: Block | None = None
    body: tuple[Block | Grid | Provision, ...] = ()
    name: str = ""
    unit: bool = False
    status: Status = ""
    quoted: bool = False
    history: History = NO_HISTORY

    @property
    def is_quotation(self) -> bool:
        """True for the shell around words that belong to another law."""
        return self.kind == "quotedStructure"

    @property
    def children(self) -> tuple[Provision, ...]:
        return tuple(part for part in self.body if isinstance(part, Provision))

    def walk(self) -> Iterator[Provision]:
        """This provision and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Document:
    """A law or opinion as one text and the tree over it.

    ``text`` is every number, heading and paragraph in document order, one per line (``\\n``).
    The text of a provision is ``provision.span.of(document.text)``; the same characters result
    from joining its blocks in the published XML with ``\\n``.
    """

    iri: Iri  # FRBR expression
    work: Iri
    metadata: Metadata
    path: str
    sha256: str
    format: str
    text: str
    source_length: int
    preface: tuple[Block, ...] = ()
    preamble: tuple[Block | Provision, ...] = ()
    body: tuple[Provision, ...] = ()
    conclusions: tuple[Block, ...] = ()
    notes: tuple[DocNote, ...] = ()
    history: History = NO_HISTORY
    omissions: tuple[Omission, ...] = ()
    findings: tuple[Finding, ...] = ()

    def provisions(self) -> Iterator[Provision]:
        """Every provision, preamble first, in document order."""
        for part in self.preamble:
            if isinstance(part, Provision):
                yield from part.walk()
        for provision in self.body:
            yield from provision.walk()

    def units(self) -> Iterator[Unit]:
        """Every unit with its context, in document order."""
        tops = [p for p in self.preamble if isinstance(p, Provision)] + list(self.body)
        for top in tops:
            yield from self._units(top, ())

    def _units(self, provision: Provision, path: tuple[str, ...]) -> Iterator[Unit]:
        if provision.unit:
            yield self.unit(provision, path)
            return
        label = " ".join(
            part.span.of(self.text) for part in (provision.num, provision.heading) if part
        )
        for child in provision.children:
            yield from self._units(child, (*path, label) if label else path)

    def unit(self, provision: Provision, path: tuple[str, ...]) -> Unit:
        return Unit(
            eid=provision.eid,
            kind=provision.kind,
            text=provision.span.of(self.text),
            language=self.metadata.language,
            num=provision.num.span.of(self.text) if provision.num else "",
            heading=provision.heading.span.of(self.text) if provision.heading else "",
            path=path,
            title=self.metadata.title,
            status=provision.status,
            start=provision.span.start,
        )


@dataclass(frozen=True, slots=True)
class Unit:
    """The text that is tagged and linked as one, with what surrounds it.

    ``text`` begins with the printed number and heading, one line each, if the provision has them;
    ``start`` is the unit's TextOffset in the document (0 for text given alone).
    """

    eid: Eid
    text: str
    language: str
    kind: str = ""
    num: str = ""
    heading: str = ""
    path: tuple[str, ...] = ()  # labels of the containers, outermost first
    title: str = ""
    status: Status = ""
    start: int = 0


# --- what tagging gives: all spans are unit offsets ------------------------------------------


@dataclass(frozen=True, slots=True)
class ConceptMention:
    """``concept`` is a thesaurus id; ``span`` the words that express it."""

    concept: str
    span: Span


@dataclass(frozen=True, slots=True)
class Condition:
    """``type``: IF, WHERE, WHEN, UNLESS, ONLY-IF, SUBJECT-TO, BEFORE, AFTER, PURPOSE, EXCEPT."""

    type: str
    span: Span


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who the norm binds or frees: words of the text, or ``implicit`` (what it is taken to be)."""

    span: Span | None = None
    implicit: str = ""


@dataclass(frozen=True, slots=True)
class Norm:
    """One modal (or modal-free formula) with one action, as DESIGN §5 words it.

    A modal that is not deontic (epistemic *may*) is a ``statement`` of strength ``none``.
    ``action`` is the verb alone; ``predicate`` all that the modal governs, from its first verb to
    the end of the clause, lists included; ``object`` what the action is done to (of a passive its
    subject). ``sanction`` is the penalty of a penal norm, as it is worded.
    ``formula`` names the entry of the language file that found it, e.g. ``en.shall``.
    """

    modality: Modality
    strength: str
    triggers: tuple[Span, ...]
    polarity: Polarity = "positive"
    mode: Mode = "direct"
    force: Force = "regulative"
    bearer: Bearer | None = None
    action: Span | None = None
    conditions: tuple[Condition, ...] = ()
    formula: str = ""
    predicate: Span | None = None
    object: Span | None = None
    sanction: Span | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation. ``target`` is an IRI or ``#eId``; empty when it could not be resolved.

    ``kind``: ``internal``, ``external``, ``treaty``, ``anaphor``, ``unresolved``. ``up_to`` is the
    last target of a range; ``group`` spans the list ("sections 3, 4 and 9") that it is one of.
    """

    span: Span
    target: str
    kind: str
    up_to: str = ""
    group: Span | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """``term`` as defined; ``span`` covers the defined term's words.

    ``reach`` is how far the law says the definition goes: ``unit`` ("in this section"), ``part``,
    ``chapter``, ``title``, ``act``, or empty if it does not say. ``scope`` is the eId of the
    provision in which it is in force, empty for the whole law. ``widens`` are words by which it
    takes in data, electronic form or any medium: a law on "photographs" then reaches files.
    """

    term: str
    span: Span
    reach: str = ""
    scope: Eid = Eid("")
    widens: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class TermUse:
    """A defined term where it is used; ``defined_in``: eId of the unit that defines it there."""

    term: str
    span: Span
    defined_in: Eid


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who annotated by hand: the eId of a ``TLCPerson`` and the name shown."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Tags:
    """Everything tagged in one unit; ``by`` a person, or by this program if it is None."""

    eid: Eid
    concepts: tuple[ConceptMention, ...] = ()
    norms: tuple[Norm, ...] = ()
    references: tuple[Reference, ...] = ()
    definitions: tuple[Definition, ...] = ()
    uses: tuple[TermUse, ...] = ()
    by: Person | None = None


# --- what linking gives ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """Exact words of the unit and the concept (or rule) they speak for."""

    span: Span
    concept: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that was looked for: ``id`` as in the profile, ``points`` of the score."""

    id: str
    label: str
    met: bool
    points: float = 0.0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said of a provision and a holding, by a program or a person, without the reasons."""

    grade: int  # 0, 1 or 2; 0 and ``near-miss`` always go together
    relation: Relation
    means: Means
    articles: tuple[str, ...] = ()  # paragraphs of the Convention


@dataclass(frozen=True, slots=True)
class Review:
    """What one reader decided about a provision and a holding, and what they say of it.

    ``words``: SHA-256 of the words that were read (``review.identity``); ``stale``: the words in
    this document are others. ``settles``: meant to end a disagreement between readers.
    """

    reader: str
    date: str  # ISO 8601
    verdict: Verdict
    said: Judgement
    reason: str = ""
    words: str = ""
    settles: bool = False
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """How a provision stands to a holding. ``score`` is the sum of the met criteria's points.

    Where readers decided (``reviews``, by date), the link says what they said, ``proposed`` what
    the program says; None there: the program does not link the two.
    """

    eid: Eid
    holding: int
    grade: int  # 0, 1 or 2
    score: float
    relation: Relation
    means: Means
    means_detail: str
    function: str  # offence, definition, power …: what the provision does
    convention_articles: tuple[str, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    status: LinkStatus = "proposed"
    remark: str = ""
    reviews: tuple[Review, ...] = ()
    proposed: Judgement | None = None

    @property
    def judgement(self) -> Judgement:
        """What the link says, without its reasons."""
        return Judgement(self.grade, self.relation, self.means, self.convention_articles)

    @property
    def stale(self) -> bool:
        """Whether a reader's decision was about other words: to be read again."""
        return any(review.stale for review in self.reviews)


@dataclass(frozen=True, slots=True)
class Marked:
    """A document with all that was found in it, units in document order."""

    document: Document
    tags: tuple[Tags, ...] = ()
    links: tuple[Link, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
    manual: tuple[Tags, ...] = ()  # what persons annotated: kept whatever is tagged anew
