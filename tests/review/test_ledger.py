"""Decisions as plain text: sorted, stable, one a line, and nobody's is overwritten."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import LanzaroteError
from pipeline.files import bundled
from pipeline.model import Eid, Iri, Judgement, Review
from pipeline.review.decisions import Decision, from_line, to_line
from pipeline.review.ledger import Ledger, digest, file_of

WORK = Iri("/akn/xa/act/2001-01-01/7")
YES = Judgement(2, "implements", "technology-neutral", ("20(1)(a)",))
NO = Judgement(0, "near-miss", "n/a")


def decision(
    reader: str = "A. Reader", date: str = "2026-01-01", said: Judgement = YES, eid: str = "sec_1"
) -> Decision:
    verdict, reason = ("confirm", "") if said.grade else ("reject", "no child in it")
    review = Review(reader, date, verdict, said, reason, words="0" * 64)  # type: ignore[arg-type]
    return Decision(WORK, Eid(eid), 12, review, Iri(f"{WORK}/eng@2001-01-01"), YES)


words = st.text(max_size=40)
judgements = st.one_of(
    st.builds(
        Judgement, st.sampled_from([1, 2]), st.sampled_from(["implements", "limits"]),
        st.sampled_from(["n/a", "means-limited"]),
        st.lists(st.sampled_from(["18", "20(1)(f)", "9(2)"]), unique=True).map(tuple),
    ),
    st.just(NO),
)  # fmt: skip
decisions = st.builds(
    decision, st.sampled_from(["A", "Ö. Ünal", "B"]), st.dates().map(lambda d: d.isoformat()),
    judgements, st.sampled_from(["sec_1", "sec_2", "art_2-1__para_1"]),
)  # fmt: skip


@given(decisions)
def test_a_line_reads_back_as_the_decision_it_was(made: Decision) -> None:
    line = to_line(made)
    assert "\n" not in line
    assert from_line(line) == made


@given(decisions, st.text(max_size=200))
def test_a_reason_of_any_characters_stays_on_its_line(made: Decision, reason: str) -> None:
    made = replace(made, review=replace(made.review, reason="x" + reason))
    assert "\n" not in to_line(made)


@settings(max_examples=40)
@given(st.lists(decisions, max_size=8), st.randoms())
def test_the_folder_is_the_same_in_whatever_order_decisions_come(
    made: list[Decision], chance: object
) -> None:
    unique = list({d.key: d for d in made}.values())
    with tempfile.TemporaryDirectory() as folder:
        Ledger().with_all(unique)[0].save(Path(folder))
        first = {p.name: p.read_bytes() for p in Path(folder).rglob("*.jsonl")}
        read = Ledger.load(Path(folder))
        assert sorted(read, key=lambda d: d.order) == sorted(unique, key=lambda d: d.order)
        assert read.save(Path(folder)) == ()
        chance.shuffle(unique)  # type: ignore[attr-defined]
        Ledger().with_all(unique)[0].save(Path(folder))
        assert {p.name: p.read_bytes() for p in Path(folder).rglob("*.jsonl")} == first


@given(decisions)
def test_every_line_is_valid_by_the_published_schema(made: Decision) -> None:
    schema = json.loads((bundled("schemas") / "decision.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(to_line(made)), schema)


def test_a_person_s_decision_gives_way_only_to_their_own_later_one() -> None:
    ledger, _ = Ledger().with_all([decision()])
    for other, replacing, outcome in (
        (decision(), False, "same"),
        (decision(said=NO), False, "conflict"),
        (decision(said=NO, date="2025-12-31"), False, "conflict"),
        (decision(said=NO, date="2026-01-02"), False, "replaced"),
        (decision(said=NO, date="2025-12-31"), True, "replaced"),
        (decision(reader="B. Reader", said=NO), False, "new"),
    ):
        after, outcomes = ledger.with_all([other], replacing)
        assert outcomes == (outcome,)
        assert (decision() in set(after)) == (outcome != "replaced")


def test_of_two_decisions_in_one_form_the_second_replaces_none_even_when_told_to() -> None:
    ledger, outcomes = Ledger().with_all([decision(), decision(said=NO)], replace=True)
    assert outcomes == ("new", "conflict")
    assert list(ledger) == [decision()]


def test_works_have_their_own_files_by_state(tmp_path: Path) -> None:
    ledger, _ = Ledger().with_all([decision(), replace(decision(), work=Iri("/akn/xb/act/1/2"))])
    paths = ledger.save(tmp_path)
    assert [p.relative_to(tmp_path).as_posix() for p in paths] == [
        "xa/act-2001-01-01-7.jsonl",
        "xb/act-1-2.jsonl",
    ]


def test_no_work_chooses_a_path(tmp_path: Path) -> None:
    for work in (
        "/akn/../../etc/x",
        "/akn//etc/passwd",
        "/akn/xa/" + "../" * 5 + "x",
        "/akn/CON/a",
    ):
        path = (tmp_path / file_of(Iri(work))).resolve()
        assert path.is_relative_to(tmp_path.resolve())


def test_works_whose_names_come_out_the_same_share_a_file_and_lose_nothing(tmp_path: Path) -> None:
    both = [decision(), replace(decision(), work=Iri("/akn/xa/act/2001/01-01-7"))]
    Ledger().with_all(both)[0].save(tmp_path)
    assert set(Ledger.load(tmp_path)) == set(both)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda line: "<<<<<<< HEAD\n" + line, "no JSON"),
        (lambda line: "[1]\n" + line, "no JSON object"),
        (lambda line: line.replace('"grade": 2', '"grade": 7', 1), "no grade"),
        (lambda line: line.replace('"grade": 2', '"grade": true', 1), "no whole number"),
        (lambda line: line.replace('"grade": 2', '"grade": 0', 1), "go together"),
        (lambda line: line.replace("2026-01-01", "2026-13-01"), "no date"),
        (lambda line: line.replace("A. Reader", " "), "nobody"),
        (lambda line: line.replace("0" * 64, "0" * 63), "digest"),
        (lambda line: line.replace('"20(1)(a)"', "20"), "no paragraph"),
        (lambda line: line.replace("confirm", "reject"), "rejected has grade 0"),
        (lambda line: line.replace("/xa/", "/xb/"), "are kept in"),
        (lambda line: line.replace("implements", "complies"), "none of"),
        (lambda line: '{"a":' * 100_000, "no JSON"),
    ],
)
def test_a_damaged_line_is_named_and_stops_the_work(
    tmp_path: Path, change: object, said: str
) -> None:
    (path,) = Ledger().with_all([decision()])[0].save(tmp_path)
    path.write_text(change(path.read_text("utf-8")), "utf-8")  # type: ignore[operator]
    with pytest.raises(LanzaroteError) as caught:
        Ledger.load(tmp_path)
    assert caught.value.finding.code == "REV-LINE"
    assert caught.value.finding.line == 1
    assert said in caught.value.finding.message


def test_the_same_decision_twice_is_named(tmp_path: Path) -> None:
    (path,) = Ledger().with_all([decision()])[0].save(tmp_path)
    path.write_text(path.read_text("utf-8") * 2, "utf-8")
    with pytest.raises(LanzaroteError, match="REV-TWICE"):
        Ledger.load(tmp_path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LanzaroteError, match="REV-FILE"):
        Ledger.load(tmp_path)


def test_no_folder_is_no_decisions(tmp_path: Path) -> None:
    assert len(Ledger.load(tmp_path / "none")) == 0
    assert len(Ledger.load(None)) == 0


def test_the_digest_changes_with_any_field_and_is_empty_without_decisions() -> None:
    assert digest(()) == ""
    assert digest((decision(),)) != digest((decision(date="2026-01-02"),))
