"""Two texts of a law: what became of provisions and links, and who has to read what again."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.batch.worker import load, mark
from pipeline.model import Eid, Link, Marked, Unit
from pipeline.review.comparison import Comparison, compare
from pipeline.review.versions import provision_changes
from pipeline.review.wording import wording
from pipeline.text import collapse
from tests.review.laws import ADULTS, IMAGES, PROFILE, SETTINGS, decide, law, marked

GROOMING = (
    "(1) A person aged 18 or over who by means of the internet proposes to meet a child for the "
    "purpose of committing a sexual offence against the child commits an offence."
)
OLD = {
    "1. Images of children": IMAGES,
    "2. Boats": ADULTS,
    "3. Meeting a child": GROOMING,
    "4. Lights": "(1) The keeper of the lights shall trim the wicks at dusk.",
}


def compared(folder: Path, new: dict[str, str], *verdicts: str) -> Comparison:
    """The law against another text of it; ``verdicts``: on the offences of the old text."""
    (folder / "new").mkdir()
    before = marked(law(folder, OLD))
    decisions = tuple(decide(before, eid, "confirm") for eid in verdicts)
    after = marked(law(folder / "new", new), decisions)
    return compare(marked(folder / "images.md", decisions), after)


def fates(found: Comparison) -> dict[str, str]:
    return {change.unit.eid: change.fate for change in found.provisions}


def test_the_same_text_is_unchanged_and_its_links_are_kept(tmp_path: Path) -> None:
    found = compared(tmp_path, OLD, "sec_1", "sec_3")
    assert set(fates(found).values()) == {"unchanged"}
    assert {change.fate for change in found.links} == {"kept"}
    assert not found.reread


def test_what_is_renumbered_has_moved_with_its_link_and_nobody_reads_again(tmp_path: Path) -> None:
    new = {"1. Boats": ADULTS, "2. Lights": OLD["4. Lights"], "3. Meeting a child": GROOMING,
           "4. Images of children": IMAGES}  # fmt: skip
    found = compared(tmp_path, new, "sec_1")
    assert fates(found) == {
        "sec_1": "moved",
        "sec_2": "moved",
        "sec_3": "unchanged",
        "sec_4": "moved",
    }
    assert {change.fate for change in found.links} == {"kept"}
    assert not found.reread


def test_what_is_amended_and_moved_at_once_is_found_again(tmp_path: Path) -> None:
    new = {
        "1. Boats": ADULTS,
        "2. Meeting a child": GROOMING.replace("18 or over", "21 or over"),
        "3. Images of children": IMAGES.replace("five", "seven"),
    }
    found = compared(tmp_path, new)
    pairs = {c.old.eid: c.new.eid for c in found.provisions if c.old and c.new}
    assert pairs == {"sec_1": "sec_3", "sec_2": "sec_1", "sec_3": "sec_2"}
    assert Counter(fates(found).values()) == {"changed": 2, "moved": 1, "lost": 1}


def test_a_decided_link_whose_words_changed_is_to_be_read_again(tmp_path: Path) -> None:
    new = {**OLD, "1. Images of children": IMAGES.replace("five", "seven")}
    found = compared(tmp_path, new, "sec_1", "sec_3")
    (again,) = found.reread
    assert (again.provision.unit.eid, again.holding, again.readers) == ("sec_1", 12, ("Ada",))
    words = "".join(f"[{s.kind} {s.text}]" for s in again.provision.words() if s.kind != "kept")
    assert words == "[out five][in seven]"


def test_lost_and_new_provisions_take_their_links_along(tmp_path: Path) -> None:
    new = {"2. Boats": ADULTS, "3. Meeting a child": GROOMING, "4. Lights": OLD["4. Lights"],
           "5. Images of minors": IMAGES.replace("A person who", "Whoever").replace(
               "indecent photograph", "pornographic film or drawing").replace(
               "makes, distributes or possesses", "produces for sale, or on demand,")}  # fmt: skip
    found = compared(tmp_path, new, "sec_1")
    assert fates(found)["sec_1"] == "lost"
    assert fates(found)["sec_5"] == "new"
    by_fate = {c.fate: c for c in found.links if c.holding == 12 and c.fate in ("lost", "new")}
    assert by_fate["lost"].reread
    assert not by_fate["new"].reread


def test_a_link_that_the_program_sees_differently_has_changed(tmp_path: Path) -> None:
    before = marked(law(tmp_path, OLD))

    def other(link: Link) -> Link:
        return replace(link, relation="limits") if link.eid == "sec_1" else link

    after = replace(before, links=tuple(map(other, before.links)))
    assert {c.provision.unit.eid for c in compare(before, after).links if c.fate == "changed"} == {
        "sec_1"
    }
    gone = replace(before, links=tuple(ln for ln in before.links if ln.eid != "sec_1"))
    assert {c.fate for c in compare(before, gone).links} == {"kept", "lost"}
    rejected = replace(before, links=tuple(replace(ln, grade=0) for ln in before.links))
    assert {c.fate for c in compare(before, rejected).links} == {"lost"}


texts = st.text(alphabet="ab c\n.", max_size=60)


@given(texts, texts)
def test_kept_and_out_are_the_old_words_kept_and_in_the_new(old: str, new: str) -> None:
    found = wording(old, new)
    assert "".join(s.text for s in found if s.kind != "out") == new
    spaced = re.compile(r"\s+")
    before = "".join(s.text for s in found if s.kind != "in")
    assert spaced.sub(" ", before) == spaced.sub(" ", old)
    assert all(s.text for s in found)
    if collapse(old) == collapse(new) and old[:1].isspace() == new[:1].isspace():
        assert not any(s.text.strip() for s in found if s.kind != "kept")


def test_a_long_provision_is_compared_line_by_line_and_loses_nothing() -> None:
    old = "\n".join(f"line {n} of a long schedule of things" for n in range(3_000))
    new = old.replace("line 7 of", "row 7 of").replace(
        "line 2999 of a long", "line 2999 of a short"
    )
    found = wording(old, new)
    assert "".join(s.text for s in found if s.kind != "out") == new
    assert [s.text for s in found if s.kind == "in"] == ["row", "short"]


WORDS = ["the", "child", "court", "shall", "not", "image", "of", "a", "any", "person"]
words = st.lists(st.sampled_from(WORDS))
bodies = st.lists(words.map(" ".join), max_size=6)


def units(bodies: list[str], shift: int) -> list[Unit]:
    return [
        Unit(Eid(f"sec_{n}"), f"{n}.\n{body}", "en", "section", num=f"{n}.")
        for n, body in enumerate(bodies, shift)
    ]


@given(bodies, bodies, st.integers(1, 3))
def test_every_provision_of_both_texts_stands_in_one_change(
    old: list[str], new: list[str], shift: int
) -> None:
    one, other = units(old, 1), units(new, shift)
    changes = provision_changes(one, other)
    assert sorted(c.old.eid for c in changes if c.old) == sorted(u.eid for u in one)
    assert [c.new.eid for c in changes if c.new] == [u.eid for u in other]
    assert {c.fate for c in provision_changes(one, one)} <= {"unchanged"}
    back = provision_changes(other, one)
    assert sum(c.fate == "lost" for c in back) == sum(c.fate == "new" for c in changes)
    same = {c.new.eid for c in changes if c.new and c.fate in ("unchanged", "moved")}
    assert same >= {u.eid for u, v in zip(other, one, strict=False) if u == v}


def read(path: Path) -> Marked:
    return mark(load(path, path.name, SETTINGS), SETTINGS.library, PROFILE)


@pytest.mark.real
def test_the_dutch_reform_of_2014_has_one_new_offence(shared: Path) -> None:
    """Article 248f is new between the two texts; nothing linked is lost (PAIRS.csv)."""
    folder = shared / "statutes" / "nl"
    old, new = (
        read(next(folder.glob(f"wetboek_van_strafrecht_{day}_*.xml")))
        for day in ("2012-10", "2014-04")
    )
    found = compare(old, new)
    assert fates(found)["art_248f"] == "new"
    assert "lost" not in {change.fate for change in found.links}
    counts = found.counts()["provisions"]
    assert counts["unchanged"] > 650
    assert counts["changed"] < 80


@pytest.mark.real
def test_a_changed_term_is_a_change_of_words_and_no_loss(shared: Path) -> None:
    """The Canadian Act as enacted and as consolidated: another term, the same provisions."""
    folder = shared / "statutes" / "ca"
    found = compare(read(folder / "annual" / "2011-c4_E.xml"), read(folder / "I-20.7.xml"))
    assert not {"lost", "new"} & set(fates(found).values())
    changed = {change.unit.num for change in found.provisions if change.fate == "changed"}
    assert {"1", "2", "3", "6"} <= changed
    assert not found.same_work
