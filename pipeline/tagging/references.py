"""Takes a unit's text and gives its ``Reference``s: resolved in its document, or to another law.

A citation that belongs to another law is never looked up in this one. What cannot be resolved
keeps an empty target and the kind ``unresolved``: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipeline.knowledge import Library
from pipeline.knowledge.citations import UNIT, citation_grammar
from pipeline.knowledge.laws import laws
from pipeline.model import Reference, Span
from pipeline.tagging.citation import Citation, Page, Path
from pipeline.tagging.citations import find_citations
from pipeline.tagging.cited_laws import LawReader
from pipeline.tagging.numbers import Numbers
from pipeline.tagging.shelf import CitedLaw, Shelf
from pipeline.tagging.targets import looked_up, spelled
from pipeline.text import fold

_OURS = 60  # characters before a citation in which "of this Act" may stand
_GAP = 24  # characters between two citations of one list
_LETTERS = re.compile(r"[^a-z]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: its unit's eId and TextOffset, and the length of its printed number."""

    eid: str = ""
    start: int = 0
    skip: int = 0


_NOWHERE = Place()
_NO_NUMBERS = Numbers()
_NO_SHELF = Shelf()


@dataclass(frozen=True, slots=True)
class _Cited:
    """A citation with the law it belongs to; None: the law it stands in."""

    citation: Citation
    span: Span
    law: CitedLaw | None
    here: bool = False  # the words say that it is this law


def find_references(
    text: str,
    language: str,
    library: Library,
    *,
    numbers: Numbers = _NO_NUMBERS,
    place: Place = _NOWHERE,
    shelf: Shelf = _NO_SHELF,
) -> tuple[Reference, ...]:
    """The citations in ``text``, by place, an enclosing one before what it encloses.

    Offsets are code points in ``text``. Without ``numbers`` the target of an internal citation is
    the eId that its own words spell; with them, it is an eId of the document or none.
    """
    found = list(_anaphors(text, language, library, numbers, place))
    grammar, reader = citation_grammar(library, language), LawReader.of(
        text, language, library, shelf
    )  # fmt: skip
    if grammar and reader:
        page = Page.of(text, grammar, blocks=bool(numbers.text))
        found += _Resolver(page, reader, numbers, place, governing=reader.governing()).references()
    return tuple(sorted(set(found), key=lambda r: (r.span.start, -r.span.end, r.target)))


def _anaphors(
    text: str, language: str, library: Library, numbers: Numbers, place: Place
) -> Iterator[Reference]:
    """The words that point to the recital before."""
    before = numbers.recital_before.get(place.eid, "")
    pattern = laws(library).anaphors.get(language) if before else None
    for match in pattern.finditer(fold(text)) if pattern else ():
        yield Reference(Span(*match.span()), f"#{before}", "anaphor")


