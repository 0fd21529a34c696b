"""Two texts of a law with their links in, what became of provisions and links out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.model import Document, Link, Marked
from pipeline.review.applying import same
from pipeline.review.versions import ProvisionChange, provision_changes

LinkFate = Literal["kept", "changed", "lost", "new"]


@dataclass(frozen=True, slots=True)
class LinkChange:
    """What became of a link; ``reread``: a reader decided about it and its words are others now."""

    fate: LinkFate
    provision: ProvisionChange
    holding: int
    old: Link | None
    new: Link | None
    reread: bool = False

    @property
    def readers(self) -> tuple[str, ...]:
        """Who decided about it, in either text."""
        both = (*(self.old.reviews if self.old else ()), *(self.new.reviews if self.new else ()))
        return tuple(dict.fromkeys(review.reader for review in both))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts and what became of each provision and each link of either."""

    old: Document
    new: Document
    provisions: tuple[ProvisionChange, ...]
    links: tuple[LinkChange, ...]

    @property
    def same_work(self) -> bool:
        return self.old.work == self.new.work

    @property
    def linked(self) -> tuple[ProvisionChange, ...]:
        """The provisions that have a link in either text."""
        mine = {id(change.provision) for change in self.links}
        return tuple(change for change in self.provisions if id(change) in mine)

    @property
    def reread(self) -> tuple[LinkChange, ...]:
        """The links that somebody decided about and has to read again."""
        return tuple(change for change in self.links if change.reread)

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """How many provisions and links had each fate."""
        fates: tuple[str, ...] = ("unchanged", "moved", "changed", "lost", "new")
        provisions = Counter(change.fate for change in self.provisions)
        links = Counter(change.fate for change in self.links)
        return {
            "provisions": {fate: provisions[fate] for fate in fates},  # type: ignore[index]
            "links": {fate: links[fate] for fate in ("kept", "changed", "lost", "new")},
        }


def compare(old: Marked, new: Marked) -> Comparison:
    """What became of the provisions and links of ``old`` in ``new``.

    Rejected candidates count only where they were links in the other text or a reader decided.
    """
    provisions = provision_changes(old.document.units(), new.document.units())
    before, after = _by_place(old), _by_place(new)
    links = tuple(link for change in provisions for link in _links(change, before, after))
    return Comparison(old.document, new.document, provisions, links)


def _by_place(marked: Marked) -> dict[str, dict[int, Link]]:
    found: dict[str, dict[int, Link]] = {}
    for link in marked.links:
        found.setdefault(link.eid, {})[link.holding] = link
    return found


def _links(
    change: ProvisionChange,
    before: Mapping[str, Mapping[int, Link]],
    after: Mapping[str, Mapping[int, Link]],
) -> Iterator[LinkChange]:
    old = before.get(change.old.eid, {}) if change.old else {}
    new = after.get(change.new.eid, {}) if change.new else {}
    for holding in sorted({*old, *new}):
        one, other = old.get(holding), new.get(holding)
        if any(link and (link.grade or link.reviews) for link in (one, other)):
            reread = _reread(change, one, other)
            yield LinkChange(_fate(one, other), change, holding, one, other, reread)


def _fate(old: Link | None, new: Link | None) -> LinkFate:
    """A near miss is no link: what becomes one is lost, what was one is new."""
    was, is_now = bool(old and old.grade), bool(new and new.grade)
    if not was or not is_now or old is None or new is None:
        return "kept" if was == is_now else "new" if is_now else "lost"
    return "kept" if same(old.judgement, new.judgement) else "changed"


def _reread(change: ProvisionChange, old: Link | None, new: Link | None) -> bool:
    if new and new.stale:
        return True
    if new and new.reviews:
        return False
    return bool(old and old.reviews) and change.fate in ("changed", "lost")
