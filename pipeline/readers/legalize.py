"""Markdown with YAML front matter, as the Legalize family and se-lex publish it."""

from __future__ import annotations

import re

from pipeline.model import Source
from pipeline.readers.front_matter import metadata, split
from pipeline.readers.letterspacing import letterspaced
from pipeline.readers.markdown import scan
from pipeline.safexml import decode
from pipeline.text import sha256

NAME = "legalize-markdown"
_KEYS = re.compile(rb"^(?:country|identifier|beteckning)\s*:", re.MULTILINE)
_SWEDISH = re.compile(rb"^beteckning\s*:", re.MULTILINE)


def sniff(data: bytes, path: str) -> bool:
    """True for front matter that names a country or an identifier."""
    head = data[:8192].removeprefix(b"\xef\xbb\xbf")
    return head.startswith(b"---") and bool(_KEYS.search(head))


def read(data: bytes, path: str) -> Source:
    """The file as lines. Raises SourceError for a broken encoding or front matter."""
    text = decode(data, path)
    header = split(text, path)
    publisher = "se" if _SWEDISH.search(data[:8192]) else ""
    stated, findings = metadata(header, path, jurisdiction=publisher)
    found = scan(text, header.end)
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
