"""Takes the text of a unit and gives its sentences, label by label, as spans.

A block of the unit is one line; inside it a sentence ends at ``.``, ``;``, ``?`` or ``!`` unless
the full stop belongs to an abbreviation ("Art. 10", "Abs. 1").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Span

_STOP = re.compile(r"[.;?!][\"')\]»”]*\s+(?=[\"'(\[«“„]*\w)")
_LABEL = re.compile(
    r"\s*(?:\((?P<paren>[0-9]{1,3}|[a-z]{1,2}|[ivx]{1,5})\)|(?P<dot>[0-9]{1,3}|[a-z]|[ivx]{1,5})"
    r"[.)°º]|(?P<dash>[-–—•])(?=\s))(?:\s+|$)"
)
_BARE = re.compile(r"\s*(?P<bare>[a-z]{1,2}|[ivx]{1,4})(?:\s+|$)")
_LEAD_IN = re.compile(r"[:—–-]\s*$")
_LONGEST = 4000  # characters; a longer "sentence" is a table or a list without stops


@dataclass(frozen=True, slots=True)
class Label:
    """The number of a list item: its class (so that siblings are told apart) and its end."""

    kind: str
    end: int
    value: str = ""  # ``b`` of ``(b)``; of a dash the dash


def label_at(folded: str, at: int) -> Label | None:
    """The label that stands at an offset of the folded text: ``(a)``, ``1.``, ``–`` …"""
    match = _LABEL.match(folded, at)
    if match is None:
        return None
    value = match["paren"] or match["dot"] or match["dash"]
    shape = match.lastgroup or ""
    kind = shape + ("9" if value.isdigit() else "" if shape == "dash" else "a")
    return Label(kind, match.end(), value)


def lines(text: str, start: int = 0) -> Iterator[Span]:
    """The lines of the text from an offset on, one by one, without their line breaks."""
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield Span(start, end)
        start = end + 1


def line_at(text: str, at: int) -> Span:
    """The line that holds an offset."""
    end = text.find("\n", at)
    return Span(text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end)


def sentences(text: str, folded: str, line: Span, abbreviation: re.Pattern[str]) -> list[Span]:
    """The sentences of one line, in order, together covering it."""
    found: list[Span] = []
    start = line.start
    for stop in _STOP.finditer(text, line.start, line.end):
        if text[stop.start()] != "." or _ends(text, folded, start, stop, abbreviation):
            found += _cut(Span(start, stop.end()))
            start = stop.end()
    return found + _cut(Span(start, line.end))


def _ends(
    text: str, folded: str, start: int, stop: re.Match[str], abbreviation: re.Pattern[str]
) -> bool:
    """Whether a full stop ends a sentence: what follows looks like a start, nothing is short."""
    following = text[stop.end()]
    if not (following.isupper() or following.isdigit() or following in "\"'([«“„"):
        return False
    return not abbreviation.search(folded, max(start, stop.start() - 16), stop.start() + 1)


def _cut(sentence: Span) -> list[Span]:
    """A sentence in pieces of bounded length, so that the work on each stays bounded too."""
    starts = range(sentence.start, max(sentence.end, sentence.start + 1), _LONGEST)
    return [Span(start, min(start + _LONGEST, sentence.end)) for start in starts]


def is_lead_in(text: str, line: Span) -> bool:
    """Whether a line announces the lines below it."""
    return _LEAD_IN.search(text, max(line.start, line.end - 3), line.end) is not None


def items(text: str, folded: str, lead_in: Span) -> list[Span]:
    """The items below a lead-in line, labels excluded, in order; nested items are left out.

    A label may share the line with its item or stand on the line before it.
    """
    found: list[Span] = []
    first = ""
    pending = False
    below = lines(text, lead_in.end + 1) if lead_in.end < len(text) else iter(())
    for line in below:
        label = label_at(folded, line.start)
        if label is None and not pending and not first:
            break
        if label is None:
            found += [line] if pending else []
            pending = False
            continue
        first = first or label.kind
        if label.kind.endswith("9") and not first.endswith("9"):
            break
        pending = label.kind == first and label.end >= line.end
        if label.kind == first and not pending:
            found.append(Span(label.end, line.end))
    return found


def lead_in_of(text: str, folded: str, line: Span) -> Span | None:
    """The line that announces the item which a line belongs to, if it is an item.

    The list's first item has a label like the line's own: ``(3)`` belongs to no list of letters
    above it, ``(b)`` to none that begins with ``(i)``.
    """
    if line.start == 0:
        return None
    at = line
    label = label_at(folded, line.start) or label_at(folded, line_at(text, line.start - 1).start)
    if not label:
        return None
    for _ in range(40):  # the longest lists of statutes that were seen have fewer items
        at = line_at(text, at.start - 1)
        if is_lead_in(text, at) and at.end - at.start > 3 and _same_list(folded, at.end + 1, label):
            return at
        if at.start == 0:
            return None
    return None


def _same_list(folded: str, at: int, label: Label) -> bool:
    """Whether the list whose first item begins at an offset may go on to a label."""
    first = label_at(folded, at)
    if first is None:
        return True
    return first.kind == label.kind and (first.value != "i" or label.value[:1] in "ivx")
