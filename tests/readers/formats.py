"""Every format over real files: read, valid, whole, and how fast, as a table.

Run: python -m tests.readers.formats FOLDER|FILE …

A file is *valid* if its Akoma Ntoso has no error against the official schema, the profile and the
rules of integrity; *whole* if every letter of it is law, a note or left out on record, counted
here without any reader. × is the processor time of reading, structuring, writing and validating,
in units of what lxml (json, for JSON) takes to parse the same bytes and no more.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree, html

from pipeline.akn.check import validate
from pipeline.akn.writer import to_xml
from pipeline.batch.plan import collect
from pipeline.errors import LanzaroteError
from pipeline.knowledge import Library
from pipeline.model import Document, Marked
from pipeline.readers import READERS, read
from pipeline.safehtml import decode_html, encoding_of
from pipeline.safexml import GZIP, decode
from pipeline.structure import build
from tests.akn.test_writer import EDITION
from tests.readers.damage import lost

LIBRARY = Library()
PACKED = ("docx", "pdf")  # no text to compare with


@dataclass
class Row:
    """What was found of one format; ``fraction`` of what could be compared is whole."""

    files: int = 0
    provisions: int = 0
    valid: int = 0
    compared: int = 0
    whole: int = 0
    bytes: int = 0
    parsing: float = 0.0
    working: float = 0.0
    findings: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def measured(paths: list[Path]) -> dict[str, Row]:
    """One row for each format, in the order of their names."""
    rows: dict[str, Row] = {}
    for job in collect(paths):
        data = job.path.read_bytes()
        data = gzip.decompress(data) if data.startswith(GZIP) else data
        name = next((str(r.NAME) for r in READERS if r.sniff(data, job.name)), "unknown")
        row = rows.setdefault(name, Row())
        began = time.process_time()
        try:
            document = build(read(data, job.name), LIBRARY)
            xml = to_xml(Marked(document), EDITION)
            faults = [f for f in validate(xml, job.name) if f.severity == "error"]
        except LanzaroteError as error:
            row.refused.append(f"{job.name}: {error.finding.code} {error.finding.message}"[:150])
            continue
        row.working += time.process_time() - began
        row.parsing += _parsing(data, name)
        row.files += 1
        row.bytes += len(data)
        row.provisions += sum(1 for _ in document.provisions())
        row.valid += not faults
        row.faults.extend(f"{job.name}: {fault.message}"[:150] for fault in faults[:1])
        row.findings.update(finding.code for finding in document.findings)
        if name not in PACKED:
            missing = _missing(data, document, name)
            row.compared += 1
            row.whole += not missing
            row.faults.extend([f"{job.name}: not found {missing[:40]!r}"] if missing else [])
    return dict(sorted(rows.items()))


def _parsing(data: bytes, name: str) -> float:
    began = time.process_time()
    if name.endswith("-json"):
        json.loads(data)
    elif name.endswith("html"):
        html.fromstring(data)
    elif data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        etree.fromstring(data, etree.XMLParser(recover=True, resolve_entities=False))
    else:
        return 0.0
    return time.process_time() - began


def _missing(data: bytes, document: Document, name: str) -> str:
    page = name.endswith("html") and name != "lovdata-html"
    coding = "cp1252" if name == "justel-html" else encoding_of(data)
    text = decode_html(data, "", coding) if page else decode(data)
    held = "\n".join((document.text, *(note.text for note in document.notes)))
    return lost(text, document.omissions, held)


def main(paths: list[Path]) -> int:
    """Print the table; 1 if a file is not valid or not whole."""
    print(f"{'format':20} {'files':>6} {'provisions':>10} {'valid':>7} {'whole':>7} {'MB':>7} "
          f"{'MB/s':>6} {'×':>6}")  # fmt: skip
    rows = measured(paths)
    for name, row in rows.items():
        speed = row.bytes / 1e6 / row.working if row.working else 0.0
        ratio = f"{row.working / row.parsing:6.0f}" if row.parsing else "     –"
        shares = f"{_share(row.valid, row.files)} {_share(row.whole, row.compared)}"
        cost = f"{row.bytes / 1e6:7.2f} {speed:6.2f} {ratio}"
        print(f"{name:20} {row.files:6} {row.provisions:10} {shares} {cost}")
        print("   ", ", ".join(f"{code} {n}" for code, n in sorted(row.findings.items())))
    for row in rows.values():
        for line in (*row.refused, *row.faults):
            print(line)
    return int(any(row.faults for row in rows.values()))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:7.1%}" if whole else "      –"


if __name__ == "__main__":
    raise SystemExit(main([Path(name) for name in sys.argv[1:]]))
