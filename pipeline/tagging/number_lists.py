"""Takes a step and a place on a page and reads its numbers: lists, ranges, unnamed steps below."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.knowledge.citations import UNIT, Step
from pipeline.model import Span
from pipeline.tagging.citation import Item, Page, Part, Path

_LONGEST = 80  # numbers in one citation; more is a table, not a sentence
_BACK = 200  # characters before a bracket in which its partner is looked for
_HYPHENATED = re.compile(r"(\d+)[-–](\d+)")
_CLOSED = re.compile(r"\s*(?:[.,;:)\]—–]|$)")
_KINDS = (
    re.compile(r"\d+"),
    re.compile(r"[ivx]+"),
    re.compile(r"[a-z]+"),
)


class NumberList:
    """The items that the numbers of one step make, and how far they have been read."""

    def __init__(self, page: Page, start: int) -> None:
        self.page = page
        self.items: list[Item] = []
        self.start = start
        self.end = start

    def take_numbers(self, step: Step, at: int, *, plural: bool, tails: bool = True) -> bool:
        """Read the numbers of a step from ``at``; False if there is none that can be meant."""
        start = self.start
        while len(self.items) < _LONGEST:
            number = step.number.match(self.page.folded, at)
            if number is None or not self._plausible(step, number):
                break
            value, end = self.value(number), number.end()
            value, last = _halves(value) if plural else (value, "")
            path: Path = (self._first(step, number, value),)
            end -= self._borrowed(number)
            if tails:
                path, end = self._tails(step, path, end)
            if number.group()[0].isdigit():
                path = _compound(step, path)
            self.items.append(Item(Span(start, end), path, _with_last(path, last)))
            self.end = end
            self._range(step, tails)
            at = self._next(step, tails)
            start = at
            if at < 0:
                break
        return bool(self.items)

    def _first(self, step: Step, number: re.Match[str], value: str) -> Part:
        counted = number.group() in self.page.grammar.ordinals
        return Part(step.rank, step.element, value, ordinal=counted)

    def _borrowed(self, number: re.Match[str]) -> int:
        """1 if the bracket that ends a number closes one opened before it: "(§ 30 Abs. 1)"."""
        if not number.group().endswith(")") or number.group().startswith("("):
            return 0
        before = self.page.folded[max(0, number.start() - _BACK) : number.start()]
        return int(before.count("(") > before.count(")"))

    def _plausible(self, step: Step, number: re.Match[str]) -> bool:
        """A letter or roman number of a Part is written with a capital; "part a" is not one."""
        if step.rank >= UNIT or number.group()[0].isdigit():
            return True
        return self.page.text[number.start()].isupper()

    def value(self, number: re.Match[str]) -> str:
        """A number as printed; an ordinal word as its figure."""
        figure = self.page.grammar.ordinals.get(number.group())
        return figure or self.page.text[number.start() : number.end()].strip("()")

    def _tails(self, step: Step, path: Path, at: int) -> tuple[Path, int]:
        grammar, folded = self.page.grammar, self.page.folded
        while True:
            more = self.page.joined(grammar.tail.match(folded, at))
            if more is None and step.dotted:
                more = grammar.dotted.match(folded, at)
            if more is None:
                return path, at
            value = self.page.text[more.start(more.lastindex or 0) : more.end(more.lastindex or 0)]
            path = (*path, Part(path[-1].rank + 10, "", value))
            at = more.end()

    def _range(self, step: Step, tails: bool) -> None:
        """If the last item goes on to another number, the range to it."""
        grammar, folded, item = self.page.grammar, self.page.folded, self.items[-1]
        joint = self.page.joined(grammar.range.match(folded, self.end))
        if joint is None or item.up_to:
            return
        tail = grammar.tail.match(folded, joint.end()) if tails and len(item.path) > 1 else None
        if tail:
            self._set_range(self._continued(item.path, _tail(tail)), tail.end())
            return
        number = step.number.match(folded, joint.end())
        if number is None or not self._plausible(step, number):
            return
        path: Path = (replace(item.path[0], number=self.value(number)),)
        end = number.end() - self._borrowed(number)
        if tails:
            path, end = self._tails(step, path, end)
        if _rising(item.path[0].number, path[0].number, path == item.path[:1]):
            self._set_range(path, end)

    def _set_range(self, path: Path, end: int) -> None:
        item = self.items[-1]
        self.items[-1] = Item(Span(item.span.start, end), item.path, path)
        self.end = end

    def _next(self, step: Step, tails: bool) -> int:
        """Where the next number of the same step begins, -1 if the list ends here."""
        grammar, folded = self.page.grammar, self.page.folded
        while True:
            joint = self.page.joined(grammar.joint.match(folded, self.end))
            if joint is None:
                return -1
            path = (self.items[-1].up_to or self.items[-1].path) if tails else ()
            tail = grammar.tail.match(folded, joint.end()) if len(path) > 1 else None
            below = self._continued(path, _tail(tail)) if tail else ()
            if not tail or len(below) <= 1:
                break
            below, end = self._tails(step, below, tail.end())
            self.items.append(Item(Span(joint.end(), end), below))
            self.end = end
            self._range(step, tails)
        number = step.number.match(folded, joint.end())
        if grammar.coded.match(folded, joint.end()):
            return -1  # the title of another code: "47 USC 230 and 28 CFR 75"
        if number is None or self._of_parent(step, number) or not self._ends(number):
            return -1
        return joint.end()

    def _ends(self, number: re.Match[str]) -> bool:
        """Whether a bare letter in a list is a number: "points a, b and c", not "f, a Party"."""
        grammar, folded, end = self.page.grammar, self.page.folded, number.end()
        if not number.group().isalpha() or number.group() in grammar.ordinals:
            return True
        following = (_CLOSED, grammar.joint, grammar.range, grammar.of)
        return any(pattern.match(folded, end) for pattern in following)

    def _of_parent(self, step: Step, number: re.Match[str]) -> bool:
        """Whether a number in a list is followed by the step's own word: "Abs. 1, 177 Abs. 2"."""
        if step.rank <= UNIT:
            return False
        following = self.step(self.page.grammar.down, number.end())
        return following is not None and UNIT < self.rank(following) <= step.rank

    def _continued(self, path: Path, value: str) -> Path:
        """The path with ``value`` on the level whose numbers are of its kind."""
        levels = range(len(path) - 1, -1, -1)
        fitting = [i for i in levels if _kind(path[i].number) & _kind(value)]
        level = fitting[0] if fitting else len(path) - 1
        return (*path[:level], replace(path[level], number=value))

    def step(self, link: re.Pattern[str], at: int) -> re.Match[str] | None:
        folded = self.page.folded
        joint = self.page.joined(link.match(folded, at))
        if joint is None:
            return None
        match = self.page.grammar.start.match(folded, joint.end())
        if match and self.page.joined(match) and not self.never(match):
            return match
        return None

    def never(self, match: re.Match[str]) -> bool:
        return self.page.grammar.never.match(self.page.folded, match.start()) is not None

    def rank(self, match: re.Match[str]) -> int:
        return self.page.grammar.steps[int((match.lastgroup or "")[1:])].rank

    def reach(self, end: int) -> None:
        """Let the last item, and with it the citation, end at ``end``."""
        last = self.items[-1]
        self.items[-1] = replace(last, span=Span(last.span.start, end))
        self.end = max(self.end, end)


