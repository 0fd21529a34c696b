"""Blocks and provisions of an official page in, the tree of the law out, by the site's rules.

What the site sets flat (headings, numbers at the beginning of paragraphs) is put under each other
by the rank that its description gives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.knowledge.sites import Rule, Site
from pipeline.model import Node, Note, Omission, Piece, Status, Table
from pipeline.pieces import cut
from pipeline.readers.html_blocks import Block, Part, Role


@dataclass
class Law:
    """What a page holds, in its places."""

    preface: tuple[Piece, ...] = ()
    nodes: tuple[Node, ...] = ()
    conclusions: tuple[Piece, ...] = ()
    notes: tuple[Note, ...] = ()
    omissions: tuple[Omission, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass
class _Open:
    """A provision while it is being filled."""

    rule: Rule | None
    rank: int
    num: Piece | None = None
    heading: Piece | None = None
    body: list[Piece | Table | Node | _Open] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def nodes_of(parts: Sequence[Part], site: Site, roles: Mapping[etree._Element, Role]) -> Law:
    """The law of the parts, in their order."""
    builder = _Builder(site, roles)
    for part in parts:
        builder.take(part)
    return builder.law()


class _Builder:
    def __init__(self, site: Site, roles: Mapping[etree._Element, Role]) -> None:
        self.site = site
        self.roles = roles
        self.top = _Open(None, -1)
        self.stack = [self.top]
        self.preface: list[Piece] = []
        self.conclusions: list[Piece] = []
        self.notes: list[Note] = []
        self.omissions: list[Omission] = []
        self.rows: list[tuple[Piece, ...]] = []
        self.last: object = None

    def take(self, part: Part) -> None:
        """The next part of the page."""
        if isinstance(part, Block) and part.kind == "row":
            self.rows.append(part.cells)
            return
        self._flush_rows()
        if isinstance(part, Node):
            self._node(part)
        elif part.note:
            self._note(Note(part.note, part.piece))
        elif self._subtitle(part):
            self.stack[-1].heading = part.piece
        else:
            self._block(part)
        self.last = part

    def _flush_rows(self) -> None:
        if not self.rows:
            return
        if self.stack[-1] is self.top and not self.top.body:
            self.preface.extend(cell for row in self.rows for cell in row if cell.text)
        else:
            self.stack[-1].body.append(Table(tuple(self.rows)))
        self.rows = []

    def _note(self, note: Note) -> None:
        (self.stack[-1].notes if self.stack[-1] is not self.top else self.notes).append(note)

    def _node(self, node: Node) -> None:
        """A provision that holds its own parts stands in the innermost open container."""
        while self.stack[-1].rule and self.stack[-1].rule.unit:
            self.stack.pop()
        self.stack[-1].body.append(self._marked(node))

    def _subtitle(self, block: Block) -> bool:
        """A heading that the site sets apart, right below what it belongs to."""
        role = self.roles.get(block.element)
        bare = self.stack[-1]
        fits = bare is not self.top and not bare.body and bare.heading is None
        return bool(role and role.what == "heading" and fits)

    def _block(self, block: Block) -> None:
        if self._is_omitted(block.piece):
            return
        rule = self._rule(block)
        ends = self.site.ends
        if self.conclusions or (ends and self.top.body and ends.search(block.piece.text)):
            self.conclusions.append(block.piece)
        elif rule is not None:
            self._open(rule, block.piece)
        elif self.stack[-1] is self.top and not self.top.body:
            self.preface.append(block.piece)
        else:
            self.stack[-1].body.append(block.piece)

    def _is_omitted(self, piece: Piece) -> bool:
        for rule in self.site.rules:
            if rule.what == "omit" and rule.match and rule.match.search(piece.text):
                self.omissions.extend(_whole(piece, rule.name))
                return True
        return False

    def _rule(self, block: Block) -> Rule | None:
        role = self.roles.get(block.element) if block.kind == "heading" else None
        text = block.piece.text
        if role and role.rule and role.what in ("start", "whole"):
            for rule in self.site.rules:
                same = rule.what == "open" and rule.at == role.rule.at
                if same and (rule.match is None or rule.match.search(text)):
                    return rule
        inside = any(o.rule and o.rule.unit for o in self.stack)
        for rule in self.site.rules:
            if rule.what != "open" or rule.at or rule.match is None:
                continue
            if (rule.anywhere or inside) and rule.match.search(text):
                return rule
        return None

    def _open(self, rule: Rule, piece: Piece) -> None:
        while self.stack[-1].rank >= rule.rank:
            self.stack.pop()
        opened = _Open(rule, rule.rank)
        match = rule.match.search(piece.text) if rule.match else None
        groups = match.groupdict() if match else {}
        at = 0
        if match and groups.get("mark"):
            mark = cut(piece, *match.span("mark"))
            self.omissions.extend(_whole(mark, "amendment-mark"))
            at = match.end("mark")
        if match and groups.get("num"):
            opened.num = cut(piece, at, match.end("num"))
            at = match.end("num")
        if match and groups.get("heading"):
            self.omissions.extend(_whole(cut(piece, at, match.start("heading")), "markup"))
            opened.heading = cut(piece, *match.span("heading"))
            at = match.end("heading")
        rest = cut(piece, at, len(piece.text))
        if rest and match is None and not rule.unit and rule.rank < _INSIDE:
            opened.heading, rest = rest, None
        self.stack[-1].body.append(opened)
        self.stack.append(opened)
        if rest:
            self._rest(rest)

    def _rest(self, piece: Piece) -> None:
        """Text on the line of a number may begin with the number of the next level: 1. (1) …"""
        for rule in self.site.rules:
            if (
                rule.what == "open"
                and not rule.at
                and rule.match
                and rule.rank > self.stack[-1].rank
            ):
                match = rule.match.match(piece.text)
                if match:
                    self._open(rule, piece)
                    return
        self.stack[-1].body.append(piece)

    def law(self) -> Law:
        """Everything that was taken."""
        self._flush_rows()
        nodes: list[Node] = []
        loose: list[Piece | Table] = []
        for part in [*self.top.body, None]:
            if isinstance(part, (Piece, Table)):
                loose.append(part)
                continue
            if loose:
                nodes.append(Node("hcontainer", name="text", body=tuple(loose), unit=True))
                loose = []
            if part is not None:
                nodes.append(part if isinstance(part, Node) else self._closed(part))
        return Law(
            tuple(self.preface),
            tuple(nodes),
            tuple(self.conclusions),
            tuple(self.notes),
            tuple(self.omissions),
        )

    def _closed(self, opened: _Open) -> Node:
        assert opened.rule is not None
        rule = opened.rule
        body = tuple(self._closed(p) if isinstance(p, _Open) else p for p in opened.body)
        node = Node(
            rule.name,
            opened.num,
            opened.heading,
            body,
            rule.label,
            unit=rule.unit,
            quoted=rule.quoted,
            notes=tuple(opened.notes),
        )
        return self._marked(node)

    def _marked(self, node: Node) -> Node:
        """The node with its state: repealed where nothing is left but the words that say so."""
        body = tuple(self._marked(p) if isinstance(p, Node) else p for p in node.body)
        status: Status = "repealed" if node.unit and self._is_repealed(node) else node.status
        return replace(node, body=body, status=status)

    def _is_repealed(self, node: Node) -> bool:
        alone = node.body[0] if len(node.body) == 1 else None
        if isinstance(alone, Node) and alone.num is None:
            return self._is_repealed(alone)
        texts = [p.text for p in node.body if isinstance(p, Piece)]
        if len(texts) != len(node.body):
            return False
        shown = " ".join([*texts, *([] if texts else [n.piece.text for n in node.notes])])
        shown = shown or (node.heading.text if node.heading else "")
        return any(pattern.search(shown) for pattern in self.site.repealed)


_INSIDE = 50  # ranks from here on stand inside units


def _whole(piece: Piece | None, reason: str) -> list[Omission]:
    if piece is None:
        return []
    return [
        Omission(r.source, r.source + r.length, reason, piece.text[r.text : r.text + r.length])
        for r in piece.runs
    ]
