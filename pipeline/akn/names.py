"""Namespaces and the vocabulary of Akoma Ntoso 3.0 that the writer and the reader share."""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree

from pipeline.text import sha256, strip_accents

_OTHER = re.compile(r"[^a-z0-9]+")
AKN: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LZ: Final = "https://lanzarote.example/ns/1.0"
NSMAP: Final[Any] = {None: AKN, "lz": LZ}  # the stubs know no default namespace

# Elements whose text is one line of the document's text.
BLOCKS: Final = frozenset(f"{{{AKN}}}{name}" for name in ("num", "heading", "subheading", "p"))

# What a statement about the text of a provision is called in the attribute "status".
STATUS: Final = {"repealed": "removed", "empty": "incomplete", "unparsed": "unknown"}

# The inline element for words that the publisher marks as changed, by the kind of change.
CHANGED: Final = {
    "insertion": "ins",
    "substitution": "ins",
    "renumbering": "ins",
    "amendment": "ins",
    "repeal": "del",
}

# No clock runs here: agents of the markup and of the law.
PIPELINE: Final = "pipeline"
AUTHOR: Final = "author"


def reader_id(name: str) -> str:
    """The eId of the ``TLCPerson`` for a reader: their name in plain letters and a digest of it."""
    plain = _OTHER.sub("-", strip_accents(name).lower()).strip("-")[:40]
    return f"reader.{plain or 'x'}-{sha256(name)[:8]}"


def akn(name: str) -> str:
    """The qualified name of an Akoma Ntoso element."""
    return f"{{{AKN}}}{name}"


def lz(name: str) -> str:
    """The qualified name of one of our own records."""
    return f"{{{LZ}}}{name}"


def sub(parent: etree._Element, name: str, /, **attributes: str) -> etree._Element:
    """A new Akoma Ntoso child; attributes with an empty value are left out, ``for_`` is ``for``."""
    return etree.SubElement(parent, akn(name), _given(attributes))


def record(parent: etree._Element, name: str, /, **attributes: str) -> etree._Element:
    """A new child in our own namespace, attributes as for ``sub``."""
    return etree.SubElement(parent, lz(name), _given(attributes))


def _given(attributes: dict[str, str]) -> dict[str, str]:
    return {
        _NAMES.get(key, key): value if value.isprintable() else xml_text(value)
        for key, value in attributes.items()
        if value != ""
    }


_NAMES: Final = {"for_": "for", "class_": "class", "as_": "as", "from_": "from"}  # Python's words


def xml_text(text: str) -> str:
    """``text`` with the control characters that XML 1.0 cannot hold shown as their symbols."""
    if text.isprintable() or not _CONTROL.search(text):
        return text
    return text.translate(_CONTROLS)


_CONTROLS = {code: 0x2400 + code for code in range(32) if code not in (9, 10, 13)} | {
    0x7F: 0x2421,
    0xFFFE: 0xFFFD,
    0xFFFF: 0xFFFD,
}
_CONTROL = re.compile(f"[{''.join(map(re.escape, map(chr, _CONTROLS)))}]")
