"""Uses of defined terms: whole words, not in the definition itself, the nearest definition."""

from __future__ import annotations

from pipeline.batch.worker import mark
from pipeline.exports.site.definitions import Use, uses
from pipeline.knowledge import Library
from pipeline.knowledge.opinions import load_profile
from pipeline.model import Document, Marked, Metadata, Node, Piece, Source
from pipeline.structure.assemble import assemble

LIBRARY = Library()


def law(*sections: tuple[str, ...]) -> Marked:
    units = tuple(
        Node("section", num=Piece(f"{n}."), body=tuple(map(Piece, lines)), unit=True)
        for n, lines in enumerate(sections, 1)
    )
    metadata = Metadata("xa", "en", title="Ports Act", number="1", work_date="2020-01-01")
    document = assemble(Source("x.txt", "0" * 64, "test", metadata, 0, nodes=units))
    return mark(document, LIBRARY, load_profile(LIBRARY))


def shown(marked: Marked) -> dict[str, list[str]]:
    document: Document = marked.document
    return {
        str(eid): [use.span.of(document.text) for use in found]
        for eid, found in uses(marked).items()
    }


HARBOUR = ("In this Act—", "“harbour” means a place where a ship may lie;",
           "“harbour master” means the person in charge of a harbour.")  # fmt: skip


def test_the_longest_term_as_a_word_of_its_own() -> None:
    marked = law(
        HARBOUR, ("The Harbour Master keeps the harbours in order; harbourside is no term.",)
    )
    assert shown(marked)["sec_2"] == ["Harbour Master", "harbours"]


def test_the_first_use_in_each_paragraph() -> None:
    marked = law(HARBOUR, ("A harbour is open. Every harbour is lit.", "No harbour is closed."))
    assert shown(marked)["sec_2"] == ["harbour", "harbour"]


def test_the_term_of_a_definition_is_no_use_of_itself() -> None:
    assert shown(law(HARBOUR)) == {"sec_1": ["harbour"]}  # in the definition of the other term


def test_the_words_are_the_definition_s_with_how_far_it_reaches() -> None:
    marked = law(HARBOUR, ("A harbour is open.",))
    (use,) = uses(marked)[marked.document.body[1].eid]
    assert isinstance(use, Use)
    assert use.definition.words == "“harbour” means a place where a ship may lie;"
    assert use.definition.lead == "In this Act—"


def test_a_law_that_defines_nothing_has_no_uses() -> None:
    assert uses(law(("A harbour is open.",))) == {}
