"""The units of two texts of a law in, which became which out: unchanged, moved, changed, lost, new.

First what has the same words, at the same place or another; then what has most phrases in common,
wherever it stands; what is left under the same number was given other words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from pipeline.model import Eid, Unit
from pipeline.review.identity import words_digest
from pipeline.review.wording import Stretch, wording
from pipeline.text import fold

Fate = Literal["unchanged", "moved", "changed", "lost", "new"]
# Share of phrases (pairs of words) in common from which two provisions with different numbers are
# taken for one that was amended. Two provisions of one law are as alike in 2 (German, Latvian), 14
# (Dutch) and 16 (Canadian evidence) of 100; but only those compete whose words are not found again.
_ALIKE = 0.6
_SAME_PLACE = 0.2  # a provision under the same number needs so much less
_COMMON = 30  # a phrase of more provisions tells nothing about which became which
_WORDS = str.maketrans(dict.fromkeys("()[]{},;:.\"'–—-", " "))


@dataclass(frozen=True, slots=True)
class ProvisionChange:
    """What became of a provision; ``old`` is None of a new one, ``new`` of one that is lost.

    A changed provision may have moved too: its eIds then differ.
    """

    fate: Fate
    old: Unit | None
    new: Unit | None

    @property
    def unit(self) -> Unit:
        """The provision as it stands, or stood."""
        unit = self.new or self.old
        assert unit is not None  # one of the two is there in every change
        return unit

    def words(self) -> tuple[Stretch, ...]:
        """The old and the new words against each other."""
        return wording(self.old.text if self.old else "", self.new.text if self.new else "")


def provision_changes(old: Iterable[Unit], new: Iterable[Unit]) -> tuple[ProvisionChange, ...]:
    """One change for each provision of either text, in the order of the new one.

    What is lost stands behind the provision that it followed.
    """
    before, after = {u.eid: u for u in old}, {u.eid: u for u in new}
    pairs: dict[Eid, Eid] = {}  # new -> old
    for found in (_same_words, _alike, _same_place):
        free_old = [u for u in before.values() if u.eid not in set(pairs.values())]
        free_new = [u for u in after.values() if u.eid not in pairs]
        pairs.update(found(free_old, free_new))
    return tuple(_ordered(before, after, pairs))


def _same_words(old: Sequence[Unit], new: Sequence[Unit]) -> dict[Eid, Eid]:
    """Same words under the same number, then same words elsewhere where there is no doubt."""
    having: dict[str, tuple[list[Eid], list[Eid]]] = defaultdict(lambda: ([], []))
    for side, units in enumerate((old, new)):
        for unit in units:
            having[words_digest(unit)][side].append(unit.eid)
    pairs: dict[Eid, Eid] = {}
    for before, after in having.values():
        stayed = [eid for eid in after if eid in before]
        pairs.update({eid: eid for eid in stayed})
        gone = [eid for eid in before if eid not in stayed]
        come = [eid for eid in after if eid not in stayed]
        if len(gone) == len(come):
            pairs.update(zip(come, gone, strict=True))
    return pairs


def _alike(old: Sequence[Unit], new: Sequence[Unit]) -> dict[Eid, Eid]:
    """Pairs with most phrases in common, the most alike first."""
    mine = {unit.eid: _phrases(unit) for unit in old}
    having: dict[tuple[str, str], list[Eid]] = defaultdict(list)
    for eid, phrases in mine.items():
        for phrase in phrases:
            having[phrase].append(eid)
    ranked: list[tuple[float, int, Eid, Eid]] = []
    for place, unit in enumerate(new):
        phrases = _phrases(unit)
        for eid in _candidates(unit.eid, phrases, having, mine):
            common = len(phrases & mine[eid])
            share = common / (len(phrases | mine[eid]) or 1)
            score = share + (_SAME_PLACE if eid == unit.eid else 0)
            if common and score >= _ALIKE:
                ranked.append((-score, place, unit.eid, eid))
    pairs: dict[Eid, Eid] = {}
    taken: set[Eid] = set()
    for _, _, here, there in sorted(ranked):
        if here not in pairs and there not in taken:
            pairs[here] = there
            taken.add(there)
    return pairs


def _candidates(
    own: Eid,
    phrases: frozenset[tuple[str, str]],
    having: Mapping[tuple[str, str], Sequence[Eid]],
    mine: Mapping[Eid, object],
) -> list[Eid]:
    found = {own} if own in mine else set()
    for phrase in phrases:
        holders = having.get(phrase, ())
        if len(holders) <= _COMMON:
            found.update(holders)
    return sorted(found)


def _phrases(unit: Unit) -> frozenset[tuple[str, str]]:
    text = fold(unit.text.removeprefix(unit.num)).translate(_WORDS)
    return frozenset(pairwise(("", *text.split(), "")))


def _same_place(old: Sequence[Unit], new: Sequence[Unit]) -> dict[Eid, Eid]:
    places = {unit.eid for unit in old}
    return {unit.eid: unit.eid for unit in new if unit.eid in places}


def _ordered(
    before: Mapping[Eid, Unit], after: Mapping[Eid, Unit], pairs: Mapping[Eid, Eid]
) -> Iterator[ProvisionChange]:
    became = {there: here for here, there in pairs.items()}
    following: dict[Eid | None, list[Unit]] = defaultdict(list)  # lost, by what they followed
    last: Eid | None = None
    for eid, unit in before.items():
        if eid in became:
            last = became[eid]
        else:
            following[last].append(unit)
    yield from (ProvisionChange("lost", unit, None) for unit in following[None])
    for eid, unit in after.items():
        there = before[pairs[eid]] if eid in pairs else None
        yield ProvisionChange(_fate(there, unit), there, unit)
        yield from (ProvisionChange("lost", lost, None) for lost in following[eid])


def _fate(old: Unit | None, new: Unit) -> Fate:
    if old is None:
        return "new"
    if words_digest(old) != words_digest(new):
        return "changed"
    return "unchanged" if old.eid == new.eid and _number(old) == _number(new) else "moved"


def _number(unit: Unit) -> str:
    """The printed number without the marks around it, which differ from source to source."""
    return "".join(filter(str.isalnum, unit.num))
