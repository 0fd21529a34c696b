"""The only door for foreign JSON: bytes in, a tree of values that know their place out.

The grammar is judged by the standard library; what it would pass over in silence (a name given
twice, half a character, numbers that are none) is kept or refused here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NoReturn

from pipeline.errors import SourceError

_TOKEN = re.compile(
    r"""[\s,:]*(?:(?P<open>[\[{])|(?P<close>[\]}])
    |(?P<string>"(?:[^"\\]++|\\.)*+")|(?P<other>[^\s,:\[\]{}"]+))""",
    re.VERBOSE,
)
# What a string may spell otherwise than it reads, each with the characters it takes in the file.
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u.{4}|.)")
_BOM = b"\xef\xbb\xbf"
_DEEPEST = 400  # values inside each other; no publisher goes beyond a tenth of it

Kind = Literal["object", "array", "string", "literal"]


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """One value: ``start`` and ``end`` in code points of the decoded file, brackets included.

    ``text``: what a string reads, or a number, ``true``, ``false``, ``null`` as it is written.
    ``members``: those of an object with their names, in order and also if a name comes twice;
    those of an array without.
    """

    kind: Kind
    start: int
    end: int
    text: str = ""
    members: tuple[tuple[str, Value], ...] = ()

    def get(self, name: str) -> Value | None:
        """The first member of that name."""
        return next((value for key, value in self.members if key == name), None)

    def said(self, name: str) -> str:
        """The member's string, or a number as written; empty for anything else."""
        value = self.get(name)
        plain = value is not None and (value.kind == "string" or value.text[:1].isdigit())
        return value.text if value is not None and plain else ""

    def all(self, name: str) -> tuple[Value, ...]:
        """What the array of that name holds."""
        value = self.get(name)
        array = value is not None and value.kind == "array"
        return tuple(item for _, item in value.members) if value is not None and array else ()

    def strings(self) -> Iterator[Value]:
        """Every string in it that is not blank, in the order of the file."""
        if self.kind == "string" and self.text.strip():
            yield self
        for _, value in self.members:
            yield from value.strings()


@dataclass(frozen=True, slots=True)
class Stretch:
    """``text`` of a string and where it stands; an escape has a ``length`` of its own."""

    text: str
    source: int
    length: int


@dataclass
class _Open:
    """An object or array while it is being filled."""

    kind: Kind
    start: int
    members: list[tuple[str, Value]] = field(default_factory=list)
    name: str | None = None

    def add(self, value: Value) -> None:
        if self.kind == "object" and self.name is None:
            self.name = value.text
            return
        self.members.append((self.name or "", value))
        self.name = None


def decode_json(data: bytes, path: str = "") -> str:
    """The file as text, its byte-order mark dropped; JSON is UTF-8 (RFC 8259, section 8.1).

    Raises SourceError ``SRC-EMPTY`` or ``SRC-ENCODING`` (with the line).
    """
    if not data.strip():
        raise SourceError("SRC-EMPTY", path)
    data = data.removeprefix(_BOM)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(
            "SRC-ENCODING", path, line, encoding="utf-8", reason=error.reason
        ) from None


def parse_json(text: str, path: str = "") -> Value:
    """The value of a whole file. Raises SourceError ``JSON-SYNTAX`` with the line."""
    _judge(text, path)
    top = _Open("array", 0)
    opened = [top]
    for match in _TOKEN.finditer(text):
        start = match.start(match.lastgroup or 0)
        if match["open"]:
            if len(opened) > _DEEPEST:
                raise SourceError("JSON-SYNTAX", path, _line(text, start), reason="too deep")
            opened.append(_Open("object" if match["open"] == "{" else "array", start))
        elif match["close"]:
            inner = opened.pop()
            members = tuple(inner.members)
            opened[-1].add(Value(inner.kind, inner.start, match.end(), members=members))
        elif match["string"]:
            opened[-1].add(Value("string", start, match.end(), _read(match["string"])))
        else:
            opened[-1].add(Value("literal", start, match.end(), match["other"]))
    ((_, whole),) = top.members
    return whole


def stretches(value: Value, text: str) -> Iterator[Stretch]:
    """A string of the file ``text`` in its parts, each with its place: plain ones and escapes."""
    at, end = value.start + 1, value.end - 1
    for escape in _ESCAPE.finditer(text, at, end):
        if at < escape.start():
            yield Stretch(text[at : escape.start()], at, escape.start() - at)
        shown = _read(f'"{escape[0]}"')
        yield Stretch(shown, escape.start(), len(escape[0]))
        at = escape.end()
    if at < end:
        yield Stretch(text[at:end], at, end - at)


def _judge(text: str, path: str) -> None:
    try:
        json.dumps(json.loads(text, parse_constant=_refuse), ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        raise SourceError("JSON-SYNTAX", path, error.lineno, reason=error.msg) from None
    except UnicodeEncodeError:
        raise SourceError("JSON-SYNTAX", path, reason="half a character (\\ud800)") from None
    except RecursionError:
        raise SourceError("JSON-SYNTAX", path, reason="too deep") from None
    except ValueError as error:
        raise SourceError("JSON-SYNTAX", path, reason=str(error)) from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def _read(quoted: str) -> str:
    read: str = json.loads(quoted) if "\\" in quoted else quoted[1:-1]
    return read


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
