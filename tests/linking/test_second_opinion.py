"""An opinion is a file: a second one is read, linked and counted without a line of code."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

import pipeline.linking
from pipeline.errors import KnowledgeError
from pipeline.knowledge import Library
from pipeline.knowledge.opinions import load_profile
from pipeline.linking.coverage import act_coverage, coverage
from pipeline.linking.explain import explain
from pipeline.linking.link import link_units
from pipeline.model import Eid, Link, Tags, Unit
from pipeline.tagging import tag_unit

FOLDER = Path(__file__).parent / "second-opinion"
LIBRARY = Library.with_overlay(FOLDER)
PROFILE = load_profile(LIBRARY, "northern-council-2031")


def law(*bodies: str) -> tuple[list[Unit], list[Tags], list[Link]]:
    units = [
        replace(Unit(Eid(f"sec_{n}"), f"{n}.\n{body}", "en", num=f"{n}."), title="Safety Act")
        for n, body in enumerate(bodies, 1)
    ]
    tags = [tag_unit(unit, LIBRARY) for unit in units]
    return units, tags, list(link_units(units, tags, PROFILE))


OFFENCE = "Whoever makes or possesses child pornography is guilty of an offence."
CONTACT = (
    "An Internet service provider must keep a hotline at which the public can report child "
    "pornography."
)
COMPLAINTS = "An Internet service provider must keep a hotline for complaints about its bills."


def test_its_holdings_are_linked_by_its_own_numbers_and_criteria() -> None:
    links = law(OFFENCE, CONTACT, COMPLAINTS)[2]
    found = {(link.eid, link.holding): (link.grade, link.convention_articles) for link in links}
    assert found == {
        ("sec_1", 2): (2, ("4(a)", "4(b)")),
        ("sec_2", 3): (2, ("9",)),
        ("sec_3", 3): (0, ()),
    }


def test_one_holding_builds_on_the_answers_to_another() -> None:
    rule = (
        "An Internet service provider must keep a hotline for reports of offences under section 1."
    )
    assert {link.grade for link in law(OFFENCE, rule)[2] if link.holding == 3} == {2}


def test_coverage_and_explanation_speak_of_its_holdings_and_acts_only() -> None:
    units, tags, links = law(OFFENCE)
    assert [cell.subject for cell in coverage({"xa": links}, PROFILE)] == ["2", "3"]
    assert [c.subject for c in act_coverage({"xa": links}, PROFILE)] == ["4(a)", "4(b)"]
    text = "\n".join(explain(units[0], tags[0], links, PROFILE))
    assert "Holding 2, Making and keeping abuse material" in text
    assert "Holding 12" not in text


def test_its_text_holds_what_the_profile_labels() -> None:
    text = (FOLDER / "northern-council-2031.txt").read_text("utf-8")
    numbers = [int(number) for number in re.findall(r"(?m)^(\d+)\. ", text)]
    assert numbers == [holding.number for holding in PROFILE.holdings]


def test_the_code_of_linking_knows_no_number_of_a_holding() -> None:
    for module in Path(pipeline.linking.__file__).parent.glob("*.py"):
        code = module.read_text("utf-8")
        assert not re.search(r"holding\w*\W{1,12}1[2-9]\b", code), module.name


def test_an_unknown_opinion_is_refused_by_name() -> None:
    with pytest.raises(KnowledgeError, match="no-such-opinion"):
        load_profile(LIBRARY, "no-such-opinion")
