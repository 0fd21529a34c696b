"""A marked document in, its reading pages out: the law as law, with layers over it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from pipeline.exports.site.contents import contents
from pipeline.exports.site.context import GRADES, SiteContext, templates
from pipeline.exports.site.definitions import Defined, uses
from pipeline.exports.site.layers import layers
from pipeline.exports.site.parts import Parts, holds_units, name, parts
from pipeline.exports.site.segments import Mark, html, visible
from pipeline.exports.site.words import WORDS, words
from pipeline.model import Block, DocNote, Eid, Grid, Link, Marked, Provision, Tags, Unit

_STATUS = {
    "repealed": "repealed",
    "not-in-force": "not in force",
    "empty": "no text in this source (a defect of the file, not a gap in the law)",
    "unparsed": "kept as it stands in the source",
}


def document_files(marked: Marked, site: SiteContext) -> dict[str, bytes]:
    """File name and content of a law's pages and of what the find page needs of it."""
    return document_pages(marked, site) | {WORDS: words(marked.document, parts(marked))}


def document_pages(marked: Marked, site: SiteContext) -> dict[str, bytes]:
    """File name and UTF-8 HTML of each page; together they hold every word, in order."""
    document, where = marked.document, parts(marked)
    page = _Page(marked, site, where)
    bodies = page.all()
    template = templates().get_template("document.html")
    shared = {
        "document": document,
        "metadata": document.metadata,
        "omissions": [o for o in document.omissions if o.text and o.reason != "markup"],
        "notes": page.loose_notes(),
        "linked": len({link.eid for link in marked.links if link.grade}),
        "contents": contents(document, where),
        "names": [name(n) for n in range(where.count)],
        "elsewhere": _elsewhere(where),
        "root": "../../",
    }
    return {
        name(n): template.render(
            shared, body=Markup("".join(body)), here=n, defined=page.told(n)
        ).encode("utf-8")
        for n, body in enumerate(bodies)
    }


def _elsewhere(where: Parts) -> dict[str, list[str]]:
    """The provisions that the first page must send a reader on for, by page."""
    found: dict[str, list[str]] = defaultdict(list)
    for eid, page in where.of.items():
        if page:
            found[name(page)].append(eid)
    return dict(found)


