"""The histories of a document's provisions in; events, periods, amending laws and extents out.

Akoma Ntoso says each date, law and period once, in the metadata, and points to it: this module
gives them their eIds, in an order that depends on the document alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.history import Amendment, History, Period
from pipeline.ids import eid_prefix
from pipeline.model import Document

ORIGINAL = "original"
NOT_STATED = "not-stated"
WHOLE = "body"  # the eId under which the law's own history stands


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """A day on which the law changed; ``source``: the eId of what changed it."""

    date: str
    type: str  # generation, amendment, repeal; empty where the source does not say
    source: str


@dataclass(frozen=True, slots=True)
class Law:
    """An amending law: how it is cited and, where the publisher gives one, its address."""

    by: str
    href: str

    @property
    def label(self) -> str:
        return self.by or self.href


@dataclass
class Timeline:
    """Everything about amendment and time in a document; eIds without ``#``."""

    provisions: tuple[tuple[str, History], ...] = ()  # eId and history of each that has one
    laws: dict[Law, str] = field(default_factory=dict)
    events: dict[Event, str] = field(default_factory=dict)
    groups: dict[Period, str] = field(default_factory=dict)
    extents: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> Timeline:
        """The timeline of a document."""
        of_law = ((WHOLE, document.history),) if document.history else ()
        histories = (*of_law, *((p.eid, p.history) for p in document.provisions() if p.history))
        found = cls(provisions=histories)
        found._laws()
        found._events(document.metadata.work_date)
        found._groups()
        return found

    def period(self, period: Period) -> str:
        """The pointer to a period; empty where there is none."""
        return f"#{self.groups[period]}" if period else ""

    def event(self, date: str) -> str:
        """The pointer to the first event of a day; empty for no date."""
        return next((f"#{eid}" for e, eid in self.events.items() if e.date == date), "")

    def law(self, amendment: Amendment) -> str:
        """The eId of the law that made an amendment."""
        return self.laws.get(Law(amendment.by, amendment.href), NOT_STATED)

    def amendments(self) -> Iterator[tuple[str, Amendment]]:
        """Every amendment of which it is said how it changed the text, with the eId changed."""
        yield from ((eid, a) for eid, a in self._all() if a.kind != "amendment")

    @property
    def incomplete(self) -> bool:
        """True where something happened and the source does not say by which law."""
        events = any(event.source == NOT_STATED for event in self.events)
        return events or any(self.law(a) == NOT_STATED for _, a in self.amendments())

    @property
    def analysed(self) -> bool:
        """True where the analysis has something to say of amendment or extent."""
        return bool(self.extents) or next(self.amendments(), None) is not None

    def _all(self) -> Iterator[tuple[str, Amendment]]:
        for eid, history in self.provisions:
            yield from ((eid, amendment) for amendment in history.amendments)

    def _laws(self) -> None:
        for _, amendment in self._all():
            law = Law(amendment.by, amendment.href)
            if law.label:
                self.laws.setdefault(law, f"pref_{len(self.laws) + 1}")
        for _, history in self.provisions:
            if history.extent:
                self.extents.setdefault(history.extent, f"extent_{len(self.extents) + 1}")

    def _events(self, work_date: str) -> None:
        found = {Event(work_date, "generation", ORIGINAL)} if work_date else set()
        for eid, amendment in self._all():
            if amendment.date:  # what repeals a provision amends the law
                kind = "repeal" if (eid, amendment.kind) == (WHOLE, "repeal") else "amendment"
                found.add(Event(amendment.date, kind, self.law(amendment)))
        known = {event.date for event in found}
        for _, history in self.provisions:
            for date in (history.period.start, history.period.end):
                if date and date not in known:
                    found.add(Event(date, "", NOT_STATED))
        order = {eid: number for number, eid in enumerate(self.laws.values(), 1)}
        ranked = sorted(
            found, key=lambda e: (e.date, e.type != "generation", order.get(e.source, 0), e.type)
        )
        self.events = {e: f"{eid_prefix('eventRef')}_{n}" for n, e in enumerate(ranked, 1)}

    def _groups(self) -> None:
        periods = {history.period for _, history in self.provisions if history.period}
        periods |= {Period(a.date) for _, a in self.amendments() if a.date}
        for number, period in enumerate(sorted(periods, key=lambda p: (p.start, p.end)), 1):
            self.groups[period] = f"{eid_prefix('temporalGroup')}_{number}"
