"""What a defined term brings in, how far it reaches, and what it does not bring in (rule G6)."""

from __future__ import annotations

from dataclasses import replace

from pipeline.knowledge import Library
from pipeline.knowledge.opinions import load_profile
from pipeline.linking.defined_terms import teach_defined_terms
from pipeline.linking.reading import Reading, read_unit
from pipeline.model import Eid, Unit
from pipeline.tagging import tag_unit

LIBRARY = Library()
PROFILE = load_profile(LIBRARY)


def readings(*bodies: str) -> list[Reading]:
    found = []
    for number, body in enumerate(bodies, 1):
        text = f"{number}.\n{body}"
        unit = replace(Unit(Eid(f"sec_{number}"), text, "en", num=f"{number}."), title="Penal Act")
        found.append(read_unit(unit, tag_unit(unit, LIBRARY), PROFILE.languages))
    teach_defined_terms(found, PROFILE.brought_in)
    return found


USE = "Whoever sells forbidden material to another person commits an offence."


def test_a_term_brings_in_what_its_definition_shows() -> None:
    taught = readings(
        'In this Act, "forbidden material" means any image of a child engaged in a sexual act.', USE
    )[1]
    shown = taught.find("csam")
    assert shown
    assert [e.span.of(taught.unit.text) for e in shown] == ["forbidden material"]


def test_the_definition_of_person_makes_nobody_material() -> None:
    taught = readings(
        'In this Act, "person" does not include a body that receives reports of child pornography.',
        USE,
    )[1]
    assert taught.find("csam") is None


def test_a_definition_in_this_section_reaches_no_other() -> None:
    home, away = readings(
        'In this section, "forbidden material" means any image of a child engaged in a sexual act. '
        "Whoever keeps forbidden material commits an offence.",
        USE,
    )
    assert away.find("csam") is None
    uses = [e.span.of(home.unit.text) for e in home.find("csam") or ()]
    assert uses.count("forbidden material") == 2
