"""Takes a unit, its tags and links; gives the reasons as plain lines, met and missed alike."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.knowledge.opinions import Holding, OpinionProfile
from pipeline.model import Criterion, Link, Tags, Unit

_WIDTH = 70


def explain(
    unit: Unit, tags: Tags, links: Sequence[Link], profile: OpinionProfile
) -> tuple[str, ...]:
    """What was found in the unit and why it is, or is not, linked to each holding."""
    title = " ".join(part for part in (unit.num, unit.heading) if part)
    lines = [title or str(unit.eid), *(f"  in: {label}" for label in unit.path), ""]
    concepts = sorted({mention.concept for mention in tags.concepts})
    lines.append(f"Concepts tagged: {', '.join(concepts) or 'none'}")
    by_holding = {link.holding: link for link in links}
    for holding in profile.holdings:
        lines.append("")
        link = by_holding.get(holding.number)
        lines += _link(unit, holding, link, profile) if link else [_silent(holding)]
    lines += ["", "Rules:", *(f"  {rule.id}: {rule.text}" for rule in profile.rules)]
    return tuple(lines)


def _silent(holding: Holding) -> str:
    return f"Holding {holding.number}, {holding.label}: grade 0, no candidate (rule G1)."


def _link(unit: Unit, holding: Holding, link: Link, profile: OpinionProfile) -> list[str]:
    lines = [
        f"Holding {holding.number}, {holding.label}: grade {link.grade} ({link.relation})",
        f"  {profile.relations.get(link.relation, '')}",
        f"  function: {link.function}; means: {link.means} ({link.means_detail})",
    ]
    if link.convention_articles:
        lines.append(f"  Convention: {', '.join(link.convention_articles)}")
    lines += [_criterion(unit, criterion) for criterion in link.criteria]
    sums = " + ".join(f"{c.points:g}" for c in link.criteria if c.met and c.points)
    lines.append(f"  score {link.score:g} = {sums or '0'}")
    if link.remark:
        lines.append(f"  remark: {link.remark}")
    return lines + _reviews(link)


def _reviews(link: Link) -> list[str]:
    """What readers decided, which the grade above is of, and what the program says."""
    if not link.reviews:
        return []
    lines = [f"  status: {link.status}"]
    for review in link.reviews:
        stale = " about other words" if review.stale else ""
        reason = f": {review.reason}" if review.reason else ""
        lines.append(f"  {review.reader}, {review.date}: {review.verdict}{stale}{reason}")
    own = link.proposed
    said = f"grade {own.grade} ({own.relation})" if own else "no link"
    return [*lines, f"  the program: {said}"]


def _criterion(unit: Unit, criterion: Criterion) -> str:
    if not criterion.met:
        return f"  - missed: {criterion.label}"
    words = "; ".join(dict.fromkeys(_quote(e.span.of(unit.text)) for e in criterion.evidence))
    shown = f": {words}" if words else " (shown by the title or the rest of the document)"
    return f"  + met ({criterion.points:g}): {criterion.label}{shown}"


def _quote(words: str) -> str:
    line = " ".join(words.split())
    return f"“{line[:_WIDTH]}…”" if len(line) > _WIDTH else f"“{line}”"
