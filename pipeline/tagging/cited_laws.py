"""Takes a text and a place in it and gives the ``CitedLaw`` that the words there name, if any.

A law is known by what the document itself calls it ("the 2003 Act"), by treaties' names, and by
what the words of its name state (``pipeline.tagging.law_identity``).
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.knowledge import Library
from pipeline.knowledge.laws import LawForm, LawGrammar, law_grammar, laws
from pipeline.knowledge.treaty_names import Name, TreatyNames, treaty_names
from pipeline.model import Document, Span
from pipeline.tagging.corpus_index import CorpusIndex, name_key
from pipeline.tagging.law_identity import Identifier
from pipeline.tagging.shelf import CitedLaw, Shelf, ShortNames, kind_of
from pipeline.text import fold, straighten

_LEAD = 40  # characters before a citation that are looked at for the end of a law's name
_BACK = 120  # characters before a citation in which the name of its law may stand
_NEVER = "(?!)"
_LIST = re.compile(r"[—–:-]\s*\n")
_LIST_BELOW = re.compile(r"(?:\s*\([^)\n]{1,80}\)){0,3}\s*[—–:-]+\s*\n")
_QUOTES = ("'", '"')


def shelf_of(document: Document, library: Library, corpus: CorpusIndex) -> Shelf:
    """The shelf of a document, with the short names of laws that the document defines."""
    meta = document.metadata
    titles = tuple(name_key(t) for t in (meta.title, meta.short_title) if t)
    country = meta.jurisdiction.partition("-")[0]
    shelf = Shelf(country, document.work, titles, corpus=corpus)
    reader = LawReader.of(document.text, meta.language, library, shelf)
    if reader is None:
        return shelf
    names = {
        name: law.iri
        for law in laws(library).known
        if law.works and document.work.startswith(law.works)
        for name in law.short.get(meta.language, ())
    }
    names.update(reader.defined())
    return replace(shelf, short=ShortNames.of(names, reader.grammar.article))


@dataclass(frozen=True, slots=True)
class LawReader:
    """A text in which laws are looked for."""

    text: str
    plain: str
    folded: str
    grammar: LawGrammar
    treaties: TreatyNames
    identity: Identifier
    short: ShortNames

    @classmethod
    def of(cls, text: str, language: str, library: Library, shelf: Shelf) -> LawReader | None:
        grammar = law_grammar(library, language)
        if grammar is None:
            return None
        plain = straighten(text)
        identity = Identifier(language, library, grammar, shelf)
        treaties = treaty_names(library, language)
        reader = cls(text, plain, fold(plain), grammar, treaties, identity, shelf.short)
        if shelf.work:
            return reader
        names = reader.defined()  # a text given alone: what it defines it defines for itself
        return replace(reader, short=ShortNames.of(names, grammar.article)) if names else reader

    @property
    def shelf(self) -> Shelf:
        return self.identity.shelf

    @property
    def library(self) -> Library:
        return self.identity.library

    def after(self, at: int) -> CitedLaw | None:
        """The law that is named right after a citation which ends at ``at``."""
        link = self.grammar.link.match(self.folded, at)
        law = self.named(link.end()) if link else None
        aside = None if law else self.grammar.aside.match(self.folded, at)
        return self.after(aside.end()) if aside else law

    def before(self, at: int) -> CitedLaw | None:
        """The law that is named right before a citation which starts at ``at``."""
        lead = self.grammar.lead.search(self.folded, max(0, at - _LEAD), at)
        if lead is None:
            return None
        end = lead.start("end")
        ending = (w for w in self.between(max(0, end - _BACK), end) if w.span.end == end)
        return next(ending, None)

    def governing(self) -> tuple[CitedLaw, ...]:
        """Laws to which the lists after them belong: "from the Criminal Code: § 5, § 6"."""
        found = [*self._leading()] if self.grammar.leads.pattern != _NEVER else []
        for match in self.grammar.governs.finditer(self.plain):
            law = self.named(match.end())
            colon = self.plain.find(":", law.span.end, law.span.end + _BACK) if law else -1
            if law and colon >= 0:
                found.append(replace(law, span=Span(law.span.start, colon + 1)))
        return tuple(sorted(found, key=lambda law: law.span))

    def _leading(self) -> Iterator[CitedLaw]:
        """Laws of which the provisions listed below them are: "offences under the Act—"."""
        for opening in _LIST.finditer(self.text):
            line = self.text.rfind("\n", 0, opening.start()) + 1
            if not self.grammar.leads.search(self.folded, line, opening.start()):
                continue
            for law in self._apart(self.between(line, opening.start())):
                below = _LIST_BELOW.match(self.text, law.span.end)
                leading = self.grammar.leads.search(self.folded, line, law.span.start)
                if below and leading and law.kind != "that":
                    yield law

    def alone(self) -> Iterator[CitedLaw]:
        """Every law that is named wherever it stands: treaties, dated acts, defined names."""
        yield from self._treaties(0, len(self.plain))
        yield from self._terms()
        for form in self.grammar.forms:
            if form.alone:
                for match in self._matches(form, 0, len(self.plain)):
                    law = self._law(match)
                    if law.iri:
                        yield law

    def mentions(self) -> tuple[CitedLaw, ...]:
        """All laws named, those too that cannot be identified; of overlapping names the longest."""
        return self._apart(self.between(0, len(self.plain)))

    @staticmethod
    def _apart(laws: Iterator[CitedLaw]) -> tuple[CitedLaw, ...]:
        """By place, and of those that overlap only the first that comes."""
        found: list[CitedLaw] = []
        for law in laws:
            at = bisect(found, law.span, key=lambda w: w.span)
            beside = found[max(0, at - 1) : at + 1]
            if not any(law.span.overlaps(other.span) for other in beside):
                found.insert(at, law)
        return tuple(found)

    def own_treaty(self, law: CitedLaw) -> bool:
        """Whether a treaty is the one that the work applies: then its short name is marked too."""
        return any(
            known.iri == law.iri and self.shelf.work.startswith(known.works)
            for known in laws(self.library).known
            if known.works
        )

    def named(self, at: int) -> CitedLaw | None:
        """The law whose name begins at ``at``; of several the longest."""
        found: list[CitedLaw] = []
        article = self.grammar.article.match(self.folded, at)
        for start in (at, article.end()) if article else (at,):
            if self.short:
                term = self.short.whole.match(self.folded, start)
                term = term or self.short.bare.match(self.folded, start)
                if term:
                    found.append(replace(self._term(term), span=Span(at, term.end())))
            if treaty := self.treaties.at(self.folded, start):
                name, end = treaty
                found.append(_treaty(name, at, end))
            for form in self.grammar.forms:
                if match := form.pattern.match(self.plain, start):
                    found.append(self._law(match, at))
        return max(found, key=lambda law: (law.span.end, law.iri != ""), default=None)

    def defined(self) -> dict[str, str]:
        """Names that the text gives to laws: ``the 2003 Act`` means the Sexual Offences Act 2003.

        The keys are folded. A name given to two laws stands for neither.
        """
        found: dict[str, str] = {}
        for alias in self.grammar.alias.finditer(self.plain):
            _define(found, alias, self.named(alias.end()))
        for alias in self.grammar.named.finditer(self.plain):
            law = next(
                (w for w in self.between(max(0, alias.start() - _BACK), alias.start())
                 if w.span.end == alias.start()), None
            )  # fmt: skip
            _define(found, alias, law)
        return {term: iri for term, iri in found.items() if iri}

    def between(self, start: int, end: int) -> Iterator[CitedLaw]:
        """Laws named between two places, longest first."""
        found = [
            self._law(match)
            for form in self.grammar.forms
            for match in self._matches(form, start, end)
        ]
        found += self._treaties(start, end)
        if self.short:
            found += [self._term(m) for m in self.short.within(self.folded, start, end)]
        yield from sorted(found, key=lambda w: (w.span.start - w.span.end, not w.iri))

    def _matches(self, form: LawForm, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches of a form; where it has a hint, only around what the hint finds."""
        if form.hint is None:
            yield from form.pattern.finditer(self.plain, start, end)
            return
        at, plain, search = start, self.plain, form.pattern.search
        for hint in form.hint.finditer(plain, start, end):
            if hint.start() < at:
                continue
            stop = min(end, hint.end() + _BACK)
            match = search(plain, max(at, form.lead(plain, hint.start())), stop)
            while match and match.start() <= hint.start():
                at = match.end()
                yield match
                if at >= hint.end():
                    break
                match = search(plain, at, stop)

    def _treaties(self, start: int, end: int) -> Iterator[CitedLaw]:
        for name, match in self.treaties.within(self.folded, start, end):
            yield _treaty(name, *match.span())

    def _terms(self) -> Iterator[CitedLaw]:
        for match in self.short.within(self.folded, 0, len(self.folded)) if self.short else ():
            if self.folded[match.start() - 1 : match.start()] not in _QUOTES:  # being defined
                yield self._term(match)

    def _term(self, match: re.Match[str]) -> CitedLaw:
        iri = self.short.iris[match.group()]
        return CitedLaw(Span(*match.span()), iri, kind_of(iri))

    def _law(self, match: re.Match[str], start: int = -1) -> CitedLaw:
        span = Span(match.start() if start < 0 else start, match.end())
        return CitedLaw(span, *self.identity.identify(match))


def _define(found: dict[str, str], alias: re.Match[str], law: CitedLaw | None) -> None:
    if law and law.iri:
        term = fold(alias["term"]).strip()
        if found.setdefault(term, law.iri) != law.iri:
            found[term] = ""


def _treaty(name: Name, start: int, end: int) -> CitedLaw:
    return CitedLaw(Span(start, end), name.iri, kind_of(name.iri))
