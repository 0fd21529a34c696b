"""A file's own header (YAML front matter or ``Key: value`` lines) in, Metadata and findings out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import yaml

from pipeline.errors import SourceError, finding
from pipeline.knowledge import Library
from pipeline.model import Finding, Metadata, Omission

_YAML = re.compile(r"\A---[ \t]*\r?\n(?P<body>.*?)^---[ \t]*\r?(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADER = re.compile(r"\A(?:[A-Z][A-Za-z ]{1,24}:[^\n]*\r?\n){2,}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_JURISDICTION = re.compile(r"[a-z]{2}(?:-[a-z0-9]{1,12})*")  # others are none: "zz" and a finding
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_FIELDS = (
    "title", "short_title", "number", "identifier", "work_date", "version_date", "status",
    "source_uri", "subtype", "author", "jurisdiction", "language", "specimen",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Header:
    """The fields of a header in order, and where it ends in the source."""

    fields: tuple[tuple[str, str], ...]
    end: int

    def omission(self, text: str) -> tuple[Omission, ...]:
        """The header as text that is metadata, not law."""
        body = text[: self.end].rstrip()
        return (Omission(0, len(body), "metadata"),) if body else ()


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = Library().yaml("frontmatter.yaml")
    return table


def split(text: str, path: str) -> Header:
    """The header at the start of ``text``; empty where there is none.

    Raises SourceError ``SRC-FRONT-MATTER`` if it is there and not readable.
    """
    match = _YAML.match(text)
    if match:
        return Header(_parsed(match["body"], path), match.end())
    match = _HEADER.match(text)
    if match:
        lines = (line.partition(":") for line in match[0].splitlines())
        return Header(tuple((k.strip(), v.strip()) for k, _, v in lines), match.end())
    return Header((), 0)


def _parsed(body: str, path: str) -> tuple[tuple[str, str], ...]:
    try:
        # every value as the text that was written; YAML takes no control characters
        clean = _CONTROL.sub(" ", body)
        raw = yaml.load(clean, yaml.CBaseLoader)
        # Values that stand for others can stand for millions of them.
        aliases = ("&" in clean and "*" in clean) and any(
            isinstance(event, yaml.AliasEvent) for event in yaml.parse(clean, yaml.CBaseLoader)
        )
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        raise SourceError(
            "SRC-FRONT-MATTER", path, line, reason=str(error).split("\n")[0]
        ) from None
    if aliases:
        raise SourceError("SRC-FRONT-MATTER", path, 2, reason="it has aliases")
    if raw in (None, ""):
        return ()
    if not isinstance(raw, dict):
        raise SourceError("SRC-FRONT-MATTER", path, 2, reason="it is not a list of fields")
    return tuple((str(k), _flat(v)) for k, v in raw.items())


def _flat(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(_flat, value))
    if isinstance(value, dict):
        return "; ".join(f"{k}: {_flat(v)}" for k, v in value.items())
    return str(value).strip()


def metadata(header: Header, path: str, **known: str) -> tuple[Metadata, tuple[Finding, ...]]:
    """Metadata from the header; ``known`` are facts the format itself fixes (its publisher)."""
    table = _table()
    given = dict(header.fields)
    found: list[Finding] = []
    values, ignored = _dialect(given)
    used: set[str] = set()
    for name in _FIELDS:
        for key in table[name]:
            value = "" if key in ignored else given.get(key, "")
            if value and name.endswith("_date") and not _credible(value):
                found.append(finding("META-DATE-VALUE", path, field=key, value=value))
                continue
            if value:
                values.setdefault(name, value)
                used.add(key)
                break
    values = {**values, **{k: v for k, v in known.items() if v and k not in values}}
    jurisdiction = values.get("jurisdiction", "").lower()
    if not _JURISDICTION.fullmatch(jurisdiction):
        jurisdiction = _publisher(given)
    language = values.get("language", "").lower()[:2]
    if not language:
        language = table["language_of"].get(jurisdiction, "und")
        if language == "und":
            found.append(
                finding("META-LANGUAGE", path, language="und", reason="nothing in the file")
            )
    found.extend(_missing(values, jurisdiction, path))
    stated = Metadata(
        jurisdiction=jurisdiction or "zz",
        language=language,
        title=values.get("title", ""),
        short_title=values.get("short_title", ""),
        number=values.get("number", ""),
        identifier=values.get("identifier", ""),
        work_date=values.get("work_date", ""),
        version_date=values.get("version_date", ""),
        status=values.get("status", ""),
        source_uri=values.get("source_uri", ""),
        subtype=values.get("subtype", ""),
        author=values.get("author", ""),
        specimen=values.get("specimen", "").lower() == "true",
        extra=tuple((k, v) for k, v in header.fields if k not in used),
    )
    return stated, tuple(found)


def _dialect(given: dict[str, str]) -> tuple[dict[str, str], frozenset[str]]:
    """What a publisher's own header says beyond its fields, and the fields that mislead in it."""
    known: list[dict[str, Any]] = _table()["dialects"]
    own = next((d for d in known if given.get(d["field"]) == d["value"]), None)
    if own is None:
        return {}, frozenset()
    address = given.get(own["number"]["field"], "")
    number = re.search(own["number"]["match"], address)
    values = {
        "number": number["v"] if number else "",
        "source_uri": given.get(own["source_uri"], ""),
    }
    return {name: value for name, value in values.items() if value}, frozenset(own["not"])


def _publisher(given: dict[str, str]) -> str:
    """Whose law it is by the official publisher whose address the header names."""
    stated = " ".join(given.values())
    publishers: dict[str, str] = _table()["publisher_of"]
    return next((code for host, code in publishers.items() if host in stated), "")


def _missing(values: dict[str, str], jurisdiction: str, path: str) -> list[Finding]:
    found = []
    for name, code in (
        ("title", "META-TITLE"),
        ("work_date", "META-DATE"),
        ("version_date", "META-VERSION"),
    ):
        if not values.get(name):
            found.append(finding(code, path))
    if not jurisdiction:
        found.append(finding("META-JURISDICTION", path, jurisdiction="zz"))
    if not values.get("number"):
        value = values.get("identifier") or values.get("title", "")
        found.append(finding("META-NUMBER", path, value=value))
    return found


def _credible(value: str) -> bool:
    if not _ISO.match(value) or value in _table()["not_a_date"]:
        return False
    try:
        return 1200 <= date.fromisoformat(value).year <= 2100
    except ValueError:
        return False
