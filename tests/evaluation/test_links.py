"""Scoring links: found by number, closed world, nothing dropped in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.evaluation import evaluate_links
from pipeline.evaluation.counts import Counts
from pipeline.evaluation.gold import read_gold
from pipeline.evaluation.locate import number_key, provision_keys
from pipeline.evaluation.measures import held_out
from pipeline.knowledge import Library

STATUTE = """---
title: "Penal Act of Examplia"
identifier: "XA-1"
country: "ie"
rank: "act"
publication_date: "2001-02-03"
last_updated: "2020-01-01"
status: "in_force"
source: "http://example.org/xa-1"
---
# Penal Act of Examplia

##### 1. **Sexual act with child**

A person who engages in a sexual act with a child under the age of 15 is guilty of an offence.

##### 2. **Unauthorised access**

A person who without lawful authority accesses a computer is guilty of an offence.
"""
HEADER = (
    "row,jurisdiction,statute_id,provision,holdings,hard_negative,relation,means_category,"
    "means_detail,evidence,evidence_kind,source\n"
)
ROWS = (
    "A1,IE,XA-1,s.1,12:2,0,implements,technology-neutral,contact-offence,"
    "sexual act with a child,quoted,\n"
    "A2,IE,XA-1,s.2,12:0,1,near-miss,ict-explicit,ict-exclusive,,none,\n"
    "A3,IE,XA-1,s.77,12:2;13:1,0,implements,ict-explicit,ict-exclusive,,none,\n"
)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.csv"
    path.write_text(HEADER + ROWS, "utf-8")
    folder = tmp_path / "sources" / "ie"
    folder.mkdir(parents=True)
    (folder / "XA-1.md").write_text(STATUTE, "utf-8")
    return path


def test_scores_of_a_small_gold_file(gold: Path, tmp_path: Path) -> None:
    scores = evaluate_links(gold, tmp_path / "sources", Library())
    micro = scores.by_grade[2][0]
    assert (micro.hits, micro.alarms, micro.misses) == (1, 0, 1)
    assert scores.by_grade[1][13].misses == 1
    assert (scores.hard_negatives.right, scores.hard_negatives.total) == (0, 1)
    assert scores.not_located == ("A3 IE s.77",)
    assert (scores.means.right, scores.means.total) == (1, 2)
    assert (scores.evidence.right, scores.evidence.total) == (1, 1)


def test_text_and_dict_say_the_same(gold: Path, tmp_path: Path) -> None:
    scores = evaluate_links(gold, tmp_path / "sources", Library())
    assert "Not located: A3 IE s.77" in scores.as_text()
    assert scores.as_dict()["not_located"] == ["A3 IE s.77"]


def test_rows_can_be_limited_to_jurisdictions(gold: Path, tmp_path: Path) -> None:
    scores = evaluate_links(gold, tmp_path / "sources", Library(), jurisdictions=["fr"])
    assert scores.rows == 0


def test_a_file_without_the_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gold.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(SourceError, match="holdings"):
        read_gold(path)


@pytest.mark.parametrize(
    ("printed", "cited"),
    [
        ("Article 227-22-1", "227-22-1"),
        ("§ 176", "§ 176"),
        ("5.", "s.5"),
        ("Article L112-1", "L112-1"),
        ("§ 178¹.", "§ 178^1"),
        ("Art. 372 bis.", "372bis"),
        ("Artículo 183 ter.", "183 ter"),
        ("139ZZC.", "s.139ZZC"),
        ("Art. Ier.", "Art. I"),
    ],
)
def test_a_number_is_found_however_it_is_printed(printed: str, cited: str) -> None:
    assert number_key(printed) in provision_keys(cited)


def test_inserted_text_is_looked_for_before_the_amending_article() -> None:
    keys = provision_keys("Art. III 11 (383ter)")
    assert keys[0] == "383ter"
    assert keys[-1] == "iii"


def test_each_state_is_compared_with_all_the_others() -> None:
    counts = {
        "xa": {1: Counts(8, 2, 2), 2: Counts(4, 0, 0)},
        "xb": {1: Counts(1, 1, 1), 2: Counts(1, 0, 1)},
        "xc": {1: Counts(2, 0, 0), 2: Counts(0, 0, 0)},
    }
    first, second = held_out(counts)["xb"]
    assert (first.own, first.others) == (0.5, Counts(10, 2, 2).f1)
    assert second.gap == round(Counts(1, 0, 1).f1 - 1.0, 4)
    assert held_out({"xa": counts["xa"]}) == {}


def test_tagging_is_measured_apart_from_linking(gold: Path, tmp_path: Path) -> None:
    subjects = evaluate_links(gold, tmp_path / "sources", Library()).subjects
    assert subjects.found["all"].as_dict() == {"right": 1, "total": 1, "share": 1.0}
    assert subjects.silent["all"].as_dict() == {"right": 1, "total": 1, "share": 1.0}
    assert not subjects.missed
