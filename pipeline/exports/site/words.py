"""A document in, the data in which the find page searches its provisions out."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pipeline.exports.site.parts import Parts
from pipeline.model import Document

WORDS = "words.js"


def words(document: Document, where: Parts) -> bytes:
    """A call of ``found(address, [[place, number, heading, text], …])``, ASCII, no markup.

    A script and not JSON, because a page from the file system may load scripts but no data.
    """
    rows = json.dumps(list(_rows(document, where)), separators=(",", ":"))
    call = f"found({json.dumps(document.iri)},{rows});\n"
    return call.replace("<", "\\u003c").encode("ascii")  # "<" stands only inside its strings


def _rows(document: Document, where: Parts) -> Iterator[tuple[str, str, str, str]]:
    for unit in document.units():
        text = unit.text
        for part in (unit.num, unit.heading):
            text = text.removeprefix(part).lstrip("\n") if part else text
        yield where.href(unit.eid), unit.num, unit.heading, text
