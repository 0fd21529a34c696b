"""A Source with nodes in, a Document out: one text, a tree of provisions over it, eIds.

Every number, heading, paragraph and cell becomes one line of ``Document.text``, in document
order; nothing is added but the line breaks between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline import ids
from pipeline.errors import SourceError, finding
from pipeline.model import (
    Block,
    DocNote,
    Document,
    Eid,
    Finding,
    Grid,
    Node,
    Note,
    Piece,
    Provision,
    Source,
    Span,
    Table,
)
from pipeline.structure.quotation import is_quotation, quotations
from pipeline.text import BIDI

_TOP = ""
# Numbered text that is cited whole where it stands in no section or article (schedules).
_CITED = frozenset(
    ("alinea", "clause", "indent", "paragraph", "point", "proviso", "rule", "subparagraph")
)
Part = Piece | Table | Node


@dataclass
class _Layout:
    """The text as it grows, and what is noted on the way."""

    lines: list[str] = field(default_factory=list)
    length: int = 0
    taken: set[str] = field(default_factory=set)
    versions: dict[str, int] = field(default_factory=dict)  # the last of each eId that came again
    restarting: frozenset[tuple[str, str]] = frozenset()
    notes: list[DocNote] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    path: str = ""

    def place(self, piece: Piece) -> Block:
        start = self.length + (1 if self.lines else 0)
        self.lines.append(piece.text)
        self.length = start + len(piece.text)
        source = Span(piece.start, piece.end)
        span = Span(start, self.length)
        return Block(span, source, piece.runs, piece.links, piece.roles, piece.changes)

    def note(self, notes: Iterable[Note], eid: Eid) -> None:
        for note in notes:
            source = Span(note.piece.start, note.piece.end)
            self.notes.append(DocNote(note.kind, note.piece.text, eid, source))

    def unique(self, eid: Eid, label: str) -> Eid:
        version, free = self.versions.get(eid, 1), eid
        while free in self.taken:
            version += 1
            free = Eid(f"{eid}-v{version}")
        if free != eid:
            self.versions[eid] = version
            self.findings.append(finding("STR-DUPLICATE", self.path, eid=free, label=label))
        self.taken.add(free)
        return free


def assemble(source: Source) -> Document:
    """The document of a source whose nodes are known.

    Raises SourceError ``STR-NO-PROVISIONS`` if there is no provision at all.
    """
    if not source.nodes:
        raise SourceError("STR-NO-PROVISIONS", source.path)
    nodes = [_wrapped(n) for n in quotations(source.nodes) if isinstance(n, Node)]
    layout = _Layout(path=source.path, restarting=_restarting(source, nodes))
    preface = tuple(layout.place(piece) for piece in source.preface)
    preamble = tuple(
        _provision(part, _TOP, index, layout) if isinstance(part, Node) else layout.place(part)
        for part, index in _indexed(source.preamble)
        if not isinstance(part, Table)
    )
    body = tuple(
        _provision(node, _TOP, index, layout)
        for node, index in _indexed(nodes)
        if isinstance(node, Node)
    )
    conclusions = tuple(layout.place(piece) for piece in source.conclusions)
    layout.note(source.notes, Eid(""))
    text = "\n".join(layout.lines)
    _report_bidi(text, layout)
    return Document(
        iri=ids.expression_iri(source.metadata),
        work=ids.work_iri(source.metadata),
        metadata=source.metadata,
        path=source.path,
        sha256=source.sha256,
        format=source.format,
        text=text,
        source_length=source.length,
        preface=preface,
        preamble=preamble,
        body=body,
        conclusions=conclusions,
        notes=tuple(layout.notes),
        history=source.history,
        omissions=source.omissions,
        findings=(*source.findings, *layout.findings),
    )


def _indexed(parts: Iterable[Part]) -> list[tuple[Part, int]]:
    """Each part with its 1-based position among the unnumbered nodes of its kind, else 0."""
    seen: Counter[str] = Counter()
    placed: list[tuple[Part, int]] = []
    for part in parts:
        index = 0
        if isinstance(part, Node) and not _number(part):
            seen[part.kind] += 1
            index = seen[part.kind]
        placed.append((part, index))
    return placed


def _number(node: Node, above: Piece | None = None) -> str:
    """The number for the eId; of one printed with its parent's (4.1.a under 4.1) the rest."""
    if not node.num:
        return ""
    printed, prefix = node.num.text, f"{above.text}." if above else ""
    own = printed.removeprefix(prefix) if prefix and printed.startswith(prefix) else printed
    number = ids.eid_number(own)
    named = node.kind == "hcontainer" and number[:1].isdigit()
    return f"{node.name}-{number}" if named and node.name else number  # Schedule 1: schedule-1


def _restarting(source: Source, nodes: Sequence[Node]) -> frozenset[tuple[str, str]]:
    """Unit numbers that occur more than once in the document: they need their container's eId.

    All of them where the source says that each container numbers its own.
    """
    counts: Counter[tuple[str, str]] = Counter()
    stack = list(nodes)
    while stack:
        node = stack.pop()
        if node.unit:
            counts[node.kind, _number(node)] += 1
        else:
            stack.extend(part for part in node.body if isinstance(part, Node))
    return frozenset(key for key, count in counts.items() if source.restarts or count > 1)


