"""What all values share: the three kinds of offset, spans, findings, the words of their fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NewType

SourceOffset = NewType("SourceOffset", int)
TextOffset = NewType("TextOffset", int)
Eid = NewType("Eid", str)
Iri = NewType("Iri", str)

NO_EID = Eid("")  # of the whole document

Status = Literal["", "repealed", "not-in-force", "empty", "unparsed"]
Modality = Literal["obligation", "prohibition", "permission", "recommendation", "statement"]
Polarity = Literal["positive", "negative"]
Mode = Literal["direct", "reported"]
Force = Literal["regulative", "constitutive"]
Relation = Literal[
    "implements", "partially-implements", "contributes", "defines", "limits", "near-miss"
]
Means = Literal["ict-explicit", "technology-neutral", "means-limited", "n/a"]
LinkStatus = Literal["proposed", "confirmed", "rejected", "needs-second-reader", "superseded"]
Verdict = Literal["confirm", "correct", "reject", "add"]
Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text, ``start`` inclusive, ``end`` exclusive; which text, the owner says."""

    start: int
    end: int

    def shift(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader of the output must know: ``code`` names an entry of problems.yaml."""

    code: str
    message: str
    path: str = ""
    line: int = 0  # 1-based; 0: unknown
    eid: str = ""
    severity: Severity = "warning"
