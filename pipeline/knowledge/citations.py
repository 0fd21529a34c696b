"""Takes ``citations/<xx>.yaml`` and gives ``CitationGrammar``: how one language cites law.

A citation is a chain of *steps*: a word (section, Absatz) with its numbers. All patterns but those
of ``laws`` are regular expressions over *folded* text. The fields of a file:

* ``number``: the number of a section or article, as printed; ``lower``: of what stands below it;
  ``roman``: a roman number, where it is not plain;
* ``steps``: ``rank`` (below 30 what stands above a section, 30 what is cited whole, 40 what
  stands directly below it, above 40 what stands further below), ``element`` of Akoma Ntoso,
  ``words``; ``plural`` forms, after which "3-5" is a range; ``letters``: "point a";
  ``ordinal``: "first paragraph"; ``compound``: "subsection 5(2)" is (2) of the section 5, which
  it names, ``compound_dotted`` only "paragraph 5.1(2)(a)"; ``dotted``:
  "Article 18.1.a"; ``first``: the number stands before the word ("3 §"); ``number`` where it
  differs;
* ``ordinals``: number: words; -1 is the last;
* ``tail``: an unnamed step below ("(1)"), ``joint`` and ``range`` between numbers, ``onwards``
  after one ("et seq."), ``of`` before the step above, ``down`` before the step below;
* ``related``: words ``before`` or ``after`` the word of a step (of the ``elements`` listed) that
  stand for its number: ``this``, ``previous``, ``next``, ``that``; those ``with_article`` take the
  ``article`` before them into the citation;
* ``here``: words after a citation that assign it to the law it stands in, ``ours`` before it;
* ``coded``: a code's number before the section ("18 U.S.C. § 2251");
* ``shares``: words between two citations, besides a comma or one word, across which the law that
  the second names is that of the first too;
* ``laws``: see ``pipeline.knowledge.laws``; ``amends``: words of a provision that amends another
  law; ``counted``: what makes a number a quantity; ``never``: what is no citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.errors import KnowledgeError
from pipeline.knowledge import Library
from pipeline.knowledge.citation_starts import Numbers, Start, Starts
from pipeline.knowledge.languages import language_data

UNIT = 30  # the rank of what is cited whole
DIRECT = 40  # the rank of what stands directly below it
_NEVER = "(?!)"
_UNWORDED = ("(?=", "(?<=")  # a step without a word: its number tells it
_ONE_WORD = r"\s*,?\s*(?:[^\W\d]+\.?\s+)?"
_LOWER = r"\d{1,2}[a-z]{0,2}(?!\w|/\d)"
_ROMAN = r"[ivxlc]{1,7}(?!\w)"
_BRACKETED = r"\(?(?:\d{1,3}[a-z]{0,2}|[a-z]{1,2}\d?|[ivx]{1,5})\)(?!\w)"
_LETTER = r"(?:[a-z]|aa|bb|cc|dd|ee|ff|gg|hh|ii|iii|iv|vi{1,3}|ix)(?:\)|(?![\w')]|\.(?:\S|\s\d)))"


@dataclass(frozen=True, slots=True)
class Step:
    """One word of citation: what it cites and which numbers may follow it."""

    rank: int
    element: str
    number: re.Pattern[str]
    plural: re.Pattern[str]
    dotted: bool
    first: bool
    compound: str  # the element whose number comes first in "subsection 5(2)"
    compound_dotted: str


@dataclass(frozen=True, slots=True)
class CitationGrammar:
    """How one language cites. In ``start``, group ``s<i>`` is the word of ``steps[i]``, ``f<i>``
    the word after its numbers and ``o<i>`` the word after an ordinal."""

    steps: tuple[Step, ...]
    start: re.Pattern[str]
    ordinals: Mapping[str, str]
    tail: re.Pattern[str]
    dotted: re.Pattern[str]
    joint: re.Pattern[str]
    range: re.Pattern[str]
    onwards: re.Pattern[str]
    of: re.Pattern[str]
    down: re.Pattern[str]
    related: tuple[re.Pattern[str], ...]
    article: re.Pattern[str]  # before the place at which a search for it ends
    with_article: frozenset[str]
    starts: Starts
    here: re.Pattern[str]
    ours: re.Pattern[str]
    coded: re.Pattern[str]
    shares: re.Pattern[str]
    amends: re.Pattern[str]
    never: re.Pattern[str]


@cache
def citation_grammar(library: Library, language: str) -> CitationGrammar | None:
    """The grammar of a language, None if there is none. KnowledgeError if it is not valid."""
    if not re.fullmatch(r"[a-z]{2,3}", language) or language not in library.names("citations"):
        return None
    name = f"citations/{language}.yaml"
    raw = library.yaml(name)
    try:
        return _grammar(raw)
    except (KeyError, TypeError, AttributeError, ValueError, re.error) as error:
        reason = f"{type(error).__name__} {error}"
        raise KnowledgeError("KNO-VALUE", str(library.path(name)), reason=reason) from None


def _grammar(raw: Mapping[str, Any]) -> CitationGrammar:
    ordinals = {
        word: str(number)
        for number, words in raw.get("ordinals", {}).items()
        for word in words.split("|")
    }
    ordinal = "|".join(map(re.escape, sorted(ordinals, key=len, reverse=True))) or _NEVER
    shapes = [_shape(step, raw, ordinal) for step in raw["steps"]]
    start, related = _start(raw, shapes, ordinal), tuple(_related(raw))
    aside = raw.get("related", {})
    coded = rf"(?<![\w.]){raw['coded']}" if "coded" in raw else ""
    return CitationGrammar(
        steps=tuple(
            Step(
                step["rank"],
                step["element"],
                re.compile(shape),
                re.compile(step.get("plural", _NEVER)),
                step.get("dotted", False),
                bool(step.get("first", False)),
                step.get("compound", ""),
                step.get("compound_dotted", ""),
            )
            for step, shape in zip(raw["steps"], shapes, strict=True)
        ),
        start=re.compile(start),
        ordinals=ordinals,
        related=tuple(re.compile(pattern) for pattern in related),
        article=re.compile(rf"(?<!\w)(?:{aside.get('article', _NEVER)})\s+$"),
        with_article=frozenset(aside.get("with_article", ())),
        starts=_starts(raw, start, related, coded, ordinals),
        here=re.compile(raw.get("here", _NEVER)),
        ours=re.compile(rf"(?:{raw.get('ours', _NEVER)})$"),
        coded=re.compile(coded or _NEVER),
        **{
            name: re.compile(raw.get(name, _NEVER))
            for name in ("tail", "dotted", "joint", "range", "onwards", "of", "down")
        },
        shares=re.compile(rf"{_ONE_WORD}|{raw.get('shares', _NEVER)}"),
        amends=re.compile(raw.get("amends", _NEVER)),
        never=re.compile(raw.get("never", _NEVER)),
    )


def _shape(step: Mapping[str, Any], raw: Mapping[str, Any], ordinal: str) -> str:
    """The pattern of one number of a step; what counts something is none."""
    usual = raw["number"] if step["rank"] <= UNIT else raw.get("lower", _LOWER)
    number = step.get("number", usual)
    shapes = [f"(?:{number})(?!{raw.get('counted', _NEVER)})"]
    if step["rank"] < UNIT:
        shapes.append(raw.get("roman", _ROMAN))
        shapes.append(r"[a-z]\d?(?!\w)")
    elif step["rank"] > UNIT:
        shapes.insert(0, _BRACKETED)
    if step.get("letters"):
        shapes.append(raw.get("letters", _LETTER))
    if step.get("roman"):
        shapes.append(raw.get("roman", _ROMAN))
    if step.get("ordinal"):
        shapes.append(rf"(?:{ordinal})(?!\w)")
    return "|".join(f"(?:{shape})" for shape in shapes)


def _starts(
    raw: Mapping[str, Any], start: str, related: Sequence[str], coded: str, ordinals: Iterable[str]
) -> Starts:
    """Where a citation can begin: with a word of a step, a word for a number, or a number."""
    aside = raw.get("related", {})
    steps = [step for step in raw["steps"] if not step["words"].startswith(_UNWORDED)]
    words = [step["words"] for step in steps]
    first = len(steps) < len(raw["steps"]) or any(step.get("first") for step in steps)
    before = [step["words"] for step in steps if step.get("first") != "only"]
    found = [
        Start(
            start,
            (*before, *map(re.escape, ordinals)),
            Numbers.ANY if first else Numbers.NONE,
        )
    ]
    sides = [side for side in ("before", "after") if aside.get(side)]
    for side, pattern in zip(sides, related, strict=True):
        beginning = tuple(aside[side].values()) if side == "before" else tuple(words)
        found.append(Start(pattern, beginning, Numbers.NONE))
    if coded:
        found.append(Start(coded, (), Numbers.FIGURES))
    return Starts(found)


def _start(raw: Mapping[str, Any], shapes: list[str], ordinal: str) -> str:
    before, after, counted = [], [], []
    for i, (step, shape) in enumerate(zip(raw["steps"], shapes, strict=True)):
        words = step["words"]
        if step.get("first"):
            joint = rf"(?:{raw['joint']}|{raw['range']})"
            counted.append(rf"(?:{shape})(?:{joint}(?:{shape})){{0,9}}\s*(?P<f{i}>{words})(?!\w)")
        if step.get("first") != "only":
            ends = "" if words.startswith(_UNWORDED) else r"(?![^\W\d_])"
            before.append(rf"(?P<s{i}>{words}){ends}\s*(?={shape})")
        if step.get("ordinal"):
            after.append(rf"(?P<o{i}>{words})(?!\w)")
    parts = [*before, *counted]
    if after:
        joint = rf"(?:{raw['joint']}|{raw['range']})"
        words = rf"(?:{ordinal})(?:{joint}(?:{ordinal})){{0,5}}\s+(?:{'|'.join(after)})"
        parts.append(words)
    return rf"(?<!\w)(?:{'|'.join(parts)})"


def _related(raw: Mapping[str, Any]) -> Iterator[str]:
    """Patterns of steps that words stand for: ``this``, ``previous``, ``next`` or ``that``."""
    related = raw.get("related", {})
    steps = [
        rf"(?P<s{i}>{step['words']})"
        for i, step in enumerate(raw["steps"])
        if step["element"] in related.get("elements", ())
    ]
    word = f"(?:{'|'.join(steps)})"
    for side in ("before", "after"):
        names = [rf"(?P<{name}>{words})" for name, words in related.get(side, {}).items()]
        if names:
            words = f"(?:{'|'.join(names)})"
            order = rf"{words}\s+{word}" if side == "before" else rf"{word}\s+{words}"
            yield rf"(?<!\w){order}(?!\w)"


@cache
def definition_formulas(library: Library, language: str) -> tuple[re.Pattern[str], ...]:
    """Patterns with a group ``term``, over the text as it is. KnowledgeError if one is wrong."""
    path, data = language_data(library, language)
    formulas = []
    for raw in data.get("definitions", ()):
        try:
            formula = re.compile(raw)
        except re.error as error:
            raise KnowledgeError("KNO-VALUE", path, reason=f"{raw!r}: {error}") from None
        if "term" not in formula.groupindex:
            raise KnowledgeError("KNO-VALUE", path, reason=f"{raw!r} names no group 'term'")
        formulas.append(formula)
    return tuple(formulas)
