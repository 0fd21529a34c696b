"""Takes the norms of a text and gives them the conditions that other sentences of it lay on them.

"Subsection (1) does not apply if …", "This section applies where …", "A does not contravene this
section if …": a clause of application binds nobody, it says when another sentence does. Each norm
of the place that such a clause names has the clause's condition after its own ones.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from pipeline.model import Condition, Norm, Span
from pipeline.tagging.clauses import is_lead_in, items, line_at, sentences
from pipeline.tagging.cues import Page

_MARK = re.compile(r"(?:^|\n)[ \t]*(?P<mark>\(?(?P<num>\d{1,3}[a-zA-Z]{0,3})[.)]?)(?=\s)")
_NUMBER = re.compile(r"(?<![\w.])\d{1,3}[a-z]{0,3}(?!\w)")
_RANGE = re.compile(r"\s*(?:\)\s*)?(?:to|bis|à|al|a|-|–)\s*(?:\(\s*)?")
_MOST = 24  # clauses of one provision; a text with more is several, no "section" that they mean
_CLOSING = " ,;:.—–\n("


@dataclass(frozen=True, slots=True)
class Division:
    """A numbered part of a unit (``(2)``) from its number to the next; "" before the first."""

    number: str
    span: Span


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of application: its words, what it lays down and for which divisions (all: None)."""

    span: Span
    condition: Condition
    numbers: frozenset[str] | None

    def speaks_of(self, norm: Norm, parts: Sequence[Division]) -> bool:
        """Whether a norm stands in a division that the clause names."""
        at = norm.triggers[0].start
        return self.numbers is None or _part_at(parts, at).number in self.numbers

    def holds(self, norm: Norm) -> bool:
        """Whether a norm stands in the clause's own sentence."""
        return self.span.start <= norm.triggers[0].start < self.span.end

    def limits(self, page: Page, norm: Norm) -> bool:
        """Whether the clause says more of a norm than the norm itself does.

        "This section applies to schools" only says of what kind the bearer is where that is a
        school; and a clause on the whole unit does not bind what is made under the unit.
        """
        span = norm.bearer.span if norm.bearer else norm.object
        if span is None:
            return True
        syntax, folded = page.grammar.syntax, page.folded
        if self.numbers is None and syntax.made_under.match(folded, span.start, span.end):
            return False
        start, end = self.condition.span.start, self.condition.span.end
        thing = syntax.applied_thing.match(folded, start, end)
        if thing is None:
            return True
        return re.search(rf"\b{re.escape(thing['thing'])}", folded[span.start : span.end]) is None


def applied(page: Page, norms: Sequence[Norm]) -> list[Norm]:
    """The same norms, those that bind or free with the conditions laid on them elsewhere."""
    parts = divisions(page.text) if norms else []
    clauses = list(islice(_clauses(page, parts), _MOST + 1)) if norms else []
    if len(clauses) > _MOST:
        return list(norms)
    return [_with(page, norm, clauses, parts) for norm in norms]


def _with(page: Page, norm: Norm, clauses: list[Clause], parts: Sequence[Division]) -> Norm:
    if norm.modality == "statement" or any(clause.holds(norm) for clause in clauses):
        return norm
    laid = tuple(
        clause.condition
        for clause in clauses
        if clause.speaks_of(norm, parts) and clause.limits(page, norm)
    )
    return replace(norm, conditions=(*norm.conditions, *laid)) if laid else norm


def divisions(text: str) -> list[Division]:
    """The numbered paragraphs of a text, in order; all have the form in which ``1`` is printed."""
    marks = [
        (match.start("mark"), match["num"].lower(), match["mark"].replace(match["num"], "1"))
        for match in _MARK.finditer(text)
    ]
    forms = [form for _, number, form in marks if number == "1"]
    form = max(forms, key=len, default="")
    starts = [(0, ""), *((at, number) for at, number, shape in marks if form and shape == form)]
    ends = [at for at, _ in starts[1:]] + [len(text)]
    return [Division(number, Span(at, e)) for (at, number), e in zip(starts, ends, strict=True)]


def _part_at(parts: Sequence[Division], at: int) -> Division:
    return parts[bisect_right(parts, at, key=lambda part: part.span.start) - 1]


def _clauses(page: Page, divided: Sequence[Division]) -> Iterator[Clause]:
    """The clauses of application of a text, at most one of a sentence, in order."""
    grammar = page.grammar
    named = grammar.syntax.applied_class.search(page.folded) is not None
    past = 0
    for word in grammar.application_word.finditer(page.folded):
        if word.start() < past:
            continue
        line = line_at(page.text, word.start())
        parts = sentences(page.text, page.folded, line, grammar.syntax.abbreviation)
        sentence = next(part for part in parts if word.start() < part.end)
        for entry in grammar.applications[word[0]]:
            match = entry.pattern.search(page.folded, sentence.start, sentence.end)
            if match and not (named and entry.type == "WHERE"):
                start = match.start("condition")
                span = Span(start, _end(page, line, parts, sentence, start))
                numbers = _scope(page, match, divided)
                yield Clause(Span(sentence.start, span.end), Condition(entry.type, span), numbers)
                past = sentence.end
                break


def _end(page: Page, line: Span, parts: Sequence[Span], sentence: Span, start: int) -> int:
    """Where a condition ends that begins at ``start``: with its sentence or with its list."""
    ends = (p.end for p in parts if p.end >= sentence.end)
    end = next((e for e in ends if not page.text[:e].rstrip().endswith(";")), line.end)
    if end >= line.end and is_lead_in(page.text, line):
        listed = items(page.text, page.folded, line)
        end = listed[-1].end if listed else end
    return start + len(page.text[start:end].rstrip(_CLOSING))


def _scope(page: Page, match: re.Match[str], parts: Sequence[Division]) -> frozenset[str] | None:
    """The divisions that a clause names: its own if it names none, None for the whole unit."""
    start, end = match.span("scope")
    if page.grammar.syntax.unit.search(page.folded, start, end):
        return None
    numbers = _numbers(page.folded, start, end, parts)
    return numbers or frozenset({_part_at(parts, start).number})


def _numbers(folded: str, start: int, end: int, parts: Sequence[Division]) -> frozenset[str]:
    """The numbers of a list such as ``(1), (3) and (5) to (7)``, ranges filled in."""
    order = [part.number for part in parts]
    found: list[str] = []
    past = start
    for match in _NUMBER.finditer(folded, start, end):
        number = match[0]
        between = _RANGE.fullmatch(folded, past, match.start())
        if found and between and found[-1] in order and number in order:
            found += order[order.index(found[-1]) + 1 : order.index(number)]
        found.append(number)
        past = match.end()
    return frozenset(found)
