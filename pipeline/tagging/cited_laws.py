"""Takes a text and a place in it and gives the ``CitedLaw`` that the words there name, if any.

A law is known by what the document itself calls it ("the 2003 Act"), by the titles and numbers
of the corpus, by ``laws.yaml``, and by its own date and number. A name alone that none of these
knows is a law that cannot be identified: its IRI is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from pipeline.ids import slug
from pipeline.knowledge import Library
from pipeline.knowledge.laws import (
    LawForm,
    LawGrammar,
    Name,
    known_by_name,
    law_grammar,
    laws,
    names_anywhere,
)
from pipeline.model import Document, Span
from pipeline.tagging.corpus_index import CorpusIndex, name_key, number_key, serial_key
from pipeline.text import fold, straighten

_LEAD = 40  # characters before a citation that are looked at for the end of a law's name
_BACK = 120  # characters before a citation in which the name of its law may stand
_NEVER = "(?!)"
_LIST = re.compile(r"[—–:-]\s*\n")
_LIST_BELOW = re.compile(r"(?:\s*\([^)\n]{1,80}\)){0,3}\s*[—–:-]+\s*\n")
_QUOTES = ("'", '"')
_UNKNOWN = "zz"  # a State that nothing names (user-assigned in ISO 3166)
_OWN_TITLE = 8  # letters of a title from which on a part of it is taken for the whole


@dataclass(frozen=True, slots=True)
class CitedLaw:
    """``kind``: ``own`` (the law the words stand in), ``treaty``, ``external``, ``unresolved``,
    or ``that`` (the law named before)."""

    span: Span
    iri: str
    kind: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a text is read beside: its State, its own names, its short names, the corpus."""

    country: str = ""
    work: str = ""
    titles: tuple[str, ...] = ()  # keys
    aliases: Mapping[str, str] = field(default_factory=dict)  # folded term: IRI
    corpus: CorpusIndex = field(default_factory=CorpusIndex)

    @classmethod
    def of(cls, document: Document, library: Library, corpus: CorpusIndex) -> Shelf:
        """The shelf of a document, with the short names of laws that the document defines."""
        meta = document.metadata
        titles = tuple(name_key(t) for t in (meta.title, meta.short_title) if t)
        shelf = cls(meta.jurisdiction.partition("-")[0], document.work, titles, {}, corpus)
        reader = LawReader.of(document.text, meta.language, library, shelf)
        aliases = {
            name: law.iri
            for law in laws(library).known
            if law.works and document.work.startswith(law.works)
            for name in law.short.get(meta.language, ())
        }
        aliases.update(reader.defined() if reader else {})
        return replace(shelf, aliases=aliases)


