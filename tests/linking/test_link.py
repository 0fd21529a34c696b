"""The rules of assignment, each on a provision written for it and on one that looks like it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.knowledge import Library
from pipeline.knowledge.opinions import load_profile
from pipeline.linking import link_unit
from pipeline.linking.link import link_units
from pipeline.model import Eid, Link, Tags, Unit
from pipeline.tagging import tag_unit

LIBRARY = Library()
PROFILE = load_profile(LIBRARY)


def unit(body: str, heading: str = "", num: str = "9.", title: str = "Penal Act", **more) -> Unit:
    text = "\n".join(part for part in (num, heading, body) if part)
    return replace(
        Unit(Eid(f"sec_{num}"), text, "en", num=num, heading=heading, title=title), **more
    )


def tags_of(u: Unit) -> Tags:
    return tag_unit(u, LIBRARY)


def links(body: str, heading: str = "", **more) -> dict[int, Link]:
    u = unit(body, heading, **more)
    return {link.holding: link for link in link_unit(u, tags_of(u), PROFILE)}


def grades(body: str, heading: str = "", **more) -> dict[int, int]:
    return {h: link.grade for h, link in links(body, heading, **more).items() if link.grade}


ABUSE = "Whoever engages in a sexual act with a child under the age of 15 is guilty of an offence."
GROOMING = (
    "A person who, by means of a computer, communicates with a child for the purpose of sexual "
    "exploitation is guilty of an offence."
)


def test_g2_child_and_action_together_are_grade_2() -> None:
    assert grades(ABUSE)[12] == 2


def test_g2_the_same_act_between_adults_is_nothing() -> None:
    assert grades("Whoever rapes another person is guilty of an offence.") == {}


def test_g2_a_general_power_is_grade_1_only() -> None:
    text = "A judge may issue a warrant to search any place for evidence held by the police."
    assert grades(text, "Search warrants", title="Criminal Procedure Act") == {14: 1}


def test_g3_a_sanction_on_a_listed_offence_is_grade_1() -> None:
    text = (
        "Where a person is convicted of the sexual abuse of a child, the court shall order the "
        "forfeiture of the proceeds."
    )
    assert grades(text, "Forfeiture")[12] == 1


def test_g4_an_offence_that_names_icts_answers_13_too() -> None:
    assert grades(GROOMING) == {12: 2, 13: 1}


def test_g4_a_silent_offence_does_not() -> None:
    assert 13 not in grades(ABUSE)


@pytest.mark.parametrize(
    ("body", "category", "detail"),
    [
        (GROOMING, "ict-explicit", "ict-exclusive"),
        (
            "A person who sells, or transmits over the internet or otherwise, child pornography "
            "is guilty of an offence.",
            "ict-explicit",
            "ict-inclusive",
        ),
        (
            "A person who by any means invites a child to take part in sexual activity is guilty "
            "of an offence.",
            "technology-neutral",
            "any-means-clause",
        ),
        (ABUSE, "technology-neutral", "contact-offence"),
        (
            "A person who knowingly distributes child pornography is guilty of an offence.",
            "technology-neutral",
            "silent",
        ),
        (
            "A person who in a public place shows a child a pornographic performance is guilty of "
            "an offence.",
            "means-limited",
            "premises-or-place",
        ),
    ],
)
def test_g6_means_of_a_provision(body: str, category: str, detail: str) -> None:
    link = links(body)[12]
    assert (link.means, link.means_detail) == (category, detail)


def test_g5_an_element_tied_to_a_place_limits() -> None:
    text = (
        "A person who in a public place shows a child a pornographic performance is guilty of an "
        "offence."
    )
    assert links(text)[12].relation == "limits"


def test_g6_icts_that_only_aggravate() -> None:
    text = (
        "Le fait de favoriser la prostitution d'un mineur est puni de cinq ans d'emprisonnement. "
        "Les peines sont portées à dix ans lorsque le mineur a été contacté par internet."
    )
    found = links(text, language="fr")
    assert found[12].means_detail == "ict-aggravating"
    assert 13 not in found


def test_g7_amending_text_carries_the_grade_of_what_it_inserts() -> None:
    link = links(f"After section 8 insert: {ABUSE}", "Amendment of Act of 1990")[12]
    assert (link.grade, link.function) == (2, "amending")


def test_g8_repealed_text_is_not_linked() -> None:
    u = unit(ABUSE, status="repealed")
    assert link_unit(u, tags_of(u), PROFILE) == ()


def test_g9_corporate_liability_is_12_at_most() -> None:
    text = (
        "Where an offence of child pornography is committed by a body corporate, its director is "
        "also guilty of an offence."
    )
    assert grades(text, "Offences by bodies corporate") == {12: 1}


def test_g9_reporting_by_citizens_is_13_and_no_offence_of_the_convention() -> None:
    text = (
        "A person who knows of a sexual offence against a child and fails to disclose that "
        "information is guilty of an offence."
    )
    found = links(text, "Withholding information")
    assert {h: link.grade for h, link in found.items() if link.grade} == {13: 1}
    assert found[12].relation == "near-miss"
    assert found[12].remark.startswith("citizen-reporting")


def test_g9_a_provider_that_must_remove_material_is_17() -> None:
    text = (
        "The provider of an online service must remove child sexual abuse material within one "
        "day and report it to the police."
    )
    assert grades(text, title="Online Services Act")[17] == 2


def test_g10_treatment_of_convicted_adults_is_a_near_miss_for_16() -> None:
    text = (
        "La personne condamnée à un suivi socio-judiciaire est soumise à une injonction de soins."
    )
    found = links("Le mineur victime est informé. " + text, language="fr", title="Code pénal")
    assert found[16].grade == 0
    assert found[16].remark.startswith("adult-offender-treatment")


def test_g10_a_measure_for_children_is_16() -> None:
    text = "The child may be admitted to a diversion programme instead of prosecution."
    assert grades(text, "Diversion programme", title="Juvenile Justice Act")[16] == 1


def test_g11_attempt_alone_is_nothing() -> None:
    assert grades("A person who attempts to commit theft is guilty of an offence.") == {}


HARD_NEGATIVES = {
    "hacking": "A person who without lawful authority accesses a computer system is guilty of an "
    "offence and data may not be deleted.",
    "fraud": "A person who dishonestly, by means of a computer, obtains property is guilty of an "
    "offence.",
    "intimate image": "A person who publishes an intimate image of another person on the internet "
    "without consent is guilty of an offence.",
    "harassment": "A person who by electronic means harasses another is guilty of an offence; if "
    "the victim is a child, the penalty is doubled and a sexual motive is graver still.",
    "adult pornography": "A person who publishes an obscene publication over the internet is "
    "guilty of an offence.",
}


@pytest.mark.parametrize("body", HARD_NEGATIVES.values(), ids=HARD_NEGATIVES)
def test_hard_negatives_do_not_fire(body: str) -> None:
    assert 12 not in grades(body)


def test_hacking_is_kept_as_a_documented_rejection() -> None:
    link = links(HARD_NEGATIVES["hacking"])[12]
    assert (link.grade, link.relation) == (0, "near-miss")
    assert "illegal-access" in link.remark


@pytest.mark.parametrize("body", [ABUSE, GROOMING, *HARD_NEGATIVES.values()])
def test_scores_add_up_and_evidence_is_the_texts_own(body: str) -> None:
    u = unit(body)
    for link in link_unit(u, tags_of(u), PROFILE):
        assert link.score == round(sum(c.points for c in link.criteria if c.met), 3)
        assert link.evidence
        for evidence in link.evidence:
            words = evidence.span.of(u.text)
            assert words
            assert words == words.strip()


def test_linking_is_deterministic() -> None:
    assert links(GROOMING) == links(GROOMING)


def test_a_citation_of_an_offence_of_the_same_act_names_it() -> None:
    offence = unit(ABUSE, num="4.")
    reach = unit(
        "A citizen who does an act in a place other than the State that would be an offence "
        "under section 4 is guilty of that offence.",
        "Jurisdiction",
        num="7.",
    )
    other = replace(reach, eid=Eid("x"), text=reach.text.replace("section 4", "section 5"))
    found = link_units(
        [offence, reach, other], list(map(tags_of, (offence, reach, other))), PROFILE
    )
    by_unit = {(link.eid, link.holding): link.grade for link in found}
    assert by_unit[reach.eid, 19] == 2
    assert by_unit[other.eid, 19] == 1


def test_a_range_of_articles_names_the_offence_between_its_ends() -> None:
    offence = unit(
        "Le fait d'exercer une atteinte sexuelle sur un mineur est puni de cinq ans "
        "d'emprisonnement.",
        num="Article 30-2",
        language="fr",
    )
    reach = unit(
        "La loi française est applicable aux délits prévus aux articles 30-1 à 30-4 commis à "
        "l'étranger par un ressortissant.",
        num="Article 40",
        language="fr",
    )
    found = link_units([offence, reach], list(map(tags_of, (offence, reach))), PROFILE)
    assert {(link.eid, link.holding): link.grade for link in found}[reach.eid, 19] == 2


def test_approval_of_the_convention_is_relevant_to_every_holding() -> None:
    text = "The Convention on the protection of children against sexual exploitation is ratified."
    assert grades(text) == dict.fromkeys(range(12, 20), 1)


def test_a_unit_in_a_language_without_cues_gives_no_links() -> None:
    assert links(ABUSE, language="xx") == {}


CHILD_ACT = "Protection of Children from Sexual Offences Act"


def test_a_part_made_for_offences_against_children_says_who_the_victim_is() -> None:
    text = "Whoever commits sexual assault shall be punished with imprisonment for five years."
    assert grades(text, title=CHILD_ACT)[12] == 2
    assert 12 not in grades(text, title="Penal Act")


def test_a_false_complaint_is_no_offence_against_the_child() -> None:
    text = (
        "Whoever makes a false complaint that a child was sexually abused shall be punished with "
        "imprisonment for one year."
    )
    found = links(text, "Punishment for false complaint", title=CHILD_ACT)
    assert found[12].grade == 0
    assert found[12].remark.startswith("false-report")


def test_a_scheme_of_reports_counts_where_the_provider_is_named_in_the_title_only() -> None:
    text = "The designated organisation must keep each report it receives for two years."
    title = "Regulations on reports of child pornography by persons who provide an Internet service"
    assert grades(text, title=title)[17] >= 1
    assert 17 not in grades(text, title="Sea Fisheries Act")


def test_adoption_is_neither_jurisdiction_nor_assistance() -> None:
    text = (
        "A citizen who brings a child from a country outside the State for adoption commits an "
        "offence."
    )
    assert 19 not in grades(text, "Intercountry adoption", title="Adoption Act")


def test_surrender_of_a_licence_is_no_extradition() -> None:
    text = "The holder shall surrender the licence to the authority; the court may be asked."
    assert grades(text, "Surrender of licence", title="Road Traffic Act") == {}


def test_a_title_is_near_everything() -> None:
    text = (
        "The Government shall, in consultation with the court, designate in each district special "
        "courts that try these offences. " + "They sit every week. " * 40 + "Child pornography is "
        "tried there too."
    )
    assert grades(text, "Designation of courts", title=CHILD_ACT)[14] == 2


def test_a_subsection_and_a_paragraph_of_a_schedule_are_no_offence_that_is_cited() -> None:
    offence = unit(ABUSE, num="2.", path=("Schedule 1",))
    drugs = unit(
        "A person who sells a substance to a person under the age of 18 contrary to subsection (2) "
        "or section 2 commits an offence and is liable to imprisonment.",
        num="39.",
    )
    found = link_units([offence, drugs], list(map(tags_of, (offence, drugs))), PROFILE)
    assert {(link.eid, link.holding): link.grade for link in found} == {(offence.eid, 12): 2}


def test_the_number_of_an_amending_section_is_not_that_of_the_offence() -> None:
    amends = unit(f"Section 153 of the Act is replaced by the following: {ABUSE}", num="4.")
    cites = unit("A person who escapes from custody under section 4 commits an offence.", num="9.")
    found = link_units([amends, cites], list(map(tags_of, (amends, cites))), PROFILE)
    links = {(link.eid, link.holding): link for link in found}
    assert links[amends.eid, 12].function == "amending"
    assert (cites.eid, 12) not in links
