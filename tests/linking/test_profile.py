"""The profile of the Opinion and the drafting cues: data that says what it should."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.errors import KnowledgeError
from pipeline.knowledge import Library
from pipeline.knowledge.functions import Cue, drafting, drafting_languages
from pipeline.knowledge.opinions import load_profile
from pipeline.text import fold

LIBRARY = Library()
PROFILE = load_profile(LIBRARY)
CUES = [
    pytest.param(cue, id=f"{language}-{cue.id}")
    for language in drafting_languages(LIBRARY)
    for cues in (drafting(LIBRARY, language).functions, drafting(LIBRARY, language).elements)
    for cue in cues.values()
]


@pytest.mark.parametrize("cue", CUES)
def test_every_cue_speaks_in_its_examples_and_only_there(cue: Cue) -> None:
    if cue.text is None:
        assert cue.title is not None or cue.heading is not None
        return
    assert cue.match, "an entry without an example"
    for sentence in cue.match:
        assert cue.text.search(fold(sentence)), sentence
    for sentence in cue.no_match:
        assert not cue.text.search(fold(sentence)), sentence


def test_the_profile_has_the_eight_holdings_in_order() -> None:
    assert [holding.number for holding in PROFILE.holdings] == list(range(12, 20))
    assert PROFILE.addressee == "Parties"


@pytest.mark.parametrize("holding", PROFILE.holdings, ids=lambda h: str(h.number))
def test_points_of_a_holding_add_up_to_one(holding) -> None:
    # the approval of the Convention itself stands apart
    points = [c.points for c in holding.criteria if c.id != "ratifies"]
    assert round(sum(points), 6) == 1.0


def test_the_checklist_is_the_conventions() -> None:
    acts = [act.id for act in PROFILE.acts]
    assert acts[0] == "18(1)(a)"
    assert acts[-1] == "24(2)"
    assert len(acts) == len(set(acts)) == 18


def test_rules_of_assignment_are_all_there() -> None:
    assert {rule.id for rule in PROFILE.rules} == {f"G{n}" for n in range(1, 12)}


def overlay(tmp_path: Path, change) -> Library:
    text = LIBRARY.path("opinions/lanzarote-ict-2017.yaml").read_text("utf-8")
    folder = tmp_path / "opinions"
    folder.mkdir()
    (folder / "lanzarote-ict-2017.yaml").write_text(change(text), "utf-8")
    return Library.with_overlay(tmp_path)


def test_a_term_that_nobody_knows_is_refused_by_name(tmp_path: Path) -> None:
    library = overlay(tmp_path, lambda text: text.replace("any: [double-jeopardy]", "any: [xx-y]"))
    with pytest.raises(KnowledgeError, match="xx-y"):
        load_profile(library)


def test_a_grade_that_needs_an_unknown_criterion_is_refused(tmp_path: Path) -> None:
    library = overlay(
        tmp_path, lambda text: text.replace("needs: [foreign, rule]", "needs: [foreign, ruler]")
    )
    with pytest.raises(KnowledgeError, match="ruler"):
        load_profile(library)


def test_a_broken_pattern_is_refused_with_its_entry(tmp_path: Path) -> None:
    folder = tmp_path / "functions"
    folder.mkdir()
    (folder / "xx.yaml").write_text(
        "language: xx\nfunctions: {offence: {text: ['(']}}\nelements: {}\n", "utf-8"
    )
    with pytest.raises(KnowledgeError, match="offence"):
        drafting(Library.with_overlay(tmp_path), "xx")


def test_patterns_are_written_for_folded_text() -> None:
    for language in drafting_languages(LIBRARY):
        for cue in drafting(LIBRARY, language).elements.values():
            if cue.text:
                plain = re.sub(r"\\.", "", cue.text.pattern)
                assert plain == plain.lower(), (language, cue.id)
