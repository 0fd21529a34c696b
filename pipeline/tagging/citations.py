"""Takes a page and gives its ``Citation``s as worded; where they lead is not asked here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.knowledge.citations import UNIT, Step
from pipeline.model import Span
from pipeline.tagging.citation import Citation, Item, Page, Part, Path
from pipeline.tagging.number_lists import NumberList

_CHAIN = 40  # steps in one citation
_ARTICLE = 12  # characters before a relative word in which its article may stand


def find_citations(page: Page, start: int = 0) -> Iterator[Citation]:
    """Citations from ``start`` on, by place, none within another."""
    at, coded = start, page.grammar.coded
    for matches in page.grammar.starts.matches(page.folded, start):
        if matches[0].start() < at:
            continue
        for match in matches:
            found = _coded(page, match) if match.re is coded else _read(page, match)
            if found:
                at = found.span.end
                if not page.is_label(found.span):
                    yield found
                break


def _coded(page: Page, match: re.Match[str]) -> Citation | None:
    step = next(s for s in page.grammar.steps if s.rank == UNIT)
    chain = _Chain(page, match.start())
    if not chain.take_numbers(step, match.end(), plural=True):
        return None
    chain.follow()
    return replace(chain.citation(), title=match["title"], code=match["code"])


def _read(page: Page, match: re.Match[str]) -> Citation | None:
    if page.grammar.never.match(page.folded, match.start()) or not page.joined(match):
        return None
    if match.lastgroup and match[match.lastgroup] == "" and page.opens(match.start()):
        return None  # "1°" where an item begins is its number
    chain = _Chain(page, match.start())
    if not chain.take(match):
        return None
    chain.follow()
    return chain.citation()


class _Chain(NumberList):
    """The items of one citation while it is read from step to step."""

    def citation(self) -> Citation:
        onwards = self.page.grammar.onwards.match(self.page.folded, self.end)
        if onwards:
            self.reach(onwards.end())
        return Citation(Span(self.start, self.end), tuple(self.items))

    def take(self, match: re.Match[str]) -> bool:
        """Read the step that ``match`` (of ``start`` or ``related``) begins."""
        grammar = self.page.grammar
        group = match.lastgroup or ""
        relation = _relation(match)
        if relation:
            word = next(g for g, v in match.groupdict().items() if v and g[1:].isdigit())
            step = grammar.steps[int(word[1:])]
            if match.start(relation) == match.start():
                self.start = self._with_article(relation, match.start())
            self.items = [Item(Span(self.start, match.end()), (_related(step, relation),))]
            self.end = match.end()
            return True
        step = grammar.steps[int(group[1:])]
        if group[0] == "s":
            plural = bool(step.plural.fullmatch(match[group]))
            return self.take_numbers(step, match.end(), plural=plural)
        return self._take_before(step, match, match.start(group))

    def _with_article(self, relation: str, start: int) -> int:
        """Where a relative word begins, its article included where that belongs to it."""
        if relation not in self.page.grammar.with_article:
            return start
        folded, lead = self.page.folded, max(0, start - _ARTICLE)
        article = self.page.grammar.article.search(folded, lead, start)
        return article.start() if article else start

    def _take_before(self, step: Step, match: re.Match[str], word: int) -> bool:
        """Numbers that stand before their word: "3 och 4 §§", "premier alinéa"."""
        inner = replace(self.page, folded=self.page.folded[:word])
        chain = _Chain(inner, match.start())
        chain.take_numbers(step, match.start(), plural=True, tails=False)
        self.items, self.end = chain.items, match.end()
        if self.items:
            self.reach(match.end())
        return bool(self.items)

    # --- from one step to the next

    def follow(self) -> None:
        """Read on: steps below, steps of the same list again, steps above."""
        for _ in range(_CHAIN):
            if not (self._descend() or self._restate() or self._ascend()):
                return

    def _part(self, match: re.Match[str]) -> list[Item]:
        """The items of the step that begins at ``match``, alone."""
        chain = _Chain(self.page, match.start())
        if not chain.take(match):
            return []
        self.end = chain.end
        return chain.items

    def _descend(self) -> bool:
        match = self.step(self.page.grammar.down, self.end)
        last = self.items[-1]
        if match is None or last.up_to or self.rank(match) <= last.path[-1].rank:
            return False
        if last.path[-1].element == "" and self.rank(match) < last.path[-1].rank + 10:
            return False
        end = self.end
        found = self._part(match)
        if found and self._of_another(last.path[-1].element):
            self.end = end  # "título VII, el capítulo V del título VIII": the next of a list
            return False
        if not found:
            return False
        self._attach(last, found)
        return True

    def _of_another(self, element: str) -> bool:
        """Whether what was read goes on to a step of that element above it."""
        above = self.step(self.page.grammar.of, self.end)
        return above is not None and self.page.grammar.steps[_word(above)].element == element

    def _attach(self, last: Item, found: list[Item]) -> None:
        first = found[0]
        head = replace(first, span=Span(last.span.start, first.span.end))
        self.items.pop()
        self.items.extend(
            Item(i.span, (*last.path, *i.path), (*last.path, *i.up_to) if i.up_to else ())
            for i in (head, *found[1:])
        )

    def _restate(self) -> bool:
        """ "Artikel 5 Absatz 1 und Absatz 2"; "§§ 176 Abs. 1, 177 Abs. 2"."""
        grammar, folded = self.page.grammar, self.page.folded
        path = self.items[-1].path
        named = [i for i, part in enumerate(path) if part.element]
        if len(named) < 2 or self.items[-1].up_to:
            return False
        match = self.step(grammar.joint, self.end)
        if match is not None:
            element = grammar.steps[int((match.lastgroup or "")[1:])].element
            level = next((i for i in named[1:] if path[i].element == element), 0)
            found = self._restated(match) if level else []
            self.items.extend(
                Item(i.span, (*path[:level], *i.path), (*path[:level], *i.up_to) if i.up_to else ())
                for i in found
            )
            return bool(found)
        joint = self.page.joined(grammar.joint.match(folded, self.end))
        step = next((s for s in grammar.steps if s.element == path[0].element), None)
        if joint is None or step is None or not folded[joint.end() : joint.end() + 1].isdigit():
            return False
        number = step.number.match(folded, joint.end())
        if number is None or not self._above(path, named[1], number):
            return False
        head = replace(path[0], number=self.value(number))
        self.items.append(Item(Span(joint.end(), number.end()), (head,)))
        self.end = number.end()
        return True

    def _restated(self, match: re.Match[str]) -> list[Item]:
        """The items of a step named again, none if it has a step above of its own: "paragraph 1 of
        Schedule 2 and paragraphs 3 and 4 of Schedule 5"."""
        end = self.end
        found = self._part(match)
        if found and self.step(self.page.grammar.of, self.end):
            found, self.end = [], end
        return found

    def _above(self, path: Path, level: int, number: re.Match[str]) -> bool:
        """Whether a bare number is of the step at the head of the path: it has again what stands
        below it, or is too high for the step below."""
        following = self.step(self.page.grammar.down, number.end())
        if following is not None and self.rank(following) == path[level].rank:
            return True
        if path[-1].ordinal:  # "eerste lid, 90": no word follows that figure
            return True
        below = next(s for s in self.page.grammar.steps if s.element == path[-1].element)
        return below.number.match(self.page.folded, number.start()) is None

    def _ascend(self) -> bool:
        grammar, folded = self.page.grammar, self.page.folded
        joint = self.page.joined(grammar.of.match(folded, self.end))
        if joint is None:
            return False
        top = self.items[0].path[0]
        for pattern in (grammar.start, *grammar.related):
            match = pattern.match(folded, joint.end())
            if match is None or self.never(match):
                continue
            step = grammar.steps[_word(match)]
            if step.rank >= top.rank and (top.rank <= UNIT or step.rank <= UNIT):
                continue
            if step.element == top.element:
                continue
            found = self._part(match)
            if found:
                self._lift(found)
                return True
        return False

    def _lift(self, found: list[Item]) -> None:
        above = found[0].path
        self.items = [
            Item(i.span, (*above, *i.path), (*above, *i.up_to) if i.up_to else ())
            for i in self.items
        ]
        self.reach(found[0].span.end)
        self.items.extend(found[1:])


def _word(match: re.Match[str]) -> int:
    """The index of the step whose word a match holds."""
    group = next(g for g, v in match.groupdict().items() if v is not None and g[1:].isdigit())
    return int(group[1:])


def _relation(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return next((n for n in ("this", "previous", "next", "that") if groups.get(n)), "")


def _related(step: Step, relation: str) -> Part:
    return Part(step.rank, step.element, "", relation)
