"""Takes the cues of a sentence with their norms and gives how far each reaches.

A cue's predicate ends where the clause of the next main cue begins; a cue in a subordinate clause
("to provide that the list is to be published") stands within it. Hence a second pass, when all
cues of the sentence have been read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from pipeline.model import Norm, Span
from pipeline.tagging.cues import Hit, Page
from pipeline.tagging.predicates import conduct_behind, list_opening, object_of, predicate
from pipeline.tagging.subjects import Spoken


def with_extents(page: Page, spoken: Sequence[Spoken]) -> list[Spoken]:
    """The same cues, their norms with predicate, object and sanction."""
    found = []
    for index, each in enumerate(spoken):
        follows = (s for s in spoken[index + 1 :] if _main(page, s))
        limit = _limit(page, each, next(follows, None))
        found.append(replace(each, norms=_extended(page, each, limit)))
    return found


def _main(page: Page, spoken: Spoken) -> bool:
    return spoken.norms[-1].formula not in page.grammar.embedded


def _limit(page: Page, spoken: Spoken, following: Spoken | None) -> int:
    """Where the clause of a cue hands over to that of the next."""
    if following is None:
        return spoken.hit.sentence.end
    who, start = following.subject, spoken.hit.end
    until = who.start if who and who.start > start else following.hit.start
    cuts = [m.start() for m in page.grammar.syntax.handover.finditer(page.folded, start, until)]
    return max(cuts, default=until) if until == following.hit.start else until


def _extended(page: Page, spoken: Spoken, limit: int) -> tuple[Norm, ...]:
    hit, norms = spoken.hit, spoken.norms
    if hit.cue.action == "cue":
        return tuple(_formula(page, spoken, norm, limit) for norm in norms)
    actions = [norm.action for norm in norms if norm.action]
    if not actions or hit.cue.action == "final":
        return tuple(replace(norm, sanction=_sanction(page, hit, norm)) for norm in norms)
    start = min(action.start for action in actions)
    norms = _own_conditions(page, hit, limit, norms)
    whole = predicate(page, hit, start, limit, norms[0].conditions)
    end = whole.end if whole else limit
    thing = object_of(page, actions, end, page.grammar.syntax)
    return tuple(replace(norm, predicate=whole, object=norm.object or thing) for norm in norms)


def _own_conditions(page: Page, hit: Hit, limit: int, norms: tuple[Norm, ...]) -> tuple[Norm, ...]:
    """A condition inside a list is one of its item alone, not of the whole norm."""
    opening = list_opening(page, hit, limit)
    if opening is None:
        return norms
    found = []
    for norm, follows in zip_longest(norms, norms[1:]):
        until = follows.action.start if follows and follows.action else hit.line.end
        begins = norm.action.start if norm.action else opening.end()
        kept = tuple(
            c
            for c in norm.conditions
            if c.span.start < opening.end() or opening.end() <= begins < c.span.start < until
        )
        found.append(replace(norm, conditions=kept))
    return tuple(found)


def _formula(page: Page, spoken: Spoken, norm: Norm, limit: int) -> Norm:
    """A formula such as "commits an offence if": its conduct is the predicate, no condition."""
    hit = spoken.hit
    groups = hit.match.re.groupindex
    sanction = _sanction(page, hit, norm)
    if "predicate" in groups and hit.match["predicate"]:
        return replace(norm, predicate=Span(*hit.match.span("predicate")), sanction=sanction)
    if "named" in groups:
        whole = predicate(page, hit, hit.start, hit.sentence.end, ())
        kept = tuple(c for c in norm.conditions if not hit.end <= c.span.start < hit.end + 60)
        return replace(norm, predicate=whole, conditions=kept, sanction=sanction)
    binds = norm.modality == "prohibition"
    start = conduct_behind(page, hit, hit.line.end) if binds else None
    if start is None:
        described = _described(page, spoken) if binds else None
        whole = described or predicate(page, hit, hit.start, limit, norm.conditions)
        return replace(norm, predicate=whole, sanction=sanction)
    kept = tuple(c for c in norm.conditions if not hit.end <= c.span.start < start)
    whole = predicate(page, hit, start, limit, kept)
    return replace(norm, predicate=whole, conditions=kept, sanction=sanction)


def _described(page: Page, spoken: Spoken) -> Span | None:
    """The conduct in a subject's relative clause: ``opens the gate`` of "who opens the gate"."""
    who = spoken.subject
    relative = page.grammar.syntax.relative.search(page.folded, who.start, who.end) if who else None
    return Span(relative.end() + 1, who.end) if who and relative else None


def _sanction(page: Page, hit: Hit, norm: Norm) -> Span | None:
    """The penalty that stands with a penal formula, as it is worded."""
    if norm.modality not in ("prohibition", "statement"):
        return None
    sanction, sentence = page.grammar.syntax.sanction, hit.sentence
    match = sanction.search(page.folded, hit.start, sentence.end)
    if match is None and hit.cue.subject == "conduct":  # "Mit Freiheitsstrafe wird bestraft, wer"
        match = sanction.search(page.folded, sentence.start, sentence.end)
    return Span(*match.span("sanction")) if match else None
