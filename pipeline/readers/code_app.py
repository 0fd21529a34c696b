"""JSON of an application that packs one code: groups, chapters, sections that name each other.

No publisher's format: it was made from the official publication, and a finding says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pipeline.errors import SourceError, finding
from pipeline.knowledge import Library
from pipeline.model import Metadata, Node, Piece, Source
from pipeline.readers.html_blocks import Reading, Role
from pipeline.readers.json_text import Strings
from pipeline.readers.stated import missing, written_date
from pipeline.safehtml import shown
from pipeline.safejson import Value, decode_json, parse_json
from pipeline.text import sha256

NAME = "code-app-json"
_BEGINS = re.compile(rb'\s*\{\s*"meta"\s*:')
_MARKS = (b'"tree"', b'"compilation"')
_TAGS = re.compile(r"<[^>]*>|\s+|\u00a0")


@dataclass(frozen=True, slots=True)
class Words:
    """What the application's names mean, from ``embedded/code-app.yaml``."""

    jurisdiction: str
    language: str
    groups: dict[str, str]
    names: dict[str, str]
    notes: dict[str, str]
    inline: frozenset[str]
    metadata: frozenset[str]
    repeated: tuple[str, ...]


@cache
def words() -> Words:
    """The table, read once."""
    table: dict[str, Any] = Library().yaml("embedded/code-app.yaml")
    sets = {"inline": frozenset(table["inline"]), "metadata": frozenset(table["metadata"])}
    return Words(**{**table, **sets, "repeated": tuple(table["repeated"])})


def sniff(data: bytes, path: str) -> bool:
    """True for a JSON object that begins with the application's ``meta``."""
    head = data[:4096]
    return bool(_BEGINS.match(head)) and all(mark in head for mark in _MARKS)


def read(data: bytes, path: str) -> Source:
    """The code as nodes. Raises SourceError for JSON that is broken or holds no section."""
    text = decode_json(data, path)
    root = parse_json(text, path)
    meta = root.get("meta") or root
    reading = _Reading(Strings(text, path), root.all("chapters"), root.all("sections"))
    title = reading.strings.piece(meta.get("name"))
    nodes = tuple(reading.group(group) for group in root.all("tree"))
    loose = tuple(reading.unplaced())
    reading.strings.rest(root, words().metadata)
    if not reading.placed:
        raise SourceError(
            "STR-NO-TEXT", path, title=title.text if title else "none", said="nothing"
        )
    stated = Metadata(
        jurisdiction=words().jurisdiction,
        language=words().language,
        title=title.text if title else "",
        short_title=meta.said("short"),
        version_date=written_date(meta.said("compilation"), words().language),
        subtype="code",
        extra=tuple((n, v.text) for n, v in meta.members if v.text and n != "name"),
    )
    derived = finding("SRC-DERIVED", path, built=meta.said("built") or "a day that it does not say")
    return Source(
        path=path,
        sha256=sha256(data),
        format=NAME,
        metadata=stated,
        length=len(text),
        preface=(title,) if title else (),
        nodes=(*nodes, *loose),
        omissions=tuple(sorted(reading.strings.omissions, key=lambda o: (o.start, o.end))),
        findings=(*missing(stated, path), derived, *reading.strings.findings),
        flat=True,
    )


class _Reading:
    """Sections and chapters by their names, each placed once."""

    def __init__(
        self, strings: Strings, chapters: tuple[Value, ...], sections: tuple[Value, ...]
    ) -> None:
        self.strings = strings
        self.chapters = {chapter.said("id"): chapter for chapter in reversed(chapters)}
        self.sections = sections
        self.titles = {_squeezed(f"{s.said('num')}. {s.said('t')}") for s in sections}
        self.placed: set[int] = set()

    def group(self, group: Value) -> Node:
        """A part, schedule or the front, its labels as groups of what follows them."""
        kind = group.said("kind")
        node = self.titled(
            group, words().groups.get(kind, "hcontainer"), words().names.get(kind, "")
        )
        body: list[Piece | Node] = []
        inner: Node | None = None
        for item in group.all("items"):
            if item.said("k") == "lbl":
                body.extend([inner] if inner else [])
                inner = Node("hcontainer", heading=self.strings.piece(item.get("t")), name="group")
                continue
            found = tuple(self.item(item))
            if inner:
                inner = replace(inner, body=(*inner.body, *found))
            else:
                body.extend(found)
        body.extend([inner] if inner else [])
        return replace(node, body=(*node.body, *body))

    def titled(self, value: Value, kind: str, name: str = "") -> Node:
        """A container by its label and title; a second title is text below them."""
        sub = self.strings.piece(value.get("sub"))
        loose = Node("hcontainer", name="text", body=(sub,), unit=True) if sub else None
        return Node(
            kind,
            self.strings.piece(value.get("label")),
            self.strings.piece(value.get("title")),
            (loose,) if loose else (),
            name,
        )

    def item(self, item: Value) -> Iterator[Node]:
        """The chapter or section that an item of a group names."""
        name = item.said("id")
        if item.said("k") == "ch" and name in self.chapters:
            chapter = self.chapters.pop(name)
            node = self.titled(chapter, "chapter")
            inside = [s for s in self.sections if s.said("ch") == name]
            yield replace(node, body=(*node.body, *self.found(inside)))
        else:
            yield from self.found([s for s in self.sections if s.said("id") == name])

    def unplaced(self) -> Iterator[Node]:
        """Sections that nothing names, in their order."""
        yield from self.found(self.sections)

    def found(self, sections: list[Value] | tuple[Value, ...]) -> Iterator[Node]:
        for section in sections:
            if section.start not in self.placed:
                self.placed.add(section.start)
                yield self.section(section)

    def section(self, section: Value) -> Node:
        num = self.strings.piece(section.get("num"))
        heading = self.strings.piece(section.get("t"))
        text = section.get("h")
        if text is None or text.kind != "string":
            return Node("section", num, heading, unit=True)
        page = self.strings.page(text)
        roles: dict[Any, Role] = {}
        for element in page.root.iter():
            names = (element.get("class") or "").split()
            note = next((words().notes[n] for n in names if n in words().notes), "")
            if note:
                roles[element] = Role("note", note)
            elif words().inline.intersection(names):
                roles[element] = Role("inline")
        reading = Reading(page, roles, omissions=self.strings.omissions)
        node = reading.node(page.root, Role("node", "section", unit=True))
        self.repeated(section, shown(page.root), heading.text if heading else "")
        return replace(node, num=num, heading=heading)

    def repeated(self, section: Value, text: str, heading: str) -> None:
        """Members that say once more what the text or a heading says."""
        said = _squeezed(text) + _squeezed(heading)
        for name in words().repeated:
            value = section.get(name)
            if value is not None and value.kind == "string" and value.text.strip():
                bare = _squeezed(value.text)
                if bare in said or bare in self.titles:
                    self.strings.omit(value, "repeated-text")


def _squeezed(text: str) -> str:
    return _TAGS.sub("", text)
