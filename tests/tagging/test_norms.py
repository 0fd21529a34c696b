"""What find_norms says of sentences and lists: text, then one line per norm, a reason each."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import KnowledgeError
from pipeline.knowledge import PACKAGED, Library
from pipeline.knowledge.norms import norm_grammar
from pipeline.model import Norm
from pipeline.tagging.norms import find_norms

LIBRARY = Library()


def _line(norm: Norm, text: str) -> str:
    bearer = ""
    if norm.bearer:
        bearer = norm.bearer.span.of(text) if norm.bearer.span else f"({norm.bearer.implicit})"
    action = norm.action.of(text) if norm.action else ""
    trigger = " … ".join(span.of(text) for span in norm.triggers)
    return f"{norm.modality}: {bearer} | {trigger} | {action}"


CASES = [
    pytest.param(
        "en",
        "The mayor, keepers of the gate, or their deputies shall attend.",
        ["obligation: The mayor, keepers of the gate, or their deputies | shall | attend"],
        id="a list of subjects is one bearer",
    ),
    pytest.param(
        "en",
        "The gate being shut, and the bell rung, the keeper shall leave.",
        ["obligation: the keeper | shall | leave"],
        id="clauses before the subject are no list",
    ),
    pytest.param(
        "en",
        "Be it further resolved that the Council shall meet.",
        ["obligation: the Council | shall | meet"],
        id="an enacting formula",
    ),
    pytest.param(
        "en",
        "The list of ferries shall be public.",
        ["obligation:  | shall | be public"],
        id="how a thing must be binds nobody that is named",
    ),
    pytest.param(
        "en",
        "The applicant must have been resident for two years.",
        ["obligation: The applicant | must | have been resident"],
        id="what must have been of a person is a requirement",
    ),
    pytest.param(
        "en",
        "The keeper—\n(a)\nmust stop the pump; and\n(b)\nmay call the warden.",
        ["obligation: The keeper | must | stop", "permission: The keeper | may | call"],
        id="subject of the lead-in, modals in the items",
    ),
    pytest.param(
        "en",
        "A provider must—\n(a) stop the stream; and\n(b) report the matter to the police.\n"
        "(2) A fee is fixed.",
        ["obligation: A provider | must | stop", "obligation: A provider | must | report"],
        id="modal of the lead-in, verbs in the items",
    ),
    pytest.param(
        "en",
        "A hirer commits an offence if—\n(a) the hirer may open the gate; or\n(b) it rains.",
        [
            "prohibition: A hirer | commits an offence | commits an offence",
            "statement: the hirer | may | open",
        ],
        id="a list below 'if—' is a clause, so its modals bind nobody",
    ),
    pytest.param(
        "en",
        "No person shall, without lawful excuse, open the sluice.",
        ["prohibition: person | No … shall | open"],
        id="negation in the subject",
    ),
    pytest.param(
        "en",
        "The court may not, unless the child consents, order the disclosure.",
        ["prohibition: The court | may not | order"],
        id="a condition between modal and verb",
    ),
    pytest.param(
        "en",
        "The warden shall keep the list and the owner shall pay the fee.",
        ["obligation: The warden | shall | keep", "obligation: the owner | shall | pay"],
        id="each clause has its own subject",
    ),
    pytest.param(
        "en",
        "The warden shall keep the list and shall inform the owner, who may object.",
        [
            "obligation: The warden | shall | keep",
            "obligation: The warden | shall | inform",
            "statement: who | may | object",
        ],
        id="shared subject; a relative clause is no norm",
    ),
    pytest.param(
        "en",
        'In this Part, "must" means that the duty binds the keeper.',
        [],
        id="a quoted term is no norm",
    ),
    pytest.param(
        "en",
        "The list shall be kept by the harbour authority.",
        ["obligation: the harbour authority | shall | be kept"],
        id="the agent of a passive is its bearer",
    ),
    pytest.param(
        "en",
        "The guest has the right to obtain from the owner a copy of the bill.",
        ["obligation: the owner | has the right to | obtain"],
        id="a right against somebody is that one's duty",
    ),
    pytest.param(
        "fr",
        "Les Parties doivent, conformément à l'article 4, adopter ou adapter des mesures et "
        "informer le public.",
        [
            "obligation: Les Parties | doivent | adopter",
            "obligation: Les Parties | doivent | adapter",
            "obligation: Les Parties | doivent | informer",
        ],
        id="coordinated infinitives behind an interposed phrase",
    ),
    pytest.param(
        "fr",
        "Le fait d'ouvrir l'écluse est puni d'une amende.",
        ["prohibition:  | est puni d' | Le fait d'ouvrir l'écluse"],
        id="a punished conduct is the action and binds everybody",
    ),
    pytest.param(
        "de",
        "Die Auskunft darf Dritten nicht erteilt werden.",
        ["prohibition:  | darf … nicht | erteilt werden"],
        id="negation and verb at the end of the clause",
    ),
    pytest.param(
        "de",
        "Wer die Schleuse öffnet, wird mit Geldstrafe bestraft.",
        ["prohibition: Wer | wird mit Geldstrafe bestraft | wird mit Geldstrafe bestraft"],
        id="penal formula",
    ),
    pytest.param("xx", "You must stop.", [], id="an unknown language gives no norms"),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_norms(language: str, text: str, expected: list[str]) -> None:
    assert [_line(norm, text) for norm in find_norms(text, language, LIBRARY)] == expected


def test_frame_makes_a_duty_reported() -> None:
    text = "Recalling that the Harbour Treaty establishes that States shall mark wrecks;"
    (norm,) = find_norms(text, "en", LIBRARY)
    assert (norm.mode, norm.modality) == ("reported", "obligation")


def test_conditions_with_their_types() -> None:
    text = "Subject to section 4, the keeper must close the gate unless the bell rings."
    (norm,) = find_norms(text, "en", LIBRARY)
    assert [(c.type, c.span.of(text)) for c in norm.conditions] == [
        ("SUBJECT-TO", "Subject to section 4"),
        ("UNLESS", "unless the bell rings"),
    ]


def test_condition_runs_over_its_list() -> None:
    text = "The keeper may leave if—\n(a) the gate is shut; or\n(b) the bell rings."
    (norm,) = find_norms(text, "en", LIBRARY)
    assert norm.conditions[0].span.of(text).endswith("(b) the bell rings")


SAMPLE = (
    "the keeper Parties shall must may not if , ; . — : ( ) (a) 1. \n and or be closed gate who "
    "No that “ ” can has to is required doit peut ne puni hat zu darf nicht wird bestraft "
    "Recalling İ ß ﬁ \u00a0 178¹"
)
WORDS = st.sampled_from(sorted(set(SAMPLE.split(" "))))


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40), st.sampled_from(["en", "fr", "de", "es", "it", "et"]))
def test_spans_lie_in_the_text_and_triggers_are_ordered(words: list[str], language: str) -> None:
    text = " ".join(words)
    norms = find_norms(text, language, LIBRARY, addressee="Parties")
    for norm in norms:
        spans = [*norm.triggers, *(c.span for c in norm.conditions)]
        spans += [norm.action] if norm.action else []
        spans += [norm.bearer.span] if norm.bearer and norm.bearer.span else []
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert list(norm.triggers) == sorted(norm.triggers)
    assert norms == find_norms(text, language, LIBRARY, addressee="Parties")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("cues: 3", "a list is required"),
        ("cues: [{id: a, pattern: 'b', modality: wish, examples: {match: [b]}}]", "wish"),
        ("cues: [{id: a, pattern: 'b(', modality: permission, examples: {match: [b]}}]", "a: "),
        ("cues: [{id: a, pattern: '{c}', modality: permission, examples: {match: [b]}}]", "'c'"),
        ("cues: [{id: a, pattern: 'b', modality: permission}]", "examples"),
        ("cues: [{id: a, pattern: ' b', modality: permission, examples: {match: [b]}}]", "word"),
        ("cues: [{id: a, patern: 'b', examples: {match: [b]}}]", "patern"),
        ("cues: []\nreadings: [{id: r, cues: [a], after: x, examples: {match: [b]}}]", "['a']"),
        ("cues: []\nsyntax: {verbs: x}", "verbs"),
        ("cues: []\nconditions: [{id: c, pattern: if, examples: {match: [b]}}]", "type"),
    ],
)
def test_mistakes_in_a_language_file_are_named(tmp_path: Path, data: str, reason: str) -> None:
    (tmp_path / "norms").mkdir()
    (tmp_path / "norms" / "qq.yaml").write_text(data, "utf-8")
    with pytest.raises(KnowledgeError) as caught:
        norm_grammar(Library((tmp_path, PACKAGED)), "qq")
    assert caught.value.finding.code == "KNO-VALUE"
    assert reason in caught.value.finding.message


@pytest.mark.parametrize(
    ("language", "text", "penalty"),
    [
        ("en", "A person who opens the sluice is liable on conviction to a fine of ten crowns.",
         "a fine of ten crowns"),
        ("de", "Wer die Schleuse öffnet, wird mit Geldstrafe bis zu zehn Kronen bestraft.",
         "Geldstrafe bis zu zehn Kronen"),
        ("fr", "Le fait d'ouvrir l'écluse est puni d'une amende de dix couronnes.",
         "une amende de dix couronnes"),
        ("es", "El que abriere la esclusa será castigado con la pena de multa de diez coronas.",
         "la pena de multa de diez coronas"),
        ("it", "Chiunque apre la chiusa è punito con la reclusione fino a due anni.",
         "la reclusione fino a due anni"),
        ("et", "Lüüsi avamise eest karistatakse rahalise karistusega.", "rahalise karistusega"),
        ("cs", "Kdo otevře propust, bude potrestán peněžitým trestem.", "peněžitým trestem"),
    ],
)  # fmt: skip
def test_sanction_is_quoted_as_it_is_worded(language: str, text: str, penalty: str) -> None:
    sanctions = [norm.sanction for norm in find_norms(text, language, LIBRARY)]
    assert [s.of(text) for s in sanctions if s] == [penalty]


INDICATIVE = [
    ("The registrar keeps a list of the ferries.", "The registrar"),
    ("The owner has filed a complaint.", "The owner"),
]


@pytest.mark.parametrize(("text", "bearer"), INDICATIVE)
def test_an_agents_act_in_the_indicative_is_a_regulative_statement(text: str, bearer: str) -> None:
    (norm,) = find_norms(text, "en", LIBRARY)
    assert (norm.modality, norm.force, norm.strength) == ("statement", "regulative", "none")
    assert norm.bearer
    assert norm.bearer.span
    assert norm.bearer.span.of(text) == bearer


def test_predicate_object_and_antecedent() -> None:
    text = "If the board refuses the licence, it must, within a week, send the applicant a notice."
    (norm,) = find_norms(text, "en", LIBRARY)
    assert norm.bearer
    assert norm.bearer.span
    assert norm.bearer.span.of(text) == "the board"
    assert norm.predicate
    assert norm.predicate.of(text) == "send the applicant a notice"
    assert norm.object
    assert norm.object.of(text) == "the applicant a notice"
    assert [c.type for c in norm.conditions] == ["IF"]


def test_conduct_of_an_offence_is_its_predicate_and_no_condition() -> None:
    text = "A hirer commits an offence if the hirer opens the gate."
    (norm,) = find_norms(text, "en", LIBRARY)
    assert norm.predicate
    assert norm.predicate.of(text) == "opens the gate"
    assert norm.conditions == ()
