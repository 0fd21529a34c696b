"""What a text is read beside when laws are looked for in it: the values, none of them text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.model import Span
from pipeline.tagging.corpus_index import CorpusIndex

_ELSEWHERE = ("/akn/aa-", "/akn/eu/act/treaty/", "/akn/eu/act/charter/")
_NOTHING = re.compile("(?!)")


@dataclass(frozen=True, slots=True)
class CitedLaw:
    """``kind``: ``own`` (the law the words stand in), ``treaty``, ``external``, ``unresolved``,
    or ``that`` (the law named before)."""

    span: Span
    iri: str
    kind: str


@dataclass(frozen=True, slots=True)
class ShortNames:
    """Names that a text gives to laws, folded, with the IRIs; ``bare`` finds them without their
    article, which a link has taken."""

    iris: Mapping[str, str] = field(default_factory=dict)
    whole: re.Pattern[str] = _NOTHING
    bare: re.Pattern[str] = _NOTHING
    loose: re.Pattern[str] = _NOTHING  # as ``whole``, inside words too: faster to search for

    @classmethod
    def of(cls, names: Mapping[str, str], article: re.Pattern[str]) -> ShortNames:
        if not names:
            return cls()
        bare = {article.sub("", name, count=1) or name: iri for name, iri in names.items()}
        loose = re.compile(rf"{_either(names)}(?!\w)")
        return cls({**bare, **names}, _any(names), _any(bare), loose)

    def __bool__(self) -> bool:
        return bool(self.iris)

    def within(self, folded: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The names, with their article, between two places."""
        for match in self.loose.finditer(folded, start, end):
            at = match.start()
            if not (at > start and folded[at - 1].isalnum()):
                yield match


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a text is read beside: its State, its own names, its short names, the corpus."""

    country: str = ""
    work: str = ""
    titles: tuple[str, ...] = ()  # keys
    short: ShortNames = field(default_factory=ShortNames)
    corpus: CorpusIndex = field(default_factory=CorpusIndex)


def kind_of(iri: str) -> str:
    """The kind of a citation that leads to ``iri``."""
    if not iri:
        return "unresolved"
    return "treaty" if iri.startswith(_ELSEWHERE) else "external"


def _any(terms: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_either(terms)}(?!\w)")


def _either(terms: Mapping[str, str]) -> str:
    return f"(?:{'|'.join(re.escape(t) for t in sorted(terms, key=len, reverse=True))})"
