"""Citations: what they cover, where they lead, and that nothing is guessed."""

from __future__ import annotations

import pytest

from pipeline.knowledge import Library
from pipeline.model import Block, Document, Eid, Iri, Metadata, Provision, Span
from pipeline.tagging import CorpusIndex, tag_document
from pipeline.tagging.cited_laws import shelf_of
from pipeline.tagging.numbers import Numbers
from pipeline.tagging.references import Place, find_references

LIBRARY = Library()
NOWHERE = Span(0, 0)
NO_CORPUS = CorpusIndex()


def provision(eid: str, kind: str, at: int, lines: str, *parts: Provision) -> Provision:
    """A provision whose first line is its number."""
    num = lines.split("\n")[0]
    block = Block(Span(at, at + len(num)), NOWHERE)
    span = Span(at, at + len(lines))
    unit = "__" not in eid
    return Provision(Eid(eid), kind, span, NOWHERE, num=block, body=parts, unit=unit)


def law(language: str, cited: str, kind: str = "section", sign: str = "{}") -> Document:
    """A law with three units, the second in two numbered paragraphs, the first citing."""
    below = "subsec" if kind == "section" else "para"
    one = f"{sign.format(1)}\n{cited}"
    start = len(one) + 1
    head = f"{sign.format(2)}\n"
    two = f"{head}(1)\nFirst.\n(2)\nSecond."
    at = start + len(head)
    parts = tuple(
        provision(f"x_2__{below}_{n}", "subsection", at + offset, lines)
        for n, offset, lines in ((1, 0, "(1)\nFirst."), (2, 11, "(2)\nSecond."))
    )
    three = f"{sign.format(3)}\nThird."
    text = f"{one}\n{two}\n{three}"
    body = (
        provision("x_1", kind, 0, one),
        provision("x_2", kind, start, two, *parts),
        provision("x_3", kind, start + len(two) + 1, three),
    )
    meta = Metadata("xx", language, title="Examples Act 2001")
    return Document(Iri("/x"), Iri("/x"), meta, "x", "", "", text, 0, body=body)


def cited(
    language: str, text: str, kind: str = "section", corpus: CorpusIndex = NO_CORPUS
) -> list[tuple[str, str, str]]:
    document = law(language, text, kind)
    (unit, *_), numbers = tuple(document.units()), Numbers.of(document)
    place = Place(unit.eid, unit.start, len(unit.num))
    shelf = shelf_of(document, LIBRARY, corpus)
    found = find_references(unit.text, language, LIBRARY, numbers=numbers, place=place, shelf=shelf)
    return [(r.span.of(unit.text), r.target, r.kind) for r in found]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "subject to section 3.", [("section 3", "#x_3")]),
        ("en", "under section 2(2).", [("section 2(2)", "#x_2__subsec_2")]),
        ("en", "under sections 2 and 3.", [("sections 2", "#x_2"), ("3", "#x_3")]),
        ("en", "sections 1 to 3", [("sections 1 to 3", "#x_1")]),
        ("en", "subsection (2) of section 2", [("subsection (2) of section 2", "#x_2__subsec_2")]),
        ("en", "an offence under this section", [("this section", "#x_1")]),
        ("de", "nach § 2 Absatz 2", [("§ 2 Absatz 2", "#x_2__subsec_2")]),
        ("de", "§ 2 Abs. 1 und 2", [("§ 2 Abs. 1", "#x_2__subsec_1"), ("2", "#x_2__subsec_2")]),
        ("de", "§ 2 Absatz 1 und § 3", [("§ 2 Absatz 1", "#x_2__subsec_1"), ("§ 3", "#x_3")]),
        ("fr", "prévue à l'article 3", [("article 3", "#x_3")]),
        ("fr", "articles 2 et 3", [("articles 2", "#x_2"), ("3", "#x_3")]),
        ("es", "en el artículo 2.2", [("artículo 2.2", "#x_2__subsec_2")]),
        ("it", "all'articolo 2, comma 2", [("articolo 2, comma 2", "#x_2__subsec_2")]),
        (
            "et",
            "käesoleva seadustiku § 2 lõikes 2",
            [("käesoleva seadustiku § 2 lõikes 2", "#x_2__subsec_2")],
        ),
    ],
)
def test_a_citation_leads_to_its_provision(
    language: str, text: str, wanted: list[tuple[str, str]]
) -> None:
    assert cited(language, text) == [(words, target, "internal") for words, target in wanted]