@dataclass(slots=True)
class _Resolver:
    """Reads the citations of one text from left to right; later ones can point to earlier ones."""

    page: Page
    reader: LawReader
    numbers: Numbers
    place: Place
    last_path: Path = ()
    last_law: CitedLaw | None = None
    governing: tuple[CitedLaw, ...] = ()
    _mentions: tuple[CitedLaw, ...] | None = None
    _amends: dict[Span, bool] = field(default_factory=dict)

    def references(self) -> list[Reference]:
        alone = sorted(self.reader.alone(), key=lambda w: (w.span.start, -w.span.end))
        numbered = [law.span for law in alone if law.kind == "external"]
        cited = self._inherited(
            [
                self._cited(c)
                for c in find_citations(self.page, self.place.skip)
                if not any(
                    span.start <= c.span.start < span.end for span in numbered
                )  # "Law 12/2001, No. 3"
            ]
        )
        found = [reference for one in cited for reference in self._resolved(one)]
        taken = [one.span for one in cited]
        outer, nested = [], []
        for law in alone:
            if law.span.start < self.place.skip or not law.iri:
                continue
            free = not any(law.span.overlaps(span) for span in taken)
            if free:
                taken.append(law.span)
                outer.append(Reference(law.span, law.iri, law.kind))
            elif self.reader.own_treaty(law):
                nested.append(Reference(law.span, law.iri, law.kind))
        return [*self._grouped([*found, *outer]), *nested]

    # --- which law

    def _cited(self, citation: Citation) -> _Cited:
        folded, grammar, span = self.page.folded, self.page.grammar, citation.span
        if here := grammar.here.match(folded, span.end):
            return _Cited(citation, Span(span.start, here.end()), None, here=True)
        if ours := grammar.ours.search(folded, max(0, span.start - _OURS), span.start):
            return _Cited(citation, Span(ours.start(), span.end), None, here=True)
        if citation.code:
            iri = laws(self.reader.library).coded.get(_LETTERS.sub("", citation.code), "")
            coded = CitedLaw(span, iri.format(title=citation.title), "external")
            return _Cited(citation, span, coded)
        law = self.reader.after(span.end) or self.reader.before(span.start)
        if law is None:
            return self._governed(citation)
        whole = Span(min(span.start, law.span.start), max(span.end, law.span.end))
        meant = self._named_before(span.start) if law.kind == "that" else law
        own = meant.kind == "own"
        return _Cited(citation, whole, None if own else meant, here=own)

    def _governed(self, citation: Citation) -> _Cited:
        """A citation without a law's name is of the law that heads its list, if one does."""
        at = citation.span.start
        above = [law for law in self.governing if law.span.end <= at and self._below(law, at)]
        law = above[-1] if above else None
        own = law is not None and law.kind == "own"
        return _Cited(citation, citation.span, None if own else law, here=own)

    def _below(self, law: CitedLaw, at: int) -> bool:
        """Whether ``at`` is in the provision in which a law is named; always, if there is none."""
        around = self.numbers.around
        named = next(around(self.place.eid, self.place.start + law.span.start), "")
        return not named or named in around(self.place.eid, self.place.start + at)

    def _named_before(self, at: int) -> CitedLaw:
        """The law named last before ``at``; one that cannot be identified if there is none."""
        if self._mentions is None:
            self._mentions = self.reader.mentions()
        found = [law for law in self._mentions if law.span.end <= at and law.kind != "that"]
        return found[-1] if found else CitedLaw(Span(at, at), "", "unresolved")

    def _inherited(self, cited: list[_Cited]) -> list[_Cited]:
        """ "Article 5 or Article 6 of the Convention": a list has the law that its end names."""
        for i in range(len(cited) - 2, -1, -1):
            one, following = cited[i], cited[i + 1]
            gap = self.page.folded[one.span.end : following.span.start]
            ranks = {c.citation.items[0].path[0].rank for c in (one, following)}
            open_ended = one.law is None and not one.here and ranks == {UNIT}
            if open_ended and len(gap) <= _GAP and self.page.grammar.shares.fullmatch(gap):
                cited[i] = replace(one, law=following.law, here=following.here)
        return cited

    def _joint(self, gap: str) -> bool:
        return self.page.grammar.joint.fullmatch(gap) is not None

    # --- where it leads

    def _resolved(self, one: _Cited) -> Iterator[Reference]:
        items = one.citation.items
        for item in items:
            start = one.span.start if item is items[0] else item.span.start
            end = one.span.end if item is items[-1] else item.span.end
            law, path, up_to = self._meant(one, item.path, item.up_to)
            target = self._target(law, path, item.span.start)
            last = self._target(law, up_to, item.span.start) if up_to and target else ""
            kind = ("internal" if target[0] == "#" else law.kind if law else "") if target else ""
            self.last_path, self.last_law = path, law
            yield Reference(Span(start, end), target, kind or "unresolved", last)

    def _meant(self, one: _Cited, path: Path, up_to: Path) -> tuple[CitedLaw | None, Path, Path]:
        """The law and the paths of an item, its anaphoric words replaced by what they stand for."""
        law = one.law
        if path[0].relation == "that":
            at = [i for i, part in enumerate(self.last_path) if part.element == path[0].element]
            if at:
                head = self.last_path[: at[0] + 1]
                return self.last_law, (*head, *path[1:]), (*head, *up_to[1:]) if up_to else ()
        if law is None and not one.here and self._amending(path, one.span.start):
            named = self._named_before(one.span.start)
            law = named if self.numbers.work or named.iri else None
            if path[0].rank > UNIT and law == self.last_law:
                head = tuple(part for part in self.last_path if part.rank <= UNIT)
                return law, (*head, *path), (*head, *up_to) if up_to else ()
        return law, path, up_to

    def _amending(self, path: Path, at: int) -> bool:
        """Whether bare numbers are of another law: in quoted text and in what amends.

        "This section" is the section that says so, unless it is quoted.
        """
        offset = self.place.start + at
        chain = tuple(self.numbers.around(self.place.eid, offset))
        if any(self.numbers.provisions[eid].quoted for eid in chain):
            return True
        if path[0].relation == "this":
            return False
        return any(self._amends_in(span) for span in self._scope(chain))

    def _scope(self, chain: tuple[str, ...]) -> Iterator[Span]:
        """Where words of amendment reach a citation: in its own part of the unit, before all
        parts, and in the first of them ("(1) The Act is amended as follows. (2) …")."""
        start, end = self.place.start, self.place.start + len(self.page.text)
        parts = self.numbers.children.get(chain[-1], ()) if chain else ()
        if not parts:
            yield Span(0, end - start)
            return
        lead = max(0, parts[0].span.start - start)
        yield Span(0, lead)
        for part in parts:
            if part is parts[0] or (len(chain) > 1 and part.eid == chain[-2]):
                yield Span(part.span.start - start, part.span.end - start)

    def _amends_in(self, span: Span) -> bool:
        found = self._amends.get(span)
        if found is None:
            search = self.page.grammar.amends.search
            found = search(self.page.folded, span.start, span.end) is not None
            self._amends[span] = found
        return found

    def _target(self, law: CitedLaw | None, path: Path, at: int) -> str:
        if law is not None:
            whole = any(part.rank <= UNIT and part.number for part in path)
            units = self.reader.shelf.corpus.units
            portion = spelled(path, units.get(law.iri, "")) if whole else ""
            return f"{law.iri}/~{portion}" if law.iri and portion else law.iri
        if not self.numbers.work:
            portion = spelled(path)
            return f"#{portion}" if portion else ""
        eid = looked_up(self.numbers, path, self.place.eid, self.place.start + at)
        return f"#{eid}" if eid else ""

    def _grouped(self, references: list[Reference]) -> list[Reference]:
        """References with the span of the list that they are one of."""
        rows: list[list[Reference]] = []
        for reference in sorted(references, key=lambda r: r.span):
            gap = Span(rows[-1][-1].span.end, reference.span.start) if rows else Span(0, 0)
            near = rows and 0 < gap.end - gap.start <= _GAP
            if near and self._joint(gap.of(self.page.folded)):
                rows[-1].append(reference)
            else:
                rows.append([reference])
        return [
            replace(r, group=Span(row[0].span.start, row[-1].span.end)) if len(row) > 1 else r
            for row in rows
            for r in row
        ]
