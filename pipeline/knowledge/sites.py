"""Descriptions of official sites in, frozen values out: what each element of their pages is.

A site is one file in ``sites/``. Elements are named by XPath 1.0 (class names through
``contains(concat(' ', @class, ' '), ' name ')`` where an element has several).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from lxml import etree

from pipeline.errors import KnowledgeError
from pipeline.knowledge import Library


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement of the page about the law: group ``v`` of ``match`` in the text at ``at``."""

    field: str
    at: str
    match: re.Pattern[str] | None
    date: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """What the elements at ``at`` are, or the blocks of text that ``match``.

    ``what``: ``omit``, ``note``, ``num``, ``heading``, ``node`` (a provision that holds its own
    parts), ``open`` (a provision that reaches to the next of its ``rank`` or above), ``inline``,
    ``block``. Groups of ``match``: ``num``, ``heading``, ``mark`` (left out); the rest is text.
    """

    what: str
    name: str = ""
    at: str = ""
    match: re.Pattern[str] | None = None
    rank: int = 0
    unit: bool = False
    label: str = ""
    anywhere: bool = False  # also outside a unit
    quoted: bool = False
    whole: bool = False  # the element is one block, whatever it holds
    before: str = ""  # characters left out where they stand right before the element


@dataclass(frozen=True, slots=True)
class Site:
    """One site: ``marks`` all stand in a page of it; ``body`` is where the law is."""

    name: str
    marks: tuple[str, ...]
    jurisdiction: str
    language: str
    encoding: str
    refuse: str
    body: str
    lines: bool  # the blocks go to ``structure``, which knows the drafting style
    facts: tuple[Fact, ...]
    rules: tuple[Rule, ...]
    asides: tuple[tuple[str, re.Pattern[str]], ...]  # kind of note, words cut out of the text
    repealed: tuple[re.Pattern[str], ...]
    ends: re.Pattern[str] | None  # the block with which the words below the law begin


@cache
def load_sites(library: Library) -> tuple[Site, ...]:
    """Every described site, by name; KnowledgeError names a mistake."""
    return tuple(_site(library, name) for name in library.names("sites"))


def _site(library: Library, name: str) -> Site:
    raw: dict[str, Any] = library.yaml(f"sites/{name}.yaml")
    try:
        return Site(
            name=raw["name"],
            marks=tuple(mark.lower() for mark in raw["marks"]),
            jurisdiction=raw["jurisdiction"],
            language=raw["language"],
            encoding=raw.get("encoding", ""),
            refuse=raw.get("refuse", ""),
            body=_xpath(raw.get("body", "//page")),
            lines=raw.get("lines", False),
            facts=tuple(_fact(field, fact) for field, fact in raw.get("facts", {}).items()),
            rules=tuple(map(_rule, raw.get("rules", []))),
            asides=tuple((a["note"], re.compile(a["match"])) for a in raw.get("asides", [])),
            repealed=tuple(map(re.compile, raw.get("repealed", []))),
            ends=re.compile(raw["ends"]) if "ends" in raw else None,
        )
    except (KeyError, re.error, etree.XPathError) as error:
        raise KnowledgeError("KNO-VALUE", f"sites/{name}.yaml", reason=repr(error)) from None


def _xpath(path: str) -> str:
    etree.XPath(path)
    return path


def _fact(field: str, raw: dict[str, Any]) -> Fact:
    match = re.compile(raw["match"]) if "match" in raw else None
    return Fact(field, _xpath(raw["at"]), match, field.endswith("_date"))


_WHATS = ("omit", "note", "num", "heading", "node", "open", "inline", "block")


def _rule(raw: dict[str, Any]) -> Rule:
    what = next(what for what in _WHATS if what in raw)
    known = ("rank", "unit", "label", "anywhere", "quoted", "whole", "before")
    more = {key: raw[key] for key in known if key in raw}
    match = re.compile(raw["match"]) if "match" in raw else None
    at = _xpath(raw["at"]) if "at" in raw else ""
    return Rule(what, str(raw[what]), at, match, **more)
