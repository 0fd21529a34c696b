"""Takes a ``Reading`` and fills in its scoped terms: functions, context of the document, means."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.knowledge.opinions import OpinionProfile
from pipeline.linking.aggravation import graver_spans, only_graver
from pipeline.linking.articles import acts_shown
from pipeline.linking.context import LinkContext, cited_numbers, cited_offences
from pipeline.linking.defined_terms import term_evidence
from pipeline.linking.functions import CREATES, FunctionFound
from pipeline.linking.listing import cited_ranges, place_of
from pipeline.linking.means import NOT_AN_OFFENCE, MeansFound, find_means
from pipeline.linking.reading import Found, Reading
from pipeline.model import Evidence

_ANCILLARY = "24"  # aiding, abetting and attempt count only beside another act (rule G11)
_NO_CONDUCT = ("report-suspicion", "work-ban")  # offences of silence and of employment


def learn(
    reading: Reading,
    functions: Sequence[FunctionFound],
    profile: OpinionProfile,
    context: LinkContext,
) -> None:
    """Fill in what ``function:`` and ``context:`` terms answer for this unit."""
    for scope in ("function:", "context:", "cites:", "means:", "holding:"):
        reading.forget(scope)
    for found in functions:
        reading.set(f"function:{found.name}", found.evidence)
    cited = cited_offences(reading, context) + (reading.find("listed-offence") or ())
    reading.set("context:child-offence", cited or None)
    reading.set("context:list-omits", _list_omits(reading, context))
    reading.set(f"context:answers-{profile.offences}", () if context.offences else None)
    reading.set("context:child-aggravates", _child_aggravates(reading))
    content = reading.find("illicit-content") if context.content_scheme else None
    reading.set("context:defined-content", content)
    terms = term_evidence(reading, context.widened_terms, "context:widened-term")
    reading.set("context:widened-term", terms or None)
    in_scheme = context.content_scheme and reading.find("title:provider-law") is not None
    reading.set("context:scheme", () if in_scheme else None)
    shown = acts_shown(reading, profile)
    acts = [evidence[:1] for name, evidence in shown.items() if not name.startswith(_ANCILLARY)]
    reading.set("context:act", tuple(e for each in acts for e in each) if acts else cited or None)


def _list_omits(reading: Reading, context: LinkContext) -> Found:
    """Where a rule of jurisdiction passes over an offence that stands between those it names."""
    if not context.places or reading.find("function:jurisdiction") is None:
        return None
    ranges = [r for r in cited_ranges(reading.folded, reading.unit.language) if not r.law]
    others = context.places - {place_of(reading.unit.num)}
    named = {place for place in others if any(r.names(place) for r in ranges)}
    if not named or not any(min(named) < place < max(named) for place in others - named):
        return None
    used = (r.span for r in ranges if any(r.names(place) for place in named))
    return tuple(Evidence(span, "context:list-omits") for span in used)


def learn_answers(reading: Reading, context: LinkContext) -> None:
    """Fill in which provisions that answer a holding the unit cites (``cites:n``)."""
    for holding, numbers in context.answers.items():
        name = f"cites:{holding}"
        reading.set(name, cited_numbers(reading, numbers, name) or None)
        reading.set(f"context:answers-{holding}", () if numbers else None)


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
    if not reading.find("csam") and any(reading.find(element) for element in _NO_CONDUCT):
        return NOT_AN_OFFENCE
    means = find_means(reading)
    reading.set(f"means:{means.category}", means.evidence)
    reading.set(f"means:{means.detail}", means.evidence)
    return means
