"""Any page of HTML that holds a law: its words as lines, for ``structure`` to place.

Footnotes are found by their marks' links, menus and tables of contents by being nothing but links.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from lxml import etree

from pipeline.model import Line, Omission, Source
from pipeline.readers.front_matter import Header, metadata
from pipeline.readers.html_blocks import Block, Part, Reading, Role
from pipeline.readers.paper import free, header_of
from pipeline.safehtml import BLOCKS, Page, decode_html, encoding_of, parse_html, shown
from pipeline.text import collapse, sha256

NAME = "html"
_HEAD = re.compile(
    r"\A(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body|div|title|meta|h[1-6]|p|table|article|main|center)\b",
    re.IGNORECASE | re.DOTALL,
)
_MARK = re.compile(r"[\[(]?(?:\d{1,4}|[*†‡]{1,3}|[a-z]|[ivx]{1,5})[\])]?\.?\Z")
_LINKS_AT_LEAST = 3
_ENOUGH = 200  # characters that show how a block begins
# Fields of a page's own head that say what the law is (Dublin Core, European Legislation
# Identifier, Open Graph), and the front-matter field that means the same.
_FIELDS = {
    "dc.title": "title", "dcterms.title": "title", "eli:title": "title", "og:title": "title",
    "dc.language": "language", "dcterms.language": "language",
    "dc.identifier": "identifier", "dcterms.identifier": "identifier", "eli:id_local": "number",
    "eli:date_document": "date", "dc.date.created": "date", "dcterms.issued": "publication_date",
    "eli:version_date": "version_date", "eli:date_publication": "publication_date",
    "og:url": "source", "dc.source": "source", "eli:is_realized_by": "source",
    "dc.publisher": "publisher",
}  # fmt: skip


def sniff(data: bytes, path: str) -> bool:
    """True for bytes that begin as an HTML page does."""
    try:
        head = data[:4096].decode(encoding_of(data), "replace").lstrip("\ufeff")
    except (LookupError, UnicodeError):  # no such encoding: ``read`` says so
        head = data[:4096].decode("latin-1")
    return bool(_HEAD.match(head)) and not head.lstrip().startswith("<?xml-")


def read(data: bytes, path: str) -> Source:
    """The page as lines. Raises SourceError for an empty file or a broken encoding."""
    text = decode_html(data, path)
    page = parse_html(text, encoding_of(data))
    roles, after = notes_of(page)
    for element, reason in _menus(page):
        roles.setdefault(element, Role("omit", reason))
    reading = Reading(page, roles, after)
    shown_lines = [line for part in reading.parts(page.root) for line in lines_of(part)]
    header, lines, headed = header_of(shown_lines)
    own = free(head_fields(page).fields, header)
    stated, findings = metadata(Header((*header, *own), 0), path)
    return Source(
        path=path,
        sha256=sha256(data),
        format=NAME,
        metadata=stated,
        length=len(text),
        lines=tuple(lines),
        omissions=omissions_of(page, reading, headed),
        findings=findings,
    )


def lines_of(part: Part) -> list[Line]:
    """A block as a line of the source."""
    if not isinstance(part, Block):
        return []
    kind = "note" if part.note else part.kind
    return [Line(kind, part.piece, part.level, part.cells, 0, part.spaced)]


def omissions_of(
    page: Page, reading: Reading, more: Sequence[Omission] = ()
) -> tuple[Omission, ...]:
    """All that was left out, in the order of the file."""
    found = (*page.omissions, *reading.omissions, *more)
    return tuple(sorted(found, key=lambda o: (o.start, o.end)))


def head_fields(page: Page) -> Header:
    """The page's own statements about itself, as front matter."""
    fields: dict[str, str] = {}
    for meta in page.root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        value = collapse(meta.get("content") or meta.get("resource") or "")
        if value and name in _FIELDS:
            fields.setdefault(_FIELDS[name], value)
        elif value and name and not name.startswith(("viewport", "robots", "googlebot")):
            fields.setdefault(name, value)
    for element, attribute in (("html", "lang"), ("html", "xml:lang"), ("body", "lang")):
        language = next((e.get(attribute, "") for e in page.root.iter(element)), "")
        if language:
            fields.setdefault("language", language)
    canonical = page.root.xpath("//link[@rel='canonical']/@href")
    if isinstance(canonical, list) and canonical:
        fields.setdefault("source", str(canonical[0]))
    heading = next(page.root.iter("h1"), None)
    title = next((e.text for e in page.root.iter("title") if e.text and e.text.strip()), "")
    printed = collapse(shown(heading)) if heading is not None else ""
    fields.setdefault("title", printed or collapse(title))
    return Header(tuple((k, v) for k, v in fields.items() if v), 0)


