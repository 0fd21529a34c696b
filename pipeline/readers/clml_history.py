"""CLML's commentaries and restrictions in; notes and the history of provisions out.

A textual amendment is marked twice: in the words (``Addition`` …) and in a commentary that cites
the amending law. Its date is what the commentary gives in brackets before naming that law.
"""

from __future__ import annotations

import re
from datetime import date

from lxml import etree

from pipeline.history import Amendment, History, Period
from pipeline.readers.clml_vocabulary import VOCABULARY
from pipeline.safexml import local
from pipeline.text import collapse

_DATE = re.compile(r"\((\d{1,2})\.(\d{1,2})\.(\d{4})\)")


class Amenders:
    """The amending law and date in each commentary, by its id."""

    def __init__(self, root: etree._Element) -> None:
        self._known = {
            e.get("id", ""): _amender(e) for e in root.iter() if local(e) == "Commentary"
        }

    def history(self, element: etree._Element, own: list[etree._Element]) -> History:
        """``own``: the changed words in the element that belong to no provision below it."""
        amendments: list[Amendment] = []
        for mark in own:
            kind = VOCABULARY.changes[local(mark)]
            day, by, href = self._known.get(mark.get("CommentaryRef", ""), ("", "", ""))
            amendment = Amendment(kind, day, by, href)
            if by and amendment not in amendments:
                amendments.append(amendment)
        period = Period(element.get("RestrictStartDate", ""), element.get("RestrictEndDate", ""))
        return History(tuple(amendments), period, element.get("RestrictExtent", ""))


def _amender(commentary: etree._Element) -> tuple[str, str, str]:
    """Date, citation and address of the law that a commentary names first; empty if none."""
    citation = next((e for e in commentary.iter() if local(e) == "Citation"), None)
    if citation is None or commentary.get("Type") != "F":
        return "", "", ""
    words = collapse("".join(map(str, citation.itertext())))
    title = citation.get("Title", "")
    by = words if not title or title in words else f"{title} ({words})"
    before = _before(commentary, citation)
    found = _DATE.search(before)
    return _iso(found) if found else "", by, citation.get("URI", "")


def _before(commentary: etree._Element, citation: etree._Element) -> str:
    """The words of a commentary that stand before its first citation."""
    parts: list[str] = []
    for element in commentary.iter(etree.Element):
        if element is citation:
            break
        parts.append(element.text or "")
    parts += [e.tail or "" for e in citation.itersiblings(preceding=True)]
    return collapse("".join(parts))


def _iso(found: re.Match[str]) -> str:
    try:
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    except ValueError:
        return ""
