"""Our own stand-off records in, tags, links and findings out: the inverse of ``akn.records``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, cast

from lxml import etree

from pipeline.akn.names import akn, lz
from pipeline.model import (
    Bearer,
    ConceptMention,
    Condition,
    Criterion,
    Definition,
    Document,
    Eid,
    Evidence,
    Finding,
    Judgement,
    Link,
    Norm,
    Reference,
    Review,
    Span,
    Tags,
    TermUse,
    Verdict,
)
from pipeline.safexml import local


def tags(holder: etree._Element, document: Document) -> tuple[Tags, ...]:
    """The tags of every unit, in document order; none if the XML was never tagged."""
    found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for analysis in holder.iter(akn("otherAnalysis")):
        for item in analysis:
            if item.get("by"):
                continue  # a person's: see akn.manual
            own = found[item.get("for", "")]
            if local(item) == "use":
                own["use"] += _uses(item)
            else:
                own[local(item)].append(_READERS[local(item)](item))
    if not found:
        return ()
    return tuple(
        Tags(
            unit.eid,
            concepts=tuple(found[unit.eid]["mention"]),
            norms=tuple(found[unit.eid]["norm"]),
            references=tuple(found[unit.eid]["reference"]),
            definitions=tuple(found[unit.eid]["definition"]),
            uses=tuple(sorted(found[unit.eid]["use"], key=lambda use: use.span)),
        )
        for unit in document.units()
    )


def read_record(item: etree._Element) -> Any:
    """The value of one record of ``otherAnalysis``."""
    return _READERS[local(item)](item)


def links(holder: etree._Element) -> tuple[Link, ...]:
    """The links, in the order of the XML."""
    people = {f"#{p.get('eId')}": p.get("showAs", "") for p in holder.iter(akn("TLCPerson"))}
    return tuple(
        _link(reference, record, people)
        for reference in holder.iter(akn("implicitReference"))
        for record in reference.iter(lz("link"))
    )


def findings(holder: etree._Element) -> tuple[Finding, ...]:
    """What was found wrong with the source when it was marked up."""
    return tuple(
        Finding(
            item.get("code", ""),
            item.text or "",
            line=int(item.get("line", "0")),
            eid=item.get("eid", ""),
        )
        for item in holder.iter(lz("finding"))
    )


def _span(item: etree._Element) -> Span:
    return Span(int(item.get("start", "0")), int(item.get("end", "0")))


def _range(text: str | None) -> Span | None:
    if not text:
        return None
    start, _, end = text.partition("-")
    return Span(int(start), int(end))


def _ranges(text: str | None) -> tuple[Span, ...]:
    return tuple(span for part in (text or "").split() if (span := _range(part)))


def _mention(item: etree._Element) -> ConceptMention:
    return ConceptMention(item.get("concept", ""), _span(item))


def _reference(item: etree._Element) -> Reference:
    return Reference(
        _span(item),
        item.get("target", ""),
        item.get("kind", ""),
        item.get("upTo", ""),
        _range(item.get("group")),
    )


def _definition(item: etree._Element) -> Definition:
    return Definition(
        item.get("term", ""),
        _span(item),
        reach=item.get("reach", ""),
        scope=Eid(item.get("scope", "").removeprefix("#")),
        widens=_ranges(item.get("widens")),
    )


def _uses(item: etree._Element) -> list[TermUse]:
    eid = Eid(item.get("definition", "").removeprefix("#"))
    return [TermUse(item.get("term", ""), span, eid) for span in _ranges(item.get("spans"))]


def _norm(item: etree._Element) -> Norm:
    bearer, implicit = _range(item.get("bearer")), item.get("bearerImplicit", "")
    given = cast(dict[str, Any], item.attrib)
    return Norm(
        modality=given["modality"],
        strength=item.get("strength", ""),
        triggers=_ranges(item.get("triggers")),
        polarity=given["polarity"],
        mode=given["mode"],
        force=given["force"],
        bearer=Bearer(bearer, implicit) if bearer or implicit else None,
        action=_range(item.get("action")),
        conditions=tuple(Condition(c.get("type", ""), _span(c)) for c in item),
        formula=item.get("formula", ""),
        predicate=_range(item.get("predicate")),
        object=_range(item.get("object")),
        sanction=_range(item.get("sanction")),
    )


_READERS = {
    "mention": _mention,
    "reference": _reference,
    "definition": _definition,
    "norm": _norm,
}


def _link(reference: etree._Element, item: etree._Element, people: Mapping[str, str]) -> Link:
    given = cast(dict[str, Any], item.attrib)
    proposal = item.find(lz("proposal"))
    return Link(
        eid=Eid(reference.get("for", "")),
        holding=int(reference.get("href", "_0").rpartition("_")[2]),
        grade=int(item.get("grade", "0")),
        score=float(item.get("score", "0")),
        relation=given["relation"],
        means=given["means"],
        means_detail=item.get("meansDetail", ""),
        function=item.get("function", ""),
        convention_articles=tuple(item.get("articles", "").split()),
        criteria=tuple(_criterion(c) for c in item.iterchildren(lz("criterion"))),
        evidence=tuple(_evidence(e) for e in item.iterchildren(lz("evidence"))),
        status=given["status"],
        remark=item.get("remark", ""),
        reviews=tuple(_review(r, people) for r in item.iterchildren(lz("review"))),
        proposed=None if proposal is None else _judgement(proposal),
    )


def _review(item: etree._Element, people: Mapping[str, str]) -> Review:
    by = item.get("by", "")
    return Review(
        reader=people.get(by, by.removeprefix("#")),
        date=item.get("date", ""),
        verdict=cast(Verdict, item.get("decision", "confirm")),
        said=_judgement(item),
        reason=item.get("reason", ""),
        words=item.get("words", ""),
        settles=item.get("settles") == "true",
        stale=item.get("stale") == "true",
    )


def _judgement(item: etree._Element) -> Judgement:
    given = cast(dict[str, Any], item.attrib)
    return Judgement(
        int(item.get("grade", "0")),
        given["relation"],
        given["means"],
        tuple(item.get("articles", "").split()),
    )


def _criterion(item: etree._Element) -> Criterion:
    return Criterion(
        id=item.get("id", ""),
        label=item.get("label", ""),
        met=item.get("met") == "true",
        points=float(item.get("points", "0")),
        evidence=tuple(_evidence(e) for e in item),
    )


def _evidence(item: etree._Element) -> Evidence:
    return Evidence(_span(item), item.get("concept", ""))
