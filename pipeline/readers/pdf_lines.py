"""The characters of a page in, its printed lines in reading order out: words, columns, marks.

A line is what stands on one baseline in one column. Spaces are told from the gaps between the
characters: many PDFs hold none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from pipeline.readers.pdf_glyphs import Glyph, PageGlyphs

_SPACE = 0.17  # of the size of the letters: a wider gap parts two words
_APART = 1.6  # of the size: a wider gap parts two columns, or a number from its text
_SAME_LINE = 0.28  # of the size: baselines closer than that are one
_RAISED = (0.12, 0.75)  # of the line's size: how far above its baseline a superscript stands
_SMALL = 0.82  # of the line's size: a superscript is smaller than that
_GUTTER = 9.0  # points: columns are at least so far apart
_COLUMN_LINES = 5  # lines a column has at least
_COLUMN_SHARE = 0.22  # of the characters of both columns
_DEEPEST = 2  # columns in columns


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring characters of one size on one baseline."""

    text: str
    x: float
    right: float
    y: float
    size: float
    raised: bool = False
    spaced: bool = False  # a space character stands before it


@dataclass(frozen=True, slots=True)
class Printed:
    """One line as printed: ``left`` and ``edge`` bound the column that it stands in."""

    stretches: tuple[Stretch, ...]
    page: int
    left: float = 0.0
    edge: float = 0.0

    @property
    def x(self) -> float:
        return self.stretches[0].x

    @property
    def right(self) -> float:
        return self.stretches[-1].right

    @property
    def y(self) -> float:
        return next((s.y for s in self.stretches if not s.raised), self.stretches[0].y)

    @property
    def size(self) -> float:
        sizes = [(len(s.text), s.size) for s in self.stretches if not s.raised]
        return max(sizes)[1] if sizes else self.stretches[0].size

    @property
    def text(self) -> str:
        """The words, white space as printed between them."""
        return "".join(text for text, _ in self.words())

    def words(self) -> list[tuple[str, bool]]:
        """The text in parts, each with whether it is raised; spaces are parts of the level text."""
        parts: list[tuple[str, bool]] = []
        before: Stretch | None = None
        for stretch in self.stretches:
            gap = before is not None and (
                stretch.spaced or stretch.x - before.right > _SPACE * max(before.size, stretch.size)
            )
            if gap:
                parts.append((" ", False))
            parts.append((stretch.text, stretch.raised))
            before = stretch
        return parts


def printed_lines(page: PageGlyphs) -> list[Printed]:
    """The lines of a page in reading order, column after column."""
    stretches = _stretches(page.glyphs)
    rows = _rows(stretches)
    parts = [part for row in rows for part in _parts(row)]
    ordered = _columns(parts, 0)
    return [
        Printed(tuple(part), page.number, left, edge)
        for group, left, edge in ordered
        for part in _merged(group)
    ]


def _stretches(glyphs: Sequence[Glyph]) -> list[Stretch]:
    found: list[Stretch] = []
    run: list[Glyph] = []
    spaced = blank = False
    for glyph in (*glyphs, None):
        if glyph is not None and not glyph.text.strip():
            blank = True
            continue
        if run and (glyph is None or not _goes_on(run[-1], glyph)):
            found.append(_stretch(run, spaced))
            run = []
        elif run and glyph is not None:
            gap = glyph.x - run[-1].right
            if gap > _SPACE * glyph.size or (blank and gap > -0.1 * glyph.size):
                last = run[-1]
                run[-1] = replace(last, text=last.text + " ")
        if glyph is not None:
            spaced = blank if not run else spaced
            run.append(glyph)
        blank = False
    return found


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    level = abs(glyph.y - last.y) <= 0.08 * last.size
    near = -0.6 * last.size < glyph.x - last.right < _APART * last.size
    return level and near and abs(glyph.size - last.size) <= 0.08 * last.size


def _stretch(run: Sequence[Glyph], spaced: bool) -> Stretch:
    text = "".join(glyph.text for glyph in run)
    size = median(glyph.size for glyph in run)
    return Stretch(text, run[0].x, run[-1].right, run[0].y, size, spaced=spaced)


