"""Seed and tradition in, a random law as plain text and the tree it was printed from out.

Every tradition says how it numbers each level and prints it; what the law holds is drawn by lot
here, how it is laid out on paper in ``layout``, so that no reader can learn one layout.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.structure.drafting import Annex, Box, Level, Tradition
from tests.structure.layout import Printed, laid_out
from tests.structure.scoring import Provided, number, words
from tests.structure.speech import Speech


@dataclass
class _Node:
    num: str
    text: str = ""
    tail: str = ""
    children: list[_Node] = field(default_factory=list)


def generate(tradition: Tradition, seed: int, units: int = 0) -> tuple[str, list[Provided]]:
    """The text of a random law and every numbered provision in it, in order.

    ``units``: a long law of so many units, without containers and annexes.
    """
    law = _Law(tradition, seed)
    law.make(units)
    return laid_out(
        law.lines, law.contents, tradition.language, random.Random(seed + 1)
    ), law.expected


class _Law:
    """One random law of a tradition: its tree and its lines."""

    def __init__(self, tradition: Tradition, seed: int) -> None:
        self.lot = random.Random(seed)
        self.how = tradition
        self.say = Speech(tradition.language, self.lot)
        self.unit_line = self.lot.choice(tradition.unit_line)
        self.counter = self.inserted = 0
        self.lines: list[Printed] = []
        self.contents: list[str] = []  # entries of a table of contents
        self.expected: list[Provided] = []

    def make(self, units: int = 0) -> None:
        for line in self.how.title(self.lot):
            self._print(0, line)
        if units:
            self._boxes((), (), units)
            return
        boxes = self.lot.choice(self.how.boxes)
        self._boxes(boxes, (), 8 if not boxes else 0)
        closing_first = self.lot.random() < 0.5
        if closing_first:
            self._closing()
        if self.how.annex and self.lot.random() < 0.4:
            for position in range(1, self.lot.randint(1, 2) + 1):
                self._annex(self.how.annex, position)
        if not closing_first and not (self.how.annex and len(self.how.closing)):
            self._closing()

    def _closing(self) -> None:
        for line in self.how.closing:
            self._print(0, line)

    def _print(self, depth: int, text: str, begins: bool = True) -> None:
        self.lines.append(Printed(depth, text, begins))

    # --- containers -----------------------------------------------------------------------------

    def _boxes(self, boxes: Sequence[Box], path: tuple[str, ...], units: int) -> None:
        if not boxes:
            for _ in range(units or self.lot.randint(2, 4)):
                self._unit(path)
            return
        box = boxes[0]
        for position in range(1, self.lot.randint(2, 3) + 1):
            own = self._box(box, position, path)
            if box.restarts:
                self.counter = self.inserted = 0
            self._boxes(boxes[1:], own, 0)

    def _box(self, box: Box, position: int, path: tuple[str, ...]) -> tuple[str, ...]:
        heading = self.say.heading()
        shown = box.line(position, heading)
        for n, line in enumerate(shown.split("\n")):
            self._print(0, line, n == 0)
        self.contents.append(shown.replace("\n", " "))
        own = (*path, number(box.number(position)))
        self.expected.append(Provided(own, words(heading), ""))
        return own

    def _annex(self, annex: Annex, position: int) -> None:
        own = self._box(annex.box, position, ())
        for paragraph in range(1, self.lot.randint(2, 5) + 1):
            node = _Node(annex.item(paragraph), self.say.sentence() + ".")
            if annex.levels and self.lot.random() < 0.5:
                node.text = node.text[:-1] + ":"
                self._list(node, annex.levels)
            path = (*own, number(node.num))
            self._print(0, f"{node.num} {node.text}")
            self.expected.append(Provided(path, "", words(node.text)))
            self._children(node, path, 1, "")

    # --- units ----------------------------------------------------------------------------------

    def _number(self) -> str:
        may = self.how.inserted and self.counter > 1 and self.inserted < 2
        if may and self.how.inserted and self.lot.random() < 0.15:
            self.inserted += 1
            return self.how.inserted(self.counter, self.inserted)
        self.counter += 1
        self.inserted = 0
        if self.how.inserted and self.counter > 2 and self.lot.random() < 0.04:
            self.counter += 1  # a number that has been repealed and left out
        return self.how.unit(self.counter)

    def _unit(self, path: tuple[str, ...]) -> None:
        printed = self._number()
        heading = self.say.heading()
        body = self._body(self.lot.choice(self.how.levels))
        lines = self.unit_line(printed, heading, body.text or "\0")
        has_heading = any(heading in line for line in lines)
        own = (*path, number(printed))
        shown = words(heading) if has_heading else ""
        self.expected.append(Provided(own, shown, words(f"{body.text} {body.tail}")))
        if has_heading:
            self.contents.append(f"{printed} {heading}")
        pending = ""
        for n, line in enumerate(lines):
            if "\0" in line:  # no words of its own: its first child follows on the line
                pending = line.replace("\0", "").rstrip()
            else:
                self._print(0, line, n == 0)
        self._children(body, own, 1, pending)
        if body.tail:
            self._print(0, body.tail, False)

    def _children(self, node: _Node, path: tuple[str, ...], depth: int, prefix: str) -> None:
        if prefix and not node.children:
            self._print(0, prefix)
        for child in node.children:
            line = f"{child.num} {child.text}".rstrip()
            if prefix:
                self._print(0, f"{prefix} {line}")
                prefix = ""
            else:
                self._print(depth, line)
            own = (*path, number(child.num))
            self.expected.append(Provided(own, "", words(f"{child.text} {child.tail}")))
            self._children(child, own, depth + 1, "")
            if child.tail:
                self._print(depth, child.tail, False)

    def _body(self, chain: Sequence[Level]) -> _Node:
        node = _Node("")
        if not chain or self.lot.random() < 0.2:
            node.text = self.say.sentence() + "."
            return node
        if not chain[0].sentence:
            node.text = self.say.sentence() + self.lot.choice((":", self.how.lead))
        elif self.how.first:
            node.text = self.say.sentence() + "."
        self._list(node, chain)
        last = node.children[-1]
        if not chain[0].sentence and self.how.tail and self.lot.random() < 0.25:
            last.text = last.text.rstrip(".") + ","
            if not last.children:
                node.tail = f"{self.lot.choice(self.how.tail)} {self.say.phrase(2, 5)}."
        return node

    def _list(self, node: _Node, chain: Sequence[Level]) -> None:
        level, rest = chain[0], chain[1:]
        count = self.lot.randint(2, level.most)
        if level.most > 8 and self.lot.random() < 0.12:
            count = self.lot.randint(9, level.most)
        for position in range(1, count + 1):
            child = _Node(level.number(position))
            if level.sentence:
                child.text = self.say.sentence() + "."
            else:
                child.text = self.say.phrase() + self._end(count - position)
            node.children.append(child)
            if rest and self.lot.random() < 0.35:
                bare = child.text.rstrip(".;,").removesuffix("; and").removesuffix("; or")
                child.text = bare + ":"
                self._list(child, rest)

    def _end(self, left: int) -> str:
        if left == 0:
            return "."
        if left == 1 and self.how.language == "en":
            return self.lot.choice(("; and", "; or", ";", ", and", ", or"))
        return self.lot.choice(self.how.ends)