@pytest.mark.parametrize(
    ("language", "text", "words", "target"),
    [
        (
            "en",
            "under section 2 of the Harbours Act 1901",
            "section 2 of the Harbours Act 1901",
            "/akn/xx/act/1901/harbours-act/~sec_2",
        ),
        ("en", "under section 2 of the Harbours Act", "section 2 of the Harbours Act", ""),
        ("en", "section 9 applies", "section 9", ""),
        ("fr", "l'article 2 du code civil", "article 2 du code civil", ""),
        ("de", "§ 2 des Hafengesetzes", "§ 2 des Hafengesetzes", ""),
        ("de", "aus dem Hafengesetz:\nStraftaten nach § 2", "§ 2", ""),
        (
            "es",
            "el artículo 2 de la Ley 7/1999",
            "artículo 2 de la Ley 7/1999",
            "/akn/xx/act/1999/7-1999/~art_2",
        ),
        ("it", "l'articolo 2 della legge", "articolo 2 della legge", ""),
        ("en", "Directive 2011/93/EU", "Directive 2011/93/EU", "/akn/eu/act/directive/2011/93"),
    ],
)
def test_another_law_is_never_looked_up_in_this_one(
    language: str, text: str, words: str, target: str
) -> None:
    kind = "external" if target else "unresolved"
    assert cited(language, text) == [(words, target, kind)]


def test_a_citation_of_the_law_by_its_own_title_is_internal() -> None:
    for law in ("the Examples Act 2001", "this Act"):
        words = f"section 3 of {law}"
        assert cited("en", words) == [(words, "#x_3", "internal")]


def test_bare_numbers_in_an_amending_section_are_the_other_laws() -> None:
    found = cited("en", "The Harbours Act is amended in section 2.")
    assert found == [("section 2", "", "unresolved")]


def test_a_list_number_on_the_next_line_is_no_part_of_a_citation() -> None:
    assert cited("de", "§ 2,\n3.\nWaffen") == [("§ 2", "#x_2", "internal")]


def test_a_code_article_is_not_the_article_without_its_letter() -> None:
    assert cited("fr", "l'article R. 2", "article") == [("article R. 2", "", "unresolved")]


def test_the_label_of_quoted_law_is_no_citation() -> None:
    found = cited("fr", "Le code est modifié comme suit :\nArt. 372.\nToute personne est punie.")
    assert found == []


def test_the_number_of_an_item_is_no_citation() -> None:
    assert cited("fr", "Est puni :\n1° Le fait de nuire ;\n2° Par ruse.", "article") == []


def test_a_bracket_opened_before_a_citation_is_not_closed_in_it() -> None:
    assert cited("de", "das Gericht (§ 2 Abs. 1) entscheidet") == [
        ("§ 2 Abs. 1", "#x_2__subsec_1", "internal")
    ]


def test_a_law_named_after_a_second_preposition_is_not_the_first_ones() -> None:
    words = "nach den §§ 2 und 3 sowie nach § 9 der Strafprozessordnung"
    assert [target for _, target, _ in cited("de", words)] == ["#x_2", "#x_3", ""]


def test_a_year_alone_does_not_name_an_act() -> None:
    assert cited("en", "Section 2 of the Act of 1998")[0][1:] == ("", "unresolved")


def test_a_list_below_a_law_is_of_that_law() -> None:
    words = "offences under the following provisions of the Harbours Act 1901—\n(a)\nsection 2;"
    assert cited("en", words)[-1] == (
        "section 2",
        "/akn/xx/act/1901/harbours-act/~sec_2",
        "external",
    )


def test_a_defined_name_is_known_with_and_without_its_article() -> None:
    words = '"Act of 1998" means the Small Boats Act 1998. Section 2 of the Act of 1998 applies.'
    target = "/akn/xx/act/1998/small-boats-act/~sec_2"
    assert ("Section 2 of the Act of 1998", target, "external") in cited("en", words)


def test_the_section_in_which_a_subsection_is_cited_with_its_number() -> None:
    assert cited("en", "under subsection 2(1)") == [
        ("subsection 2(1)", "#x_2__subsec_1", "internal")
    ]


def test_what_a_corpus_holds_is_cited_by_its_own_identity() -> None:
    corpus = CorpusIndex.of([("/akn/xx/act/1901-02-03/7", ("xx harbours act 1901", "~art"))])
    found = cited("en", "under section 2 of the Harbours Act 1901", corpus=corpus)
    assert [target for _, target, _ in found] == ["/akn/xx/act/1901-02-03/7/~art_2"]


