"""Plain text of a law, with or without a header of ``Key: value`` lines."""

from __future__ import annotations

import re

from pipeline.model import Source
from pipeline.readers.front_matter import metadata, split
from pipeline.readers.letterspacing import letterspaced
from pipeline.readers.markdown import scan
from pipeline.readers.plain_lines import plain_lines
from pipeline.safexml import decode
from pipeline.text import sha256

NAME = "plain-text"
_MARKUP = re.compile(rb"^\s*(?:<|\{|\[\s*[\{\"\]]|%PDF|PK\x03\x04|\x1f\x8b)")
_MARKDOWN = re.compile(r"^ {0,3}#{1,10} \S", re.MULTILINE)
_TEXTUAL = (".txt", ".md", ".text")


def sniff(data: bytes, path: str) -> bool:
    """True for a text file that is no markup, no data and no archive."""
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if b"\0" in head or _MARKUP.match(head):
        return False
    return path.lower().endswith(_TEXTUAL)


def read(data: bytes, path: str) -> Source:
    """The file as lines. Raises SourceError for an empty file or a broken encoding."""
    text = decode(data, path)
    header = split(text, path)
    stated, findings = metadata(header, path)
    marked_up = path.lower().endswith(".md") or _MARKDOWN.search(text, header.end)
    found = scan(text, header.end) if marked_up else plain_lines(text, header.end)
    findings = (*findings, *letterspaced(found.lines, path))
    return Source(
        path=path,
        sha256=sha256(data),
        format=NAME,
        metadata=stated,
        length=len(text),
        lines=tuple(found.lines),
        omissions=(*header.omission(text), *found.omissions),
        findings=findings,
    )
