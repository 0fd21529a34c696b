"""The only door for foreign XML: bytes in, a tree without entities, network or surprises out.

What was measured (DESIGN §8): lxml is safe only when it is given bytes, ``resolve_entities=False``
leaves the literal ``&x;`` behind, so declared entities are refused after parsing.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from typing import Any
from xml.parsers import expat

from lxml import etree

from pipeline.errors import SourceError

_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_BOM = b"\xef\xbb\xbf"
GZIP = b"\x1f\x8b"
MOST_UNPACKED = 50_000_000  # bytes; the largest law known packs 14 MB (a fiftieth of it, packed)


def unpacked(data: bytes, path: str = "", most: int = MOST_UNPACKED) -> bytes:
    """What a gzip file holds, never more than ``most`` bytes: a small file can pack a huge one.

    Raises SourceError ``SRC-GZIP`` if it is damaged or cut off, ``SRC-SIZE`` if it holds more.
    """
    packed = zlib.decompressobj(wbits=31)  # gzip, its checksum verified
    try:
        whole = packed.decompress(data, most)
        if packed.unconsumed_tail:
            raise SourceError("SRC-SIZE", path, size=f"more than {most}", limit=most)
        whole += packed.flush()
    except zlib.error as error:
        raise SourceError("SRC-GZIP", path, reason=str(error)) from None
    if not packed.eof or packed.unused_data or whole.startswith(GZIP):
        reason = "it is cut off" if not packed.eof else "it holds more than one packed file"
        raise SourceError("SRC-GZIP", path, reason=reason)
    return whole


def decode(data: bytes, path: str = "") -> str:
    """The source as text: UTF-8 (a byte-order mark is dropped) or what an XML declaration names.

    Raises SourceError ``SRC-EMPTY``, ``SRC-BINARY`` or ``SRC-ENCODING`` (with the line).
    """
    if not data.strip():
        raise SourceError("SRC-EMPTY", path)
    data = data.removeprefix(_BOM)
    declared = _DECLARATION.match(data[:200])
    encoding = declared[1].decode("ascii") if declared else "utf-8"
    if encoding.lower() in ("utf-8", "utf8") and b"\0" in data:
        raise SourceError("SRC-BINARY", path)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(
            "SRC-ENCODING", path, line, encoding=encoding, reason=error.reason
        ) from None
    except LookupError:
        raise SourceError(
            "SRC-ENCODING", path, 1, encoding=encoding, reason="no such encoding"
        ) from None


def parse(data: bytes, path: str = "", recover: bool = False) -> etree._Element:
    """The root element of an XML document given as bytes.

    No entity is expanded, no DTD or network address is loaded, depth and size keep libxml2's
    limits. Raises SourceError ``SRC-EMPTY``, ``XML-SYNTAX`` (with the line) or ``XML-ENTITY``.
    """
    if not data.strip():
        raise SourceError("SRC-EMPTY", path)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        attribute_defaults=False,
        dtd_validation=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 0) or 0
        raise SourceError("XML-SYNTAX", path, line, reason=_reason(error)) from None
    if root is None:
        raise SourceError("XML-SYNTAX", path, 1, reason="no element found")
    _refuse_entities(root, path)
    return root


def _reason(error: Exception) -> str:
    return str(error).partition(", line ")[0].rstrip(". ")


def _refuse_entities(root: etree._Element, path: str) -> None:
    dtd: Any = root.getroottree().docinfo.internalDTD  # the stubs do not know its content
    if dtd is not None:
        for entity in dtd.iterentities():
            raise SourceError("XML-ENTITY", path, 1, name=entity.name)
        for element in dtd.iterelements():
            if any(a.default_value is not None for a in element.iterattributes()):
                raise SourceError("XML-ENTITY", path, 1, name=f"defaults of {element.name}")
    reference: Any
    for reference in root.iter(etree.Entity):
        raise SourceError("XML-ENTITY", path, line_of(reference), name=reference.name or "?")


def line_of(element: Any) -> int:
    """The line in the source on which an element begins, 1-based; 0 if it is not known."""
    return int(element.sourceline or 0)


def local(element: etree._Element) -> str:
    """The element's name without its namespace; empty for comments and instructions."""
    tag: Any = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(4096)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def extents(data: bytes, text: str) -> list[tuple[int, int]]:
    """Where each element stands in the decoded source, in document order.

    Returns one (start, end) in code points of ``text`` (= ``decode(data)``) per element, in the
    order of ``root.iter()`` restricted to elements: from its ``<`` to behind its end tag.
    """
    encoded = text.encode("utf-8")
    body = re.sub(r"^(\s*<\?xml[^>]*?)encoding\s*=\s*[\"'][^\"']*[\"']", "", text[:200], count=1)
    if len(body) != len(text[:200]):  # the declaration must not contradict the UTF-8 we feed
        head = text[:200]
        match = re.match(r"\s*<\?xml[^>]*\?>", head)
        blank = " " * len(head[: match.end()].encode("utf-8")) if match else ""
        encoded = blank.encode() + encoded[len(blank) :]
    parser = expat.ParserCreate("utf-8")
    starts: list[int] = []
    ends: list[int] = []
    stack: list[int] = []

    def start(_name: str, _attributes: dict[str, str]) -> None:
        stack.append(len(starts))
        starts.append(parser.CurrentByteIndex)
        ends.append(0)

    def end(_name: str) -> None:
        at, element = parser.CurrentByteIndex, stack.pop()
        # Behind <c/> expat stands after the tag, else before the end tag.
        childless = element == len(starts) - 1
        empty = childless and encoded[at - 2 : at] == b"/>"
        ends[element] = at if empty else encoded.find(b">", at) + 1

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(encoded, True)
    return _to_code_points(encoded, starts, ends)


def _to_code_points(encoded: bytes, starts: list[int], ends: list[int]) -> list[tuple[int, int]]:
    if encoded.isascii():
        return list(zip(starts, ends, strict=True))
    points: dict[int, int] = {}
    at = count = 0
    for position in sorted({*starts, *ends}):
        count += len(encoded[at:position].decode("utf-8"))
        at = position
        points[position] = count
    return [(points[s], points[e]) for s, e in zip(starts, ends, strict=True)]
