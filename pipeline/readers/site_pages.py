"""Pages of official sites: the law as nodes, by the site's description (``knowledge/sites``)."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from pipeline.errors import SourceError, finding
from pipeline.knowledge import Library
from pipeline.knowledge.sites import Fact, Rule, Site, load_sites
from pipeline.model import Omission, Source
from pipeline.pieces import cut, joined
from pipeline.readers import html
from pipeline.readers.front_matter import Header, metadata
from pipeline.readers.html import lines_of, notes_of, omissions_of
from pipeline.readers.html_blocks import Block, Part, Reading, Role
from pipeline.readers.site_nodes import nodes_of
from pipeline.readers.stated import iso_date, written_date
from pipeline.safehtml import Page, decode_html, parse_html, shown
from pipeline.text import collapse, sha256

NAME = "official-html"
_ENOUGH = 60_000  # bytes in which a page shows whose it is
_HTML = re.compile(rb"<(?:\x00)?(?:!|h|d|b|t|p|c)", re.IGNORECASE)


def sniff(data: bytes, path: str) -> bool:
    """True for a page of a site that is described."""
    return _site_of(data) is not None


def read(data: bytes, path: str) -> Source:
    """The law of the page.

    A page without the place where the site keeps its laws is read as any other page.

    Raises SourceError for a broken encoding, ``SRC-NO-LAW`` for a page without the text of a law
    and ``STR-NO-PROVISIONS`` where nothing was found at the places that the site is known for.
    """
    site = _site_of(data)
    assert site is not None, "read is called where sniff said yes"
    if site.refuse:
        raise SourceError("SRC-NO-LAW", path, what=site.refuse)
    text = decode_html(data, path, site.encoding)
    page = parse_html(text, site.encoding)
    if not _elements(
        page, site.body
    ):  # the site was built anew: its words are a page's all the same
        return html.read(data, path)
    roles, after = _roles(page, site)
    reading = Reading(page, roles, after, before=_before(page, site))
    parts = _parts(reading, page, site)
    stated = _facts(page, site)
    known, findings = metadata(Header(stated, 0), path)
    source = Source(
        path=path,
        sha256=sha256(data),
        format=site.name,
        metadata=known,
        length=len(text),
        findings=findings,
    )
    if site.lines:
        lines = tuple(line for part in parts for line in lines_of(part))
        return replace(source, lines=lines, omissions=omissions_of(page, reading))
    law = nodes_of(parts, site, roles)
    if not law.nodes:
        raise SourceError("STR-NO-PROVISIONS", path)
    return replace(
        source,
        preface=law.preface,
        nodes=law.nodes,
        conclusions=law.conclusions,
        notes=law.notes,
        omissions=omissions_of(page, reading, law.omissions),
        findings=(*findings, *(finding(f, path) for f in law.problems)),
    )


def _site_of(data: bytes) -> Site | None:
    head = data[:_ENOUGH]
    if not _HTML.search(head[:2048]):
        return None
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        shown_head = head.decode("utf-16", "ignore").lower()
    else:
        shown_head = head.decode("utf-8", "replace").lower()
    for site in load_sites(Library()):
        if all(mark in shown_head for mark in site.marks):
            return site
    return None


def _elements(page: Page, path: str) -> list[etree._Element]:
    found = page.root.xpath(path)
    return [e for e in found if isinstance(e, etree._Element)] if isinstance(found, list) else []


def _roles(
    page: Page, site: Site
) -> tuple[dict[etree._Element, Role], dict[etree._Element, list[etree._Element]]]:
    """What the site's rules make of the elements; the first rule counts."""
    bodies = _elements(page, site.body)
    roles, after = notes_of(page, {e for body in bodies for e in body.iter()})
    for rule in site.rules:
        for element in _elements(page, rule.at) if rule.at else ():
            if element not in roles:
                roles[element] = _role(rule)
    return roles, after


def _role(rule: Rule) -> Role:
    what = {"open": "whole" if rule.whole else "start"}.get(rule.what, rule.what)
    return Role(what, rule.name, rule.rank, rule.unit, rule.label, rule)  # type: ignore[arg-type]


def _before(page: Page, site: Site) -> dict[etree._Element, str]:
    """Characters that are left out where they stand right before an element."""
    return {
        element: rule.before
        for rule in site.rules
        if rule.before
        for element in _elements(page, rule.at)
    }


def _parts(reading: Reading, page: Page, site: Site) -> list[Part]:
    """The parts of the law; what the page holds around it is omitted."""
    bodies = _elements(page, site.body)
    inside = {e for body in bodies for e in body.iter()}
    around = {e for body in bodies for e in body.iterancestors()}
    if page.root not in inside:
        _omit_around(reading, page.root, inside, around)
    parts: list[Part] = []
    for body in bodies:
        parts.extend(reading.whole(body))
    return [p for part in parts for p in _without_asides(part, site)]


def _omit_around(
    reading: Reading,
    element: etree._Element,
    inside: set[etree._Element],
    around: set[etree._Element],
) -> None:
    page = reading.page
    for chunk in page.texts.get(element, ()):
        reading.omissions.extend(_omitted(chunk.text, chunk.source, chunk.length))
    for child in element:
        if child in around:
            _omit_around(reading, child, inside, around)
        elif child not in inside:
            reading.omit(child, "page")
        for chunk in page.tails.get(child, ()):
            reading.omissions.extend(_omitted(chunk.text, chunk.source, chunk.length))


def _omitted(text: str, start: int, length: int) -> list[Omission]:
    return [Omission(start, start + length, "page", text.strip())] if text.strip() else []


def _without_asides(part: Part, site: Site) -> list[Part]:
    """A block without the editor's remarks in it; those are notes behind it."""
    if not isinstance(part, Block) or part.note or part.kind == "row":
        return [part]
    for kind, pattern in site.asides:
        match = pattern.search(part.piece.text)
        if match is None:
            continue
        aside = cut(part.piece, match.start(), match.end())
        ahead = cut(part.piece, 0, match.start())
        behind = cut(part.piece, match.end(), len(part.piece.text))
        pieces = [p for p in (ahead, behind) if p]
        found: list[Part] = []
        if len(pieces) == 2:
            pieces = [joined(pieces)]
        for piece in pieces:
            found.extend(_without_asides(replace(part, piece=piece), site))
        if aside:
            found.append(replace(part, piece=aside, kind="note", note=kind))
        return found
    return [part]


# --- facts ----------------------------------------------------------------------------------------


def _facts(page: Page, site: Site) -> tuple[tuple[str, str], ...]:
    """The page's own statements about the law, as front matter."""
    fields = {"country": site.jurisdiction, "language": site.language}
    for fact in site.facts:
        value = _fact(page, fact, site.language)
        if value:
            name = {"work_date": "date", "source_uri": "source"}.get(fact.field, fact.field)
            fields[name] = value
    return tuple(fields.items())


def _fact(page: Page, fact: Fact, language: str) -> str:
    found = page.root.xpath(fact.at)
    values = found if isinstance(found, list) else [found]
    for value in values:
        text = collapse(shown(value) if isinstance(value, etree._Element) else str(value))
        match = fact.match.search(text) if fact.match else None
        if fact.match and match is None:
            continue
        stated = _stated(match) if match else text
        if fact.date:
            stated = iso_date(stated) or written_date(stated, language)
        if stated:
            return stated
    return ""


def _stated(match: re.Match[str]) -> str:
    """Group ``v``, or the day, month and year where the page scatters them."""
    groups = match.groupdict()
    if "v" in groups:
        return match["v"].strip()
    return f"{groups['d']} {groups['m']} {groups['y']}"
