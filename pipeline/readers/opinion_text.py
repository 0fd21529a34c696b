"""The text of a Council of Europe treaty committee's opinion, as extracted from its PDF.

Cover, imprint, title page and closing page are furniture: their facts become metadata and the
preface, the rest is recorded as omitted. What is furniture is data:
``knowledge/publications/coe-opinion.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from pipeline.errors import KnowledgeError, SourceError, finding
from pipeline.knowledge import Library
from pipeline.model import Metadata, Node, Omission, Piece, Role, Run, Source
from pipeline.safexml import decode
from pipeline.text import sha256

NAME = "coe-opinion-text"
_RULES = "publications/coe-opinion.yaml"
_ROLES = {"author": "docCommittee", "title": "docTitle", "heading": "docType"}


@dataclass(frozen=True, slots=True)
class Furniture:
    """One rule: a block that matches ``pattern`` in ``zone`` is page furniture."""

    id: str
    zone: str  # cover, end or any
    pattern: re.Pattern[str]
    take: str  # the metadata field it carries, or nothing


@dataclass(frozen=True, slots=True)
class Rules:
    """The furniture and the two patterns that make the skeleton of the family."""

    paragraph: re.Pattern[str]
    formula: re.Pattern[str]
    furniture: tuple[Furniture, ...]
    fixed: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Consecutive source lines that belong together, joined by single spaces."""

    text: str
    start: int
    end: int
    runs: tuple[Run, ...]


@cache
def rules(library: Library) -> Rules:
    """The rules of the family; KnowledgeError names a pattern that does not compile."""
    raw = library.yaml(_RULES)
    try:
        return Rules(
            re.compile(raw["paragraph"]),
            re.compile(raw["formula"], re.MULTILINE),
            tuple(
                Furniture(f["id"], f["zone"], re.compile(f["match"]), f.get("take", ""))
                for f in raw["furniture"]
            ),
            raw,
        )
    except (re.error, KeyError) as error:
        raise KnowledgeError("KNO-VALUE", _RULES, reason=str(error)) from None


def sniff(data: bytes, path: str) -> bool:
    """True if a line of the text is the family's formula."""
    if data[:1] in (b"<", b"{") or b"\0" in data[:4096] or len(data) > 1_000_000:
        return False
    return bool(rules(Library()).formula.search(data.decode("utf-8", "replace")))


def read(data: bytes, path: str) -> Source:
    """The opinion as nodes: recitals before the formula, holdings after it.

    Raises SourceError ``SRC-EMPTY``, ``SRC-ENCODING`` or ``STR-NO-PROVISIONS``.
    """
    text = decode(data, path)
    known = rules(Library())
    reading = _Reading(known)
    for chunk in _chunks(text, known.paragraph):
        reading.take(chunk)
    if not reading.holdings:
        raise SourceError("STR-NO-PROVISIONS", path)
    missing = [] if reading.facts.get("work_date") else [finding("META-DATE", path)]
    return Source(
        path=path,
        sha256=sha256(data),
        format=NAME,
        metadata=_metadata(reading.facts, known.fixed),
        length=len(text),
        preface=tuple(reading.preface),
        preamble=tuple(reading.preamble),
        nodes=(Node("hcontainer", name="holdings", body=tuple(reading.holdings)),),
        omissions=tuple(sorted(reading.omissions, key=lambda o: o.start)),
        findings=(*missing, *reading.findings),
    )


def _chunks(text: str, paragraph: re.Pattern[str]) -> Iterator[_Chunk]:
    """Blocks of lines between blank lines; a numbered paragraph always begins a new block."""
    block: list[tuple[int, str]] = []
    at = 0
    for line in [*text.splitlines(keepends=True), "\n"]:
        bare = line.strip()
        if block and (not bare or paragraph.match(bare)):
            yield _joined(block)
            block = []
        if bare:
            block.append((at + line.index(bare), bare))
        at += len(line)


def _joined(block: list[tuple[int, str]]) -> _Chunk:
    runs: list[Run] = []
    length = 0
    for start, line in block:
        runs.append(Run(length, start, len(line)))
        length += len(line) + 1
    last_start, last = block[-1]
    text = " ".join(line for _, line in block)
    return _Chunk(text, block[0][0], last_start + len(last), tuple(runs))