def test_a_name_that_two_works_have_names_neither() -> None:
    offered = [(f"/akn/xx/act/1901/{n}", ("xx harbours act",)) for n in (1, 2)]
    found = cited("en", "section 2 of the Harbours Act", corpus=CorpusIndex.of(offered))
    assert [target for _, target, _ in found] == [""]


def test_the_printed_number_is_not_a_citation() -> None:
    document = law("de", "Text.", sign="§ {}")
    tags, findings = tag_document(document, LIBRARY)
    assert [t.references for t in tags] == [(), (), ()]
    assert findings == ()


def test_one_finding_for_each_wording_that_leads_nowhere() -> None:
    document = law("en", "section 9, then section 9 again, then section 10.")
    _, findings = tag_document(document, LIBRARY)
    assert [(f.code, f.eid) for f in findings] == [("REF-UNRESOLVED", "x_1")] * 2


def test_a_treaty_is_known_by_its_name() -> None:
    text = "Article 23 of the Lanzarote Convention"
    base = "/akn/aa-coe/act/convention/2007-10-25/201"
    assert cited("en", f"as {text} says") == [(text, f"{base}/~art_23", "treaty")]


def test_a_short_form_is_the_treaty_only_in_the_committees_own_works() -> None:
    assert cited("en", "the Convention") == []


def test_the_opinions_references_are_exact(opinion_tags: list[tuple[str, str, str, str]]) -> None:
    base = "/akn/aa-coe/act/convention/2007-10-25/201"
    whole = ("the Lanzarote Convention", base, "treaty")
    short = ("the Convention", base, "treaty")
    assert opinion_tags == [
        ("rec_1", *whole),
        ("rec_8", *whole),
        ("rec_9", "in this regard", "#rec_8", "anaphor"),
        ("rec_10", *whole),
        ("rec_11", *whole),
        ("para_12", *whole),
        ("para_12", *whole),
        ("para_13", *whole),
        ("para_18", "Article 10 of the Convention", f"{base}/~art_10", "treaty"),
        ("para_18", *short),
        ("para_19", "Article 38 of the Convention", f"{base}/~art_38", "treaty"),
        ("para_19", *short),
    ]


def test_this_section_is_the_one_that_says_so_even_where_it_amends() -> None:
    found = cited("en", "The Harbours Act is amended as this section says.")
    assert found == [("this section", "#x_1", "internal")]


@pytest.mark.parametrize(
    ("text", "words", "target"),
    [
        ("In that Act omit section 3.", "section 3", ""),
        ("The court may add to the fine under section 3.", "section 3", "#x_3"),
        ("He may substitute for that berth a berth under section 3.", "section 3", "#x_3"),
        ("such amendments to section 3 as he considers right", "section 3", "#x_3"),
    ],
)
def test_only_words_that_amend_a_law_make_a_number_the_other_laws(
    text: str, words: str, target: str
) -> None:
    assert [(w, t) for w, t, _ in cited("en", text)][-1] == (words, target)


def test_what_a_section_is_about_stands_in_brackets_before_its_law() -> None:
    words = "section 9 (landing of goods) of the Harbours Act 1901"
    target = "/akn/xx/act/1901/harbours-act/~sec_9"
    assert cited("en", f"guilty under {words}.") == [(words, target, "external")]


def test_a_paragraph_is_cited_with_the_number_of_its_section_in_canada() -> None:
    assert cited("en", "under paragraph 2(2)(a)") == [
        ("paragraph 2(2)(a)", "#x_2__subsec_2", "internal")
    ]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        (
            "es",
            "el título VII bis, el capítulo V del título VIII",
            ["título VII bis", "capítulo V del título VIII"],
        ),
        (
            "fr",
            "l'article 9, le premier alinéa de l'article 8",
            ["article 9", "premier alinéa de l'article 8"],
        ),
        ("it", "ai sensi dei commi 2-undecies e 2-terdecies", ["commi 2-undecies", "2-terdecies"]),
        ("et", "11. peatüki 2. jaos", ["11. peatüki 2. jaos"]),
        ("de", "Richtlinie (ABl. L 43 vom 8.2.2021, S. 1)", []),
        ("it", "D.P.R. 8 GENNAIO 1979, N. 19", ["D.P.R. 8 GENNAIO 1979, N. 19"]),
    ],
)
def test_what_random_citations_of_real_laws_showed_to_be_wrong(
    language: str, text: str, words: list[str]
) -> None:
    assert [found for found, _, _ in cited(language, text, "article")] == words
