"""The metadata of XML that this program wrote in, the history of each provision out."""

from __future__ import annotations

from collections import defaultdict
from typing import cast

from lxml import etree

from pipeline.akn.names import akn
from pipeline.akn.timeline import NOT_STATED, WHOLE, Law
from pipeline.history import NO_HISTORY, Amendment, ChangeKind, History, Period


class Histories:
    """What the metadata says of amendment and time, by eId."""

    def __init__(self, holder: etree._Element) -> None:
        self._dates = {f"#{e.get('eId')}": e.get("date", "") for e in holder.iter(akn("eventRef"))}
        self._periods = {
            f"#{group.get('eId')}": self._period(group)
            for group in holder.iter(akn("temporalGroup"))
        }
        self._laws = dict(_laws(holder))
        self._amendments: dict[str, list[Amendment]] = defaultdict(list)
        for mod in holder.iter(akn("textualMod")):
            self._amendments[_href(mod, "destination")[1:]].append(self._amendment(mod))
        self._whole(holder)
        places = {e.get("eId"): e.get("showAs", "") for e in holder.iter(akn("TLCLocation"))}
        self._extents = {
            e.get("href", "")[1:]: places.get(e.get("refersTo", "")[1:], "")
            for e in holder.iter(akn("restriction"))
        }

    def of(self, element: etree._Element) -> History:
        """The history of a provision, or of the law for its ``body``."""
        eid = element.get("eId", "")
        amendments = tuple(self._amendments.get(eid, ()))
        period = self._periods.get(element.get("period", ""), Period())
        extent = self._extents.get(eid, "")
        return History(amendments, period, extent) if amendments or period or extent else NO_HISTORY

    def _period(self, group: etree._Element) -> Period:
        interval = group[0]
        return Period(
            self._dates.get(interval.get("start", ""), ""),
            self._dates.get(interval.get("end", ""), ""),
        )

    def _amendment(self, mod: etree._Element) -> Amendment:
        law = self._laws.get(_href(mod, "source"), Law("", ""))
        force = mod.find(akn("force"))
        period = self._periods.get(force.get("period", ""), Period()) if force is not None else None
        kind = cast(ChangeKind, mod.get("type", ""))
        return Amendment(kind, period.start if period else "", law.by, law.href)

    def _whole(self, holder: etree._Element) -> None:
        """Amendments of the law of which only the day or the amending law is known."""
        told = {(a.date, a.by, a.href) for listed in self._amendments.values() for a in listed}
        laws = {f"#{NOT_STATED}": Law("", ""), **self._laws}
        told_laws = {(by, href) for _, by, href in told}
        for event in holder.iter(akn("eventRef")):
            law = laws.get(event.get("source", ""))
            if law is None or event.get("type") != "amendment":
                continue
            told_laws.add((law.by, law.href))
            amendment = Amendment("amendment", event.get("date", ""), law.by, law.href)
            if (amendment.date, law.by, law.href) not in told:
                self._amendments[WHOLE].append(amendment)
        for law in self._laws.values():
            if (law.by, law.href) not in told_laws:
                self._amendments[WHOLE].append(Amendment("amendment", "", law.by, law.href))


def _laws(holder: etree._Element) -> list[tuple[str, Law]]:
    """The amending laws by their pointer; what stands for one that is not stated is none."""
    found: list[tuple[str, Law]] = []
    for element in holder.iter(akn("passiveRef"), akn("TLCReference")):
        eid, label, href = (element.get(name, "") for name in ("eId", "showAs", "href"))
        if not eid.startswith("pref_"):
            continue
        addressed = element.tag == akn("passiveRef")
        law = Law("" if addressed and label == href else label, href if addressed else "")
        found.append((f"#{eid}", law))
    return found


def _href(mod: etree._Element, name: str) -> str:
    element = mod.find(akn(name))
    return element.get("href", "") if element is not None else ""