def _halves(number: str) -> tuple[str, str]:
    """First and last of "3-5" after a plural; a number that goes down is a number as it is."""
    halves = _HYPHENATED.fullmatch(number)
    rising = halves is not None and int(halves[1]) < int(halves[2])
    return (halves[1], halves[2]) if halves and rising else (number, "")


def _with_last(path: Path, number: str) -> Path:
    return (replace(path[0], number=number), *path[1:]) if number else ()


def _compound(step: Step, path: Path) -> Path:
    """ "Subsection 5(2)" is cited with the number of its section first."""
    head = path[0].number
    unit = step.compound or (step.compound_dotted if "." in head else "")
    if not unit or len(path) == 1:
        return path
    return (Part(UNIT, unit, head), *path[1:])


def _tail(match: re.Match[str]) -> str:
    return match[match.lastindex or 0]


def _kind(number: str) -> set[int]:
    """The kinds of number that a printed one can be: digits, roman, letters."""
    return {i for i, pattern in enumerate(_KINDS) if pattern.match(number.lower())}


def _rising(first: str, last: str, same: bool) -> bool:
    """Whether a range goes up; "section 5-3" is none."""
    a, b = re.match(r"\d+", first), re.match(r"\d+", last)
    if same or bool(a) != bool(b):
        return False
    return a is None or b is None or int(a[0]) <= int(b[0])
