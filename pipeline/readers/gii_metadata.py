"""The head of a gii-norm file in, our Metadata out; what the names of norms and divisions mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from lxml import etree

from pipeline.history import Amendment, History
from pipeline.knowledge import Library
from pipeline.model import Finding, Metadata
from pipeline.readers.stated import iso_date, missing
from pipeline.safexml import local
from pipeline.text import collapse


@dataclass(frozen=True, slots=True)
class Names:
    """What the publisher's names of norms and divisions mean, from ``gii.yaml``."""

    divisions: tuple[tuple[str, str, str], ...]  # word, element, name of an hcontainer
    roles: tuple[tuple[str, str], ...]  # name of a norm, its role
    repealed: re.Pattern[str]
    amended: re.Pattern[str]
    examples: tuple[tuple[str, str], ...] = ()  # names of divisions and their elements

    def division(self, printed: str) -> tuple[str, str]:
        """The element of a division and, of an hcontainer, its name."""
        for word, element, name in self.divisions:
            if re.search(rf"(?<!\w){word}(?!\w)|{word.lower()}(?!\w)", printed):
                return element, name
        return "hcontainer", "group"

    def role(self, name: str) -> str:
        """``preamble``, ``conclusions``, ``toc``, ``annex``; empty for a provision."""
        return next((role for start, role in self.roles if name.split(" ")[0] == start), "")


@cache
def names() -> Names:
    """The table, read once."""
    table: dict[str, Any] = Library().yaml("gii.yaml")
    roles = ("preamble", "conclusions", "toc", "annex")
    return Names(
        divisions=tuple((d["word"], d["element"], d.get("name", "")) for d in table["divisions"]),
        roles=tuple((name, role) for role in roles for name in table[role]),
        repealed=re.compile(table["repealed"], re.IGNORECASE),
        amended=re.compile(table["amended"], re.IGNORECASE),
        examples=tuple(table["examples"]["divisions"].items()),
    )


def metadata(
    root: etree._Element, first: etree._Element | None, path: str
) -> tuple[Metadata, tuple[Finding, ...]]:
    """What the first norm says of the law. The day on which the file was made is not the day at
    which its text stands, so the latter stays open."""
    head = first.find("metadaten") if first is not None else None
    given = [(local(e), _words(e)) for e in head] if head is not None else []
    known = dict(reversed(given))
    stated = Metadata(
        jurisdiction="de",
        language="de",
        title=known.get("langue", ""),
        short_title=known.get("kurzue", "") or known.get("amtabk", ""),
        number=known.get("jurabk", ""),
        identifier=root.get("doknr", ""),
        work_date=iso_date(known.get("ausfertigung-datum", "")),
        subtype="act",
        extra=(
            ("builddate", root.get("builddate", "")),
            *((name, words) for name, words in given if name not in ("langue", "jurabk")),
        ),
    )
    return stated, missing(stated, path)


def history(first: etree._Element) -> History:
    """The amending laws that the remarks on the state of the text name; they give no date."""
    return History(tuple(_amendments(first)))


def _amendments(first: etree._Element) -> Iterator[Amendment]:
    for remark in first.iterfind("metadaten/standangabe/standkommentar"):
        found = names().amended.match(_words(remark).rstrip("; "))
        if found:
            yield Amendment("amendment", by=found["law"] or found["law2"])


def _words(element: etree._Element) -> str:
    return collapse(" ".join(map(str, element.itertext())))
