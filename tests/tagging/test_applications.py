"""Conditions that a sentence lays on others: which norms have them, and in which words."""

from __future__ import annotations

import pytest

from pipeline.knowledge import Library
from pipeline.tagging.applications import divisions
from pipeline.tagging.norms import find_norms

LIBRARY = Library()


def laid(text: str, language: str = "en") -> dict[str, list[str]]:
    """The conditions of each norm that binds or frees, by the words of its action."""
    return {
        norm.action.of(text): [f"{c.type}: {c.span.of(text)}" for c in norm.conditions]
        for norm in find_norms(text, language, LIBRARY)
        if norm.action and norm.modality != "statement"
    }


CASES = [
    pytest.param(
        "4\nGates\n(1)\nThis section applies if the bell rings.\n(2)\nThe keeper must close it.",
        {"close": ["IF: if the bell rings"]},
        id="the whole section",
    ),
    pytest.param(
        "(1)\nThe keeper must close it.\n(2)\nThe keeper may sleep.\n(3)\nThe keeper must sweep.\n"
        "(4)\nSubsections (1) to (2) do not apply in winter.",
        {"close": ["UNLESS: in winter"], "sleep": ["UNLESS: in winter"], "sweep": []},
        id="a range of subsections",
    ),
    pytest.param(
        "(1)\nThe keeper must close it.\n(2)\nSubsection (1) does not apply if—\n(a)\nit rains; "
        "or\n(b)\nit snows.\n(3)\nThe keeper must sweep.",
        {"close": ["UNLESS: if—\n(a)\nit rains; or\n(b)\nit snows"], "sweep": []},
        id="with its list",
    ),
    pytest.param(
        "(1)\nThe head of a school to which this section applies must keep a list.\n"
        "(2)\nThis section applies to schools by the sea.",
        {"keep": []},
        id="what a section applies to is no condition where it only says who is bound",
    ),
    pytest.param(
        "(1)\nA ferry must carry a bell.\n(2)\nThis section applies to ferries of steel.",
        {"carry": []},
        id="of what kind the bearer is, the norm says itself",
    ),
    pytest.param(
        "(1)\nA ferry must carry a bell.\n(2)\nRegulations may name bells.\n"
        "(3)\nThis section does not apply to a boat of wood.",
        {"carry": ["UNLESS: to a boat of wood"], "name": []},
        id="regulations under a section are not bound by its exceptions",
    ),
    pytest.param(
        "(1)\nA keeper must not sell the key.\n(2)\nA keeper does not contravene subsection (1) "
        "if the owner asks for it.",
        {"sell": ["UNLESS: if the owner asks for it"]},
        id="an exception is no permission, it is a condition of the prohibition",
    ),
    pytest.param(
        "(1)\nThe keeper must close it.\n(2)\nSection 9(1) does not apply in winter.",
        {"close": []},
        id="a clause on another section",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_conditions_laid_elsewhere(text: str, expected: dict[str, list[str]]) -> None:
    assert laid(text) == expected


def test_divisions_have_the_form_of_the_first() -> None:
    text = "7.\nGates\n(1)\nOne.\n1.\nItem.\n(1A)\nMore.\n(2) Two."
    assert [part.number for part in divisions(text)] == ["", "1", "1a", "2"]
    assert divisions(text)[-1].span.end == len(text)