class _Reading:
    """The state of one pass over the blocks: which zone it is in, what was found so far."""

    def __init__(self, known: Rules) -> None:
        self.rules = known
        self.facts: dict[str, str] = {}
        self.preface: list[Piece] = []
        self.preamble: list[Node | Piece] = []
        self.holdings: list[Node] = []
        self.omissions: list[Omission] = []
        self.findings: list[Any] = []
        self.formula_seen = False

    def take(self, chunk: _Chunk) -> None:
        numbered = self.rules.paragraph.match(chunk.text)
        if numbered:
            self._paragraph(chunk, numbered)
        elif self.rules.formula.fullmatch(chunk.text):
            self.formula_seen = True
            self.preamble.append(Node("formula", name="holding", body=(_piece(chunk),)))
        else:
            self._furniture(chunk)

    def _paragraph(self, chunk: _Chunk, match: re.Match[str]) -> None:
        kind = "paragraph" if self.formula_seen else "recital"
        num = _cut(chunk, *match.span("num"))
        body = _cut(chunk, *match.span("text"))
        for start, end in ((0, match.start("num")), (match.end("num"), match.start("text"))):
            self._markup(chunk, start, end)
        node = Node(kind, num=num, body=(body,), unit=True)
        (self.holdings if self.formula_seen else self.preamble).append(node)

    def _markup(self, chunk: _Chunk, start: int, end: int) -> None:
        words = chunk.text[start:end].strip()
        if words:
            at = chunk.text.index(words, start)
            piece = _cut(chunk, at, at + len(words))
            self.omissions.append(Omission(piece.start, piece.end, "markup", words))

    def _furniture(self, chunk: _Chunk) -> None:
        zone = "end" if self.holdings else "cover"
        for rule in self.rules.furniture:
            match = rule.pattern.match(chunk.text)
            if match and rule.zone in (zone, "any"):
                self._lift(rule, match, chunk)
                return
        self.findings.append(finding("STR-UNPARSED", excerpt=chunk.text[:80]))
        self.omissions.append(Omission(chunk.start, chunk.end, "unknown", chunk.text))

    def _lift(self, rule: Furniture, match: re.Match[str], chunk: _Chunk) -> None:
        groups = match.groupdict()
        value = next(iter(groups.values())) if groups else chunk.text
        first = bool(rule.take) and rule.take not in self.facts
        if first:
            self.facts[rule.take] = value
        if first and rule.take in (*_ROLES, "author_long", "work_date"):
            at = chunk.text.index(value)
            self.preface.append(_title(chunk, rule.take, value))
            self._markup(chunk, 0, at if rule.take == "title" else 0)
            self._markup(chunk, at + len(value), len(chunk.text))
        else:
            repeat = bool(rule.take) and not first
            reason = "title-page-repeat" if repeat else rule.id
            self.omissions.append(Omission(chunk.start, chunk.end, reason, chunk.text))


def _title(chunk: _Chunk, take: str, value: str) -> Piece:
    at = chunk.text.index(value)
    start, end = (at, at + len(value)) if take == "title" else (0, len(chunk.text))
    piece = _cut(chunk, start, end)
    name = "docDate" if take == "work_date" else _ROLES.get(take, "")
    roles = (Role(name, at - start, at - start + len(value)),) if name else ()
    return Piece(piece.text, piece.start, piece.end, piece.runs, roles=roles)


def _piece(chunk: _Chunk) -> Piece:
    return _cut(chunk, 0, len(chunk.text))


def _cut(chunk: _Chunk, start: int, end: int) -> Piece:
    """Part of a block as a piece, its runs cut to size."""
    runs: list[Run] = []
    for run in chunk.runs:
        first, last = max(run.text, start), min(run.text + run.length, end)
        if first < last:
            runs.append(Run(first - start, run.source + first - run.text, last - first))
    source_end = runs[-1].source + runs[-1].length
    return Piece(chunk.text[start:end], runs[0].source, source_end, tuple(runs))


def _metadata(facts: dict[str, str], fixed: dict[str, Any]) -> Metadata:
    adopted = facts.get("work_date", "")
    date = datetime.strptime(adopted, "%d %B %Y").date().isoformat() if adopted else ""
    return Metadata(
        jurisdiction=fixed["jurisdiction"],
        language=fixed["language"],
        title=facts.get("title", ""),
        number=fixed["subject"],
        work_date=date,
        version_date=date,
        subtype=fixed["subtype"],
        author=facts.get("author", "").title(),
        doctype=fixed["doctype"],
        extra=tuple((key, facts[key]) for key in ("author_long", "printed") if key in facts),
    )
