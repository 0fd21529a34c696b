"""A document's links and the decisions about its work in, the links as readers decided them out.

A decision is about words. Where the provision still has them it stands; where they moved to
another provision of the same law it goes with them; where they changed it stays, marked stale.
About a text in another language, or one that is older than the text that was read, it says nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.errors import finding
from pipeline.model import (
    Document,
    Eid,
    Evidence,
    Finding,
    Judgement,
    Link,
    LinkStatus,
    Review,
    Span,
    Unit,
)
from pipeline.review.decisions import Decision
from pipeline.review.identity import words_digest

READER = "reader"  # what stands in the place of a concept where a person named the evidence


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The links with what readers decided, and what of it could not be kept to."""

    links: tuple[Link, ...]
    findings: tuple[Finding, ...] = ()


def reviewed(
    document: Document,
    links: tuple[Link, ...],
    decisions: Sequence[Decision],
    holdings: Collection[int],
) -> Reviewed:
    """The links in document order, holdings ascending, each with its reviews.

    ``holdings`` are the numbers that the opinion has; a decision about another is a finding.
    """
    if not decisions:
        return Reviewed(links)
    places = _Places.of(document)
    version = _Version.of(document.iri, document.work)
    found: dict[tuple[Eid, int], list[Decision]] = defaultdict(list)
    findings = []
    for decision in decisions:
        read = _Version.of(decision.expression, decision.work)
        if read.language != version.language:
            continue
        placed, problem = _placed(decision, places, holdings, version.is_before(read))
        if placed:
            found[placed.eid, placed.holding].append(placed)
        if problem:
            findings.append(finding(problem, document.path, 0, decision.eid, **_said(decision)))
    by_place = {(link.eid, link.holding): link for link in links}
    for (eid, holding), own in found.items():
        link = by_place.get((eid, holding))
        by_place[eid, holding] = _decided(link, own, places.units[eid])
    order = {eid: number for number, eid in enumerate(places.units)}
    ordered = sorted(by_place.values(), key=lambda link: (order[link.eid], link.holding))
    return Reviewed(tuple(ordered), tuple(findings))


@dataclass(frozen=True, slots=True)
class _Places:
    """The units of a document, and which of them have certain words."""

    units: Mapping[Eid, Unit]
    words: Mapping[Eid, str]
    having: Mapping[str, tuple[Eid, ...]]

    @classmethod
    def of(cls, document: Document) -> _Places:
        units = {unit.eid: unit for unit in document.units()}
        words = {eid: words_digest(unit) for eid, unit in units.items()}
        having: dict[str, list[Eid]] = defaultdict(list)
        for eid, digest in words.items():
            having[digest].append(eid)
        return cls(units, words, {digest: tuple(eids) for digest, eids in having.items()})


@dataclass(frozen=True, slots=True)
class _Version:
    """The language of a text and the day at which it stands; empty: not stated."""

    language: str
    day: str

    @classmethod
    def of(cls, expression: str, work: str) -> _Version:
        language, _, day = expression.removeprefix(work).strip("/").partition("@")
        return cls(language, day)

    def is_before(self, other: _Version) -> bool:
        return bool(self.day and other.day) and self.day < other.day


def _placed(
    decision: Decision, places: _Places, holdings: Collection[int], older: bool
) -> tuple[Decision | None, str]:
    """The decision where its words stand now, or stale where they stood; the problem with it.

    ``older``: this text is older than the one that was read.
    """
    if decision.holding not in holdings:
        return None, "REV-HOLDING"
    if places.words.get(decision.eid) == decision.review.words:
        return decision, ""
    moved = places.having.get(decision.review.words, ())
    if len(moved) == 1:
        return replace(decision, eid=moved[0]), "REV-MOVED"
    if older:
        return None, ""
    if decision.eid in places.units:
        return replace(decision, review=replace(decision.review, stale=True)), "REV-STALE"
    return None, "REV-LOST"


def _said(decision: Decision) -> dict[str, str | int]:
    review = decision.review
    return {"reader": review.reader, "date": review.date, "holding": decision.holding}


def _decided(link: Link | None, decisions: Iterable[Decision], unit: Unit) -> Link:
    """The link as its readers left it; one of the program's silence if it has none."""
    kept = _latest(decisions)
    reviews = tuple(decision.review for decision in kept)
    said, status = outcome(reviews, link.judgement if link else None)
    words = tuple(_evidence(kept, unit, link.evidence if link else ()))
    reason = next((r for r in reversed(reviews) if r.reason and r.said == said), None)
    base = link or Link(unit.eid, kept[0].holding, 0, 0.0, "near-miss", "n/a", "", "")
    return replace(
        base,
        grade=said.grade,
        relation=said.relation,
        means=said.means,
        means_detail=base.means_detail if said.means == base.means else "",
        convention_articles=said.articles,
        evidence=words,
        status=status,
        remark=_remark(base, link, said, reason),
        reviews=reviews,
        proposed=link.judgement if link else None,
    )


def _remark(base: Link, link: Link | None, said: Judgement, reason: Review | None) -> str:
    if reason and (link is None or (said.grade == 0) != (base.grade == 0)):
        return f"{reason.reader}: {reason.reason}"
    return base.remark


def _latest(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """One decision of each reader, on these words if there is one, by date and name."""
    best: dict[str, Decision] = {}
    for decision in decisions:
        review = decision.review
        other = best.get(review.reader)
        if other is None or _rank(review) > _rank(other.review):
            best[review.reader] = decision
    return tuple(sorted(best.values(), key=lambda d: (d.review.date, d.review.reader)))


def _rank(review: Review) -> tuple[bool, str]:
    return not review.stale, review.date


def outcome(reviews: Sequence[Review], proposed: Judgement | None) -> tuple[Judgement, LinkStatus]:
    """What readers together say, and the status of the link; ``reviews`` by date.

    Those who read these words come before those who read others. Where they differ nobody wins:
    the proposal stands (the first reader's word if there is none) until one decision settles it.
    """
    fresh = [review for review in reviews if not review.stale]
    heard = fresh or list(reviews)
    settled = next((review for review in reversed(heard) if review.settles), None)
    if settled is None and any(not same(r.said, heard[0].said) for r in heard):
        return proposed or heard[0].said, "needs-second-reader"
    said = (settled or heard[-1]).said
    if not fresh:
        return said, "needs-second-reader"
    return said, "confirmed" if said.grade else "rejected"


def same(one: Judgement, other: Judgement) -> bool:
    """Whether two judgements come to the same; of two rejections no more is asked."""
    if not one.grade and not other.grade:
        return True
    return (one.grade, one.relation, one.means, set(one.articles)) == (
        other.grade, other.relation, other.means, set(other.articles),
    )  # fmt: skip


def _evidence(
    decisions: Iterable[Decision], unit: Unit, own: tuple[Evidence, ...]
) -> Iterator[Evidence]:
    """The program's evidence, then the words that readers named and that stand here."""
    yield from own
    named = dict.fromkeys(words for decision in decisions for words in decision.evidence)
    for words in named:
        span = find_words(words, unit.text)
        if span and not any(span.overlaps(each.span) for each in own):
            yield Evidence(span, READER)


def find_words(words: str, text: str) -> Span | None:
    """Where words stand in a text, however their white space falls; none if they do not."""
    found = re.search(r"\s+".join(re.escape(word) for word in words.split()), text)
    return Span(found.start(), found.end()) if found and words.split() else None
