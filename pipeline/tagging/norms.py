"""Takes the text of a unit and its language and gives its norms: who must, may or may not do what.

The cues of the language file are found by their first words; only sentences that hold one are
analysed. Modality tells duty, prohibition, liberty and recommendation apart (after Hohfeld), the
*force* what the words do (after Searle): regulative words direct conduct, constitutive ones
create, define or qualify.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.knowledge import Library
from pipeline.knowledge.norms import norm_grammar, norm_languages
from pipeline.model import Bearer, Condition, Norm, Span
from pipeline.tagging.actions import actions, final_action, verb_at
from pipeline.tagging.bearers import after_label, agent, conduct, follower, subject
from pipeline.tagging.clauses import lead_in_of
from pipeline.tagging.conditions import carried, conditions
from pipeline.tagging.cues import Hit, Page, Sentence, cued_sentences
from pipeline.tagging.predicates import governed
from pipeline.tagging.readings import joined, read
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
    for sentence in cued_sentences(page):
        start = sentence.span.start
        goes_on = sentence.line == line and text[line.start : start].rstrip().endswith(";")
        found += _sentence_norms(page, sentence, found[-1] if goes_on else None)
        line = sentence.line
    return tuple(found)


def _sentence_norms(page: Page, sentence: Sentence, before: Norm | None) -> list[Norm]:
    """The norms of a sentence; ``before`` is the one whose subject it may go on with."""
    line, span = sentence.line, sentence.span
    triggers = [Span(*match.span()) for _, match in sentence.matches]
    held = conditions(page.text, page.folded, span, line, triggers, page.grammar)
    taken = tuple(carried(page.text, page.folded, span, line, page.grammar))
    found: list[Norm] = []
    start = span.start
    for index in range(len(triggers)):
        hit = sentence.hit(index, start)
        mine = taken + tuple(c for c, owner in held if owner in (-1, index))
        norms = _norms(page, hit, mine, before)
        found += norms
        if norms[-1].formula not in page.grammar.embedded:
            before = norms[-1]
            start = hit.end
    return found


def _norms(page: Page, hit: Hit, held: tuple[Condition, ...], before: Norm | None) -> list[Norm]:
    """The norms of one cue: one for each action it governs."""
    who = _subject(page, hit, before)
    negation, at = _negation(page, hit)
    final = hit.cue.action == "final"
    verb = at if final else verb_at(page.folded, at, hit.clause.end, page.grammar.syntax)
    norm = read(page, _cued(page, hit, negation, held), hit, verb, who)
    if hit.cue.subject == "before":
        who = _without_triggers(page.text, who, norm.triggers)
    frame = page.grammar.syntax.frame
    if norm.modality != "statement" and frame.search(page.folded[hit.sentence.start : hit.start]):
        norm = replace(norm, mode="reported")
    if final and norm.formula in page.grammar.embedded:
        return [_completed(page, hit, norm, None, who)]
    reach = _reach(page, hit, verb)
    verbs = _actions(page, hit, verb, reach)
    if not verbs:
        return [_completed(page, hit, norm, None, who)]
    taken = governed(page, hit, verbs, reach, who, norm.conditions)
    norm = replace(norm, predicate=taken.predicate, object=taken.object)
    return [_completed(page, hit, norm, action, who) for action in verbs]


def _cued(page: Page, hit: Hit, negation: Span | None, held: tuple[Condition, ...]) -> Norm:
    """What the cue says by itself."""
    cue = hit.cue
    return Norm(
        modality=cue.negated if negation else cue.modality,
        strength=cue.strength,
        triggers=joined(page.text, [hit.span, *([negation] if negation else [])]),
        polarity="negative" if negation or "not" in hit.match.groupdict() else "positive",
        force=cue.force,
        conditions=held,
        formula=f"{page.grammar.language}.{cue.id}",
    )


def _without_triggers(text: str, who: Span | None, triggers: tuple[Span, ...]) -> Span | None:
    """The subject behind a negation that begins it: ``person`` of "No person"."""
    if who is None or not any(t.start <= who.start < t.end for t in triggers):
        return who
    start = max(t.end for t in triggers if t.start <= who.start < t.end)
    start += len(text[start : who.end]) - len(text[start : who.end].lstrip())
    return Span(start, who.end) if start < who.end else None


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


def _subject(page: Page, hit: Hit, before: Norm | None) -> Span | None:
    """The words that stand where the cue's subject stands."""
    syntax = page.grammar.syntax
    match hit.cue.subject:
        case "inside":
            return Span(*hit.match.span("bearer")) if hit.match["bearer"] else None
        case "none":
            return None
        case "conduct":
            spoken = Span(hit.sentence.start, hit.start)
            who = conduct(page.text, page.folded, spoken, syntax)
            return who or follower(page.text, hit.end, hit.sentence.end, syntax)
    shared = before.bearer.span if before and before.bearer else None
    if before and after_label(page.text, hit.start):
        return shared
    who = subject(
        page.text, page.folded, Span(_subject_start(page, hit, before), hit.start), syntax
    )
    if who is None:
        who = follower(page.text, hit.end, hit.clause.end, syntax) or shared
    if who is None and hit.clause.start == hit.line.start:
        lead_in = lead_in_of(page.text, page.folded, hit.line)
        return subject(page.text, page.folded, lead_in, syntax) if lead_in else None
    return who


def _subject_start(page: Page, hit: Hit, before: Norm | None) -> int:
    """Behind the clause of the modal before and behind words such as "Recalling that"."""
    syntax = page.grammar.syntax
    start = hit.clause.start
    if before and start > hit.sentence.start:
        cuts = [cut.end() for cut in syntax.handover.finditer(page.folded, start, hit.start)]
        start = max(cuts, default=start)
    frames = [frame.end() for frame in syntax.frame.finditer(page.folded[start : hit.start])]
    return start + max(frames, default=0)


def _reach(page: Page, hit: Hit, verb: int) -> int:
    """Where the cue's clause ends; the words before the next modal are that one's subject."""
    reach = hit.clause.end
    if reach < hit.sentence.end:
        cuts = [
            cut.start() for cut in page.grammar.syntax.handover.finditer(page.folded, verb, reach)
        ]
        reach = max(cuts, default=reach)
    return reach


def _actions(page: Page, hit: Hit, verb: int, reach: int) -> list[Span]:
    syntax = page.grammar.syntax
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
        who = agent(page.text, action, hit.clause.end, syntax)
        norm = replace(norm, force=hit.cue.force) if who else norm
    if who:
        return replace(norm, bearer=Bearer(who))
    if page.addressee and norm.modality != "statement":
        return replace(norm, bearer=Bearer(implicit=page.addressee))
    return norm


def _penal(page: Page, norm: Norm, who: Span) -> Norm:
    """A penal formula with the offender as bearer, or with the punished conduct as action."""
    person = page.grammar.syntax.offender.match(page.folded, who.start, who.end)
    if person is None:
        return replace(norm, action=who)
    return replace(norm, bearer=Bearer(Span(*person.span())))
