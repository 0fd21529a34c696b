"""Takes the text of a unit and its language and gives its norms: who must, may or may not do what.

The cues of the language file are found by their first words; only sentences that hold one are
analysed. Modality tells duty, prohibition, liberty and recommendation apart (after Hohfeld), the
*force* what the words do (after Searle): regulative words direct conduct, constitutive ones
create, define or qualify.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from pipeline.knowledge import Library
from pipeline.knowledge.norms import norm_grammar, norm_languages
from pipeline.model import Bearer, Norm, Span
from pipeline.tagging.actions import actions, final_action, verb_at
from pipeline.tagging.applications import applied
from pipeline.tagging.bearers import agent
from pipeline.tagging.clauses import line_at
from pipeline.tagging.conditions import carried, conditions
from pipeline.tagging.cues import Hit, Page, Sentence, cued_sentences
from pipeline.tagging.declaratives import declaratives
from pipeline.tagging.extents import with_extents
from pipeline.tagging.readings import joined, read
from pipeline.tagging.subjects import Spoken, antecedent, subject_of, without_triggers
from pipeline.text import fold


def find_norms(
    text: str, language: str, library: Library, *, addressee: str = ""
) -> tuple[Norm, ...]:
    """The norms of a text in order of their triggers; spans are offsets in ``text``.

    ``addressee`` is who an agentless passive binds ("Parties" in an opinion to the Parties);
    without it such a norm has no bearer. A language without norm file gives no norms; a mistake
    in the file raises KnowledgeError.
    """
    if language not in norm_languages(library):
        return ()
    page = Page(text, fold(text), norm_grammar(library, language), addressee)
    found: list[Norm] = []
    line = Span(-1, -1)
    last: Spoken | None = None
    for sentence in cued_sentences(page):
        start = sentence.span.start
        goes_on = sentence.line == line and _last_character(text, line.start, start) == ";"
        spoken = _sentence(page, sentence, last if goes_on else None, found)
        last = next((s for s in reversed(spoken) if not _embedded(page, s)), last)
        found += [norm for each in with_extents(page, spoken) for norm in each.norms]
        line = sentence.line
    found = applied(page, found)
    lines = {line_at(text, norm.triggers[0].start) for norm in found}
    stated = declaratives(page, lines)
    return tuple(sorted([*found, *stated], key=lambda n: n.triggers[0].start) if stated else found)


def _last_character(text: str, start: int, end: int) -> str:
    """The last character of a stretch that is no white space; a stretch may be a book's length."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return text[end - 1 : end] if end > start else ""


def _embedded(page: Page, spoken: Spoken) -> bool:
    return spoken.norms[-1].formula in page.grammar.embedded


def _sentence(
    page: Page, sentence: Sentence, before: Spoken | None, earlier: list[Norm]
) -> list[Spoken]:
    """The cues of a sentence; ``before`` is the one whose subject it may go on with."""
    found: list[Spoken] = []
    start = sentence.span.start
    for index in range(len(sentence.matches)):
        hit = sentence.hit(index, start)
        own = [norm for each in found for norm in each.norms]
        found.append(_spoken(page, hit, before, chain(reversed(own), reversed(earlier))))
        if not _embedded(page, found[-1]):
            before = found[-1]
            start = hit.end
    return _conditioned(page, sentence, found)


def _conditioned(page: Page, sentence: Sentence, spoken: list[Spoken]) -> list[Spoken]:
    """The cues with the conditions of their clauses; a cue in a subordinate clause has none."""
    main = [s for s in spoken if not _embedded(page, s)] or spoken
    line, span = sentence.line, sentence.span
    triggers = [each.hit.span for each in main]
    held = conditions(page.text, page.folded, span, line, triggers, page.grammar)
    taken = tuple(carried(page.text, page.folded, span, line, page.grammar))
    found = []
    for each in spoken:
        if each in main:
            own = main.index(each)
            mine = taken + tuple(c for c, owner in held if owner in (-1, own))
            each = replace(each, norms=tuple(replace(n, conditions=mine) for n in each.norms))
        found.append(each)
    return found


