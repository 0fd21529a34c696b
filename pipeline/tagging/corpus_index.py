"""Takes what the documents of a corpus offer and gives ``CorpusIndex``: works by name or number.

A name that two works of one State have names neither of them: nothing is guessed. The order in
which documents come does not matter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.model import Document, Metadata
from pipeline.text import collapse, fold

_BRACKET = re.compile(r"\(([^()]*)\)")
_DATED = re.compile(
    r",? (?:vom|du|of|del?|van) \d{1,2}(?:\.|er)? ?\w+ \d{4}\b|,? of \d{4}$|(?<=[a-z]),(?= \d{4}$)"
)
_NUMBER = re.compile(r"\d+")
_UNION = re.compile(r"(?<!\d)(\d{2,4})/(\d{1,4})(?!\d)")
_OFFICIAL = re.compile(r"^(?:ley orgánica|ley|real decreto) [\d/]+, de [\w ]+, (?:del|de la|de) ")
_SERIAL = 3  # digits from which on a number alone is not one of a year
_ABBREVIATION = 12  # characters of a name in brackets that is a short form, not a remark
_UNIT = "~"  # before the prefix that the eIds of a work's units have

Asked = tuple[tuple[str, ...], ...]  # questions of a document as a whole, then of each of its units


@dataclass(frozen=True, slots=True)
class CorpusIndex:
    """Works by ``country key``; an empty IRI: several have it. ``units``: eId prefixes by IRI."""

    works: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, offered: Iterable[tuple[str, Sequence[str]]]) -> CorpusIndex:
        """From pairs of a work's IRI and what its documents offer (see ``offers``)."""
        works: dict[str, str] = {}
        units: dict[str, str] = {}
        for work, keys in sorted((work, tuple(keys)) for work, keys in offered):
            for key in keys:
                if key.startswith(_UNIT):
                    units.setdefault(work, key.removeprefix(_UNIT))
                else:
                    works[key] = work if works.get(key, work) == work else ""
        return cls(works, units)

    @classmethod
    def told(cls, answers: Iterable[tuple[str, str]]) -> CorpusIndex:
        """The part of an index that ``answers`` of it hold."""
        found = [(asked, *answer.partition(f"/{_UNIT}")) for asked, answer in answers]
        return cls(
            {asked: work for asked, work, _, _ in found},
            {work: unit for _, work, _, unit in found if unit},
        )

    def find(self, country: str, key: str) -> str:
        """The IRI of the only work of a State with that name or number; empty if there is none."""
        return self.works.get(f"{country} {key}", "")

    def turn(self) -> None:
        """Whoever reads a document says that it begins with its next unit."""
        return None

    def tells(self, question: str) -> bool:
        """Whether a question (see ``Listening``) has an answer here."""
        return question in self.works or question.removeprefix(_UNIT) in self.units

    def answers(self, work: str, asks: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """(question, work) for what a document of ``work`` asks and can be told, sorted.

        What the work's own units are called comes with it: ``/akn/de/act/1871-05-15/stgb/~art``.
        """
        told = ((asked, self.works.get(asked, "")) for asked in asks)
        return tuple(
            sorted(
                (asked, self._with_unit(found)) for asked, found in told if found and found != work
            )
        )

    def _with_unit(self, work: str) -> str:
        unit = self.units.get(work, "")
        return f"{work}/{_UNIT}{unit}" if unit else work


@dataclass(frozen=True, slots=True)
class _Heard(Mapping[str, str]):
    """What units are called, of which nothing is known: writes down of which works it is asked."""

    heard: list[set[str]]

    def __getitem__(self, work: str) -> str:
        self.heard[-1].add(_UNIT + work)
        raise KeyError(work)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class Listening(CorpusIndex):
    """An index that knows nothing and writes down what it is asked, by units.

    The first set is what reading the document as a whole asks, the others what each unit asks.
    """

    heard: list[set[str]] = field(default_factory=lambda: [set()])

    @classmethod
    def begin(cls) -> Listening:
        heard: list[set[str]] = [set()]
        return cls(units=_Heard(heard), heard=heard)

    def find(self, country: str, key: str) -> str:
        self.heard[-1].add(f"{country} {key}")
        return ""

    def turn(self) -> None:
        self.heard.append(set())

    def asked(self) -> Asked:
        """What was asked so far."""
        return tuple(tuple(sorted(part)) for part in self.heard)


def asks(asked: Asked) -> tuple[str, ...]:
    """The names and numbers of laws that the corpus may know, sorted."""
    return tuple(sorted({q for part in asked for q in part if not q.startswith(_UNIT)}))


def offers(document: Document) -> tuple[str, ...]:
    """The names and numbers by which a document may be cited, and what its units are called."""
    country = document.metadata.jurisdiction.partition("-")[0]
    prefixes = Counter(u.eid.rsplit("__", 1)[-1].partition("_")[0] for u in document.units())
    unit = max(sorted(prefixes), key=lambda prefix: prefixes[prefix], default="")
    keys = {f"{country} {key}" for key in _keys(document.metadata) if key}
    return tuple(sorted(keys | ({_UNIT + unit} if unit else set())))


def name_key(name: str) -> str:
    """A title as it is compared: folded, without brackets, commas and the date of the act."""
    folded = _BRACKET.sub(" ", fold(name))
    folded = _OFFICIAL.sub("", collapse(folded))
    return collapse(_DATED.sub("", folded)).strip(" .,;:").removeprefix("the ").replace("ß", "ss")


def number_key(number: str, year: str) -> str:
    """The number of an act in its year: ``#2011/93``."""
    return f"#{int(year) if year.isdigit() else year}/{number.lstrip('0')}"


def serial_key(number: str) -> str:
    """The number of an act in a row that never starts again: ``#26388``."""
    return "#" + re.sub(r"\D", "", number)


def _keys(metadata: Metadata) -> Iterator[str]:
    for name in (metadata.title, metadata.short_title):
        if name:
            yield name_key(name)
            for inner in _BRACKET.findall(fold(name)):
                if 1 < len(inner) <= _ABBREVIATION and " " not in inner:
                    yield inner
    if metadata.jurisdiction == "eu":
        for a, b in _UNION.findall(f"{metadata.number} {metadata.title}"[:200]):
            yield number_key(b, a) if len(a) == 4 else number_key(b, f"19{a}")
            yield number_key(a, b) if len(b) == 4 else ""
        return
    digits = _NUMBER.findall(metadata.number)
    year = metadata.work_date[:4]
    if len(digits) == 2 and len(digits[0]) == 4:  # 1962:700, 2000-516
        yield number_key(digits[1], digits[0])
    elif len(digits) == 2 and len(digits[1]) == 4:  # 10/1995
        yield number_key(digits[0], digits[1])
    elif len(digits) == 1:
        if year:
            yield number_key(digits[0], year)
        if len(digits[0]) > _SERIAL:
            yield serial_key(digits[0])
