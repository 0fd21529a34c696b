"""Sections of the United States Code in the Markdown derived from USLM, one section a file."""

from __future__ import annotations

import re

from pipeline.errors import finding
from pipeline.model import Line, Metadata, Note, Omission, Source
from pipeline.readers.markdown import Scan, scan
from pipeline.safexml import decode
from pipeline.text import sha256

NAME = "uslm-markdown"
_REF = re.compile(rb"^# .{0,80}USLM ref (?P<ref>/us/\S+)", re.MULTILINE)
_SECTION = re.compile(r"^#{1,6}\s+(?:§|\[?CHAPTER|\[?PART|\[?SUBCHAPTER|Sec)", re.MULTILINE)
# What follows the section: its source credit, then editorial notes under underlined headings.
_CREDIT = re.compile(r"^\s*\((?:Added|June|July|Aug|Sept|Oct|Nov|Dec|Jan|Feb|Mar|Apr|May|Pub\.)\b")
_NOTES = re.compile(
    r"^\s*(?:__)?\s*(?:Amendments|Historical and Revision Notes|References in Text|Effective Date|"
    r"Short Title|Codification|Change of Name|Prior Provisions|Findings|Construction|Editorial)"
)


def sniff(data: bytes, path: str) -> bool:
    """True for a file that names its USLM identifier in its first heading."""
    return _REF.search(data[:2048]) is not None


def read(data: bytes, path: str) -> Source:
    """The section as lines; navigation and licence are furniture, credits and notes are notes."""
    text = decode(data, path)
    match = _REF.search(data[:2048])
    ref = match["ref"].decode("utf-8", "replace") if match else ""
    first = _SECTION.search(text)
    start = first.start() if first else 0
    rule = text.find("\n----------", start)
    end = rule if rule >= 0 else len(text)
    blank = text[:end] + re.sub(r"\S", " ", text[end:])
    found = scan(blank, start)
    lines, notes = _divided(found)
    return Source(
        path=path,
        sha256=sha256(data),
        format=NAME,
        metadata=Metadata(
            "us",
            "en",
            title=lines[0].piece.text if lines else "",
            number=ref.strip("/").replace("/", "-"),
            identifier=ref,
        ),
        length=len(text),
        lines=tuple(lines),
        notes=tuple(notes),
        omissions=(
            *_furniture(text, 0, start),
            *found.omissions,
            *_furniture(text, end, len(text)),
        ),
        findings=(finding("META-DATE", path), finding("META-VERSION", path)),
    )


def _divided(found: Scan) -> tuple[list[Line], list[Note]]:
    lines: list[Line] = []
    notes: list[Note] = []
    for line in found.lines:
        if lines and (notes or _CREDIT.match(line.piece.text) or _NOTES.match(line.piece.text)):
            kind = "history" if _CREDIT.match(line.piece.text) else "editorial"
            notes.append(Note(kind, line.piece))
        else:
            lines.append(line)
    return lines, notes


def _furniture(text: str, start: int, end: int) -> tuple[Omission, ...]:
    part = text[start:end]
    bare = part.strip()
    if not bare:
        return ()
    at = start + part.index(bare)
    return (Omission(at, at + len(bare), "furniture"),)
