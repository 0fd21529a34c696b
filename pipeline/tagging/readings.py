"""Takes a cue in its sentence and gives the norm as the first fitting reading has it."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.knowledge.norm_grammar import Reading
from pipeline.model import Bearer, Norm, Span
from pipeline.tagging.clauses import lead_in_of
from pipeline.tagging.cues import Hit, Page

_ITEM = re.compile(r"\s*(?:and |or )?\(?[a-z]{1,3}\)? ")  # a list that runs on in its line
_OPENING = re.compile(r"[—:]\s*\(?(?:a|i|1)\)? ")
_WORD = re.compile(r"\w+")
_CLOSING = 160  # characters at the end of a lead-in that say what its list is
_WINDOW = 600  # characters before a cue that a reading sees; bounds the work on endless sentences


def joined(text: str, spans: list[Span]) -> tuple[Span, ...]:
    """Triggers in order, those with only a space between them as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and not text[found[-1].end : span.start].strip():
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def read(page: Page, norm: Norm, hit: Hit, verb: int, who: Span | None) -> Norm:
    """The norm with what its context makes of it; ``verb`` is where the verb stands."""
    if _listed_clause(page, hit):
        return replace(norm, modality="statement", strength="none", force="constitutive")
    before = page.folded[hit.sentence.start : hit.start]
    if len(before) > _WINDOW:  # the mark keeps "^" for the real start of a sentence
        before = "…" + before[1 - _WINDOW :]
    words = set(_WORD.findall(before))
    head = _head(page, who) if who else ""
    for reading in page.grammar.readings[hit.cue.id]:
        matches = _fits(page, reading, hit, before, words, verb, head)
        if matches is not None:
            return _applied(page, norm, reading, hit.start - len(before), matches)
    return norm


def _applied(
    page: Page, norm: Norm, reading: Reading, start: int, matches: list[re.Match[str]]
) -> Norm:
    modality = reading.modality or norm.modality
    extra = [
        Span(*match.span("trigger")).shift(start)
        for match in matches
        if "trigger" in match.re.groupindex
    ]
    named = [match.span("bearer") for match in matches if "bearer" in match.re.groupindex]
    return replace(
        norm,
        bearer=Bearer(Span(*named[0])) if named else None,
        modality=modality,
        force=reading.force or ("constitutive" if modality == "statement" else norm.force),
        strength="none" if modality == "statement" else norm.strength,
        polarity="negative" if reading.negative else norm.polarity,
        triggers=joined(page.text, [*norm.triggers, *extra]),
        formula=f"{page.grammar.language}.{reading.id}",
    )


def _listed_clause(page: Page, hit: Hit) -> bool:
    """Whether the cue stands in a list that is a subordinate clause (``if— (a) … may …``)."""
    folded = page.folded
    pattern = page.grammar.syntax.list_clause
    lead_in = lead_in_of(page.text, folded, hit.line)
    if lead_in and _closes(pattern, folded, lead_in.start, lead_in.end):
        return True
    start = hit.sentence.start
    if _ITEM.match(folded, start, hit.start) and page.text[:start].rstrip().endswith(";"):
        openings = list(_OPENING.finditer(folded, hit.line.start, start))
        if openings and _closes(pattern, folded, hit.line.start, openings[-1].start() + 1):
            return True
    dash = max(folded.rfind(mark, start, hit.start) for mark in "—:") + 1
    if not dash or folded.find(". ", dash, hit.start) >= 0:
        return False
    opening = _closes(pattern, folded, start, dash)
    return opening is not None and bool(folded[start : opening.start()].strip())


def _closes(pattern: re.Pattern[str], folded: str, start: int, end: int) -> re.Match[str] | None:
    """A pattern at the end of some words; only the last of them are looked at."""
    return pattern.search(folded, max(start, end - _CLOSING), end)


def _fits(
    page: Page, reading: Reading, hit: Hit, before: str, words: set[str], verb: int, head: str
) -> list[re.Match[str]] | None:
    """The matches of all patterns of a reading, or None if one is missing."""
    found: list[re.Match[str]] = []
    if reading.needs and reading.needs.isdisjoint(words):
        return None
    if reading.after:  # the cheapest first
        behind = reading.after.match(page.folded, verb, hit.sentence.end)
        if behind is None:
            return None
        found.append(behind)
    if reading.subject:
        subject = reading.subject.search(head) if head else None
        if subject is None:
            return None
        found.append(subject)
    if reading.before:
        ahead = reading.before.search(before)
        if ahead is None:
            return None
        found.append(ahead)
    return found


def _head(page: Page, who: Span) -> str:
    """The subject up to its first complement: ``The keeper`` of "The keeper of the gate"."""
    syntax = page.grammar.syntax
    found = [
        pattern.search(page.folded, who.start + 1, who.end)
        for pattern in (syntax.complement, syntax.relative)
    ]
    return page.text[who.start : min([match.start() for match in found if match] + [who.end])]
