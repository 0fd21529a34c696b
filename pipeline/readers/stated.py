"""What a file's own metadata say in, our dates and the findings on what it does not say out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache

from pipeline.errors import finding
from pipeline.knowledge import Library
from pipeline.model import Finding, Metadata

_FORMS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?!\d)"),
    re.compile(r"(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4})(?!\d)"),
)
# "Until further notice" is written as a date by several publishers.
_EARLIEST, _LATEST = 1200, 2100


@lru_cache(4096)  # a law's provisions share a few dates
def iso_date(value: str) -> str:
    """``2012-10-01``, ``20121001``, ``01.10.2012`` as ISO 8601; empty for what is no date."""
    for form in _FORMS:
        match = form.match(value.strip())
        if match:
            year, month, day = (int(match[part]) for part in "ymd")
            return _day(year, month, day) if _EARLIEST < year < _LATEST else ""
    return ""


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:  # no day of the calendar
        return ""


@cache
def _months() -> dict[str, dict[str, int]]:
    raw: dict[str, list[str]] = Library().yaml("months.yaml")
    return {
        language: {name: number for number, name in enumerate(names, 1)}
        for language, names in raw.items()
    }


def written_date(words: str, language: str) -> str:
    """The first date in words with a month's name in that language, as ISO 8601; else empty.

    ``Helsingissä 20 päivänä toukokuuta 2011``, ``den 12 april 1995``, ``26th July, 1960``,
    ``16 de desembre del 2021``, ``30.12.2024``.
    """
    figures = re.search(r"\b\d{1,2}\.\d{1,2}\.\d{4}\b", words)
    if figures:
        return iso_date(figures[0])
    names = _months().get(language, {})
    pattern = (
        r"\b(\d{1,2})(?:\.|st|nd|rd|th|er|º)?\s+(?:(?:de|päivänä)\s+|d['’])?"
        rf"({'|'.join(names)})[.,]?\s+(?:del?\s+)?(\d{{4}})\b"
    )
    found = re.search(pattern, words.lower()) if names else None
    return iso_date(f"{found[1]}.{names[found[2]]}.{found[3]}") if found else ""


def missing(stated: Metadata, path: str, publishes_in: str = "") -> tuple[Finding, ...]:
    """One finding for each thing that a law should say of itself and this file does not.

    ``publishes_in``: the language of a publisher who has no other, where the file names none.
    """
    found = list(_missing(stated, path))
    if publishes_in:
        reason = f"its publisher, who publishes in {publishes_in}"
        found.append(finding("META-LANGUAGE", path, language=stated.language, reason=reason))
    return tuple(found)


def _missing(stated: Metadata, path: str) -> Iterator[Finding]:
    if not stated.title:
        yield finding("META-TITLE", path)
    if not stated.work_date:
        yield finding("META-DATE", path)
    if not stated.version_date:
        yield finding("META-VERSION", path)
    if stated.jurisdiction == "zz":
        yield finding("META-JURISDICTION", path, jurisdiction="zz")
    if stated.language in ("", "und"):
        yield finding("META-LANGUAGE", path, language="und", reason="nothing in the file")
    if not stated.number:
        yield finding("META-NUMBER", path, value=stated.identifier or stated.title)
