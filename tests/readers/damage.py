"""A publisher's file in, the same file damaged out; and what of a damaged file was lost.

Shares no code with the readers: it blanks the markup of a file and counts the characters left.
"""

from __future__ import annotations

import html
import json
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

from pipeline.model import Omission

_MARKUP = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>|<[A-Za-z/][^<>]*>", re.S
)
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"(\s*:)?')


def pruned(data: bytes, most: int) -> bytes:
    """A file with fewer provisions, of at most so many bytes if that can be."""
    if is_json(data):
        root: Any = json.loads(data)
        while len(json.dumps(root)) > most:
            longest = max(_arrays(root), key=len, default=[])
            if len(longest) < 2:
                break
            del longest[min(len(longest) - 1, len(longest) * 9 // 10) :]
        return json.dumps(root, ensure_ascii=False, indent=1).encode()
    tree = etree.fromstring(data, _parser())
    while len(etree.tostring(tree)) > most:
        widest = max(tree.iter(etree.Element), key=len)
        if len(widest) < 3:
            break
        if len(widest) > 10:
            del widest[len(widest) * 9 // 10 :]
        else:
            widest.remove(max(widest, key=lambda child: len(etree.tostring(child))))
    return etree.tostring(tree, encoding="utf-8")


def is_json(data: bytes) -> bool:
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False)


def _arrays(value: Any) -> Iterator[list[Any]]:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, list):
        yield value
    for inner in inside:
        yield from _arrays(inner)


def damaged(data: bytes, lot: random.Random) -> bytes:
    """Cut off, a stretch lost or doubled, a byte changed."""
    at, end = sorted(lot.randrange(len(data)) for _ in range(2))
    change = lot.randrange(4)
    if change == 0:
        return data[:at]
    if change == 1:
        return data[:at] + data[end:]
    if change == 2:
        return data[:at] + data[at : at + 200] * 2 + data[at + 200 :]
    return data[:at] + bytes([lot.randrange(256)]) + data[at + 1 :]


def mutated(data: bytes, lot: random.Random) -> bytes:
    """Well-formed still, and none of the publisher's: some places of the tree changed."""
    return _mutated_json(data, lot) if is_json(data) else _mutated_xml(data, lot)


def _mutated_xml(data: bytes, lot: random.Random) -> bytes:
    root = etree.fromstring(data, _parser())
    for number in range(lot.randint(1, 4)):
        elements = [e for e in root.iter(etree.Element) if e.getparent() is not None]
        if not elements:
            break
        element, other = lot.choice(elements), lot.choice(elements)
        change = lot.randrange(7)
        if change == 0:
            element.tag = other.tag
        elif change == 1:
            element.attrib.clear()
        elif change == 2:
            element.tail = f" {_stray(number)} {element.tail or ''}"
        elif change == 3:
            element.text = f"{element.text or ''} {_stray(number)} "
        elif change == 4:
            foreign = etree.SubElement(element, "foreign")
            etree.SubElement(foreign, "unheard").text = _stray(number)
        elif change == 5 and element not in (other, *other.iterancestors()):
            other.insert(lot.randrange(len(other) + 1), element)
        else:
            element.getparent().remove(element)  # type: ignore[union-attr]
    return etree.tostring(root, encoding="utf-8")


def _stray(number: int) -> str:
    return f"Stray{'abcdefgh'[number]}word"


def _mutated_json(data: bytes, lot: random.Random) -> bytes:
    root: Any = json.loads(data)
    for number in range(lot.randint(1, 4)):
        holders = list(_holders(root))
        if not holders:
            break
        holder, other = lot.choice(holders), lot.choice(holders)
        key = lot.choice(list(holder))
        value, change = holder[key], lot.randrange(5)
        if change == 0:
            holder[f"{key}x"] = holder.pop(key)
        elif change == 1 and isinstance(value, str):
            holder[key] = f"{value} <b>{_stray(number)}</b> & so"
        elif change == 2:
            holder[f"foreign{number}"] = {"unheard": [_stray(number)]}
        elif change == 3 and isinstance(value, str):
            other[lot.choice(list(other))] = value
        else:
            holder[key] = lot.choice((None, 7, _stray(number), [], {}))
    return json.dumps(root, ensure_ascii=lot.random() < 0.2, indent=1).encode()


def _holders(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value:
            yield value
        for inner in value.values():
            yield from _holders(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _holders(inner)


def lost(text: str, omissions: tuple[Omission, ...], held: str) -> str:
    """Characters of a file that are neither held nor in something left out; empty if none are."""
    chars = list(text)
    for omission in omissions:
        chars[omission.start : omission.end] = " " * (omission.end - omission.start)
    bare = "".join(chars)
    json_ = text.lstrip()[:1] in ("{", "[")
    asked = _words_of_json(bare, text) if json_ else _CDATA.sub(" ", bare)
    shown = asked
    for _ in range(3):  # markup and references that stand in the text as text are markup too
        shown = html.unescape(_MARKUP.sub(" ", shown))
    missing = _counted(shown) - _counted(held)
    return "".join(sorted(missing.elements()))


def _words_of_json(bare: str, text: str) -> str:
    """The strings that are no names, where they were not left out."""
    parts = []
    for string in _STRING.finditer(text):
        if not string[2]:
            inner = bare[string.start(1) : string.end(1)]
            parts.append(_ESCAPE.sub(_escaped, inner))
    return " ".join(parts)


def _escaped(match: re.Match[str]) -> str:
    read: str = json.loads(f'"{match[0]}"')
    return read


def _counted(text: str) -> Counter[str]:
    normal = unicodedata.normalize("NFKC", text)
    return Counter(c for c in normal if c.isalnum())
