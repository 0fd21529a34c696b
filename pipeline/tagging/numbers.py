"""Takes a document and gives its ``Numbers``: what a printed number cited inside it can mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.ids import eid_number
from pipeline.model import Document, Provision
from pipeline.text import fold


@dataclass(frozen=True, slots=True)
class Numbers:
    """The provisions of one document by number. An empty eId: the number occurs more than once."""

    work: str = ""
    titles: tuple[str, ...] = ()  # folded
    units: Mapping[tuple[str, str], str] = field(default_factory=dict)  # (kind, number), ("", n)
    containers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    provisions: Mapping[str, Provision] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    recital_before: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> Numbers:
        """The numbers of a document; the parts of quoted amendments belong to another law."""
        units: dict[tuple[str, str], str] = {}
        containers: dict[tuple[str, str], str] = {}
        provisions: dict[str, Provision] = {}
        parents: dict[str, str] = {}
        before: dict[str, str] = {}
        recital = ""
        for provision in document.provisions():
            provisions[provision.eid] = provision
            parents.update((child.eid, provision.eid) for child in provision.children)
            number = _number(provision, document.text)
            if number and not provision.quoted:
                table = units if provision.unit else containers
                for key in ((provision.kind, number), ("", number)):
                    table[key] = "" if key in table else provision.eid
            if provision.kind == "recital":
                before[provision.eid] = recital
                recital = provision.eid
        titles = (document.metadata.title, document.metadata.short_title)
        return cls(
            work=document.work,
            titles=tuple(fold(title) for title in titles if title),
            units=units,
            containers=containers,
            provisions=provisions,
            parents=parents,
            text=document.text,
            recital_before=before,
        )

    def unit(self, kind: str, number: str) -> str:
        """The eId of the unit so numbered, of that kind if there is one; empty if none or many."""
        wanted = eid_number(number).lower()
        exact = self.units.get((kind, wanted))
        return self.units.get(("", wanted), "") if exact is None else exact

    def container(self, kind: str, number: str) -> str:
        """The eId of the Part, Chapter … so numbered; empty if there is none or several."""
        return self.containers.get((kind, eid_number(number).lower()), "")

    def below(self, eid: str, number: str) -> str:
        """The eId of the part of ``eid`` with that number; empty if there is none."""
        wanted = eid_number(number).lower()
        for part in self._parts(self.provisions[eid]) if eid in self.provisions else ():
            if _number(part, self.text) == wanted:
                return part.eid
        return ""

    def around(self, eid: str, offset: int) -> Iterator[str]:
        """From the innermost provision of ``eid`` at a TextOffset outwards to ``eid`` itself."""
        inner = self.provisions.get(eid)
        chain: list[str] = []
        while inner is not None:
            chain.append(inner.eid)
            inner = next((c for c in inner.children if c.span.start <= offset < c.span.end), None)
        yield from reversed(chain)

    def _parts(self, provision: Provision) -> Iterator[Provision]:
        for child in provision.children:
            if child.num is None:  # a list or an unnumbered paragraph is looked through
                yield from self._parts(child)
            else:
                yield child


def _number(provision: Provision, text: str) -> str:
    return eid_number(provision.num.span.of(text)).lower() if provision.num else ""
