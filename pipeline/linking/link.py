"""Takes units with their tags and the profile of an opinion; gives links with their reasons.

A holding for which no link is given has grade 0 (closed world). A provision that looks right and
is not is kept as a link of grade 0 with the relation ``near-miss`` and the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.knowledge.opinions import GradeRule, Holding, NearMiss, OpinionProfile
from pipeline.linking.articles import paragraphs_shown, principal
from pipeline.linking.context import (
    EMPTY,
    LinkContext,
    document_context,
    names_offence,
    number_key,
    offence_divisions,
)
from pipeline.linking.criteria import MOST_EVIDENCE, evaluate, first_met
from pipeline.linking.defined_terms import teach_defined_terms
from pipeline.linking.functions import CREATES, FunctionFound, find_functions
from pipeline.linking.listing import place_of
from pipeline.linking.means import NOT_AN_OFFENCE, MeansFound
from pipeline.linking.quotes import quotes
from pipeline.linking.reading import Reading, read_unit
from pipeline.linking.relations import relation_of
from pipeline.linking.situation import learn, learn_answers, learn_means
from pipeline.model import Criterion, Document, Evidence, Link, Tags, Unit


def link_document(
    document: Document, tags: Sequence[Tags], profile: OpinionProfile
) -> tuple[Link, ...]:
    """Links of every unit in force, in document order, holdings ascending."""
    return link_units(tuple(document.units()), tags, profile)


def link_units(
    units: Sequence[Unit], tags: Sequence[Tags], profile: OpinionProfile
) -> tuple[Link, ...]:
    """Links of the units of one document, each read in the context of the others."""
    by_eid = {each.eid: each for each in tags}
    known = [unit for unit in units if unit.eid in by_eid and _in_force(unit)]
    readings = [read_unit(unit, by_eid[unit.eid], profile.languages) for unit in known]
    teach_defined_terms(readings, profile.brought_in)
    functions = [find_functions(reading) for reading in readings]
    pairs = tuple(zip(readings, functions, strict=True))
    context = _context(pairs, profile)
    return tuple(link for r, found in pairs for link in _links(r, found, profile, context))


def _context(
    pairs: Sequence[tuple[Reading, Sequence[FunctionFound]]], profile: OpinionProfile
) -> LinkContext:
    """What the provisions of a document, each read alone, tell about one another."""
    ours = []
    for reading, found in pairs:
        learn(reading, found, profile, EMPTY)
        ours.append(_is_offence(reading, profile))
    offences = {
        number_key(reading.unit.num)
        for (reading, found), one in zip(pairs, ours, strict=True)
        if one and names_offence(reading.unit, any(f.name == "amending" for f in found))
    }
    divisions = offence_divisions(
        (reading.unit, any(f.name in CREATES for f in found), one)
        for (reading, found), one in zip(pairs, ours, strict=True)
    )
    context = document_context([reading for reading, _ in pairs], offences, divisions)
    context = replace(context, places=frozenset(map(place_of, offences)) - {()})
    cited = profile.cited
    answers: dict[int, set[str]] = {holding.number: set() for holding in cited}
    for reading, found in pairs:
        learn(reading, found, profile, context)
        for holding in cited:
            if _answering(found, holding) and _graded(reading, holding)[0] == 2:
                answers[holding.number].add(number_key(reading.unit.num))
    return replace(context, answers={n: frozenset(keys - {""}) for n, keys in answers.items()})


def link_unit(
    unit: Unit, tags: Tags, profile: OpinionProfile, context: LinkContext | None = None
) -> tuple[Link, ...]:
    """Links of one unit; ``context`` tells what the rest of its document shows."""
    if not _in_force(unit):
        return ()
    reading = read_unit(unit, tags, profile.languages)
    functions = find_functions(reading)
    learn(reading, functions, profile, context or EMPTY)
    return _links(reading, functions, profile, context or EMPTY)


def _in_force(unit: Unit) -> bool:
    return unit.status not in ("repealed", "empty", "unparsed")


def _is_offence(reading: Reading, profile: OpinionProfile) -> bool:
    if not profile.offences or not any(reading.find(term) for term in ("child", "csam")):
        return False
    holding = profile.holding(profile.offences)
    creates = any(reading.find(f"function:{name}") is not None for name in CREATES)
    return creates and _rejection(reading, holding) is None and _graded(reading, holding)[0] == 2


def _links(
    reading: Reading,
    functions: Sequence[FunctionFound],
    profile: OpinionProfile,
    context: LinkContext,
) -> tuple[Link, ...]:
    learn_answers(reading, context)
    means = learn_means(reading, functions)
    links = []
    for holding in profile.holdings:
        link = _link(reading, profile, holding, functions, means)
        if link is None:
            continue
        links.append(link)
        if link.grade:
            reading.set(f"holding:{holding.number}", ())
            if link.grade == 2 and link.function in CREATES:
                reading.set(f"holding:{holding.number}-offence", ())
    return tuple(links)


def _link(
    reading: Reading,
    profile: OpinionProfile,
    holding: Holding,
    functions: Sequence[FunctionFound],
    means: MeansFound,
) -> Link | None:
    function = _answering(functions, holding)
    grade, criteria = _graded(reading, holding) if function else (0, ())
    rejection = _rejection(reading, holding)
    if rejection and not (function and function.name == "definition"):
        return _near_miss(reading, profile, holding, functions, means, rejection)
    if not grade or function is None:
        return None
    relation, remark, short = relation_of(reading, profile, holding.number, grade, function.name)
    creates = function.name in CREATES or (function.name == "definition" and grade == 2)
    shown = means if creates else NOT_AN_OFFENCE
    paragraphs = paragraphs_shown(reading, profile, holding.number)
    words = _words(criteria, function) | set(shown.evidence) | set(short) | _first(paragraphs)
    return Link(
        eid=reading.unit.eid,
        holding=holding.number,
        grade=grade,
        score=_score(criteria),
        relation=relation,
        means=shown.category,
        means_detail=shown.detail,
        function=_shown_function(functions, function),
        convention_articles=principal(paragraphs, reading, profile),
        criteria=criteria,
        evidence=quotes(reading.unit.text, words),
        remark=remark,
    )


def _answering(functions: Sequence[FunctionFound], holding: Holding) -> FunctionFound | None:
    return next((f for f in functions if f.name in holding.functions), None)


def _shown_function(functions: Sequence[FunctionFound], answering: FunctionFound) -> str:
    """Amending text keeps the grades of what it inserts and says that it amends (rule G7)."""
    return "amending" if functions[0].name == "amending" else answering.name


def _graded(reading: Reading, holding: Holding) -> tuple[int, tuple[Criterion, ...]]:
    """Grade and criteria; these are worked out only as far as a rule of grade needs them."""
    met: dict[str, bool] = {}
    for rule in holding.grades:
        if not all(_is_met(need, holding, reading, met) for need in rule.needs):
            continue
        criteria = _criteria(reading, holding)
        if _satisfied(rule, reading, _score(criteria)):
            return rule.grade, criteria
    return 0, ()


def _is_met(need: str, holding: Holding, reading: Reading, met: dict[str, bool]) -> bool:
    if need not in met:
        criterion = next(c for c in holding.criteria if c.id == need)
        met[need] = first_met(criterion.alternatives, reading) is not None
    return met[need]


def _criteria(reading: Reading, holding: Holding) -> tuple[Criterion, ...]:
    return tuple(evaluate(rule, reading) for rule in holding.criteria)


def _satisfied(rule: GradeRule, reading: Reading, score: float) -> bool:
    if score < rule.minimum:
        return False
    if rule.functions and not any(
        reading.find(f"function:{name}") is not None for name in rule.functions
    ):
        return False
    return first_met(rule.without, reading) is None


def _score(criteria: Sequence[Criterion]) -> float:
    return round(sum(criterion.points for criterion in criteria if criterion.met), 3)


def _rejection(reading: Reading, holding: Holding) -> tuple[NearMiss, tuple[Evidence, ...]] | None:
    """The first look-alike that the unit is, with the words that show it; None if it is none."""
    for near_miss in holding.near_misses:
        evidence = first_met(near_miss.alternatives, reading)
        if evidence is not None:
            return near_miss, evidence
    return None


def _near_miss(
    reading: Reading,
    profile: OpinionProfile,
    holding: Holding,
    functions: Sequence[FunctionFound],
    means: MeansFound,
    rejection: tuple[NearMiss, tuple[Evidence, ...]],
) -> Link | None:
    if not any(reading.find(term) is not None for term in profile.subject_terms):
        return None
    near_miss, words = rejection
    criteria = _criteria(reading, holding)
    function = _answering(functions, holding) or next(iter(functions), None)
    return Link(
        eid=reading.unit.eid,
        holding=holding.number,
        grade=0,
        score=_score(criteria),
        relation="near-miss",
        means=means.category,
        means_detail=means.detail,
        function=function.name if function else "",
        criteria=criteria,
        evidence=quotes(reading.unit.text, {*words, *_words(criteria, function)}),
        remark=f"{near_miss.id}: {near_miss.reason}",
    )


def _words(criteria: Sequence[Criterion], function: FunctionFound | None) -> set[Evidence]:
    found = {e for criterion in criteria if criterion.met for e in criterion.evidence}
    return found | set(function.evidence[:1] if function else ())


def _first(paragraphs: Mapping[str, tuple[Evidence, ...]]) -> set[Evidence]:
    """The first words of each paragraph, named after it (``act:20(1)(e)``)."""
    return {
        Evidence(e.span, f"act:{name}")
        for name, evidence in paragraphs.items()
        for e in evidence[:MOST_EVIDENCE]
    }
