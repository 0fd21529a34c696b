"""A document's timeline in; lifecycle, modifications, restrictions and temporal data out.

The elements are those of Akoma Ntoso 3.0, sections 5.6 to 5.9 of its Part 1: what an amending law
did to a provision is a passive modification, where a provision applies a restriction.
"""

from __future__ import annotations

from urllib.parse import quote

from lxml import etree

from pipeline.akn.names import PIPELINE, sub
from pipeline.akn.timeline import NOT_STATED, Timeline
from pipeline.history import Period

IN_FORCE = "in-force"
_ONTOLOGY = "/akn/ontology"
_ADDRESS = "/:?#@!$&'()*+,;=~%"  # RFC 3986: what an address may hold besides letters and digits


def lifecycle(meta: etree._Element, timeline: Timeline) -> None:
    """The days on which the law was made and changed."""
    if not timeline.events:
        return
    element = sub(meta, "lifecycle", source=f"#{PIPELINE}")
    for event, eid in timeline.events.items():
        sub(
            element,
            "eventRef",
            eId=eid,
            date=event.date,
            type=event.type,
            source=f"#{event.source}",
        )


def modifications(analysis: etree._Element, timeline: Timeline) -> None:
    """What amending laws did to the text, where the publisher says it."""
    listed = list(timeline.amendments())
    if not listed:
        return
    element = sub(analysis, "passiveModifications")
    for number, (eid, amendment) in enumerate(listed, 1):
        mod = sub(element, "textualMod", type=amendment.kind, eId=f"pmod_{number}")
        sub(mod, "source", href=f"#{timeline.law(amendment)}")
        sub(mod, "destination", href=f"#{eid}")
        if amendment.date:
            sub(mod, "force", period=timeline.period(Period(amendment.date)))


def restrictions(analysis: etree._Element, timeline: Timeline) -> None:
    """Where provisions apply, if not everywhere alike."""
    if not timeline.extents:
        return
    element = sub(analysis, "restrictions", source=f"#{PIPELINE}")
    for eid, history in timeline.provisions:
        if history.extent:
            refers = f"#{timeline.extents[history.extent]}"
            sub(element, "restriction", type="jurisdiction", href=f"#{eid}", refersTo=refers)


def temporal_data(meta: etree._Element, timeline: Timeline) -> None:
    """The periods in which provisions are in force."""
    if not timeline.groups:
        return
    element = sub(meta, "temporalData", source=f"#{PIPELINE}")
    for period, eid in timeline.groups.items():
        sub(
            sub(element, "temporalGroup", eId=eid),
            "timeInterval",
            start=timeline.event(period.start),
            end=timeline.event(period.end),
            refersTo=f"#{IN_FORCE}",
        )


def laws(references: etree._Element, timeline: Timeline) -> None:
    """The amending laws, territories and terms that the rest points to."""
    for law, eid in timeline.laws.items():
        if law.href:
            sub(references, "passiveRef", eId=eid, href=address(law.href), showAs=law.label)
    for law, eid in timeline.laws.items():
        if not law.href:
            path = f"{_ONTOLOGY}/law/{eid}"
            sub(references, "TLCReference", eId=eid, name="law", href=path, showAs=law.label)
    if timeline.incomplete:
        path = f"{_ONTOLOGY}/law/{NOT_STATED}"
        label = "Not stated in the source"
        sub(references, "TLCReference", eId=NOT_STATED, name="law", href=path, showAs=label)
    if timeline.groups:
        path = f"{_ONTOLOGY}/concept/{IN_FORCE}"
        sub(references, "TLCConcept", eId=IN_FORCE, href=path, showAs="In force")
    for extent, eid in timeline.extents.items():
        path = f"{_ONTOLOGY}/location/{eid}"
        sub(references, "TLCLocation", eId=eid, href=path, showAs=extent)


def address(href: str) -> str:
    """An address as RFC 3986 writes it: what a publisher left bare is percent-encoded."""
    return quote(href, safe=_ADDRESS)
