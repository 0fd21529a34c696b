"""Takes provisions with what was tagged in them; ranks them for a holding or for words.

SQLite's FTS5 ranks (BM25 over columns of unequal weight). Words are compared by their stems in the
language of the provision; concepts and links are words too, so that a holding is asked for by what
it is about and not by its own sentence, which resembles no statute.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import snowballstemmer

from pipeline.knowledge.opinions import Holding, OpinionProfile
from pipeline.knowledge.thesaurus import Thesaurus
from pipeline.model import Link, Marked, Tags, Unit
from pipeline.text import fold

_WORD = re.compile(r"[^\W_]+")
_ALGORITHMS = {
    "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "fi": "finnish", "fr": "french", "hu": "hungarian",
    "it": "italian", "nb": "norwegian", "nl": "dutch", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
# Heading and place say most about what a provision is for; concepts are surer than words.
_WEIGHTS = "0, 0, 0, 0, 0, 0, 4.0, 2.0, 1.0, 3.0"
_SCHEMA = """
CREATE VIRTUAL TABLE provision USING fts5(
  jurisdiction UNINDEXED, expression UNINDEXED, eid UNINDEXED, label UNINDEXED, words UNINDEXED,
  grades UNINDEXED, heading, place, body, concepts, tokenize = "unicode61 remove_diacritics 0"
)"""
_LINKED = 20.0  # what a link of grade 2 adds to a rank for its holding: more than any word can


@dataclass(frozen=True, slots=True)
class Hit:
    """A provision that was found; ``score`` orders the hits of one query, higher is better."""

    jurisdiction: str
    expression: str
    eid: str
    label: str
    words: str  # how the provision begins
    score: float
    grade: int  # of its link to the holding asked for; -1: none


class SearchIndex:
    """Provisions ready to be ranked; in memory, or in a file that is written once."""

    def __init__(self, path: Path | None = None) -> None:
        self._connection = sqlite3.connect(path or ":memory:")
        self._languages: set[str] = set()

    def __enter__(self) -> SearchIndex:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def add(self, marked: Marked, thesaurus: Thesaurus) -> None:
        """Enter every unit of a document."""
        with closing(self._connection.cursor()) as cursor:
            cursor.execute(_SCHEMA.replace("TABLE", "TABLE IF NOT EXISTS"))
            cursor.executemany(
                "INSERT INTO provision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                _rows(marked, thesaurus),
            )
        self._connection.commit()
        self._languages.add(marked.document.metadata.language)

    def add_texts(self, texts: Iterable[tuple[str, str, str, str]], language: str) -> None:
        """Enter texts that are no provisions of a run: name, heading, path and body of each."""
        rows = (
            ("", "", name, heading, body[:200], "", *_stemmed((heading, path, body), language), "")
            for name, heading, path, body in texts
        )
        with closing(self._connection.cursor()) as cursor:
            cursor.execute(_SCHEMA.replace("TABLE", "TABLE IF NOT EXISTS"))
            cursor.executemany("INSERT INTO provision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        self._connection.commit()
        self._languages.add(language)

    def find_words(self, text: str, limit: int = 20) -> tuple[Hit, ...]:
        """The provisions that speak most of these words, whatever their language."""
        stems = {s for language in sorted(self._languages) for s in stem(text, language)}
        return self._find(_query(stems | set(stem(text, ""))), limit, None)

    def find_holding(
        self, holding: Holding, profile: OpinionProfile, limit: int = 20
    ) -> tuple[Hit, ...]:
        """The provisions that come nearest to a holding, linked or not."""
        terms = {token(t) for t in holding_terms(holding) if t not in profile.subject_terms}
        terms |= {f"function{fold(name).replace('-', '')}" for name in holding.functions}
        return self._find(_query(terms), limit, holding.number)

    def _find(self, query: str, limit: int, holding: int | None) -> tuple[Hit, ...]:
        if not query or not self._languages:
            return ()
        rows = self._connection.execute(
            "SELECT jurisdiction, expression, eid, label, words, grades, "
            f"-bm25(provision, {_WEIGHTS}) FROM provision WHERE provision MATCH ?",
            (query,),
        )
        hits = [_hit(row, holding) for row in rows]
        hits.sort(key=lambda hit: (-hit.score, hit.jurisdiction, hit.expression, hit.eid))
        return tuple(hits[:limit])


def holding_terms(holding: Holding) -> tuple[str, ...]:
    """The concepts and elements that a holding's criteria ask for, sorted."""
    found = {
        term.rpartition(":")[2]
        for criterion in holding.criteria
        for alternative in criterion.alternatives
        for group in alternative.groups
        for term in group
    }
    return tuple(sorted(term for term in found if not term.isdigit()))


def stem(text: str, language: str) -> list[str]:
    """The words of a text, folded and without their endings where the language is known."""
    words = _WORD.findall(fold(text))
    stemmer = _stemmer(language)
    return list(stemmer.stemWords(words)) if stemmer else words


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer | None:
    name = _ALGORITHMS.get(language)
    return snowballstemmer.stemmer(name) if name in snowballstemmer.algorithms() else None


def token(term: str) -> str:
    """A concept as one word of the index."""
    return "concept" + re.sub(r"[^a-z0-9]", "", fold(term))


def _query(words: Iterable[str]) -> str:
    """Any of the words; each is quoted, so that none is read as an operator."""
    return " OR ".join(f'"{word}"' for word in sorted(words) if word)


def _rows(marked: Marked, thesaurus: Thesaurus) -> Iterator[tuple[str, ...]]:
    ancestors = thesaurus.ancestors()
    tags = {each.eid: each for each in marked.tags}
    links: dict[str, list[Link]] = {}
    for link in marked.links:
        links.setdefault(link.eid, []).append(link)
    document = marked.document
    for unit in document.units():
        own = links.get(unit.eid, [])
        concepts = _concepts(tags.get(unit.eid), own, ancestors)
        body = unit.text.removeprefix(unit.num).strip().removeprefix(unit.heading).strip()
        yield (
            document.metadata.jurisdiction,
            document.iri,
            unit.eid,
            " ".join(part for part in (unit.num, unit.heading) if part),
            " ".join(body.split())[:200],
            " ".join(f"{link.holding}:{link.grade}" for link in own),
            _stems(unit, unit.heading),
            _stems(unit, " ".join((unit.title, *unit.path))),
            _stems(unit, unit.text),
            " ".join(concepts),
        )


def _stemmed(texts: Iterable[str], language: str) -> Iterator[str]:
    return (" ".join(stem(text, language)) for text in texts)


def _stems(unit: Unit, text: str) -> str:
    return " ".join(stem(text, unit.language))


def _concepts(
    tags: Tags | None, links: list[Link], ancestors: dict[str, frozenset[str]]
) -> list[str]:
    mentioned = {mention.concept for mention in tags.concepts} if tags else set()
    above = {a for concept in mentioned for a in ancestors.get(concept, (concept,))}
    shown = {e.concept for link in links for c in link.criteria if c.met for e in c.evidence}
    functions = {f"function{link.function.replace('-', '')}" for link in links if link.function}
    return sorted({token(t.rpartition(":")[2]) for t in above | shown} | functions)


def _hit(row: tuple[str, ...], holding: int | None) -> Hit:
    jurisdiction, expression, eid, label, words, grades, rank = row
    grade = -1
    for entry in grades.split():
        number, _, value = entry.partition(":")
        if holding is not None and int(number) == holding:
            grade = int(value)
    bonus = _LINKED * grade if grade > 0 else 0.0
    return Hit(jurisdiction, expression, eid, label, words, round(float(rank) + bonus, 4), grade)
