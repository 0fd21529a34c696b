"""Bytes of an XML file in, everything wrong with it out: door, schemas, profile, integrity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import etree

from pipeline.akn.integrity import integrity, is_own
from pipeline.akn.names import AKN
from pipeline.akn.schema import SchemaError, errors, official, profile, readable_errors
from pipeline.errors import IntegrityError, SourceError, finding
from pipeline.model import Finding
from pipeline.safexml import decode, parse

_MOST = 200  # findings of one kind that one file may have; one more says that there are more
# Bytes above which xmlschema would make people wait (it reads .3 MB a second, libxml2 40).
_READABLE = 2_000_000


def validate(
    data: bytes, path: str, *, force_profile: bool = False, readable: bool = True
) -> tuple[Finding, ...]:
    """The findings of a file; empty if it is valid.

    Our own profile and eId rules are asked of our own output, or of any file with
    ``force_profile``; ``readable`` lists the profile's errors by xmlschema, which finds more than
    the first of a place, rather than by libxml2 (same verdict, slower).
    """
    try:
        decode(data, path)
        root = parse(data, path)
    except SourceError as error:
        return (error.finding,)
    except UnicodeError as error:  # what codecs such as punycode raise for a declared encoding
        return (finding("SRC-ENCODING", path, 1, encoding="what it declares", reason=error),)
    if root.tag != f"{{{AKN}}}akomaNtoso":
        return (finding("AKN-ROOT", path, 1, name=str(root.tag)),)
    own = force_profile or is_own(root)
    found = [*_capped("AKN-XSD", errors(official(), root), path)]
    if own:
        slow = readable and len(data) <= _READABLE
        found.extend(_capped("AKN-PROFILE", _profile_errors(root, slow), path))
    found.extend(_most(integrity(root, path, own), path))
    return tuple(found)


def _profile_errors(root: etree._Element, readable: bool) -> list[SchemaError]:
    quick = errors(profile(), root)
    return (readable_errors(root, _MOST + 1) or quick) if quick and readable else quick


def _capped(code: str, listed: list[SchemaError], path: str) -> Iterator[Finding]:
    return _most((finding(code, path, e.line, e.eid, reason=e.message) for e in listed), path)


def _most(found: Iterable[Finding], path: str) -> Iterator[Finding]:
    rest = iter(found)
    yield from islice(rest, _MOST)
    if next(rest, None) is not None:
        yield finding("AKN-MORE", path, most=_MOST)


def require_valid(data: bytes, path: str) -> None:
    """Raises IntegrityError ``INT-SCHEMA`` with the first error of XML about to be published."""
    found = validate(data, path, readable=False)
    worst = next((f for f in found if f.severity == "error"), None)
    if worst:
        place = f"line {worst.line}, {worst.eid or 'metadata'}: {worst.message}"
        raise IntegrityError("INT-SCHEMA", path, reason=place)
