"""Provisions as Akoma Ntoso elements: number, heading, then content or intro … wrapUp."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from pipeline.akn.inline import Inline, fill
from pipeline.akn.names import CHANGED, STATUS, lz, sub
from pipeline.akn.timeline import Timeline
from pipeline.model import Block, Document, Grid, Provision, Span


class BodyWriter:
    """Writes blocks and provisions of one document; ``inlines`` in text order, TextOffsets."""

    def __init__(self, document: Document, inlines: Sequence[Inline], timeline: Timeline) -> None:
        self.timeline = timeline
        self.text = document.text
        self.date = document.metadata.work_date  # what a docDate on the title page expresses
        self.statement = document.metadata.doctype == "statement"
        self.inlines = inlines
        self.next = 0

    def block(self, parent: etree._Element, name: str, block: Block, eid: str) -> None:
        """One num, heading or p with its text and inline elements."""
        element = sub(parent, name, eId=eid)
        roles = [
            Inline(
                Span(block.span.start + r.start, block.span.start + r.end),
                r.name,
                (("date", self.date),) if r.name == "docDate" else (),
            )
            for r in block.roles
        ]
        inlines = [*roles, *self._within(block.span)] if name == "p" else []
        inlines.extend(_changed(block))
        fill(element, block.span.of(self.text), block.span.start, inlines)

    def _within(self, span: Span) -> list[Inline]:
        """The inlines that lie in ``span``; blocks come in text order, so one pass serves all."""
        while self.next < len(self.inlines) and self.inlines[self.next].span.start < span.start:
            self.next += 1
        found: list[Inline] = []
        index = self.next
        while index < len(self.inlines) and self.inlines[index].span.start < span.end:
            if span.covers(self.inlines[index].span):
                found.append(self.inlines[index])
            index += 1
        return found

    def provision(self, parent: etree._Element, provision: Provision) -> None:
        """The element of a provision, with everything below it."""
        element = self._opened(parent, provision)
        inner = [part for part in provision.body if _divides(part)]
        if not provision.body:
            return
        if not inner:
            content = sub(element, "content", eId=f"{provision.eid}__content")
            self._blocks(content, provision.body, provision.eid, 0)
            return
        first = provision.body.index(inner[0])
        intro = provision.body[:first]
        wrap = [part for part in provision.body[first:] if not _divides(part)]
        if intro:
            holder = sub(element, "intro", eId=f"{provision.eid}__intro")
            self._blocks(holder, intro, provision.eid, 0)
        for child in inner:
            if isinstance(child, Provision):
                self.provision(element, child)
        if wrap:
            holder = sub(element, "wrapUp", eId=f"{provision.eid}__wrapup")
            self._blocks(holder, wrap, provision.eid, len(intro))

    def _opened(self, parent: etree._Element, provision: Provision) -> etree._Element:
        classes = [
            name
            for name, given in (
                ("unit", provision.unit),
                ("quoted", provision.quoted),
                ("not-in-force", provision.status == "not-in-force"),
            )
            if given
        ]
        element = sub(
            parent,
            provision.kind,
            name=provision.name or ("unnamed" if provision.kind == "hcontainer" else ""),
            eId=provision.eid,
            class_=" ".join(classes),
            status=STATUS.get(provision.status, ""),
            period=self.timeline.period(provision.history.period),
            refersTo="#holding" if self.statement and provision.kind == "paragraph" else "",
        )
        if provision.unit and provision.source.end:
            element.set(lz("source"), f"{provision.source.start}-{provision.source.end}")
        if provision.num:
            self.block(element, "num", provision.num, f"{provision.eid}__num")
        if provision.heading:
            self.block(element, "heading", provision.heading, f"{provision.eid}__heading")
        return element

    def _blocks(
        self,
        parent: etree._Element,
        parts: Sequence[Block | Grid | Provision],
        eid: str,
        count: int,
    ) -> None:
        for part in parts:
            count += 1
            if isinstance(part, Block):
                self.block(parent, "p", part, f"{eid}__p_{count}")
            elif isinstance(part, Grid):
                self._table(parent, part, f"{eid}__table_{count}")
            else:
                self._quotation(parent, part, f"{eid}__p_{count}")

    def _quotation(self, parent: etree._Element, quotation: Provision, eid: str) -> None:
        """``p/mod/quotedStructure``: the only way in which a block may hold quoted provisions."""
        mod = sub(sub(parent, "p", eId=eid), "mod", eId=f"{eid}__mod_1")
        element = sub(mod, "quotedStructure", eId=quotation.eid, class_="quoted")
        count = 0
        for part in quotation.body:
            if isinstance(part, Provision) and not part.is_quotation:
                self.provision(element, part)
            else:
                self._blocks(element, [part], quotation.eid, count)
                count += 1

    def _table(self, parent: etree._Element, grid: Grid, eid: str) -> None:
        table = sub(parent, "table", eId=eid)
        for r, row in enumerate(grid.rows, 1):
            tr = sub(table, "tr", eId=f"{eid}__tr_{r}")
            for c, cell in enumerate(row, 1):
                td = sub(tr, "td", eId=f"{eid}__tr_{r}__td_{c}")
                self.block(td, "p", cell, f"{eid}__tr_{r}__td_{c}__p_1")

    def preamble(self, parent: etree._Element, parts: Sequence[Block | Provision]) -> None:
        """Recitals together in ``recitals``, formulas as such, everything else as paragraphs."""
        element = sub(parent, "preamble", eId="preamble")
        recitals: etree._Element | None = None
        groups = paragraphs = 0
        for part in parts:
            if isinstance(part, Provision) and part.kind == "recital":
                if recitals is None:
                    groups += 1
                    recitals = sub(element, "recitals", eId=f"preamble__recs_{groups}")
                self._flat(recitals, part)
                continue
            recitals = None
            if isinstance(part, Provision):
                self._flat(element, part)
            else:
                paragraphs += 1
                self.block(element, "p", part, f"preamble__p_{paragraphs}")

    def _flat(self, parent: etree._Element, provision: Provision) -> None:
        """A recital or formula: Akoma Ntoso gives it blocks, no hierarchy."""
        element = self._opened(parent, provision)
        self._blocks(element, list(_leaves(provision)), provision.eid, 0)


def _divides(part: Block | Grid | Provision) -> bool:
    """True for a sub-provision; a quotation stands among the text."""
    return isinstance(part, Provision) and not part.is_quotation


def _changed(block: Block) -> Iterator[Inline]:
    """What the publisher marks as inserted, substituted or repealed in a block."""
    for change in block.changes:
        span = Span(change.start, change.end).shift(block.span.start)
        if change.start < change.end:
            yield Inline(span, CHANGED[change.kind], (("class", change.kind),))


def _leaves(provision: Provision) -> list[Block | Grid]:
    leaves: list[Block | Grid] = []
    for part in provision.body:
        if isinstance(part, Provision):
            leaves.extend(block for block in (part.num, part.heading) if block)
            leaves.extend(_leaves(part))
        else:
            leaves.append(part)
    return leaves


def text_blocks(
    writer: BodyWriter, parent: etree._Element, name: str, blocks: Sequence[Block]
) -> None:
    """A preface or conclusions: paragraphs of text."""
    if not blocks:
        return
    element = sub(parent, name, eId=name)
    for number, block in enumerate(blocks, 1):
        writer.block(element, "p", block, f"{name}__p_{number}")
