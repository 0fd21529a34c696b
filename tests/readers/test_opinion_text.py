"""The Opinion: its skeleton, its furniture, and every character accounted for."""

from __future__ import annotations

import pytest

from pipeline.files import bundled
from pipeline.knowledge import Library
from pipeline.model import Block, Document, Provision
from pipeline.readers.opinion_text import read, rules, sniff
from pipeline.structure.assemble import assemble

RULES = rules(Library()).furniture
DATA = next((bundled("corpus") / "opinions").glob("*.txt")).read_bytes()


def blocks(part: Block | Provision) -> list[Block]:
    if isinstance(part, Block):
        return [part]
    own = [b for b in (part.num, part.heading) if b]
    return own + [b for p in part.body if isinstance(p, (Block, Provision)) for b in blocks(p)]


@pytest.fixture(scope="module")
def document() -> Document:
    return assemble(read(DATA, "opinion.txt"))


def test_skeleton(document: Document) -> None:
    kinds = [(p.kind, p.num.span.of(document.text) if p.num else "") for p in document.provisions()]
    recitals = [("recital", f"{n}.") for n in range(1, 12)]
    holdings = [("paragraph", f"{n}.") for n in range(12, 20)]
    assert kinds == [*recitals, ("formula", ""), ("hcontainer", ""), *holdings]
    assert document.iri == (
        "/akn/aa-coe/statement/opinion/lanzarote-committee/2017-05-12/ict/eng@2017-05-12"
    )
    assert [p.eid for p in document.provisions()][-1] == "para_19"


def test_act_date_is_not_the_print_date(document: Document) -> None:
    assert document.metadata.work_date == "2017-05-12"
    assert dict(document.metadata.extra)["printed"] == "November 2019"


def test_every_character_is_text_or_a_recorded_omission_once(document: Document) -> None:
    source = DATA.decode()
    seen = [0] * len(source)
    for part in (*document.preface, *document.preamble, *document.body):
        for block in blocks(part):
            for run in block.runs:
                text = document.text[block.span.start + run.text :][: run.length]
                assert text == source[run.source : run.source + run.length]
                for at in range(run.source, run.source + run.length):
                    seen[at] += 1
    for omission in document.omissions:
        for at in range(omission.start, omission.end):
            seen[at] += 1
    wrong = [at for at, c in enumerate(source) if not c.isspace() and seen[at] != 1]
    assert wrong == []


def test_imprint_and_blurb_are_not_text(document: Document) -> None:
    reasons = {o.reason for o in document.omissions}
    assert {"imprint-reproduction", "closing-blurb", "logo-text", "title-page-repeat"} <= reasons
    assert "should be addressed" not in document.text
    assert "47 member states" not in document.text


@pytest.mark.parametrize("entry", rules(Library()).fixed["furniture"], ids=lambda e: e["id"])
def test_every_furniture_rule_by_its_own_examples(entry: dict[str, dict[str, list[str]]]) -> None:
    rule = next(r for r in RULES if r.id == entry["id"])
    assert all(rule.pattern.match(text) for text in entry["examples"]["match"])
    assert not any(rule.pattern.match(text) for text in entry["examples"]["no_match"])


def test_a_later_opinion_of_the_family_needs_no_code() -> None:
    text = (
        b"SPECIMEN COMMITTEE\n\n**Opinion on\nspecimens**\n\nAdopted\nby the Specimen Committee\n"
        b"on 1 May 2001\n\n- 1.** Recalling;\n- 2.** Noting;\n\nThe Committee holds that:\n\n"
        b"3. Parties shall read;\n\nA stray line.\n"
    )
    assert sniff(text, "x.txt")
    source = read(text, "x.txt")
    doc = assemble(source)
    assert doc.metadata.title == "Opinion on specimens"
    assert doc.metadata.work_date == "2001-05-01"
    assert [u.eid for u in doc.units()] == ["rec_1", "rec_2", "para_3"]
    assert [f.code for f in doc.findings] == ["STR-UNPARSED"]
    assert doc.omissions[-1].text == "A stray line."
