"""Takes a sentence and gives its conditions: connective to the end of its clause, with a type."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.knowledge.norm_grammar import NormGrammar
from pipeline.model import Condition, Span
from pipeline.tagging.bearers import last_noun_phrase
from pipeline.tagging.clauses import is_lead_in, items, lead_in_of

_LIST = re.compile(r"[:—–](?:\s|$)")
_SPEECH = re.compile(r"[,;:—–(\"]\s*$|^\s*$")


@dataclass(frozen=True, slots=True)
class Place:
    """A connective in its sentence: whether its clause is fronted, and its span."""

    type: str
    start: int
    end: int
    fronted: bool


def connectives(folded: str, sentence: Span, grammar: NormGrammar) -> list[Place]:
    """The connectives of a sentence, in order, without overlaps, the longest first."""
    found: list[Place] = []
    past = sentence.start
    for word in grammar.connective_word.finditer(folded, sentence.start, sentence.end):
        if word.start() < past:
            continue
        best = None
        for entry in grammar.connectives[word[0]]:
            match = entry.pattern.match(folded, word.start(), sentence.end)
            if match and (best is None or match.end() > best.end):
                fronted = _SPEECH.search(
                    folded[max(sentence.start, word.start() - 3) : word.start()]
                )
                best = Place(entry.type, match.start(), match.end(), fronted is not None)
        if best:
            found.append(best)
            past = best.end
    return found


def conditions(
    text: str, folded: str, sentence: Span, line: Span, triggers: list[Span], grammar: NormGrammar
) -> list[tuple[Condition, int]]:
    """Every condition of a sentence with the number of the trigger it belongs to (-1: all)."""
    places = connectives(folded, sentence, grammar)
    found = []
    for index, place in enumerate(places):
        after = sum(1 for trigger in triggers if trigger.start < place.start)
        following = [t.start for t in triggers if t.start > place.end]
        stop = min([*following, sentence.end])
        if index + 1 < len(places):
            stop = min(stop, places[index + 1].start)
        if after and not folded[triggers[after - 1].end : place.start].strip(" ,("):
            end = _before_verb(folded, place, stop, grammar)
        else:
            before_modal = bool(following) and stop == following[0]
            end = _end(folded, place, stop, before_modal, grammar)
        if end >= sentence.end and is_lead_in(text, line):
            listed = items(text, folded, line)
            end = listed[-1].end if listed else end
        span = _stripped(text, Span(place.start, end))
        if span.end > place.end:
            found.append((Condition(place.type, span), after - 1))
    return found


def _end(folded: str, place: Place, stop: int, before_modal: bool, grammar: NormGrammar) -> int:
    """Where the clause of a connective ends; before a modal that is where its subject begins."""
    if not before_modal:
        return stop
    comma = folded.rfind(",", place.end, stop)
    if comma >= 0:
        return comma if place.fronted else folded.find(",", place.end, stop)
    subject = last_noun_phrase(folded, Span(place.end, stop), grammar.syntax)
    return subject.start if subject and subject.start > place.end + 1 else stop


def carried(
    text: str, folded: str, sentence: Span, line: Span, grammar: NormGrammar
) -> list[Condition]:
    """The fronted conditions that a list item takes over from the words that announce the list."""
    if sentence.start > line.start and folded[line.start : sentence.start].rstrip().endswith(";"):
        head = Span(line.start, sentence.start)
        stop = _LIST.search(folded, head.start, head.end)
    elif lead_in := lead_in_of(text, folded, line):
        head, stop = lead_in, _LIST.search(folded, lead_in.start, lead_in.end)
    else:
        return []
    if stop is None:
        return []
    announced = Span(stop.start(), stop.end())
    found = conditions(text, folded, Span(head.start, stop.end()), line, [announced], grammar)
    return [condition for condition, owner in found if owner < 0]


def _before_verb(folded: str, place: Place, stop: int, grammar: NormGrammar) -> int:
    """Where a condition between modal and verb ends: at the comma before the verb."""
    comma = folded.find(",", place.end, stop)
    while comma >= 0:
        if grammar.syntax.known_verb.match(folded, comma + 2, stop):
            return comma
        comma = folded.find(",", comma + 1, stop)
    return stop


def _stripped(text: str, span: Span) -> Span:
    words = text[span.start : span.end].rstrip(" ,;:.—–\n(")
    for tail in (" and", " or", " but"):
        words = words.removesuffix(tail)
    return Span(span.start, span.start + len(words.rstrip(" ,")))
