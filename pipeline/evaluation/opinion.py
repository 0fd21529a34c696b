"""Takes gold/opinion.json and the Opinion's file; gives ``OpinionScores``: what agrees, what not.

Compared are the numbered paragraphs and their kind, every modal field by field, every reference,
which lines of the source are furniture, and the concepts. A concept's mention is right if span and
concept agree; one inside a longer mention or actor of the gold is its part and no false alarm.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import SourceError
from pipeline.evaluation.counts import Counts, Rate
from pipeline.knowledge import Library
from pipeline.knowledge.opinions import load_profile
from pipeline.model import ConceptMention, Document, Marked, Norm, Reference, Span, Unit
from pipeline.readers import read
from pipeline.structure import build
from pipeline.tagging import tag_document

FIELDS = ("trigger", "deontic", "strength", "polarity", "mode", "bearer", "action")


@dataclass(frozen=True, slots=True)
class OpinionScores:
    """Rates by part; ``differences`` names every disagreement on what must be exact: paragraphs,
    modals, references, furniture. ``concept_differences`` names those on the spans of concepts."""

    structure: Rate
    modals: Mapping[str, Rate]
    extra_modals: int
    references: Counts
    furniture: Counts  # lines
    concepts: Counts
    differences: tuple[str, ...]
    concept_differences: tuple[str, ...]

    @property
    def exact(self) -> bool:
        return not self.differences

    def as_dict(self) -> dict[str, object]:
        return {
            "structure": self.structure.as_dict(),
            "modals": {name: rate.as_dict() for name, rate in self.modals.items()},
            "extra_modals": self.extra_modals,
            "references": self.references.as_dict(),
            "furniture_lines": self.furniture.as_dict(),
            "concepts": self.concepts.as_dict(),
            "differences": list(self.differences),
            "concept_differences": list(self.concept_differences),
        }

    def as_text(self) -> str:
        lines = [f"Structure: {self.structure.as_text()}"]
        lines += [f"Modals, {name}: {rate.as_text()}" for name, rate in self.modals.items()]
        lines.append(f"Modals that are none: {self.extra_modals}")
        lines.append(f"References: {self.references.as_text()}")
        lines.append(f"Furniture lines: {self.furniture.as_text()}")
        lines.append(f"Concept spans: {self.concepts.as_text()}")
        told = (*self.differences, *self.concept_differences)
        return "\n".join([*lines, *(f"  differs: {text}" for text in told)])


def evaluate_opinion(
    gold: Path, opinion: Path, library: Library, profile: str = "lanzarote-ict-2017"
) -> OpinionScores:
    """Read, structure and tag the Opinion and compare it with the gold analysis."""
    data = opinion.read_bytes()
    document = build(read(data, opinion.name), library)
    addressee = load_profile(library, profile).addressee
    tags, _ = tag_document(document, library, addressee=addressee)
    return score_opinion(_gold(gold), Marked(document, tags), data.decode("utf-8"))


def _gold(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SourceError("GOLD-FORM", path.name, reason=str(error)) from None
    if not isinstance(data, dict) or not isinstance(data.get("paragraphs"), list):
        raise SourceError("GOLD-FORM", path.name, reason="no list of paragraphs")
    return data


def score_opinion(gold: Mapping[str, Any], marked: Marked, source: str) -> OpinionScores:
    """Compare; ``source`` is the decoded file, for the lines of its furniture."""
    units = {unit.num.strip(" .-*"): unit for unit in marked.document.units()}
    tags = {each.eid: each for each in marked.tags}
    differences: list[str] = []
    of_concepts: list[str] = []
    structure = _structure(gold, units, differences)
    modals = dict.fromkeys(FIELDS, Rate())
    references = concepts = Counts()
    extra = 0
    for paragraph in gold["paragraphs"]:
        unit = units.get(str(paragraph["number"]))
        found = tags.get(unit.eid) if unit else None
        shift = unit.text.find(paragraph["text"]) if unit else 0
        norms = found.norms if found else ()
        extra += _modals(paragraph, norms, unit, shift, modals, differences)
        references += _references(paragraph, found.references if found else (), shift, differences)
        mentions = found.concepts if found else ()
        concepts += _concepts(paragraph, mentions, shift, of_concepts)
    furniture = _furniture(gold, marked.document, source, differences)
    return OpinionScores(
        structure,
        modals,
        extra,
        references,
        furniture,
        concepts,
        tuple(differences),
        tuple(of_concepts),
    )


def _concepts(
    paragraph: Mapping[str, Any],
    mentions: Iterable[ConceptMention],
    at: int,
    differences: list[str],
) -> Counts:
    marked = [*paragraph["concepts"], *paragraph["actors"]]
    whole = [Span(entry["start"], entry["end"]) for entry in marked]
    expected = {(c["concept"], Span(c["start"], c["end"])) for c in paragraph["concepts"]}
    found = {(m.concept, m.span.shift(-at)) for m in mentions}
    alarms = [(c, s) for c, s in found - expected if not any(w.covers(s) for w in whole)]
    for word, items in (("missing", expected - found), ("more", alarms)):
        for concept, span in sorted(items, key=lambda item: (item[1], item[0])):
            quote = span.of(paragraph["text"])
            differences.append(f"paragraph {paragraph['number']}: {concept} {word}, {quote!r}")
    return Counts(len(expected & found), len(alarms), len(expected - found))


def _structure(gold: Mapping[str, Any], units: Mapping[str, Unit], differences: list[str]) -> Rate:
    rate = Rate()
    for paragraph in gold["paragraphs"]:
        unit = units.get(str(paragraph["number"]))
        same = unit is not None and unit.text.endswith(paragraph["text"])
        kind = unit is not None and (unit.kind == "recital") == (paragraph["kind"] == "recital")
        rate += Rate(int(same and kind), 1)
        if not (same and kind):
            differences.append(f"paragraph {paragraph['number']}: text or kind")
    expected = {str(paragraph["number"]) for paragraph in gold["paragraphs"]}
    surplus = [num or "(no number)" for num in units if num not in expected]
    differences += [f"unit {num} is not expected" for num in surplus]
    return rate


def _modals(
    paragraph: Mapping[str, Any],
    norms: Iterable[Norm],
    unit: Unit | None,
    shift: int,
    rates: dict[str, Rate],
    differences: list[str],
) -> int:
    """Adds the paragraph's modals to ``rates``; the number of norms that no modal answers."""
    text = unit.text if unit else ""
    left = [norm for norm in norms if norm.strength != "none" or norm.modality == "statement"]
    for modal in paragraph["modals"]:
        span = Span(modal["start"] + shift, modal["end"] + shift)
        norm = next((n for n in left if span in n.triggers), None)
        left = [n for n in left if span not in n.triggers]
        for name in FIELDS:
            same = norm is not None and _agrees(name, modal, norm, text, shift)
            rates[name] += Rate(int(same), 1)
            if not same:
                differences.append(f"paragraph {paragraph['number']}, {modal['quote']}: {name}")
    surplus = [n for n in left if n.modality != "statement"]
    differences += [f"paragraph {paragraph['number']}: a norm more, {n.formula}" for n in surplus]
    return len(surplus)