class _Page:
    """Writes the provisions of one document in order, page after page."""

    def __init__(self, marked: Marked, site: SiteContext, where: Parts) -> None:
        self.document = marked.document
        self.site = site
        self.where = where
        self.tags = {tags.eid: tags for tags in marked.tags}
        self.links: dict[str, list[Link]] = defaultdict(list)
        for link in marked.links:
            self.links[link.eid].append(link)
        self.units = {unit.eid: unit for unit in marked.document.units()}
        self.notes: dict[str, list[DocNote]] = defaultdict(list)
        for note in marked.document.notes:
            self.notes[note.eid].append(note)
        self.uses = uses(marked)
        self.defined: list[dict[Defined, int]] = [{}]  # by page: what its terms mean, numbered
        self.pages: list[list[Markup]] = [[]]
        self.open: list[Provision] = []  # containers around what is being written

    def all(self) -> list[list[Markup]]:
        document = self.document
        if document.preface:
            self._put(
                Markup('<header class="preface">{}</header>').format(self._plain(document.preface))
            )
        if document.preamble:
            self._put(Markup('<section class="preamble">'))
            for part in document.preamble:
                if isinstance(part, Provision):
                    self._put(*self._provision(part, 2, ()))
                else:
                    self._put(self._plain((part,)))
            self._put(Markup("</section>"))
        for provision in document.body:
            self._place(provision, 2)
        if document.conclusions:
            conclusions = self._plain(document.conclusions)
            self._put(Markup('<footer class="conclusions">{}</footer>').format(conclusions))
        return self.pages

    def _put(self, *pieces: Markup) -> None:
        self.pages[-1].extend(pieces)

    def _place(self, provision: Provision, level: int) -> None:
        """A unit on its page; a container around those of its units that a page holds."""
        while len(self.pages) <= self.where.page(provision.eid):
            self._turn()
        if not holds_units(provision):
            self._put(*self._provision(provision, level, ()))
            return
        self._put(_opening(provision, level), self._label(provision, level, ()))
        self.open.append(provision)
        for part in provision.body:
            if isinstance(part, Provision):
                self._place(part, level + 1)
            else:
                self._put(self._block(part, ()))
        self._put(*self._notes(provision))
        self.open.pop()
        self._put(Markup("</section>"))

    def _turn(self) -> None:
        """Close the containers on this page and go on in them on the next."""
        self._put(*(Markup("</section>") for _ in self.open))
        self.pages.append([])
        self.defined.append({})
        for container in self.open:
            self._put(Markup('<section class="p {} continued">').format(container.kind))

    def told(self, page: int) -> list[dict[str, str]]:
        """The definitions of the terms used on a page, as its script shows them beside a use."""
        return [
            {
                "term": d.term,
                "label": d.label,
                "lead": d.lead,
                "words": d.words,
                "href": self.where.href(d.eid, page),
            }
            for d in self.defined[page]
        ]

    def loose_notes(self) -> list[DocNote]:
        """Notes that belong to no provision."""
        return self.notes[""]

    def _plain(self, blocks: Sequence[Block]) -> Markup:
        return Markup("").join(
            Markup("<p>%s</p>") % visible(b.span.of(self.document.text)) for b in blocks
        )

    def _provision(
        self, provision: Provision, level: int, marks: Sequence[Mark]
    ) -> Iterator[Markup]:
        if provision.unit:
            marks = self._marks(self.units[provision.eid])
        yield _opening(provision, level)
        yield self._label(provision, level, marks)
        for part in provision.body:
            if isinstance(part, Provision):
                yield from self._provision(part, level + 1, marks)
            else:
                yield self._block(part, marks)
        yield from self._notes(provision)
        if provision.unit:
            yield from self._links(provision)
        yield Markup("</%s>") % _tag(provision, level)

    def _block(self, part: Block | Grid, marks: Sequence[Mark]) -> Markup:
        if isinstance(part, Grid):
            return self._table(part, marks)
        return Markup("<p>%s</p>") % self._marked(part, marks)

    def _label(self, provision: Provision, level: int, marks: Sequence[Mark]) -> Markup:
        parts = []
        if provision.num:
            parts.append(Markup('<span class="num">%s</span>') % self._marked(provision.num, marks))
        if provision.heading:
            heading = self._marked(provision.heading, marks)
            parts.append(Markup('<span class="heading">%s</span>') % heading)
        if provision.status:
            said = _STATUS.get(provision.status, provision.status)
            parts.append(Markup('<span class="badge" data-chrome>{}</span>').format(said))
        if not parts:
            return Markup("")
        inner = Markup(" ").join(parts)
        if provision.unit or provision.heading:
            tag = Markup(f"h{min(level, 6)}")
            link = Markup('<a class="anchor" href="#%s" aria-label="Link"></a>') % provision.eid
            return Markup("<%s>%s%s</%s>") % (tag, inner, link, tag)
        return Markup('<div class="label">%s</div>') % inner

    def _marked(self, block: Block, marks: Sequence[Mark]) -> Markup:
        return html(block.span.of(self.document.text), block.span.start, marks)

    def _table(self, grid: Grid, marks: Sequence[Mark]) -> Markup:
        rows = Markup("").join(
            Markup("<tr>%s</tr>")
            % (Markup("").join(Markup("<td>%s</td>") % self._marked(c, marks) for c in row))
            for row in grid.rows
        )
        return Markup('<div class="table"><table>{}</table></div>').format(rows)

    def _notes(self, provision: Provision) -> Iterator[Markup]:
        notes = self.notes.get(provision.eid, [])
        if notes:
            items = Markup("").join(
                Markup("<p>{}</p>").format(visible(note.text)) for note in notes
            )
            summary = (
                "1 note of the publisher"
                if len(notes) == 1
                else f"{len(notes)} notes of the publisher"
            )
            yield Markup(
                '<details class="notes" data-chrome><summary>{}</summary>{}</details>'
            ).format(summary, items)

    def _links(self, provision: Provision) -> Iterator[Markup]:
        links = self.links.get(provision.eid)
        if links:
            yield Markup(
                templates()
                .get_template("links.html")
                .render(
                    links=[self._link(link, self.units[provision.eid]) for link in links],
                    definitions=self._definitions(provision.eid),
                    root="../../",
                )
            )

    def _link(self, link: Link, unit: Unit) -> dict[str, Any]:
        return {
            "link": link,
            "grade": GRADES[link.grade],
            "holding": next((h for h in self.site.holdings if h.number == link.holding), None),
            "criteria": [
                (c, " | ".join(dict.fromkeys(e.span.of(unit.text) for e in c.evidence)))
                for c in link.criteria
            ],
        }

    def _definitions(self, eid: Eid) -> list[tuple[Defined, str]]:
        """The definitions that a unit brings in by its words, and where they stand."""
        here = len(self.pages) - 1
        found = dict.fromkeys(use.definition for use in self.uses.get(eid, ()))
        return [(d, self.where.href(d.eid, here)) for d in found]

    def _marks(self, unit: Unit) -> list[Mark]:
        page = len(self.pages) - 1
        tags = self.tags.get(unit.eid, Tags(unit.eid))
        marks = list(layers(unit, tags, self.links.get(unit.eid, ()), self.site, self.where, page))
        known = self.defined[page]
        for use in self.uses.get(unit.eid, ()):
            number = known.setdefault(use.definition, len(known))
            href = self.where.href(use.definition.eid, page)
            marks.append(Mark(use.span, "term", "", href, number))
        return marks


def _tag(provision: Provision, level: int) -> Markup:
    section = provision.unit or not provision.num or level < 5 or holds_units(provision)
    return Markup("section" if section else "div")


def _opening(provision: Provision, level: int) -> Markup:
    classes = f"p {provision.kind}" + (" unit" if provision.unit else "")
    classes += f" {provision.status}" if provision.status else ""
    classes += " quoted" if provision.quoted else ""
    return Markup('<%s class="%s" id="%s">') % (_tag(provision, level), classes, provision.eid)
