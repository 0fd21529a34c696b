"""Tags, links and the run as stand-off records in our own namespace, complete where inline is not.

Offsets in a record count code points in the text (see ``akn.text``) of the provision named by
``for``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from pipeline.akn.amendment import modifications, restrictions
from pipeline.akn.names import PIPELINE, reader_id, record, sub
from pipeline.akn.timeline import Timeline
from pipeline.model import (
    Criterion,
    Eid,
    Evidence,
    Iri,
    Judgement,
    Link,
    Marked,
    Norm,
    Review,
    Span,
    Tags,
    TermUse,
)


def analysis(meta: etree._Element, marked: Marked, opinion: Iri, timeline: Timeline) -> None:
    """The ``analysis`` element: amendments, extents, links as references, tags beside them."""
    if not (marked.tags or marked.links or marked.manual or timeline.analysed):
        return
    element = sub(meta, "analysis", source=f"#{PIPELINE}")
    modifications(element, timeline)
    restrictions(element, timeline)
    texts = {unit.eid: unit.text for unit in marked.document.units()}
    if marked.links:
        references = sub(element, "otherReferences", source=f"#{PIPELINE}")
        for link in marked.links:
            _link(references, link, texts[link.eid], opinion)
    if any(_tagged(tags) for tags in (*marked.tags, *marked.manual)):
        other = sub(element, "otherAnalysis", source=f"#{PIPELINE}")
        for tags in (*marked.tags, *marked.manual):
            _tags(other, tags)


def _tagged(tags: Tags) -> bool:
    return bool(tags.concepts or tags.norms or tags.references or tags.definitions or tags.uses)


def _tags(parent: etree._Element, tags: Tags) -> None:
    made = {"for_": str(tags.eid), "by": f"#{tags.by.id}" if tags.by else ""}
    for mention in tags.concepts:
        record(parent, "mention", concept=mention.concept, **made, **_span(mention.span))
    for norm in tags.norms:
        _norm(parent, norm, made)
    for ref in tags.references:
        record(
            parent,
            "reference",
            kind=ref.kind,
            target=ref.target,
            upTo=ref.up_to,
            group=_range(ref.group) if ref.group else "",
            **made,
            **_span(ref.span),
        )
    for definition in tags.definitions:
        record(
            parent,
            "definition",
            term=definition.term,
            reach=definition.reach,
            scope=f"#{definition.scope}" if definition.scope else "",
            widens=_ranges(definition.widens),
            **made,
            **_span(definition.span),
        )
    for (term, eid), spans in _grouped(tags.uses).items():
        record(parent, "use", term=term, definition=f"#{eid}", spans=_ranges(spans), **made)


def _grouped(uses: Sequence[TermUse]) -> dict[tuple[str, Eid], list[Span]]:
    """The places of each term by its definition, in order of the first."""
    found: dict[tuple[str, Eid], list[Span]] = {}
    for use in uses:
        found.setdefault((use.term, use.defined_in), []).append(use.span)
    return found


def _norm(parent: etree._Element, norm: Norm, made: dict[str, str]) -> None:
    bearer = norm.bearer
    element = record(
        parent,
        "norm",
        **made,
        modality=norm.modality,
        strength=norm.strength,
        polarity=norm.polarity,
        mode=norm.mode,
        force=norm.force,
        triggers=_ranges(norm.triggers),
        bearer=_range(bearer.span) if bearer and bearer.span else "",
        bearerImplicit=bearer.implicit if bearer else "",
        action=_range(norm.action) if norm.action else "",
        predicate=_range(norm.predicate) if norm.predicate else "",
        object=_range(norm.object) if norm.object else "",
        sanction=_range(norm.sanction) if norm.sanction else "",
        formula=norm.formula,
    )
    for condition in norm.conditions:
        record(element, "condition", type=condition.type, **_span(condition.span))


def _link(parent: etree._Element, link: Link, text: str, opinion: Iri) -> None:
    reference = sub(
        parent,
        "implicitReference",
        for_=link.eid,
        href=f"{opinion}/~para_{link.holding}",
        showAs=f"Interpretative Opinion, paragraph {link.holding}",
        refersTo=f"#holding-{link.holding}",
    )
    element = record(
        reference,
        "link",
        relation=link.relation,
        grade=str(link.grade),
        score=f"{link.score:g}",
        means=link.means,
        meansDetail=link.means_detail,
        function=link.function,
        articles=" ".join(link.convention_articles),
        status=link.status,
        remark=link.remark,
    )
    if link.proposed:
        record(element, "proposal", **_judgement(link.proposed))
    for review in link.reviews:
        _review(element, review)
    for criterion in link.criteria:
        _criterion(element, criterion, text)
    for evidence in link.evidence:
        _evidence(element, evidence, text)


def _review(parent: etree._Element, review: Review) -> None:
    record(
        parent,
        "review",
        by=f"#{reader_id(review.reader)}",
        date=review.date,
        decision=review.verdict,
        **_judgement(review.said),
        reason=review.reason,
        words=review.words,
        settles="true" if review.settles else "",
        stale="true" if review.stale else "",
    )


def _judgement(said: Judgement) -> dict[str, str]:
    return {
        "relation": said.relation,
        "grade": str(said.grade),
        "means": said.means,
        "articles": " ".join(said.articles),
    }


def _criterion(parent: etree._Element, criterion: Criterion, text: str) -> None:
    element = record(
        parent,
        "criterion",
        id=criterion.id,
        label=criterion.label,
        met="true" if criterion.met else "false",
        points=f"{criterion.points:g}",
    )
    for evidence in criterion.evidence:
        _evidence(element, evidence, text)


def _evidence(parent: etree._Element, evidence: Evidence, text: str) -> None:
    record(
        parent,
        "evidence",
        concept=evidence.concept,
        text=evidence.span.of(text),
        **_span(evidence.span),
    )


def _span(span: Span) -> dict[str, str]:
    return {"start": str(span.start), "end": str(span.end)}


def _ranges(spans: Iterable[Span]) -> str:
    return " ".join(map(_range, spans))


def _range(span: Span) -> str:
    return f"{span.start}-{span.end}"
