"""Problems as data, and the one exception tree that carries them.

Every code stands in ``knowledge/problems.yaml`` with a severity, a sentence and a remedy; the
sentence takes the keyword arguments given when the problem is raised.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast

import yaml

from pipeline.model import Finding, Severity


@dataclass(frozen=True, slots=True)
class Problem:
    """One entry of problems.yaml."""

    code: str
    severity: Severity
    sentence: str
    remedy: str


@cache
def problems() -> dict[str, Problem]:
    """Every known problem by its code, read once from the package's own data."""
    raw = files("pipeline.knowledge").joinpath("problems.yaml").read_text("utf-8")
    entries = yaml.load(raw, yaml.CSafeLoader)
    return {
        code: Problem(code, cast(Severity, e["severity"]), e["sentence"], e["remedy"])
        for code, e in entries.items()
    }


@dataclass(frozen=True, slots=True)
class Page:
    """What is said of a problem beyond its sentence: its cause, steps, details for an example."""

    cause: str
    steps: tuple[str, ...]
    example: Mapping[str, Any]


@cache
def problem_pages() -> dict[str, Page]:
    """The page of every problem by its code, from the package's own data."""
    raw = files("pipeline.knowledge").joinpath("problem_pages.yaml").read_text("utf-8")
    entries = yaml.load(raw, yaml.CSafeLoader)
    return {
        code: Page(e["cause"], tuple(e["do"]), e.get("example", {})) for code, e in entries.items()
    }


def finding(code: str, path: str = "", line: int = 0, eid: str = "", **details: Any) -> Finding:
    """A finding with the sentence of its problem filled in; KeyError if the code is unknown."""
    problem = problems()[code]
    return Finding(code, problem.sentence.format(**details), path, line, eid, problem.severity)


def remedy(code: str) -> str:
    """What to do about a problem, in one sentence."""
    return problems()[code].remedy


class LanzaroteError(Exception):
    """A problem that ends the work on one document; the batch border quarantines it."""

    def __init__(self, code: str, path: str = "", line: int = 0, **details: Any) -> None:
        self.finding = finding(code, path, line, **details)
        super().__init__(code, path, line, details)

    def __str__(self) -> str:
        place = self.finding.path + (f":{self.finding.line}" if self.finding.line else "")
        text = f"{self.finding.code}: {self.finding.message} {remedy(self.finding.code)}"
        return f"{place}: {text}" if place else text

    def __reduce__(self) -> tuple[Any, ...]:  # crosses process borders whole
        return (_rebuild, (type(self), *self.args))


def _rebuild(
    kind: type[LanzaroteError], code: str, path: str, line: int, details: dict[str, Any]
) -> LanzaroteError:
    return kind(code, path, line, **details)


class SourceError(LanzaroteError):
    """The source file cannot be read: broken, hostile or of an unknown format."""


class IntegrityError(LanzaroteError):
    """The XML about to be published does not hold what it should: never published."""


class KnowledgeError(LanzaroteError):
    """A knowledge file (thesaurus, language, opinion, drafting style) is not valid."""
