"""Sentences with their citations marked, and how well what is found agrees with the marks.

``{words|target}`` marks a citation, ``{words|first|last}`` a range; a sentence without marks is one
in which nothing is cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from pipeline.knowledge import Library
from pipeline.model import Span
from pipeline.tagging.references import find_references

PROBES = Path(__file__).with_name("reference_probes.yaml")
SECOND = Path(__file__).with_name("reference_probes_heldout.yaml")
_MARK = re.compile(r"\{([^{}|]+)\|([^{}|]*)(?:\|([^{}|]*))?\}")


@dataclass(frozen=True, slots=True)
class Mark:
    """One citation: where it stands and where it leads."""

    span: Span
    target: str
    up_to: str


@dataclass(frozen=True, slots=True)
class Probe:
    """One sentence and the citations in it."""

    language: str
    text: str
    marks: frozenset[Mark]

    def found(self, library: Library) -> frozenset[Mark]:
        references = find_references(self.text, self.language, library)
        return frozenset(Mark(r.span, r.target, r.up_to) for r in references)


def probes(path: Path = PROBES) -> Iterator[Probe]:
    """The sentences of a file, in its order."""
    for language, sentences in yaml.safe_load(path.read_text("utf-8")).items():
        yield from (_probe(language, sentence) for sentence in sentences)


def _probe(language: str, sentence: str) -> Probe:
    text, at, marks = "", 0, []
    for match in _MARK.finditer(sentence):
        text += sentence[at : match.start()]
        span = Span(len(text), len(text) + len(match[1]))
        marks.append(Mark(span, match[2], match[3] or ""))
        text, at = text + match[1], match.end()
    return Probe(language, text + sentence[at:], frozenset(marks))
