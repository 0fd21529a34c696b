"""Takes a ``Reading`` and fills in its scoped terms: functions, context of the document, means."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.knowledge.opinions import OpinionProfile
from pipeline.linking.aggravation import graver_spans, only_graver
from pipeline.linking.articles import acts_shown
from pipeline.linking.context import LinkContext, cited_numbers, cited_offences, term_evidence
from pipeline.linking.functions import CREATES, FunctionFound
from pipeline.linking.means import NOT_AN_OFFENCE, MeansFound, find_means
from pipeline.linking.reading import Found, Reading


def learn(
    reading: Reading,
    functions: Sequence[FunctionFound],
    profile: OpinionProfile,
    context: LinkContext,
) -> None:
    """Fill in what ``function:`` and ``context:`` terms answer for this unit."""
    scoped = reading.scoped
    scoped.clear()
    scoped.update({f"function:{f.name}": f.evidence for f in functions})
    cited = cited_offences(reading, context) + (reading.find("listed-offence") or ())
    scoped["context:child-offence"] = cited or None
    scoped["context:answers-12"] = () if context.offences else None
    for holding, numbers in context.answers.items():
        name = f"cites:{holding}"
        scoped[name] = cited_numbers(reading, numbers, name) or None
        scoped[f"context:answers-{holding}"] = () if numbers else None
    scoped["context:child-aggravates"] = _child_aggravates(reading)
    content = reading.find("illicit-content") if context.content_scheme else None
    scoped["context:defined-content"] = content
    terms = term_evidence(reading, context.widened_terms, "context:widened-term")
    scoped["context:widened-term"] = terms or None
    in_scheme = context.content_scheme and reading.find("title:provider-law") is not None
    scoped["context:scheme"] = () if in_scheme else None
    acts = [evidence[:1] for evidence in acts_shown(reading, profile).values()]
    scoped["context:act"] = tuple(e for each in acts for e in each) if acts else None
    if scoped["context:act"] is None and scoped["context:child-offence"] is not None:
        scoped["context:act"] = scoped["context:child-offence"]


def _child_aggravates(reading: Reading) -> Found:
    """Whether the child comes in only where a general offence is made graver."""
    if reading.find("csam") is not None or reading.find("heading:child") is not None:
        return None
    if reading.find("context:child-offence") is not None:
        return None
    child = reading.find("child")
    return child[:1] if child and only_graver(child, graver_spans(reading)) else None


def learn_means(reading: Reading, functions: Sequence[FunctionFound]) -> MeansFound:
    """The means of the provision (rule G6), also as ``means:`` terms."""
    names = {f.name for f in functions}
    if not names & (CREATES | {"definition"}):
        return NOT_AN_OFFENCE
    means = find_means(reading)
    reading.scoped[f"means:{means.category}"] = means.evidence
    reading.scoped[f"means:{means.detail}"] = means.evidence
    return means
