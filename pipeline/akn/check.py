"""Bytes of an XML file in, everything wrong with it out: door, schemas, profile, integrity."""

from __future__ import annotations

from lxml import etree

from pipeline.akn.integrity import integrity
from pipeline.akn.names import AKN, lz
from pipeline.akn.schema import errors, official, profile, readable_errors
from pipeline.errors import IntegrityError, SourceError, finding
from pipeline.model import Finding
from pipeline.safexml import decode, parse

_MOST = 200  # findings of one kind that one file may have; the rest is counted in one more


def validate(
    data: bytes, path: str, *, force_profile: bool = False, readable: bool = True
) -> tuple[Finding, ...]:
    """The findings of a file; empty if it is valid.

    Our own profile is asked of our own output, or of any file with ``force_profile``;
    ``readable`` words its errors by xmlschema rather than by libxml2 (same verdict, slower).
    """
    try:
        decode(data, path)
        root = parse(data, path)
    except SourceError as error:
        return (error.finding,)
    if root.tag != f"{{{AKN}}}akomaNtoso":
        return (finding("AKN-ROOT", path, 1, name=str(root.tag)),)
    found = [
        finding("AKN-XSD", path, e.line, reason=e.message) for e in errors(official(), root)[:_MOST]
    ]
    if force_profile or next(root.iter(lz("run")), None) is not None:
        found.extend(_by_profile(root, path, readable))
    found.extend(list(integrity(root, path))[:_MOST])
    return tuple(found)


def _by_profile(root: etree._Element, path: str, readable: bool) -> list[Finding]:
    quick = errors(profile(), root)
    if not quick:
        return []
    worded = readable_errors(root) if readable else quick
    return [
        finding("AKN-PROFILE", path, e.line, reason=e.message) for e in (worded or quick)[:_MOST]
    ]


def require_valid(data: bytes, path: str) -> None:
    """Raises IntegrityError ``INT-SCHEMA`` with the first error of XML about to be published."""
    found = validate(data, path, readable=False)
    worst = next((f for f in found if f.severity == "error"), None)
    if worst:
        place = f"line {worst.line}, {worst.eid or 'metadata'}: {worst.message}"
        raise IntegrityError("INT-SCHEMA", path, reason=place)