@dataclass(frozen=True, slots=True)
class LawReader:
    """A text in which laws are looked for."""

    text: str
    plain: str
    folded: str
    language: str
    library: Library
    grammar: LawGrammar
    shelf: Shelf
    aliases: Mapping[str, str]
    terms: re.Pattern[str]
    bare: re.Pattern[str]  # the terms without their article, which a link has taken

    @classmethod
    def of(cls, text: str, language: str, library: Library, shelf: Shelf) -> LawReader | None:
        grammar = law_grammar(library, language)
        if grammar is None:
            return None
        plain = straighten(text)
        folded = fold(plain)
        none = re.compile("(?!)")
        bare = cls(text, plain, folded, language, library, grammar, shelf, {}, none, none)
        aliases = shelf.aliases or ({} if shelf.work else bare.defined())
        if not aliases:
            return bare
        without = {grammar.article.sub("", t, count=1) or t: iri for t, iri in aliases.items()}
        terms, short = _any(aliases), _any(without)
        both = {**without, **aliases}
        return cls(text, plain, folded, language, library, grammar, shelf, both, terms, short)

    def after(self, at: int) -> CitedLaw | None:
        """The law that is named right after a citation which ends at ``at``."""
        link = self.grammar.link.match(self.folded, at)
        return self.named(link.end()) if link else None

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
        found = [law for law in self.mentions() if self._leads(law)] if self._has_lists() else []
        for match in self.grammar.governs.finditer(self.plain):
            law = self.named(match.end())
            colon = self.plain.find(":", law.span.end, law.span.end + _BACK) if law else -1
            if law and colon >= 0:
                found.append(replace(law, span=Span(law.span.start, colon + 1)))
        return tuple(sorted(found, key=lambda law: law.span))

    def _has_lists(self) -> bool:
        return self.grammar.leads.pattern != _NEVER and bool(_LIST.search(self.text))

    def _leads(self, law: CitedLaw) -> bool:
        """Whether a list below a law is of its provisions: "offences under the Act—"."""
        if law.kind == "that" or not _LIST_BELOW.match(self.text, law.span.end):
            return False
        line = self.text.rfind("\n", 0, law.span.start) + 1
        return self.grammar.leads.search(self.folded, line, law.span.start) is not None

    def alone(self) -> Iterator[CitedLaw]:
        """Every law that is named wherever it stands: treaties, dated acts, defined names."""
        yield from self._treaties(0, len(self.plain))
        yield from self._terms()
        for form in self.grammar.forms:
            if form.alone:
                for match in _matches(form, self.plain):
                    law = self._identified(match)
                    if law.iri:
                        yield law

    def mentions(self) -> tuple[CitedLaw, ...]:
        """All laws named, those too that cannot be identified; of overlapping names the longest."""
        found: list[CitedLaw] = []
        for law in self.between(0, len(self.plain)):
            if not any(law.span.overlaps(other.span) for other in found):
                found.append(law)
        return tuple(sorted(found, key=lambda w: w.span))

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
            term = self.terms.match(self.folded, start) or self.bare.match(self.folded, start)
            if term:
                found.append(replace(self._term(term), span=Span(at, term.end())))
            for name in names_anywhere(self.library, self.language):
                if treaty := name.pattern.match(self.folded, start):
                    found.append(_treaty(name, at, treaty.end()))
            for form in self.grammar.forms:
                if match := form.pattern.match(self.plain, start):
                    found.append(self._identified(match, at))
        return max(found, key=lambda law: (law.span.end, law.iri != ""), default=None)

    def defined(self) -> dict[str, str]:
        """Names that the text gives to laws: ``the 2003 Act`` means the Sexual Offences Act 2003.

        The keys are folded. A name given to two laws stands for neither.
        """
        found: dict[str, str] = {}
        for alias in self.grammar.alias.finditer(self.plain):
            law = self.named(alias.end())
            self._define(found, alias, law)
        for alias in self.grammar.named.finditer(self.plain):
            law = next(
                (w for w in self.between(max(0, alias.start() - _BACK), alias.start())
                 if w.span.end == alias.start()), None
            )  # fmt: skip
            self._define(found, alias, law)
        return {term: iri for term, iri in found.items() if iri}

    def _define(self, found: dict[str, str], alias: re.Match[str], law: CitedLaw | None) -> None:
        if law and law.iri:
            term = fold(alias["term"]).strip()
            if found.setdefault(term, law.iri) != law.iri:
                found[term] = ""

    def between(self, start: int, end: int) -> Iterator[CitedLaw]:
        """Laws named between two places, longest first."""
        found = []
        for form in self.grammar.forms:
            for match in form.pattern.finditer(self.plain, start, end):
                found.append(self._identified(match))
        found += self._treaties(start, end)
        found += [self._term(m) for m in self.terms.finditer(self.folded, start, end)]
        yield from sorted(found, key=lambda w: (w.span.start - w.span.end, not w.iri))

    def _treaties(self, start: int, end: int) -> Iterator[CitedLaw]:
        for name in names_anywhere(self.library, self.language):
            if self.folded.find(name.literal, start, end) >= 0:
                for match in name.pattern.finditer(self.folded, start, end):
                    yield _treaty(name, *match.span())

    def _terms(self) -> Iterator[CitedLaw]:
        for match in self.terms.finditer(self.folded):
            if self.folded[match.start() - 1 : match.start()] not in _QUOTES:  # being defined
                yield self._term(match)

    def _term(self, match: re.Match[str]) -> CitedLaw:
        iri = self.aliases[match.group()]
        return CitedLaw(Span(*match.span()), iri, _kind(iri))

    def _identified(self, match: re.Match[str], start: int = -1) -> CitedLaw:
        span = Span(match.start() if start < 0 else start, match.end())
        stated = match.groupdict()
        if stated.get("that"):
            return CitedLaw(span, "", "that")
        if stated.get("eu"):
            return CitedLaw(span, self._union_act(stated), "external")
        title = fold(stated.get("title") or "")
        if title and self._own(title, stated.get("year") or ""):
            return CitedLaw(span, "", "own")
        iri = self._national(title, stated)
        return CitedLaw(span, iri, _kind(iri))

    def _own(self, title: str, year: str) -> bool:
        key = self._name(f"{title} {year}".strip())
        return any(
            key == self._name(own) or (len(key) > _OWN_TITLE and _whole(key, own))
            for own in self.shelf.titles
        )

    def _union_act(self, stated: Mapping[str, str | None]) -> str:
        words, year, number = (fold(stated[k] or "") for k in ("eu", "year", "number"))
        if stated.get("no") and (len(year) != 4 or number[:2] in ("19", "20")):
            year, number = number, year  # Regulation (EC) No 1234/2008
        if len(year) == 2:
            year = f"19{year}" if int(year) > 50 else f"20{year}"
        found = self.shelf.corpus.find("eu", number_key(number, year))
        natures = laws(self.library).natures
        nature = next((name for name, p in natures.items() if p.search(words)), "act")
        return found or f"/akn/eu/act/{nature}/{year}/{number.lstrip('0')}"

    def _national(self, title: str, stated: Mapping[str, str | None]) -> str:
        country = self.shelf.country or self.grammar.home or _UNKNOWN
        number, year = stated.get("number") or "", stated.get("year") or ""
        if number and len(year) == 2:
            year = f"19{year}" if int(year) > 50 else f"20{year}"
        corpus = self.shelf.corpus
        if number and year and (iri := corpus.find(country, number_key(number, year))):
            return iri
        name = self._name(title)
        if name:
            dated = corpus.find(country, f"{name} {year}") if year else ""
            if iri := dated or corpus.find(country, name):
                return iri
            if iri := known_by_name(self.library, self.language, country, name):
                return iri
        if serial := stated.get("serial"):
            return corpus.find(country, serial_key(serial))
        if not year or not (number or stated.get("day") or " " in name):
            return ""  # "the Act of 1998" is many
        if number:
            number = self.grammar.number.format(number=number, year=year)
        return f"/akn/{country}/act/{self._date(stated, year)}/{slug(number or title)}"

    def _date(self, stated: Mapping[str, str | None], year: str) -> str:
        month, day = fold(stated.get("month") or ""), stated.get("day") or ""
        if month in self.grammar.months and day.isdigit():
            return f"{year}-{self.grammar.months.index(month) + 1:02}-{int(day):02}"
        return year

    def _name(self, title: str) -> str:
        """A title as the corpus and ``laws.yaml`` know it: no article, no genitive."""
        key = name_key(title)
        article = self.grammar.article.match(key)
        key = key[article.end() :] if article and article.end() < len(key) else key
        return self.grammar.genitive.sub("", key)


def _treaty(name: Name, start: int, end: int) -> CitedLaw:
    return CitedLaw(Span(start, end), name.iri, _kind(name.iri))


def _matches(form: LawForm, plain: str) -> Iterator[re.Match[str]]:
    """The matches of a form; where it has a hint, only around what the hint finds."""
    if form.hint is None:
        yield from form.pattern.finditer(plain)
        return
    at = 0
    for hint in form.hint.finditer(plain):
        for match in form.pattern.finditer(
            plain, max(at, hint.start() - _BACK), hint.end() + _LEAD
        ):
            at = match.end()
            yield match


def _any(terms: Mapping[str, str]) -> re.Pattern[str]:
    words = "|".join(re.escape(t) for t in sorted(terms, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def _whole(key: str, title: str) -> bool:
    """Whether a name stands in a title as whole words at its end ("Code" of "Criminal Code")."""
    return title.endswith(key) and not title[: -len(key)][-1:].isalpha()


def _kind(iri: str) -> str:
    if not iri:
        return "unresolved"
    return "treaty" if re.match("/akn/(?:aa-|eu/act/(?:treaty|charter)/)", iri) else "external"
