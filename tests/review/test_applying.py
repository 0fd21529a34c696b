"""A person's decision wins, survives, goes with its words, and is marked when they change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.akn.check import require_valid
from pipeline.akn.reader import from_xml
from pipeline.akn.writer import to_xml
from pipeline.batch.worker import edition
from pipeline.model import Iri, Judgement, Marked, Review
from pipeline.review.applying import find_words, outcome, reviewed
from tests.review.laws import (
    ADULTS,
    HOLDINGS,
    IMAGES,
    PROFILE,
    SETTINGS,
    decide,
    law,
    link_of,
    marked,
)

SECTIONS = {"1. Images of children": IMAGES, "2. Boats": ADULTS}
ADDED = Judgement(1, "contributes", "n/a", ("5(3)",))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Marked:
    return marked(law(tmp_path_factory.mktemp("law"), SECTIONS))


def test_without_decisions_links_are_the_program_s(found: Marked) -> None:
    assert reviewed(found.document, found.links, (), HOLDINGS).links is found.links
    link = link_of(found, "sec_1")
    assert link is not None
    assert (link.grade, link.status, link.reviews) == (2, "proposed", ())


def test_a_confirmed_link_says_so_and_by_whom(found: Marked, tmp_path: Path) -> None:
    decision = decide(found, "sec_1", "confirm")
    link = link_of(marked(law(tmp_path, SECTIONS), (decision,)), "sec_1")
    assert link is not None
    assert (link.status, link.judgement) == ("confirmed", decision.saw)
    assert link.reviews == (decision.review,)
    assert link.proposed == decision.saw


def test_a_rejected_link_stays_visible_with_its_reason_and_what_the_program_said(
    found: Marked,
) -> None:
    decision = decide(found, "sec_1", "reject")
    link = link_of(again(found, decision), "sec_1")
    assert link is not None
    assert (link.status, link.grade, link.relation) == ("rejected", 0, "near-miss")
    assert link.remark == "Ada: because of its words"
    assert link.proposed is not None
    assert link.proposed.grade == 2
    assert link.criteria


def again(found: Marked, *decisions: object) -> Marked:
    told = reviewed(found.document, found.links, decisions, HOLDINGS)  # type: ignore[arg-type]
    return replace(found, links=told.links, findings=told.findings)


def test_an_added_link_appears_in_its_place_with_its_words(found: Marked) -> None:
    decision = decide(
        found, "sec_2", "add", ADDED, holding=14, evidence=("keep a register  of boats",)
    )
    after = again(found, decision)
    link = link_of(after, "sec_2", 14)
    assert link is not None
    assert (link.status, link.proposed, link.judgement) == ("confirmed", None, ADDED)
    (words,) = link.evidence
    text = next(u.text for u in after.document.units() if u.eid == "sec_2")
    assert words.span.of(text) == "keep a register of boats"
    assert [ln.eid for ln in after.links] == sorted(ln.eid for ln in after.links)


def test_a_decision_survives_a_renumbering_with_its_words(found: Marked, tmp_path: Path) -> None:
    decision = decide(found, "sec_1", "reject")
    sections = {"1. Boats": ADULTS, "7. Images of children": IMAGES}
    moved = marked(law(tmp_path, sections), (decision,))
    link = link_of(moved, "sec_7")
    assert link is not None
    assert link.status == "rejected"
    assert not link.stale
    assert "REV-MOVED" in [f.code for f in moved.findings]
    assert link_of(moved, "sec_1") is None


def test_a_decision_is_stale_where_the_words_changed_and_still_the_person_s(
    found: Marked, tmp_path: Path
) -> None:
    decision = decide(found, "sec_1", "reject")
    sections = {**SECTIONS, "1. Images of children": IMAGES.replace("five", "seven")}
    changed = marked(law(tmp_path, sections), (decision,))
    link = link_of(changed, "sec_1")
    assert link is not None
    assert (link.status, link.grade, link.stale) == ("needs-second-reader", 0, True)
    assert "REV-STALE" in [f.code for f in changed.findings]
    anew = decide(changed, "sec_1", "confirm", date="2026-05-01")
    anew = replace(anew, review=replace(anew.review, said=Judgement(2, "implements", "n/a")))
    link = link_of(marked(law(tmp_path, sections), (decision, anew)), "sec_1")
    assert link is not None
    assert (link.status, link.stale, link.reviews) == ("confirmed", False, (anew.review,))


def test_a_decision_about_what_is_gone_is_a_finding(found: Marked, tmp_path: Path) -> None:
    decision = decide(found, "sec_1", "confirm")
    gone = marked(law(tmp_path, {"2. Boats": ADULTS}), (decision,))
    assert not gone.links
    assert "REV-LOST" in [f.code for f in gone.findings]
    other = again(found, replace(decision, holding=99))
    assert [f.code for f in other.findings] == ["REV-HOLDING"]


def test_a_decision_says_nothing_about_an_older_text_or_one_in_another_language(
    found: Marked, tmp_path: Path
) -> None:
    new = {**SECTIONS, "1. Images of children": IMAGES.replace("five", "seven")}
    later = marked(law(tmp_path, new, "2020-01-01"))
    older = marked(law(tmp_path, SECTIONS, "2010-01-01"))
    of_later = decide(later, "sec_1", "reject")
    assert again(older, of_later).links == older.links
    assert not again(older, of_later).findings
    of_older = decide(older, "sec_1", "reject")
    assert [f.code for f in again(later, of_older).findings] == ["REV-STALE"]
    both = decide(later, "sec_2", "add", ADDED, holding=14, evidence=("register of boats",))
    assert link_of(again(older, both), "sec_2", 14) is not None
    french = replace(of_older, expression=Iri(of_older.expression.replace("/eng@", "/fra@")))
    assert again(older, french).links == older.links


def test_where_readers_differ_nobody_wins_until_one_settles_it(found: Marked) -> None:
    ada = decide(found, "sec_1", "confirm")
    ben = decide(found, "sec_1", "reject", reader="Ben", date="2026-02-01")
    link = link_of(again(found, ben, ada), "sec_1")
    assert link is not None
    assert (link.status, link.grade) == ("needs-second-reader", 2)
    assert [r.reader for r in link.reviews] == ["Ada", "Ben"]
    settled = replace(ben, review=replace(ben.review, settles=True))
    link = link_of(again(found, settled, ada), "sec_1")
    assert link is not None
    assert (link.status, link.grade) == ("rejected", 0)


def test_what_was_decided_stands_in_the_xml_valid_and_reads_back(found: Marked) -> None:
    after = again(
        found,
        decide(found, "sec_1", "reject", reader='Ünal "<&> Ö'),
        decide(found, "sec_2", "add", ADDED, holding=14, evidence=("register of boats",)),
    )
    xml = to_xml(after, edition(SETTINGS.library, PROFILE))
    require_valid(xml, "x")
    back = from_xml(xml)
    assert back.links == after.links
    assert xml.count(b"<TLCPerson") == 2


judgements = st.sampled_from(
    [
        Judgement(2, "implements", "n/a"),
        Judgement(1, "limits", "n/a"),
        Judgement(0, "near-miss", "n/a"),
    ]
)
reviews = st.builds(
    Review, st.sampled_from("ABC"), st.dates().map(str), st.just("confirm"), judgements,
    stale=st.booleans(), settles=st.booleans(),
)  # fmt: skip


@given(st.lists(reviews, min_size=1, max_size=4), st.none() | judgements)
def test_no_outcome_is_of_nobody_s_making(
    given_reviews: list[Review], proposed: Judgement | None
) -> None:
    given_reviews.sort(key=lambda r: r.date)
    said, status = outcome(given_reviews, proposed)
    assert said in [r.said for r in given_reviews] or said == proposed
    fresh = [r for r in given_reviews if not r.stale]
    if not fresh:
        assert status == "needs-second-reader"
    if status in ("confirmed", "rejected"):
        assert any(r.said == said for r in fresh)
        assert (status == "rejected") == (said.grade == 0)


@given(st.text(alphabet="ab \n.(", max_size=30), st.data())
def test_words_are_found_however_their_white_space_falls(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    words = text[start : data.draw(st.integers(start, len(text)))]
    span = find_words(" ".join(words.split()), text)
    if words.split():
        assert span is not None
        assert span.of(text).split() == words.split()
    else:
        assert span is None
