"""How two files of one law agree, provision by provision: the values, and how they are told."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from pipeline.ids import eid_number
from pipeline.knowledge import Library
from pipeline.model import Document, Provision
from pipeline.readers import read
from pipeline.structure import build

PAIRS = Path(__file__).with_name("pairs.yaml")
_LIBRARY = Library()
_NOT_A_LETTER = re.compile(r"[\W_]")


@dataclass(frozen=True, slots=True)
class Pair:
    """One row of pairs.yaml: what is expected of two files, and why they differ where they do."""

    a: str
    b: str
    kinds: tuple[str, str]
    language: str
    units: tuple[int, int]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    same_eid: int
    text: dict[str, int] = field(default_factory=dict)
    why: str = ""


def pairs() -> Iterator[Pair]:
    """The rows, in the order of the file."""
    for row in yaml.safe_load(PAIRS.read_text("utf-8")):
        yield _pair(row)


def _pair(row: dict[str, Any]) -> Pair:
    kind = row["kind"]
    return Pair(
        row["a"],
        row["b"],
        (kind, kind) if isinstance(kind, str) else tuple(kind),
        row.get("language", ""),
        tuple(row["units"]),
        tuple(map(str, row.get("only_a", ()))),
        tuple(map(str, row.get("only_b", ()))),
        row["same_eid"],
        row.get("text", {}),
        row.get("why", ""),
    )


@lru_cache(maxsize=4)
def document(path: Path, language: str) -> Document:
    return build(read(path.read_bytes(), str(path), language), _LIBRARY)


def provisions(found: Document, kind: str) -> list[Provision]:
    """The units of a kind, in order."""
    return [p for p in found.provisions() if p.unit and p.kind == kind and p.num]


def number(provision: Provision, found: Document) -> str:
    return eid_number(provision.num.span.of(found.text)) if provision.num else ""


def wording(provision: Provision, found: Document, *, labels: bool) -> str:
    """The text of a provision after its own number, with or without the numbers below it."""
    start = provision.num.span.end if provision.num else provision.span.start
    cut = [] if labels else [p.num.span for p in provision.walk() if p.num and p is not provision]
    text, at = "", start
    for span in sorted(cut):
        text, at = text + found.text[at : span.start], span.end
    return unicodedata.normalize("NFKC", text + found.text[at : provision.span.end])


def agreement(one: Provision, a: Document, other: Provision, b: Document) -> str:
    """How near the texts of a provision are: the first of ``words`` (the same), ``letters`` (but
    for white space and signs), ``labels`` (but for the numbers of their parts), ``order`` (the
    same letters), ``more`` (one has all letters of the other), ``repealed`` (in one of them at
    least), ``other``."""
    tests: tuple[tuple[str, bool, Callable[[str], object]], ...] = (
        ("words", True, str.split),
        ("letters", True, _letters),
        ("labels", False, _letters),
        ("order", False, lambda text: Counter(_letters(text))),
    )
    for name, labels, compared in tests:
        if compared(wording(one, a, labels=labels)) == compared(wording(other, b, labels=labels)):
            return name
    few, many = (Counter(_letters(wording(*w, labels=False))) for w in ((one, a), (other, b)))
    if few <= many or many <= few:
        return "more"
    repealed = "repealed" in (one.status, other.status)
    return "repealed" if repealed else "other"


def _letters(text: str) -> str:
    return _NOT_A_LETTER.sub("", text).casefold()
