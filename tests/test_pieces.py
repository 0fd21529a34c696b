"""Cutting and joining keeps every character tied to its place in the source."""

from __future__ import annotations

from pipeline.model import Hyperlink, Piece, Run
from pipeline.pieces import cut, glued, joined

# "a … b": the ellipsis is spelled &#8230; in the source, so its run is longer than its text
SPELLED = Piece("a … b", 0, 13, runs=(Run(0, 0, 2), Run(2, 2, 7), Run(3, 9, 2)))


def test_a_character_that_the_source_spells_is_cut_whole() -> None:
    part = cut(SPELLED, 1, 4)
    assert part is not None
    assert (part.text, part.start, part.end) == ("…", 2, 9)
    assert part.runs == (Run(0, 2, 7),)


def test_what_stands_behind_it_keeps_its_own_place() -> None:
    part = cut(SPELLED, 3, 5)
    assert part is not None
    assert (part.text, part.runs) == ("b", (Run(0, 10, 1),))


def test_nothing_is_cut_from_white_space() -> None:
    assert cut(SPELLED, 1, 2) is None


def test_links_are_cut_to_size_and_moved() -> None:
    piece = Piece("see section 5", 0, 13, (Run(0, 0, 13),), (Hyperlink(4, 13, "#sec_5"),))
    part = cut(piece, 8, 13)
    assert part is not None
    assert (part.text, part.links) == ("ion 5", (Hyperlink(0, 5, "#sec_5"),))
    whole = joined((Piece("see", 0, 3, (Run(0, 0, 3),)), piece))
    assert whole.text == "see see section 5"
    assert whole.links == (Hyperlink(8, 17, "#sec_5"),)


def test_glued_has_nothing_between() -> None:
    whole = glued(Piece("“", 0, 1, (Run(0, 0, 1),)), Piece("1.", 1, 3, (Run(0, 1, 2),)))
    assert (whole.text, whole.end, whole.runs) == ("“1.", 3, (Run(0, 0, 1), Run(1, 1, 2)))
