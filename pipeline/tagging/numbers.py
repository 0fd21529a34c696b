"""Takes a document and gives its ``Numbers``: what a printed number cited inside it can mean."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.ids import eid_number as printed_number
from pipeline.model import Document, Provision
from pipeline.tagging.citation import Path

# What a language calls a schedule or annex is no element of its own in Akoma Ntoso.
_ATTACHED = frozenset(("schedule", "annex"))
_ITEMS = frozenset(("point", "item", "indent", "list"))
_ALIKE = frozenset((frozenset(("section", "article")), frozenset(("point", "paragraph"))))


@dataclass(frozen=True, slots=True)
class Numbers:
    """The provisions of one document by number. An empty eId: the number occurs more than once."""

    work: str = ""
    units: Mapping[tuple[str, str], str] = field(default_factory=dict)  # (kind, number), ("", n)
    containers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    within: Mapping[tuple[str, str], str] = field(default_factory=dict)  # (container, number)
    provisions: Mapping[str, Provision] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    children: Mapping[str, tuple[Provision, ...]] = field(default_factory=dict)
    rows: Mapping[str, Sequence[str]] = field(default_factory=dict)  # units by kind, in order
    text: str = ""
    recital_before: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> Numbers:
        """The numbers of a document; the parts of quoted amendments belong to another law."""
        units: dict[tuple[str, str], str] = {}
        containers: dict[tuple[str, str], str] = {}
        within: dict[tuple[str, str], str] = {}
        provisions: dict[str, Provision] = {}
        parents: dict[str, str] = {}
        children: dict[str, tuple[Provision, ...]] = {}
        rows: dict[str, list[str]] = {}
        before: dict[str, str] = {}
        recital = ""
        for provision in document.provisions():
            provisions[provision.eid] = provision
            below = children[provision.eid] = provision.children
            for child in below:
                parents[child.eid] = provision.eid
            number = _number(provision, document.text)
            if number and not provision.quoted:
                table = units if provision.unit else containers
                for kind in {provision.kind, provision.name, ""}:
                    _put(table, (kind, number), provision.eid)
                above = parents.get(provision.eid)
                while above and not provisions[above].unit:
                    _put(within, (above, number), provision.eid)
                    above = parents.get(above)
            if provision.unit:
                rows.setdefault(provision.kind, []).append(provision.eid)
            if provision.kind == "recital":
                before[provision.eid] = recital
                recital = provision.eid
        return cls(
            work=document.work,
            units=units,
            containers=containers,
            within=within,
            provisions=provisions,
            parents=parents,
            children=children,
            rows=rows,
            text=document.text,
            recital_before=before,
        )

    def unit(self, kind: str, number: str) -> str:
        """The eId of the unit so numbered, of that kind if there is one; empty if none or many."""
        wanted = eid_number(number)
        exact = self.units.get((kind, wanted))
        return self.units.get(("", wanted), "") if exact is None else exact

    def container(self, kind: str, number: str, base: str = "") -> str:
        """The eId of the Part, Chapter … so numbered; empty if there is none or several."""
        wanted = eid_number(number)
        if base:
            found = self.within.get((base, wanted), "")
            return found if found and not self.provisions[found].unit else ""
        for name in _ATTACHED if kind in _ATTACHED else (kind,):
            if found := self.containers.get((name, wanted), ""):
                return found
        return ""

    def knows(self, kind: str) -> bool:
        """Whether the document has a Part, Book … at all."""
        return kind in _ATTACHED or any(kind == known for known, _ in self.containers)

    def inside(self, base: str, number: str) -> str:
        """The eId of what is so numbered in a Part, Chapter or Schedule; empty if none or many."""
        return self.within.get((base, eid_number(number)), "")

    def below(self, eid: str, number: str, *, counted: bool = False) -> str:
        """The eId of the part of ``eid`` with that number; empty if there is none.

        ``counted`` is a number that a word stands for ("second paragraph"): no item of a list.
        """
        if eid not in self.provisions:
            return ""
        if number == "-1":
            parts = [p.eid for p in self._parts(self.provisions[eid])]
            return parts[-1] if parts else ""
        wanted, above = eid_number(number), self._printed(self.provisions[eid])
        for part in self._parts(self.provisions[eid]):
            own = self._printed(part).removeprefix(f"{above}.")  # "149.1" below 149 is 1
            if own and eid_number(own) == wanted and not (counted and part.kind in _ITEMS):
                return part.eid
        alinea = f"{eid}__al_{wanted}"
        return alinea if alinea in self.provisions else ""

    def down(self, base: str, path: Path) -> str:
        """From a provision down a path, as deep as the document goes."""
        for part in path if base else ():
            deeper = self.below(base, part.number, counted=part.ordinal)
            deeper = deeper or self.inside(base, part.number)
            if not deeper:
                break
            base = deeper
        return base

    def beside(self, eid: str, by: int) -> str:
        """The numbered provision of the same kind before (-1) or after (1) one; empty if none."""
        kind = self.provisions[eid].kind
        parent = self.parents.get(eid)
        row: Sequence[str]
        if self.provisions[eid].unit:
            row = self.rows[kind]
        elif parent:
            row = [p.eid for p in self.children[parent] if p.kind == kind and p.num]
        else:
            row = [
                e for e, p in self.provisions.items() if p.kind == kind and e not in self.parents
            ]
        at = row.index(eid) + by if eid in row else -1
        return row[at] if 0 <= at < len(row) else ""

    def above(self, eid: str) -> Iterator[str]:
        """What a provision stands in, from the inside out."""
        while eid := self.parents.get(eid, ""):
            yield eid

    def around(self, eid: str, offset: int) -> Iterator[str]:
        """From the innermost provision of ``eid`` at a TextOffset outwards to ``eid`` itself."""
        inner = self.provisions.get(eid)
        chain: list[str] = []
        while inner is not None:
            chain.append(inner.eid)
            inner = _at(self.children[inner.eid], offset)
        yield from reversed(chain)

    def is_a(self, eid: str, element: str) -> bool:
        """Whether a provision is what a word of citation calls it."""
        provision = self.provisions[eid]
        if element in _ATTACHED:
            return provision.name in _ATTACHED
        kinds = {provision.kind, element}
        return len(kinds) == 1 or provision.name == element or frozenset(kinds) in _ALIKE

    def numbered(self, eid: str) -> bool:
        return self.provisions[eid].num is not None

    def _printed(self, provision: Provision) -> str:
        return provision.num.span.of(self.text).rstrip(".") if provision.num else ""

    def _parts(self, provision: Provision) -> Iterator[Provision]:
        for child in self.children[provision.eid]:
            if child.num is None:  # a list or an unnumbered paragraph is looked through
                yield from self._parts(child)
            else:
                yield child


def _at(row: tuple[Provision, ...], offset: int) -> Provision | None:
    """The provision of a row, which is in the order of the text, that holds an offset."""
    at = bisect_right(row, offset, key=lambda p: p.span.start) - 1
    return row[at] if at >= 0 and offset < row[at].span.end else None


@lru_cache(maxsize=1 << 16)
def eid_number(printed: str) -> str:
    """The number part of an eId, in lower case; the same few are asked for again and again."""
    return printed_number(printed).lower()


def _put(table: dict[tuple[str, str], str], key: tuple[str, str], eid: str) -> None:
    table[key] = "" if key in table else eid


def _number(provision: Provision, text: str) -> str:
    return eid_number(provision.num.span.of(text)) if provision.num else ""
