"""What became of every input, and the one sentence that says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model import Finding


@dataclass(frozen=True, slots=True)
class Standing:
    """A document that stands in the output: its file there, its source and that one's SHA-256."""

    file: str
    source: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Account:
    """inputs = published + unchanged + quarantined, always.

    ``documents`` are all that stand; ``published`` counts those written since the last completed
    run, ``unchanged`` those that stood already and are still right.
    """

    inputs: int
    published: int
    unchanged: int
    documents: tuple[Standing, ...] = ()
    quarantined: tuple[Finding, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    findings: Mapping[str, int] = field(default_factory=dict)  # number of findings by code

    def sentence(self) -> str:
        """The account in one sentence."""
        counts = Counter(self.counts)
        return (
            f"{self.inputs} inputs = {self.published} published + {self.unchanged} unchanged + "
            f"{len(self.quarantined)} quarantined; {counts['provisions']} provisions, "
            f"{counts['norms']} norms, {counts['concepts']} concept mentions, "
            f"{counts['links']} links, {counts['near_misses']} near misses, "
            f"{sum(self.findings.values())} findings."
        )
