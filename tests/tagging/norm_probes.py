"""Sentences with the norm that a lawyer reads in each, and what the program finds in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from pipeline.knowledge import Library
from pipeline.model import Norm
from pipeline.tagging.norms import find_norms

PROBES = Path(__file__).with_name("norm_probes.yaml")
FIELDS = ("modality", "bearer", "action", "conditions", "sanction")


@dataclass(frozen=True, slots=True)
class NormProbe:
    """One sentence and its norm as five strings; all empty where there is none."""

    language: str
    text: str
    expected: tuple[str, ...]

    def found(self, library: Library) -> tuple[str, ...]:
        """The first norm that binds or frees (or states, if so expected), in five strings."""
        norms = find_norms(self.text, self.language, library)
        stated = self.expected[0] == "statement"
        norm = next((n for n in norms if (n.modality == "statement") == stated), None)
        return _strings(norm, self.text) if norm else ("",) * len(FIELDS)

    def agrees(self, library: Library) -> dict[str, bool]:
        """By field whether it is as expected; an action is compared only where one is named."""
        pairs = zip(FIELDS, self.expected, self.found(library), strict=True)
        return {
            name: expected == found or (name == "action" and not expected)
            for name, expected, found in pairs
        }


def _strings(norm: Norm, text: str) -> tuple[str, ...]:
    bearer = norm.bearer.span.of(text) if norm.bearer and norm.bearer.span else ""
    action = norm.action.of(text) if norm.action else ""
    conditions = "; ".join(f"{c.type}: {c.span.of(text)}" for c in norm.conditions)
    sanction = norm.sanction.of(text) if norm.sanction else ""
    return norm.modality, bearer, action, conditions, sanction


def norm_probes() -> Iterator[NormProbe]:
    """The sentences of the file, in its order."""
    for language, entries in yaml.safe_load(PROBES.read_text("utf-8")).items():
        for text, norm in entries:
            parts = [] if norm == "-" else [part.strip() for part in norm.split("|")]
            yield NormProbe(language, text, (*parts, *[""] * (len(FIELDS) - len(parts))))


def shares(library: Library) -> dict[str, dict[str, float]]:
    """By language the share of sentences that agree in each field and in all of them."""
    found: dict[str, list[dict[str, bool]]] = {}
    for probe in norm_probes():
        found.setdefault(probe.language, []).append(probe.agrees(library))
    return {
        language: {name: sum(row[name] for row in rows) / len(rows) for name in FIELDS}
        | {"all": sum(all(row.values()) for row in rows) / len(rows)}
        for language, rows in found.items()
    }
