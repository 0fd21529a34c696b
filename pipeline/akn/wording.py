"""A message of libxml2 in, a sentence for people out: which element, what is wrong, what may stand.

The sentences are a table; where a value has to follow a pattern, the words for it are the
documentation of the type in our own schemas.
"""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

from pipeline.akn.names import LZ
from pipeline.files import bundled

_QUALIFIED = re.compile(r"\{([^{}]*)\}")
_XSD = "{http://www.w3.org/2001/XMLSchema}"
_MOST = 12  # names listed as expected; a longer list is not read
_ON = r"Element '(?P<element>[^']*)'(?:, attribute '(?P<attribute>[^']*)')?: (?:\[[^\]]*\] )?"
_EXPECTED = r"(?: Expected is (?:one of )?\( (?P<expected>.*) \)\.)?"
_VALUE = r"(?P<value>.*)"

_SENTENCES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(_ON + pattern + r"\Z", re.DOTALL), sentence)
    for pattern, sentence in (
        (rf"This element is not expected\.{_EXPECTED}", "<{element}> may not stand here{expected}"),
        (
            rf"Missing child element\(s\)\.{_EXPECTED}",
            "<{element}> ends before it is complete{expected}",
        ),
        (
            r"The attribute '(?P<missing>[^']*)' is required but missing\.",
            "<{element}> lacks the attribute {missing}",
        ),
        (
            r"The attribute '[^']*' is not allowed\.",
            "<{element}> may not have the attribute {attribute}",
        ),
        (
            r"(?:Character content|Element content) .*is not allowed.*",
            "<{element}> holds text or elements where it may not; text belongs in a <p>, <num> or"
            " <heading>",
        ),
        (
            rf"The value '{_VALUE}' is not accepted by the pattern '(?P<pattern>.*)'\.",
            "{place} is {value!r}; expected: {pattern}",
        ),
        (
            rf"The value '{_VALUE}' is not an element of the set \{{(?P<choice>.*)\}}\.",
            "{place} is {value!r}; expected: one of {choice}",
        ),
        (
            rf"'{_VALUE}' is not a valid value of the (?P<type>.*)\.",
            "{place} is {value!r}; expected: {type}",
        ),
        (
            r"Duplicate key-sequence \['(?P<value>[^']*)'\].*",
            "<{element}> has the eId {value}, which another element has already",
        ),
        (
            r"No matching global element declaration.*",
            "<{element}> is not an element of Akoma Ntoso",
        ),
    )
)

# What the types are called in messages, in words; the official dates are unnamed unions.
_TYPES = {
    "atomic type 'xs:anyURI'": "an address (URI)",
    "atomic type 'xs:date'": "a day of the calendar, such as 2017-05-12",
    "atomic type 'xs:NMTOKEN'": "one word of letters, digits, hyphens and underscores",
    "local union type": "a day of the calendar, such as 2017-05-12",
}


def sentence(message: str) -> str:
    """What a message of libxml2 says, in words; the message without namespaces if it is unknown."""
    plain = plain_names(message)
    for pattern, words in _SENTENCES:
        match = pattern.match(plain)
        if match:
            return words.format(**_fields(match)) + "."
    return plain


def plain_names(message: str) -> str:
    """``message`` with element names as they are written: no namespace, ours with ``lz:``."""
    return _QUALIFIED.sub(lambda m: "lz:" if m[1] == LZ else "", message).strip()


def among(names: list[str]) -> str:
    """The end of a sentence that says which elements may stand at a place; empty for none."""
    if not names:
        return ""
    shown = [f"<{name}>" for name in names[:_MOST]]
    rest = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return f"; expected: {', '.join(shown)}{rest}"


def _fields(match: re.Match[str]) -> dict[str, str]:
    fields = {name: value or "" for name, value in match.groupdict().items()}
    fields["place"] = f"{fields['attribute'] or 'the text'} of <{fields['element']}>"
    if fields.get("expected"):
        fields["expected"] = among(fields["expected"].split(", "))
    if "pattern" in fields:
        fields["pattern"] = _documentation().get(fields["pattern"], fields["pattern"])
    if "choice" in fields:
        fields["choice"] = fields["choice"].replace("'", "")
    if "type" in fields:
        fields["type"] = _TYPES.get(fields["type"], fields["type"])
    return fields


@cache
def _documentation() -> dict[str, str]:
    """The words for each pattern of our schemas."""
    words: dict[str, str] = {}
    for name in ("lanzarote-profile.xsd", "lanzarote-records.xsd"):
        root = etree.parse(str(bundled("schemas") / name)).getroot()
        for kind in root.iter(f"{_XSD}simpleType"):
            documentation = kind.findtext(f"{_XSD}annotation/{_XSD}documentation")
            for pattern in kind.iter(f"{_XSD}pattern"):
                if documentation:
                    words[pattern.get("value", "")] = documentation
    return words
