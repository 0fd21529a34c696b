"""Drafting styles as data: how each legal tradition prints its units, containers and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from pipeline.errors import KnowledgeError
from pipeline.knowledge import Library

# always; never; or only where the source marks no unit at all as a heading
Plain = Literal["always", "never", "alone"]
HeadingPlace = Literal["on-line", "after", "before"]


_GROUP_NAME = re.compile(r"\(\?P<\w+>")
_LEVELS = {"(1)": "paragraph", "superscript": "paragraph", "default": "point"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A line that opens a unit or a container: groups ``num`` and, if on the line, ``heading``."""

    element: str
    regex: re.Pattern[str]
    plain: Plain  # whether also a line that the source does not mark as a heading
    name: str = ""
    levels: Mapping[str, str] = field(default_factory=dict, hash=False)  # its own; else the style's


@dataclass(frozen=True, slots=True)
class Openers:
    """Patterns of units or of containers, tried in order; the first that matches a line counts.

    Nearly every line of a law opens nothing: ``any_of`` says so at once.
    """

    patterns: tuple[Pattern, ...]
    any_of: re.Pattern[str]

    @classmethod
    def of(cls, patterns: Sequence[Pattern]) -> Openers:
        return cls(tuple(patterns), re.compile("|".join(map(_alternative, patterns)) or r"(?!)"))

    def __iter__(self) -> Iterator[Pattern]:
        return iter(self.patterns)

    def match(self, text: str) -> tuple[Pattern, re.Match[str]] | None:
        """The pattern that ``text`` matches, and how."""
        if not self.any_of.match(text):
            return None
        for pattern in self.patterns:
            match = pattern.regex.match(text)
            if match:
                return pattern, match
        return None


def _alternative(pattern: Pattern) -> str:
    """A pattern as one of several: names of groups, which all of them have, left out."""
    bare = _GROUP_NAME.sub("(?:", pattern.regex.pattern)
    return f"(?i:{bare})" if pattern.regex.flags & re.IGNORECASE else f"(?:{bare})"


@dataclass(frozen=True, slots=True)
class NotePattern:
    """A line that is a note: ``history``, ``commencement``, ``extent``, ``editorial``."""

    kind: str
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Style:
    """One drafting style; ``containers`` from the widest to the narrowest."""

    name: str
    jurisdictions: frozenset[str]
    languages: frozenset[str]
    signs: tuple[re.Pattern[str], ...]  # lines that hardly any other style has
    needs_sign: bool  # its numbers are those of any list: without a sign it is not this style
    units: Openers
    containers: Openers
    heading: HeadingPlace
    levels: Mapping[str, str]  # kind of mark inside a unit: element; the widest first; ``default``
    repealed: tuple[re.Pattern[str], ...]
    pending: re.Pattern[str] | None  # says of a provision that it is not in force yet
    recitals: re.Pattern[str] | None  # the line above numbered recitals
    recital: re.Pattern[str] | None  # the first words of one without a number
    notes: tuple[NotePattern, ...]  # lines that are notes and no law
    annotations: re.Pattern[str] | None  # begins editorial notes up to the next provision
    amending: re.Pattern[str] | None
    cites: re.Pattern[str] | None  # ends a line that cites what begins the next
    toc: re.Pattern[str] | None  # a line of a table of contents
    heading_end: re.Pattern[str] | None  # a stop at its end that makes a heading no sentence
    first: re.Pattern[str] | None  # a first number in words
    contents: re.Pattern[str] | None  # the title of a table of contents in plain text
    closing: re.Pattern[str] | None  # begins what stands below the law: place, date, signatures


def style_names(library: Library) -> tuple[str, ...]:
    """Every style that is known, sorted."""
    return library.names("drafting")


@cache
def load_style(library: Library, name: str) -> Style:
    """One style; KnowledgeError names what is wrong with its file."""
    path = f"drafting/{name}.yaml"
    raw = library.yaml(path)
    shared = library.yaml("plain_text.yaml")
    try:
        return Style(
            name=name,
            jurisdictions=frozenset(raw.get("jurisdictions", ())),
            languages=frozenset(raw.get("languages", ())),
            signs=tuple(re.compile(s) for s in raw.get("signs", ())),
            needs_sign=raw.get("needs_sign", False),
            units=Openers.of([_pattern(entry) for entry in raw["units"]]),
            containers=Openers.of([_pattern(entry) for entry in raw.get("containers", ())]),
            heading=raw.get("heading", "on-line"),
            levels=MappingProxyType(_levels(raw.get("levels", {}))),
            repealed=tuple(
                re.compile(r, re.IGNORECASE)
                for r in (*raw.get("repealed", ()), *filter(None, (shared.get("repealed"),)))
            ),
            pending=_optional(shared.get("pending")),
            recitals=_optional(shared.get("recitals")),
            recital=_optional(shared.get("recital")),
            notes=tuple(map(_note, raw.get("notes", ()))),
            annotations=_optional(raw.get("annotations")),
            amending=_optional("|".join(filter(None, (raw.get("amending"), shared["amending"])))),
            cites=_optional(shared["cites"]),
            toc=_optional(raw.get("toc")),
            heading_end=re.compile(shared["heading_end"]),
            first=_optional(shared["first"]),
            contents=_optional(raw.get("contents", shared["contents"])),
            closing=_optional(raw.get("closing", shared["closing"])),
        )
    except (re.error, KeyError, TypeError) as error:
        raise KnowledgeError("KNO-VALUE", path, reason=repr(error)) from None


def _levels(own: dict[str, str]) -> dict[str, str]:
    """The style's own kinds of marks first: their order is their rank."""
    return {**own, **{kind: name for kind, name in _LEVELS.items() if kind not in own}}


def _pattern(raw: dict[str, Any]) -> Pattern:
    flags = re.IGNORECASE if raw.get("ignore_case", False) else 0
    return Pattern(
        raw["element"],
        re.compile(raw["match"], flags),
        raw.get("plain", "never"),
        raw.get("name", ""),
        MappingProxyType(_levels(raw["levels"])) if "levels" in raw else MappingProxyType({}),
    )


def _note(raw: str | dict[str, str]) -> NotePattern:
    if isinstance(raw, str):
        return NotePattern("history", re.compile(raw))
    return NotePattern(raw["kind"], re.compile(raw["match"]))


def _optional(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(pattern, re.IGNORECASE) if pattern else None


def load_styles(library: Library) -> tuple[Style, ...]:
    """All styles, in the order of their names."""
    return tuple(load_style(library, name) for name in style_names(library))
