"""The physical lines of a text in, whether a line goes on with the one before out.

Whether the drafter or the printer broke a line is told from where the next word would have fitted,
from blank lines and indents, and from the numbers that begin lines: a line whose number is the
next of its kind begins something, unless the words before it cite.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline.knowledge import Library
from pipeline.readers.page_furniture import Physical

# What begins a line that its drafter began: a number or letter with its mark, or a structural word.
NUMBERED = re.compile(
    r"\s*(?:[“„«\"‘]?\(?(?:\d{1,4}[a-zA-Z]{0,2}|[a-zA-Z]{1,2}|[ivxlIVXL]{1,6})[.)°º]{1,2}[\s(—–-]"
    r"|\(\w{1,4}\)|[-–—•]\s|§|[“„«\"‘]|\d{1,3}\s?[°º]|[⁰¹²³⁴-⁹]+\s|\d{1,4}\s?[a-z]?\s?§"
    r"|(?:Art|Article|Articolo|Artículo|Artikel|Section|Sec|Part|Chapter|Title|Schedule)\b\.?\s[\dIVX]"
    r"|Stk\.\s|Z(?:iff)?\.?\s\d|lit\.\s|(?:\d{1,2}|[a-z]|[ivx]{1,4})\s+[A-ZÀ-Ý“])"
)
_LABEL = re.compile(
    r"\s*(?P<open>\(?|Stk\.\s|Z\s|lit\.\s|§\s?|Art(?:icle|ikel|\.)?\s)"
    r"(?P<value>\d{1,4}|[a-zA-Z]{1,2}|[ivxlIVXL]{1,6}|[⁰¹²³⁴-⁹]{1,2})(?P<close>[.)°º]*)\s+(?=\S)"
)
_ENDED = re.compile(
    r"(?:[.;:!?»”\"—–]|[;,]\s?(?:and|or|und|oder|et|ou|e|o|y|och|eller|og|of|en))\s*\Z"
)
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d{0,4}\s*\Z")
_HYPHEN = re.compile(r"[^\W\d_]-\Z")
_NARROWEST, _WIDEST = 40, 132  # columns of a printed page
_NEAR = 14  # characters short of the longest line that a filled line may be
_GOES_ON = 0.35  # share of such lines that must go on in lower case below
_FILLED = 0.3  # share of lines as long as that in a text that a printer wrapped
_SPACED = 0.85  # share of numbered lines below a blank line where blank lines part the blocks
_SHORT = 0.7  # of the width: a line above a number that is shorter may be its heading
_RAGGED = 0.75  # of the width: what a printer leaves at least of a line that it breaks
_TAIL = 40  # characters at the end of a line in which its last word stands
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def width(lines: Sequence[Physical]) -> int:
    """The column at which a printer wrapped the text; 0 for a text that is not wrapped.

    Wrapped text has many lines of nearly the same length, or lines that end close to one column
    and go on in lower case below it.
    """
    texts = [line.text.rstrip() for line in lines if line.bare]
    lengths = sorted(map(len, texts))
    if len(lengths) < 4:
        return 0
    for longest in (lengths[int((len(lengths) - 1) * 0.98)], lengths[-1]):
        if not _NARROWEST <= longest <= _WIDEST or lengths[-1] > longest + _NEAR:
            continue
        filled = [i for i, t in enumerate(texts) if longest - _NEAR <= len(t) <= longest]
        below = [texts[i + 1].lstrip() for i in filled if i + 1 < len(texts)]
        goes_on = sum(1 for t in below if t[:1].islower() and not NUMBERED.match(t))
        if len(filled) >= _FILLED * len(texts) or goes_on >= max(3, _GOES_ON * len(filled)):
            return longest
    return 0


def spaced_out(lines: Sequence[Physical]) -> bool:
    """Whether blank lines part the blocks: nearly every number stands below one."""
    numbered = [
        i for i, line in enumerate(lines) if i and NUMBERED.match(line.text) and not line.blank
    ]
    apart = sum(1 for i in numbered if lines[i - 1].blank)
    return len(numbered) > 3 and apart >= _SPACED * len(numbered)


@dataclass
class LineBreaks:
    """Told line by line, in order; remembers the numbers that began lines."""

    width: int
    spaced_out: bool
    last: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def goes_on(self, first: Physical, before: Physical, line: Physical, gap: str) -> bool:
        """Whether ``line`` goes on with the sentence that ``before`` leaves.

        ``first``: the first line of the block that is open; ``gap``: ``blank`` for a blank line
        between them, ``page`` for a page's end, else empty.
        """
        end, words = before.text.rstrip(), line.bare
        open_end = not _ENDED.search(end[-_TAIL:])
        if (end.count(".") > 3 and _LEADERS.search(end)) or _shown("contents").match(words):
            return False
        if not self.width:
            return not gap and open_end and self._hangs(first, line)
        if gap:
            return gap == "page" and self._over_page(end, words, open_end)
        if _HYPHEN.search(end[-2:]) and words[:1].islower():
            return True
        if self.spaced_out and first.indent <= line.indent and len(end) > self.width * _SHORT:
            return not self._begins(words, open_end, end)
        if len(end) + 1 + len(words.split()[0]) <= self.width - (0 if words[:1].islower() else 1):
            # the next word would have fitted: the drafter broke the line, unless it is ragged
            ragged = open_end and words[:1].islower() and len(end) > self.width * _RAGGED
            return ragged and not self._begins(words, open_end, end)
        if line.indent < first.indent:
            return False
        return not self._begins(words, open_end, end) and not self._heads(words, open_end)

    def _hangs(self, first: Physical, line: Physical) -> bool:
        """Whether a line stands below the words of a numbered one, not below its number."""
        words = line.bare
        deeper = line.indent > first.indent and bool(NUMBERED.match(first.text))
        return deeper and words[:1].islower() and not _labels(words) and not NUMBERED.match(words)

    def _over_page(self, end: str, words: str, open_end: bool) -> bool:
        begins = self._begins(words, open_end, end)
        return open_end and not begins and (words[:1].islower() or len(end) > self.width * _RAGGED)

    def _begins(self, words: str, open_end: bool, end: str) -> bool:
        """Whether a line behind a full one begins something of its own."""
        label = _labels(words)
        expected = any(self._is_next(*one) for one in label) or (
            end.endswith((":", "—", "–")) and any(_is_first(one[1]) for one in label)
        )
        if expected:
            return not (open_end and _shown("cites").search(end[-_TAIL:]))
        return bool(NUMBERED.match(words)) and not open_end

    def _heads(self, words: str, open_end: bool) -> bool:
        """A short line that does not end a sentence, right behind one that does, is a heading."""
        title = words[:1].isupper() or words[:1].isdigit()
        return (
            title
            and not open_end
            and len(words) <= self.width * _SHORT
            and not _ENDED.search(words)
        )

    def _is_next(self, dress: tuple[str, str], value: str) -> bool:
        return any(_succeeds(known, value) for known in self.last.get(dress, ()))

    def begun(self, line: Physical) -> None:
        """Remember the number that begins a block."""
        for dress, value in _labels(line.text):
            kept = self.last.setdefault(dress, [])
            kept.insert(0, value)
            del kept[3:]


@cache
def _shown(name: str) -> re.Pattern[str]:
    """What plain text of any style shows, by the name of its entry."""
    pattern: str = Library.with_overlay(None).yaml("plain_text.yaml")[name]
    return re.compile(pattern, re.IGNORECASE)


def _labels(text: str) -> list[tuple[tuple[str, str], str]]:
    match = _LABEL.match(text)
    if not match or (len(match["value"]) > 2 and not match["open"] and not match["close"]):
        return []
    return [((match["open"].strip(), match["close"]), match["value"].translate(_SUPERSCRIPT))]


def _is_first(value: str) -> bool:
    return value in ("1", "a", "i", "A", "I")


_ROMANS = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x",
    "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx",
)  # fmt: skip


def _succeeds(known: str, value: str) -> bool:
    if known.isdigit() and value.isdigit():
        return int(value) == int(known) + 1
    alike = len(known) == len(value) and len(set(known)) == len(set(value)) == 1
    if alike and ord(value[0]) == ord(known[0]) + 1:
        return True
    if known.lower() in _ROMANS and value.lower() in _ROMANS:
        return _ROMANS.index(value.lower()) == _ROMANS.index(known.lower()) + 1
    return False
