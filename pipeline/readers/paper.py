"""What Word files, PDF and pages share: a text layer that grows, and the Source it becomes.

The *text layer* is the decoded source of a format whose file is no text: every character that the
file holds as text, in reading order. Source offsets count code points in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.model import Finding, Line, Note, Omission, Piece, Run, Source
from pipeline.readers import opinion_text
from pipeline.readers.front_matter import Header, metadata
from pipeline.text import collapse, sha256

_FIELD = re.compile(r"(?P<key>[A-Z][A-Za-z ]{1,24}):\s(?P<value>\S.*)\Z")
_FIELDS_AT_LEAST = 2
_FIELD_NAMES = re.compile(r"(?:Title|Jurisdiction|Language|Number|Identifier|Date|Version)\Z")


@dataclass
class Layer:
    """The text layer as it grows; blocks are parted by blank lines."""

    parts: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, words: str, apart: str = "\n\n") -> Piece | None:
        """``words``, white space collapsed, as a piece; nothing for white space alone."""
        text = collapse(words)
        if not text:
            return None
        if self.length:
            self.parts.append(apart)
            self.length += len(apart)
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return Piece(text, start, self.length, (Run(0, start, len(text)),))

    def omit(self, words: str, reason: str) -> tuple[Omission, ...]:
        """``words`` as text of the file that is no law."""
        piece = self.add(words)
        return (Omission(piece.start, piece.end, reason, piece.text),) if piece else ()

    @property
    def text(self) -> str:
        return "".join(self.parts)


@dataclass
class Contents:
    """What was read from a paper before anything of it is placed.

    ``body_end``: where in the layer the running text ends and what stands outside it begins.
    """

    layer: str
    body_end: int
    lines: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    omissions: list[Omission] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    fields: tuple[tuple[str, str], ...] = ()  # the file's own statements about itself


def source_of(contents: Contents, data: bytes, path: str, name: str) -> Source:
    """The Source of a paper; an opinion of a treaty committee is read as one.

    Raises SourceError where the opinion's own reader does.
    """
    body = contents.layer[: contents.body_end].encode("utf-8")
    if opinion_text.sniff(body, path):
        return _opinion(contents, body, data, path, name)
    header, lines, omitted = header_of(contents.lines)
    stated, findings = metadata(Header((*header, *free(contents.fields, header)), 0), path)
    return Source(
        path=path,
        sha256=sha256(data),
        format=name,
        metadata=stated,
        length=len(contents.layer),
        lines=tuple(lines),
        notes=tuple(contents.notes),
        omissions=_sorted((*contents.omissions, *omitted)),
        findings=(*findings, *contents.findings),
    )


def _opinion(contents: Contents, body: bytes, data: bytes, path: str, name: str) -> Source:
    opinion = opinion_text.read(body, path)
    outside = [o for o in contents.omissions if o.start >= contents.body_end]
    apart = [line.piece for line in contents.lines if line.kind == "note"]
    notes = [*contents.notes, *(Note("footnote", piece) for piece in apart)]
    return replace(
        opinion,
        sha256=sha256(data),
        format=name,
        length=len(contents.layer),
        notes=(*opinion.notes, *notes),
        omissions=_sorted((*opinion.omissions, *outside)),
        findings=(*opinion.findings, *contents.findings),
    )


def _sorted(omissions: Sequence[Omission]) -> tuple[Omission, ...]:
    return tuple(sorted(omissions, key=lambda o: (o.start, o.end)))


def header_of(
    lines: Sequence[Line],
) -> tuple[tuple[tuple[str, str], ...], Sequence[Line], list[Omission]]:
    """Lines of ``Key: value`` at the head of the text, as a plain-text law has them."""
    fields: list[tuple[str, str]] = []
    for line in lines:
        match = _FIELD.match(line.piece.text)
        if not match or line.kind != "text":
            break
        fields.append((match["key"], match["value"].strip()))
    known = sum(1 for key, _ in fields if _FIELD_NAMES.match(key))
    if known < _FIELDS_AT_LEAST:
        return (), lines, []
    head = lines[: len(fields)]
    omitted = [
        Omission(run.source, run.source + run.length, "metadata", line.piece.text)
        for line in head
        for run in line.piece.runs
    ]
    return tuple(fields), lines[len(fields) :], omitted


def free(
    fields: Sequence[tuple[str, str]], header: Sequence[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """Statements of the file that the header in its text does not make itself."""
    made = {key.lower() for key, _ in header}
    return tuple((k, v) for k, v in fields if v and k.lower() not in made)
