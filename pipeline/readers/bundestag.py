"""German federal law as the Bundestag's Markdown collection gives it."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Metadata, Omission, Source
from pipeline.readers.front_matter import Header, metadata, split
from pipeline.readers.markdown import scan
from pipeline.safexml import decode
from pipeline.text import collapse, sha256

NAME = "bundestag-markdown"
# "Term\n:   definition", the block of dates and citations below the title.
_FACT = re.compile(
    r"^(?P<term>[^\n:#][^\n]*)\n:[ ]{1,4}(?P<value>[^\n]*(?:\n(?![\n:#])[^\n]+)*)", re.M
)
_FIRST_PROVISION = re.compile(r"^#{2,}\s", re.MULTILINE)


def sniff(data: bytes, path: str) -> bool:
    """True for front matter with the abbreviation that German federal law carries."""
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    return head.startswith(b"---") and re.search(rb"^jurabk\s*:", head, re.MULTILINE) is not None


def read(data: bytes, path: str) -> Source:
    """The file as lines; the facts below the title are metadata, kept verbatim."""
    text = decode(data, path)
    header = split(text, path)
    first = _FIRST_PROVISION.search(text, header.end)
    end = first.start() if first else header.end
    facts = [
        (m["term"].strip(), collapse(m["value"]), m.start(), m.end())
        for m in _FACT.finditer(text, header.end, end)
    ]
    fields = Header((*header.fields, *((t, v) for t, v, _, _ in facts)), header.end)
    stated, findings = metadata(fields, path, jurisdiction="de", language="de")
    found = scan(_blanked(text, facts), header.end)
    return Source(
        path=path,
        sha256=sha256(data),
        format=NAME,
        metadata=_dated(stated),
        length=len(text),
        lines=tuple(found.lines),
        omissions=(
            *header.omission(text),
            *(Omission(start, stop, "metadata") for _, _, start, stop in facts),
            *found.omissions,
        ),
        findings=tuple(
            f for f in findings if f.code != "META-DATE" or not _dated(stated).work_date
        ),
    )


def _blanked(text: str, facts: list[tuple[str, str, int, int]]) -> str:
    """``text`` with the facts as white space, so that offsets stay what they are."""
    for _, _, start, end in facts:
        blank = re.sub(r"\S", " ", text[start:end])
        text = text[:start] + blank + text[end:]
    return text


def _dated(stated: Metadata) -> Metadata:
    issued = dict(stated.extra).get("Ausfertigungsdatum", "")
    if stated.work_date or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", issued):
        return stated
    return replace(stated, work_date=issued)
