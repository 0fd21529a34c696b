"""A plain body in, ``Line`` values out: one per number, heading or paragraph, wrapped lines joined.

Whether a line break was made by the drafter or by the printer is told from where the next word
would have fitted, from indents, and from the numbers that begin lines. What belongs to the page is
recorded as omitted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.model import Line, Omission, Piece, Run
from pipeline.readers.markdown import Scan
from pipeline.readers.page_furniture import Physical, page_roles, physical

# What begins a line that its drafter began: a number or letter with its mark, or a structural word.
_NUMBERED = re.compile(
    r"\s*(?:[“„«\"‘]?\(?(?:\d{1,4}[a-zA-Z]{0,2}|[a-zA-Z]{1,2}|[ivxlIVXL]{1,6})[.)°º]{1,2}[\s(—–-]"
    r"|\(\w{1,4}\)|[-–—•]\s|§|[“„«\"‘]|\d{1,3}\s?[°º]|[⁰¹²³⁴-⁹]+\s|\d{1,4}\s?§"
    r"|(?:Art|Article|Articolo|Artículo|Artikel|Section|Sec|Part|Chapter|Title|Schedule)\b\.?\s[\dIVX]"
    r"|Stk\.\s|Z(?:iff)?\.?\s\d|lit\.\s|(?:\d{1,2}|[a-z]|[ivx]{1,4})\s+[A-ZÀ-Ý“])"
)
_ENDED = re.compile(
    r"(?:[.;:!?»”\"—–]|[;,]\s?(?:and|or|und|oder|et|ou|e|o|y|och|eller|og|of|en))\s*\Z"
)
_AND = re.compile(r"(?:und|oder|sowie|bzw|and|or|et|ou|en|of|och|eller|og)\b")
_HYPHEN = re.compile(r"[^\W\d_]-\Z")
_NARROWEST, _WIDEST = 40, 132
_NEAR = 14  # characters short of the longest line that a filled line may be
_FILLED = 0.3  # share of lines as long as that in a text that a printer wrapped


@dataclass
class _Block:
    lines: list[Physical] = field(default_factory=list)
    spaced: bool = False

    @property
    def last(self) -> Physical:
        return self.lines[-1]


def plain_lines(text: str, start: int = 0) -> Scan:
    """The lines of ``text[start:]``; offsets are those of ``text``.

    Every character that is not white space is in one line or one omission.
    """
    found = Scan()
    lines = physical(text, start)
    roles = page_roles(lines)
    width = _width([line for line, role in zip(lines, roles, strict=True) if not role])
    words = _Words(text)
    block, spaced, torn = _Block(), False, False
    for line, role in zip(lines, roles, strict=True):
        if role == "furniture":
            found.omit(line.start, line.text, "furniture")
            torn = True
        elif line.blank:
            spaced = True
        elif role == "note":
            words.close(block, found)
            _note(line, found)
            block = _Block()
        elif block.lines and _goes_on(block, line, width, spaced, torn):
            block.lines.append(line)
            spaced = torn = False
        else:
            words.close(block, found)
            block = _Block([line], spaced or torn)
            spaced = torn = False
    words.close(block, found)
    return found


def _width(lines: list[Physical]) -> int:
    """The column at which a printer wrapped the text; 0 for a text that is not wrapped."""
    lengths = sorted(len(line.text.rstrip()) for line in lines if not line.blank)
    if len(lengths) < 4:
        return 0
    longest = lengths[int((len(lengths) - 1) * 0.98)]
    filled = sum(1 for n in lengths if longest - _NEAR <= n <= longest)
    wrapped = _NARROWEST <= longest <= _WIDEST and filled >= _FILLED * len(lengths)
    return max(longest, 1) if wrapped and lengths[-1] <= longest + _NEAR else 0


def _goes_on(block: _Block, line: Physical, width: int, spaced: bool, torn: bool) -> bool:
    """Whether ``line`` goes on with the sentence of the line before it."""
    before, words = block.last.text.rstrip(), line.text.strip()
    if not width:
        return False
    open_end = not _ENDED.search(before)
    if spaced or torn:
        return torn and open_end and words[:1].islower() and not _NUMBERED.match(words)
    if _HYPHEN.search(before) and words[:1].islower():
        return True
    if len(before) + 1 + len(words.split()[0]) <= width - (0 if words[:1].islower() else 1):
        # the next word would have fitted: the drafter broke the line, unless the text is ragged
        return open_end and words[:1].islower() and len(before) > width * 0.75
    if line.indent < block.lines[0].indent:
        return False
    return open_end or not _NUMBERED.match(words)


class _Words:
    """Makes pieces of blocks; knows the words of the text, to put broken words together."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._known: frozenset[str] | None = None

    @property
    def known(self) -> frozenset[str]:
        if self._known is None:
            self._known = frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", self.text.casefold()))
        return self._known

    def close(self, block: _Block, found: Scan) -> None:
        if block.lines:
            piece, omitted = self._piece(block.lines)
            found.omissions.extend(omitted)
            found.lines.append(Line("text", piece, 0, (), block.lines[0].indent, block.spaced))

    def _piece(self, lines: list[Physical]) -> tuple[Piece, list[Omission]]:
        parts: list[str] = []
        runs: list[Run] = []
        omitted: list[Omission] = []
        length = 0
        glue = False
        for index, line in enumerate(lines):
            following = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
            break_ = self._break(line.text.rstrip(), following)
            end = len(line.text.rstrip()) - (1 if break_ == "drop" else 0)
            for match in re.finditer(r"\S+", line.text[:end]):
                if parts and not glue:
                    parts.append(" ")
                    length += 1
                glue = False
                _extend(runs, length, line.start + match.start(), len(match[0]))
                parts.append(match[0])
                length += len(match[0])
            if break_ == "drop":
                omitted.append(Omission(line.start + end, line.start + end + 1, "hyphenation", "-"))
            glue = break_ != "space"
        last = runs[-1]
        piece = Piece("".join(parts), runs[0].source, last.source + last.length, tuple(runs))
        return piece, omitted

    def _break(self, line: str, following: str) -> str:
        """How a line joins the next: ``space``, ``join`` (a hyphen of the word), ``drop`` it."""
        if not following or not _HYPHEN.search(line) or not following[:1].islower():
            return "space"
        if _AND.match(following):
            return "space"
        tail = re.search(r"[^\W\d_]+(?:-[^\W\d_]+)*-\Z", line)
        head = re.match(r"[^\W\d_]+", following)
        first, second = tail[0] if tail else "", head[0] if head else ""
        if (first + second).casefold() in self.known:
            return "join"
        return "drop" if (first[:-1] + second).casefold() in self.known else "join"


def _extend(runs: list[Run], at: int, source: int, length: int) -> None:
    """Add a stretch; one that goes on where the last ended, space by space, makes it longer."""
    last = runs[-1] if runs else None
    if last and at - last.text == source - last.source and at - last.text <= last.length + 1:
        runs[-1] = Run(last.text, last.source, at - last.text + length)
    else:
        runs.append(Run(at, source, length))


def _note(line: Physical, found: Scan) -> None:
    bare = line.text.strip()
    start = line.start + line.text.index(bare)
    piece = Piece(bare, start, start + len(bare), (Run(0, start, len(bare)),))
    found.lines.append(Line("note", piece))