# --- notes ----------------------------------------------------------------------------------------


def notes_of(
    page: Page, within: Collection[etree._Element] | None = None
) -> tuple[dict[etree._Element, Role], dict[etree._Element, list[etree._Element]]]:
    """Marks and notes by their links: a short mark that points to a block that begins with it.

    ``within``: the elements in which marks count. Returns the roles of both, and for each mark the
    note that is to follow its block.
    """
    order = {element: at for at, element in enumerate(page.root.iter())}
    targets: dict[str, etree._Element] = {}
    for element in order:
        for key in (element.get("id"), element.get("name")):
            if key:
                targets.setdefault(key, element)
    roles: dict[etree._Element, Role] = {}
    after: dict[etree._Element, list[etree._Element]] = {}
    for link in page.root.iter("a"):
        mark = collapse(shown(link))
        target = targets.get((link.get("href") or "").partition("#")[2])
        if within is not None and link not in within:
            continue
        if target is None or not _MARK.match(mark) or order[target] <= order[link]:
            continue
        note = _note_block(target, mark)
        if note is None or link in note.iter() or not _is_mark(link, mark, note):
            continue
        outer = _raised(link)
        roles[outer] = Role("omit", "note-mark")
        if note not in roles:
            roles[note] = Role("note", "footnote")
            after.setdefault(outer, []).append(note)
    return roles, after


def _is_mark(link: etree._Element, mark: str, note: etree._Element) -> bool:
    """Whether a link is set as a mark: raised, in brackets, a star, or linked back to."""
    if mark[0] in "[*†‡" or any(e.tag == "sup" for e in (*link.iter(), *link.iterancestors())):
        return True
    names = {link.get("name"), link.get("id")} - {None}
    back = {(a.get("href") or "").partition("#")[2] for a in note.iter("a")}
    return bool(names & back)


def _raised(link: etree._Element) -> etree._Element:
    """The link, or the ``sup`` that holds nothing else."""
    parent = link.getparent()
    words = shown(link).strip()
    alone = parent is not None and parent.tag == "sup"
    return parent if parent is not None and alone and _words(parent) == words else link


def _words(element: etree._Element) -> str:
    return shown(element).strip()


def _note_block(target: etree._Element, mark: str) -> etree._Element | None:
    """The block that a mark points to, if it begins with the mark."""
    block: etree._Element | None = target
    while block is not None and block.tag not in BLOCKS:
        block = block.getparent()
    if block is None or block.tag in ("body", "html", "table"):
        return None
    if block.tag in ("td", "th"):
        row = block.getparent()
        block = row if row is not None else block
    begins = _beginning(block).lstrip("[(")
    bare = mark.strip("[]().")
    follows = begins[len(bare) : len(bare) + 1]
    return block if begins.startswith(bare) and not follows.isalnum() else None


def _beginning(element: etree._Element) -> str:
    """The first words of a block, however long it is."""
    parts: list[str] = []
    for text in element.itertext():
        parts.append(str(text))
        if sum(map(len, parts)) > _ENOUGH:
            break
    return collapse("".join(parts))


# --- menus and tables of contents -----------------------------------------------------------------


def _menus(page: Page) -> list[tuple[etree._Element, str]]:
    """Lists that are nothing but links: to places on the page a table of contents, else a menu."""
    found: list[tuple[etree._Element, str]] = []
    inside: set[etree._Element] = set()
    for element in page.root.iter("ul", "ol"):
        if element in inside:
            continue
        links = [a for a in element.iter("a") if a.get("href")]
        linked = sum(len(_words(a)) for a in links)
        if len(links) >= _LINKS_AT_LEAST and linked >= 0.9 * len(collapse(_words(element))):
            local = sum(1 for a in links if (a.get("href") or "").startswith("#"))
            found.append((element, "toc" if 2 * local > len(links) else "navigation"))
            inside.update(element.iter())
    return found