def _rows(stretches: Sequence[Stretch]) -> list[list[Stretch]]:
    """Stretches on one baseline; a small raised one belongs to the line that it stands in."""
    rows: list[list[Stretch]] = []
    small: list[Stretch] = []
    common = median([s.size for s in stretches]) if stretches else 0.0
    for stretch in sorted(stretches, key=lambda s: -s.y):
        if stretch.size < _SMALL * common and len(stretch.text.strip()) <= 5:
            small.append(stretch)
            continue
        row = rows[-1] if rows else None
        if row and abs(row[0].y - stretch.y) <= _SAME_LINE * max(row[0].size, stretch.size):
            row.append(stretch)
        else:
            rows.append([stretch])
    for stretch in small:
        rows_of = [row for row in rows if _stands_raised(stretch, row)]
        if rows_of:
            rows_of[0].append(replace(stretch, raised=True))
        else:
            _place_small(stretch, rows)
    ordered = [sorted(row, key=lambda s: s.x) for row in rows]
    return sorted(ordered, key=lambda row: -_baseline(row))


def _stands_raised(stretch: Stretch, row: Sequence[Stretch]) -> bool:
    level = [s for s in row if not s.raised]
    for other in level:
        rise = (stretch.y - other.y) / other.size
        beside = other.x - other.size < stretch.x < other.right + other.size
        if _RAISED[0] <= rise <= _RAISED[1] and stretch.size < _SMALL * other.size and beside:
            return True
    return False


def _place_small(stretch: Stretch, rows: list[list[Stretch]]) -> None:
    for row in rows:
        if abs(_baseline(row) - stretch.y) <= _SAME_LINE * max(row[0].size, stretch.size):
            row.append(stretch)
            return
    rows.append([stretch])


def _baseline(row: Sequence[Stretch]) -> float:
    return next((s.y for s in row if not s.raised), row[0].y)


def _parts(row: Sequence[Stretch]) -> list[list[Stretch]]:
    """A row cut where a gap is so wide that a column may end there."""
    parts: list[list[Stretch]] = [[row[0]]]
    for stretch in row[1:]:
        last = parts[-1][-1]
        if stretch.x - last.right > _APART * max(last.size, stretch.size):
            parts.append([stretch])
        else:
            parts[-1].append(stretch)
    return parts


Group = tuple[list[list[Stretch]], float, float]


def _columns(parts: list[list[Stretch]], depth: int) -> list[Group]:
    """Parts in reading order, group by group, each with the bounds of its column."""
    if not parts:
        return []
    left, edge = min(p[0].x for p in parts), max(p[-1].right for p in parts)
    gutter = _gutter(parts, left, edge) if depth < _DEEPEST else None
    if gutter is None:
        return [(parts, left, edge)]
    groups: list[Group] = []
    zone: list[list[Stretch]] = []
    for part in [*parts, None]:
        crosses = part is not None and part[0].x < gutter < part[-1].right
        if part is not None and not crosses:
            zone.append(part)
            continue
        if zone:
            for side in (
                [p for p in zone if p[-1].right <= gutter],
                [p for p in zone if p[-1].right > gutter],
            ):
                groups.extend(_columns(side, depth + 1))
            zone = []
        if part is not None:
            groups.append(([part], left, edge))
    return groups


def _gutter(parts: list[list[Stretch]], left: float, edge: float) -> float | None:
    """Where a blank stripe parts two columns of text, if one does."""
    width = edge - left
    narrow = [p for p in parts if p[-1].right - p[0].x < 0.6 * width]
    if len(narrow) < 2 * _COLUMN_LINES or width <= 0:
        return None
    spans = sorted((p[0].x, p[-1].right) for p in narrow)
    best: tuple[float, float] | None = None
    reach = spans[0][1]
    for start, end in spans[1:]:
        middle = (reach + start) / 2
        central = left + 0.25 * width < middle < left + 0.75 * width
        if start - reach >= _GUTTER and central and (best is None or start - reach > best[0]):
            best = (start - reach, middle)
        reach = max(reach, end)
    if best is None:
        return None
    sides = [[p for p in narrow if p[-1].right <= best[1]], [p for p in narrow if p[0].x > best[1]]]
    sizes = [sum(len(s.text) for p in side for s in p) for side in sides]
    full = all(len(side) >= _COLUMN_LINES for side in sides)
    return best[1] if full and min(sizes) >= _COLUMN_SHARE * sum(sizes) else None


def _merged(group: list[list[Stretch]]) -> list[list[Stretch]]:
    """Parts of one row in one column as one line again: a number and its text."""
    lines: list[list[Stretch]] = []
    for part in group:
        last = lines[-1] if lines else None
        if last and abs(_baseline(last) - _baseline(part)) <= _SAME_LINE * part[0].size:
            last.extend(part)
        else:
            lines.append(list(part))
    return lines