def _spoken(page: Page, hit: Hit, before: Spoken | None, earlier: Iterable[Norm]) -> Spoken:
    """One cue with one norm for each action that it governs; ``earlier`` norms the latest first."""
    who = subject_of(page, hit, before)
    negation, at = _negation(page, hit)
    final = hit.cue.action == "final"
    verb = at if final else verb_at(page.folded, at, hit.clause.end, page.grammar.syntax)
    norm = read(page, _cued(page, hit, negation), hit, verb, who)
    if hit.cue.subject in ("before", "holder"):
        who = without_triggers(page.text, who, norm.triggers)
    frame = page.grammar.syntax.frame
    if norm.modality != "statement" and frame.search(page.folded[hit.sentence.start : hit.start]):
        norm = replace(norm, mode="reported")
    skipped = final and norm.formula in page.grammar.embedded
    governed: list[Span | None] = [] if skipped else [*_actions(page, hit, verb)]
    named = antecedent(page, hit, who, earlier) if who and norm.modality != "statement" else who
    norms = (_completed(page, hit, norm, action, named) for action in governed or [None])
    return Spoken(hit, tuple(norms), who)


def _cued(page: Page, hit: Hit, negation: Span | None) -> Norm:
    """What the cue says by itself."""
    cue = hit.cue
    return Norm(
        modality=cue.negated if negation else cue.modality,
        strength=cue.strength,
        triggers=joined(page.text, [hit.span, *([negation] if negation else [])]),
        polarity="negative" if negation or "not" in hit.match.groupdict() else "positive",
        force=cue.force,
        formula=f"{page.grammar.language}.{cue.id}",
    )


def _negation(page: Page, hit: Hit) -> tuple[Span | None, int]:
    """The negation of a modal and where the words go on; German ones stand before the verb."""
    negation = page.grammar.syntax.negation
    if hit.cue.action == "final":
        last = final_action(page.text, hit.end, hit.clause.end, page.grammar.syntax)
        end = last.start if last else hit.clause.end
        match = negation.search(page.folded, hit.end, end)
        return (Span(*match.span("not")) if match else None), hit.end
    match = negation.match(page.folded, hit.end, hit.clause.end)
    if match is None:
        return None, hit.end
    return Span(*match.span("not")), match.end()


def _actions(page: Page, hit: Hit, verb: int) -> list[Span]:
    syntax = page.grammar.syntax
    reach = hit.clause.end
    if reach < hit.sentence.end:  # the words before the next modal are its subject, not our action
        cuts = [cut.start() for cut in syntax.handover.finditer(page.folded, verb, reach)]
        reach = max(cuts, default=reach)
    match hit.cue.action:
        case "after":
            return actions(page.text, page.folded, verb, reach, hit.line, syntax)
        case "final":
            last = final_action(page.text, hit.end, hit.sentence.end, syntax)
            return [last] if last else []
        case "cue":
            named = "action" in hit.match.re.groupindex and hit.match["action"]
            return [Span(*hit.match.span("action")) if named else hit.span]
    return []


def _completed(page: Page, hit: Hit, norm: Norm, action: Span | None, who: Span | None) -> Norm:
    """The norm with its action and with who is bound or freed: of a passive the agent."""
    syntax = page.grammar.syntax
    norm = replace(norm, action=action)
    if norm.bearer:
        return norm
    if hit.cue.subject == "conduct" and who:
        return _penal(page, norm, who)
    passive = action and syntax.passive.match(page.folded, action.start, action.end)
    if norm.modality != "statement" and passive and action and hit.cue.subject == "before":
        norm = replace(norm, object=who)
        who = agent(page.text, action, hit.clause.end, syntax)
        norm = replace(norm, force=hit.cue.force) if who else norm
    elif who and action and _describes(page, norm, action):
        return replace(norm, object=who)  # a thing that must be thus bears no duty
    if who:
        return replace(norm, bearer=Bearer(who))
    if page.addressee and norm.modality != "statement":
        return replace(norm, bearer=Bearer(implicit=page.addressee))
    return norm


def _describes(page: Page, norm: Norm, action: Span) -> bool:
    """Whether the norm says how a thing must be: "The list shall be public"."""
    syntax, folded = page.grammar.syntax, page.folded
    if norm.force != "constitutive" or norm.modality == "statement":
        return False
    if syntax.open_object.match(folded, action.start):
        return False
    return syntax.copula.match(folded, action.start) is not None


def _penal(page: Page, norm: Norm, who: Span) -> Norm:
    """A penal formula with the offender as bearer, or with the punished conduct as action."""
    person = page.grammar.syntax.offender.match(page.folded, who.start, who.end)
    if person is None:
        return replace(norm, action=who)
    return replace(norm, bearer=Bearer(Span(*person.span())))