def _wrapped(node: Node) -> Node:
    """A container's own text, which no unit would cover, becomes a unit of its own."""
    if node.unit:
        return node
    if is_quotation(node):
        return Node("hcontainer", name="text", body=(node,), unit=True)
    whole = quotations(node.body)
    parts = [part for part in whole if isinstance(part, Node) and _divides(part)]
    if not parts or (node.kind in _CITED and not any(_holds_unit(p) for p in parts)):
        return replace(node, unit=True)
    body: list[Part] = []
    loose: list[Part] = []
    for part in (*whole, None):
        if part is not None and not _divides(part):
            loose.append(part)
            continue
        if loose:
            body.append(Node("hcontainer", name="text", body=tuple(loose), unit=True))
            loose = []
        if isinstance(part, Node):
            body.append(_wrapped(part))
    return replace(node, body=tuple(body))


def _holds_unit(node: Node) -> bool:
    return node.unit or any(_holds_unit(p) for p in node.body if isinstance(p, Node))


def _provision(
    node: Node, parent: str, index: int, layout: _Layout, above: Piece | None = None
) -> Provision:
    number = _number(node, above) or str(index)
    free = node.unit and bool(node.num) and (node.kind, number) not in layout.restarting
    label = node.num.text if node.num else f"{node.kind} {index}"
    eid = layout.unique(ids.eid(_TOP if free else parent, node.kind, number), label)
    first = layout.length + (1 if layout.lines else 0)
    num = layout.place(node.num) if node.num else None
    heading = layout.place(node.heading) if node.heading else None
    body = _body(node, eid, layout, above)
    layout.note(node.notes, eid)
    if node.status == "repealed":
        layout.findings.append(finding("STR-REPEALED", layout.path, eid=eid, label=label))
    status = node.status or ("empty" if node.unit and not body else "")
    if status == "empty":
        layout.findings.append(finding("STR-EMPTY", layout.path, eid=eid, label=label))
    end = max(layout.length, first)
    source = _extent((num, heading, *body))
    return Provision(
        eid=eid,
        kind=node.kind,
        span=Span(min(first, end), end),
        source=source,
        num=num,
        heading=heading,
        body=body,
        name=node.name,
        unit=node.unit,
        status=status,
        quoted=node.quoted,
        history=node.history,
    )


def _body(
    node: Node, eid: Eid, layout: _Layout, above: Piece | None
) -> tuple[Block | Grid | Provision, ...]:
    placed: list[Block | Grid | Provision] = []
    quoting = is_quotation(node)
    inherited = above if quoting else None
    # Below a quotation every node is quoted; only the shells within it are quotations in it.
    inside = node.body if node.quoted else quotations(node.body)
    parts = node.body if quoting else _arranged(inside)
    for part, index in _indexed(parts):
        if isinstance(part, Piece):
            placed.append(layout.place(part))
        elif isinstance(part, Table):
            placed.append(
                Grid(tuple(tuple(layout.place(cell) for cell in row) for row in part.rows))
            )
        else:
            placed.append(_provision(part, eid, index, layout, node.num or inherited))
    return tuple(placed)


def _arranged(body: tuple[Part, ...]) -> tuple[Part, ...]:
    """The body as Akoma Ntoso can carry it: text, provisions, text – else in alineas.

    Where text and sub-provisions alternate, each text with the provisions that follow it is one
    ``alinea``: the words keep their order and the lists stay with their lead-in.
    """
    kinds = "".join("n" if _divides(part) else "t" for part in body)
    if "n" not in kinds or "t" not in kinds.strip("t"):
        return body
    groups: list[list[Part]] = []
    for part in body:
        opens = not _divides(part) and (not groups or _divides(groups[-1][-1]))
        if opens or not groups:
            groups.append([])
        groups[-1].append(part)
    return tuple(
        group[0] if len(group) == 1 and _divides(group[0]) else Node("alinea", body=tuple(group))
        for group in groups
    )


def _divides(part: Part) -> bool:
    """True for a sub-provision; a quotation stands among the text."""
    return isinstance(part, Node) and not is_quotation(part)


def _extent(parts: Iterable[Block | Grid | Provision | None]) -> Span:
    """From the first to the last source character of what a provision holds."""
    starts: list[int] = []
    ends: list[int] = []
    for part in parts:
        cells = [cell for row in part.rows for cell in row] if isinstance(part, Grid) else [part]
        for cell in cells:
            if cell and cell.source.end:
                starts.append(cell.source.start)
                ends.append(cell.source.end)
    return Span(min(starts), max(ends)) if starts else Span(0, 0)


def _report_bidi(text: str, layout: _Layout) -> None:
    count = len(BIDI.findall(text))
    if count:
        layout.findings.append(finding("TXT-BIDI", layout.path, count=count))
