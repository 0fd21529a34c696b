"""What structure gives: a document as one text and a tree of provisions upon it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.history import NO_HISTORY, Change, History
from pipeline.model.base import Eid, Finding, Iri, Span, Status
from pipeline.model.source import Hyperlink, Metadata, Omission, Role, Run


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
