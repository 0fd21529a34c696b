"""Takes the text of a unit and gives the cues of norms that stand in it, sentence by sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from pipeline.knowledge.norm_grammar import Cue, NormGrammar
from pipeline.model import Span
from pipeline.tagging.clauses import line_at, sentences


@dataclass(frozen=True, slots=True)
class Page:
    """What the analysis of one text shares."""

    text: str
    folded: str
    grammar: NormGrammar
    addressee: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue where it stands: its line and sentence, and how far its own clause may reach."""

    cue: Cue
    match: re.Match[str]
    line: Span
    sentence: Span
    clause: Span

    @property
    def span(self) -> Span:
        return Span(*self.match.span())

    @property
    def start(self) -> int:
        return self.match.start()

    @property
    def end(self) -> int:
        return self.match.end()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that holds cues."""

    line: Span
    span: Span
    matches: tuple[tuple[Cue, re.Match[str]], ...]

    def hit(self, index: int, start: int) -> Hit:
        """The cue of that index; its clause begins at ``start`` and ends at the next cue."""
        cue, match = self.matches[index]
        last = index + 1 == len(self.matches)
        end = self.span.end if last else self.matches[index + 1][1].start()
        return Hit(cue, match, self.line, self.span, Span(start, end))


def _matches(folded: str, grammar: NormGrammar) -> list[tuple[Cue, re.Match[str]]]:
    """The longest cue at each place, found by first words; of equals the one with a negation."""
    found = []
    past = 0
    heads = grammar.heads
    for word in grammar.cue_word.finditer(folded):
        if word.start() < past:
            continue
        tried = [(cue, cue.pattern.match(folded, word.start())) for cue in heads[word[0]]]
        best = max(
            ((cue, match) for cue, match in tried if match),
            key=lambda pair: (pair[1].end(), "not" in pair[1].groupdict()),
            default=None,
        )
        if best:
            found.append(best)
            past = best[1].end()
    return found


def _within_quotes(folded: str, line: Span, at: int) -> bool:
    before = folded.count('"', line.start, at)
    return before % 2 == 1 and folded.find('"', at, line.end) >= 0


def cued_sentences(page: Page) -> list[Sentence]:
    """The sentences that hold a cue outside quotation marks, in order."""
    grouped: list[tuple[Span, Span, list[tuple[Cue, re.Match[str]]]]] = []
    line = Span(-1, -1)
    parts: list[Span] = []
    quoted = False
    for cue, match in _matches(page.folded, page.grammar):
        at = match.start()
        if not line.start <= at < line.end:
            line = line_at(page.text, at)
            parts = sentences(page.text, page.folded, line, page.grammar.syntax.abbreviation)
            quoted = page.folded.find('"', line.start, line.end) >= 0
        if quoted and _within_quotes(page.folded, line, at):
            continue
        sentence = parts[bisect_left(parts, at, key=lambda part: part.end - 1)]
        if grouped and grouped[-1][1] == sentence:
            grouped[-1][2].append((cue, match))
        else:
            grouped.append((line, sentence, [(cue, match)]))
    return [Sentence(line, span, tuple(matches)) for line, span, matches in grouped]