def _agrees(name: str, modal: Mapping[str, Any], norm: Norm, text: str, shift: int) -> bool:
    deontic = bool(modal["deontic"])
    if name == "trigger":
        return True
    if name == "deontic":
        expected = modal["modality"] if deontic else "statement"
        return norm.modality == expected
    if name == "mode":
        return not deontic or norm.mode == modal["mode"]
    if name == "bearer":
        return not deontic or _same_bearer(modal["bearer"], norm, shift)
    if name == "action":
        first = modal["actions"][0]
        return norm.action is not None and norm.action.of(text) == first["quote"]
    return bool(getattr(norm, name) == modal[name])


def _same_bearer(expected: Any, norm: Norm, shift: int) -> bool:
    if norm.bearer is None:
        return False
    if isinstance(expected, str):
        return expected == f"implicit:{norm.bearer.implicit}"
    return norm.bearer.span == Span(expected["start"] + shift, expected["end"] + shift)


def _references(
    paragraph: Mapping[str, Any],
    references: Iterable[Reference],
    shift: int,
    differences: list[str],
) -> Counts:
    expected = {Span(r["start"] + shift, r["end"] + shift) for r in paragraph["refs"]}
    found = {reference.span for reference in references}
    for span in sorted(expected ^ found):
        word = "missing" if span in expected else "more"
        differences.append(f"paragraph {paragraph['number']}: reference {word} at {span.start}")
    return Counts(len(expected & found), len(found - expected), len(expected - found))


def _furniture(
    gold: Mapping[str, Any], document: Document, source: str, differences: list[str]
) -> Counts:
    """Lines, numbered from 1, that are recorded as no text of the Opinion."""
    expected: set[int] = set()
    structural: set[int] = set()
    for entry in gold["furniture"]:
        lines = set(range(entry["lines"][0], entry["lines"][1] + 1))
        (structural if entry["keep"].startswith("structure") else expected).update(lines)
    lifted = [Span(block.source.start, block.source.end) for block in document.preface]
    omitted = [Span(o.start, o.end) for o in document.omissions if o.reason != "markup"]
    found = {line for span in (*omitted, *lifted) for line in _lines(span, source)}
    blank = {n for n, line in enumerate(source.split("\n"), 1) if not line.strip()}
    found -= blank | structural
    for line in sorted((expected - blank) ^ found):
        differences.append(f"line {line}: {'missing' if line in expected else 'more'} furniture")
    return Counts(len(expected & found), len(found - expected), len(expected - blank - found))


def _lines(span: Span, source: str) -> range:
    first = source.count("\n", 0, span.start) + 1
    return range(first, first + source.count("\n", span.start, max(span.start, span.end - 1)) + 1)
