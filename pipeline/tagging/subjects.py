"""Takes a cue in its sentence and gives the words of its subject, wherever the cue has it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.model import Norm, Span
from pipeline.tagging.bearers import after_label, conduct, culprit, follower, subject
from pipeline.tagging.clauses import lead_in_of
from pipeline.tagging.cues import Hit, Page
from pipeline.tagging.predicates import predicate


@dataclass(frozen=True, slots=True)
class Spoken:
    """A cue with its norms and its grammatical subject, which may go on to the next cue."""

    hit: Hit
    norms: tuple[Norm, ...]
    subject: Span | None


def subject_of(page: Page, hit: Hit, before: Spoken | None) -> Span | None:
    """The words that stand where the cue's subject stands."""
    syntax = page.grammar.syntax
    match hit.cue.subject:
        case "inside":
            return Span(*hit.match.span("bearer")) if hit.match["bearer"] else _listed(page, hit)
        case "none":
            return None
        case "conduct":
            spoken = Span(hit.sentence.start, hit.start)
            who = conduct(page.text, page.folded, spoken, syntax)
            if who and syntax.determined.fullmatch(page.folded, who.start, who.end):
                who = None  # "La" of "La misma pena se impondrá a quien …"
            return who or culprit(page.text, hit.end, hit.sentence.end, syntax)
    shared = before.subject if before else None
    if before and after_label(page.text, hit.start):
        return shared
    start = _start(page, hit, before)
    who = subject(page.text, page.folded, Span(start, hit.start), syntax)
    if who is None:
        who = follower(page.text, hit.end, hit.clause.end, syntax) or shared
    if who is None and hit.clause.start == hit.line.start:
        lead_in = lead_in_of(page.text, page.folded, hit.line)
        return subject(page.text, page.folded, lead_in, syntax) if lead_in else None
    return who


def _listed(page: Page, hit: Hit) -> Span | None:
    """The bearers that a cue announces as a list: "applies to— (a) a firm; (b) a partner"."""
    if hit.match.groupdict().get("listed") is None:
        return None
    listed = predicate(page, hit, hit.end, hit.sentence.end, ())
    if listed is None:
        return None
    words = listed.of(page.text).lstrip(" —:\n")
    return Span(listed.end - len(words), listed.end) if words else None


def _start(page: Page, hit: Hit, before: Spoken | None) -> int:
    """Behind the clause of the modal before and behind words such as "Recalling that"."""
    syntax = page.grammar.syntax
    start = hit.clause.start
    if before and start > hit.sentence.start:
        cuts = [cut.end() for cut in syntax.handover.finditer(page.folded, start, hit.start)]
        start = max(cuts, default=start)
    frames = [frame.end() for frame in syntax.frame.finditer(page.folded[start : hit.start])]
    return start + max(frames, default=0)


def without_triggers(text: str, who: Span | None, triggers: Sequence[Span]) -> Span | None:
    """The subject without a negation at its edge: ``person`` of "No person", "does not"."""
    if who is None:
        return None
    start, end = who.start, who.end
    for trigger in triggers:
        if trigger.start <= start < trigger.end:
            start = trigger.end
        elif start < trigger.start < end <= trigger.end:
            end = trigger.start
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip())) if words.strip() else None


def antecedent(page: Page, hit: Hit, who: Span, earlier: Iterable[Norm]) -> Span:
    """Whom a pronoun stands for: the subject of the clause before it, else the last bearer.

    ``earlier`` are the norms before it, the latest first.
    """
    syntax = page.grammar.syntax
    if not syntax.pronoun.fullmatch(page.folded, who.start, who.end):
        return who
    clause = syntax.antecedent.search(page.folded, hit.sentence.start, who.start)
    if clause:
        return Span(*clause.span("bearer"))
    for norm in earlier:
        if norm.bearer and norm.bearer.span and norm.modality != "statement":
            return norm.bearer.span
    return who
