"""Two wordings of a provision in, what was kept, taken out and put in, word by word, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from pipeline.text import collapse

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_MOST = 4_000  # words compared at once, the cost growing with their square; above, line by line


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that both wordings have, that only the old has (``out``) or only the new (``in``)."""

    kind: Literal["kept", "out", "in"]
    text: str


def wording(old: str, new: str) -> tuple[Stretch, ...]:
    """The stretches in order: kept and out together are the old words, kept and in the new.

    Kinds and amounts of white space are no difference; what is kept has that of the new wording.
    """
    return tuple(_joined(_compared(old, new)))


def _compared(old: str, new: str) -> Iterator[Stretch]:
    one, other = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(len(one), len(other)) <= _MOST:
        yield from _stretches(one, other)
        return
    lines, others = old.splitlines(keepends=True), new.splitlines(keepends=True)
    matcher = SequenceMatcher(None, [*map(collapse, lines)], [*map(collapse, others)], False)
    for tag, a, b, c, d in matcher.get_opcodes():
        before, after = "".join(lines[a:b]), "".join(others[c:d])
        if tag == "replace" and len(before) + len(after) <= _MOST:
            yield from _stretches(_TOKEN.findall(before), _TOKEN.findall(after))
        elif tag == "equal":
            yield Stretch("kept", after)
        else:
            yield from (Stretch("out", before), Stretch("in", after))


def _stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[Stretch]:
    one, other = ([" " if token.isspace() else token for token in side] for side in (old, new))
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Stretch("kept", "".join(new[c:d]))
        else:
            yield from (Stretch("out", "".join(old[a:b])), Stretch("in", "".join(new[c:d])))


def _joined(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """Changes that only white space parts as one, neighbours of a kind together, none empty."""
    removed = added = gap = ""
    for stretch in stretches:
        if stretch.kind == "out":
            removed, added, gap = removed + gap + stretch.text, added + gap, ""
        elif stretch.kind == "in":
            removed, added, gap = removed + gap, added + gap + stretch.text, ""
        elif (removed or added) and not gap and stretch.text.isspace():
            gap = stretch.text
        else:
            yield from _change(removed, added)
            removed = added = ""
            yield Stretch("kept", gap + stretch.text)
            gap = ""
    yield from _change(removed, added)
    if gap:
        yield Stretch("kept", gap)


def _change(removed: str, added: str) -> Iterator[Stretch]:
    if removed:
        yield Stretch("out", removed)
    if added:
        yield Stretch("in", added)
