"""Coverage and explanation: what is shown is what was found, silence included."""

from __future__ import annotations

from pipeline.knowledge import Library
from pipeline.knowledge.opinions import load_profile
from pipeline.linking.coverage import act_coverage, coverage, statute_kinds
from pipeline.linking.explain import explain
from pipeline.model import Criterion, Eid, Evidence, Link, Span, Tags, Unit

PROFILE = load_profile(Library())


def link(grade: int, **more) -> Link:
    values = {
        "eid": Eid("sec_1"),
        "holding": 12,
        "grade": grade,
        "score": 0.5,
        "relation": "implements" if grade == 2 else "contributes" if grade else "near-miss",
        "means": "technology-neutral",
        "means_detail": "silent",
        "function": "offence",
    }
    return Link(**{**values, **more})


def state(*links: Link, holding: int = 12, kinds: dict[str, frozenset[str]] | None = None) -> str:
    cells = coverage({"xa": links}, PROFILE, kinds)
    return next(cell.state for cell in cells if cell.subject == str(holding))


def test_states_say_what_the_corpus_shows() -> None:
    assert state(link(2)) == "provisions found"
    assert state(link(1, relation="limits")) == "provisions found"
    assert state(link(0)) == "none found in this corpus"
    assert state() == "none found in this corpus"


def test_silence_says_nothing_where_the_corpus_lacks_that_kind_of_statute() -> None:
    criminal = {"xa": frozenset({"criminal-law"})}
    assert state(holding=17, kinds=criminal) == "this kind of statute is not in the corpus"
    assert state(holding=12, kinds=criminal) == "none found in this corpus"
    assert state(link(1, holding=17), holding=17, kinds=criminal) == "provisions found"


def test_a_rejected_link_does_not_count() -> None:
    assert state(link(2, status="rejected")) == "none found in this corpus"


def test_an_act_counts_where_its_words_are_quoted() -> None:
    attempt = link(2, evidence=(Evidence(Span(0, 3), "act:24(2)"),))
    cells = act_coverage({"xa": [attempt]}, PROFILE)
    assert [cell.subject for cell in cells if cell.direct] == ["24(2)"]


def test_acts_are_counted_by_paragraph() -> None:
    cells = act_coverage({"xa": [link(2, convention_articles=("20(1)(f)",))]}, PROFILE)
    found = {cell.subject: cell.direct for cell in cells if cell.direct}
    assert found == {"20(1)(f)": 1}
    assert len(cells) == len(PROFILE.acts)


def test_explanation_shows_met_and_missed_words_and_sum() -> None:
    unit = Unit(Eid("sec_1"), "1.\nOf children", "en", num="1.")
    shown = link(
        1,
        criteria=(
            Criterion("child", "a child", True, 0.2, (Evidence(Span(6, 14), "child"),)),
            Criterion("conduct", "conduct", True, 0.3),
            Criterion("act", "an act", False),
        ),
    )
    text = "\n".join(explain(unit, Tags(unit.eid), [shown], PROFILE))
    assert "met (0.2): a child: “children”" in text
    assert "missed: an act" in text
    assert "score 0.5 = 0.2 + 0.3" in text
    assert "Holding 19" in text
    assert "grade 0, no candidate (rule G1)" in text


def test_a_language_that_is_not_read_is_no_silence_of_the_law() -> None:
    unknown = {"xa": statute_kinds(["Criminal Code"], "xx", PROFILE)}
    assert state(holding=12, kinds=unknown) == "no drafting data for this language"
    thin = {"xa": statute_kinds(["Ποινικός Κώδικας"], "el", PROFILE)}
    assert state(holding=12, kinds=thin) == "none found in this corpus"
    assert state(holding=17, kinds=thin) == "no drafting data for this language"
    both = {"xa": thin["xa"] | statute_kinds(["Criminal Code"], "en", PROFILE)}
    assert state(holding=14, kinds=both) == "none found in this corpus"
