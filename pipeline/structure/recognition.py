"""Lines in, what they open by a drafting style out; and which style a source is drafted in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.ids import eid_number
from pipeline.knowledge.drafting import Openers, Pattern, Style
from pipeline.model import Line, Source
from pipeline.structure.contents import contents
from pipeline.structure.sequence import Key, is_year, key, succeeds

_FIRST = 1500  # lines that are enough to know a style by
_HOME = 1.3  # what the stated jurisdiction adds to a style's claim
_BARE = 0.6  # a number without a word, as a share of one with
_BACKWARDS = 0.4  # what a number without a word takes away that does not continue the others
_MOST = 0.7  # share of the claim that such numbers can take away
ANNEXES = ("schedule", "annex")  # names of the containers that stand behind the law
_CONTAINER = 0.5  # a chapter named in the style's words, as a share of a unit in sequence


def recognise_marked(source: Source, styles: Sequence[Style]) -> Style:
    """The style whose units the headings show most, its own jurisdiction and language first."""
    return max(styles, key=lambda style: _marked_claim(source, style))


def recognise_plain(source: Source, styles: Sequence[Style]) -> tuple[Style, range]:
    """The style whose units plain lines show most, and the lines of the table of contents.

    Its own language comes first, then signs that only one style has, then how far its numbers run
    on; a table of contents, which may be printed otherwise than the law, does not count.
    """
    chosen = _plainest(source, source.lines[:_FIRST], styles)
    table = contents(source.lines, chosen)
    if not table:
        return chosen, table
    lines = (*source.lines[: table.start], *source.lines[table.stop : table.stop + _FIRST])
    style = _plainest(source, lines, styles)
    return style, table if style is chosen else contents(source.lines, style)


def _plainest(source: Source, lines: Sequence[Line], styles: Sequence[Style]) -> Style:
    """The style with the best claim to plain lines; those of another language are asked last."""
    own = [style for style in styles if _stated(source, style)[1]]
    body = lines[: _annexed(lines, own) + 1]
    claims = {style.name: _plain_claim(source, body, style) for style in own}
    if len(body) < len(lines) and not any(units for _, units, *_ in claims.values()):
        claims = {style.name: _plain_claim(source, lines, style) for style in own}
    if not any(units for _, units, *_ in claims.values()):
        claims.update((s.name, _plain_claim(source, lines, s)) for s in styles if s not in own)
    asked = [style for style in styles if style.name in claims]
    return max(asked, key=lambda style: claims[style.name])


def _annexed(lines: Sequence[Line], styles: Sequence[Style]) -> int:
    """Where the first annex begins: it may be drafted otherwise, as a treaty in an Act's is."""
    for index, line in enumerate(lines):
        for style in styles:
            found = opens_plain(line, style.containers)
            if found and found[0].name in ANNEXES:
                return index
    return len(lines)


def _marked_claim(source: Source, style: Style) -> tuple[float | str, ...]:
    home, language = _stated(source, style)
    alone = unmarked(source.lines, style)
    units = sum(1 for line in source.lines if opens(line, style.units, alone))
    return (home and units > 0, language and units > 0, units > 0, units, style.name)


def _plain_claim(source: Source, lines: Sequence[Line], style: Style) -> tuple[float | str, ...]:
    home, language = _stated(source, style)
    signs = _signs(lines, style)
    units = 0.0 if style.needs_sign and not signs else _in_sequence(lines, style)
    weighed = units * (1 + signs) * (_HOME if home else 1)
    return (language and units > 0, units > 0, weighed, home, style.name)


def _stated(source: Source, style: Style) -> tuple[bool, bool]:
    """Whether the style is that of the source's jurisdiction, and of its language."""
    stated = source.metadata
    language = stated.language in style.languages or not style.languages
    return stated.jurisdiction in style.jurisdictions, language


def _signs(lines: Sequence[Line], style: Style) -> float:
    """How many of the style's signs the lines show."""
    first = [line.piece.text for line in lines]
    shown = sum(1 for sign in style.signs if any(sign.match(text) for text in first))
    return shown / len(style.signs) * 2 if style.signs else 0


def _in_sequence(lines: Sequence[Line], style: Style) -> float:
    """How many lines open units whose numbers run on; those without a word count less."""
    count = backwards = 0.0
    last: Key | None = None
    for line in lines:
        found = opens_plain(line, style.units)
        if not found:
            if opens_plain(line, style.containers):
                last = None
                count += _CONTAINER
            continue
        number = key(eid_number(found[1]["num"]))
        if last is None and is_year(number) and found[1]["num"][:1].isdigit():
            continue
        if last is None or succeeds(last, number):
            bare = found[1]["num"][:1].isdigit() and found[1]["num"].rstrip(". ").isalnum()
            count += _BARE if bare else 1
            last = number
        elif found[1]["num"].rstrip(". ").isalnum():
            backwards += 1
    return count - min(_MOST * count, _BACKWARDS * backwards)


def opens_plain(line: Line, patterns: Openers) -> tuple[Pattern, re.Match[str]] | None:
    """The pattern that a line of plain text matches: there nothing is marked as a heading."""
    return patterns.match(line.piece.text) if line.kind in ("text", "item") else None


def opens(line: Line, patterns: Openers, alone: bool) -> tuple[Pattern, re.Match[str]] | None:
    """The pattern that a line matches; ``alone``: the source marks no unit as a heading."""
    text = line.piece.text
    if line.kind not in ("heading", "text") or not patterns.any_of.match(text):
        return None
    for pattern in patterns:
        plain = pattern.plain == "always" or (pattern.plain == "alone" and alone)
        if line.kind == "heading" or plain:
            match = pattern.regex.match(text)
            if match:
                return pattern, match
    return None


def unmarked(lines: Sequence[Line], style: Style) -> bool:
    """True if no heading of the source opens a unit of this style."""
    return not any(line.kind == "heading" and opens(line, style.units, False) for line in lines)
