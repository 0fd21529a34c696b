"""What a benchmark gives: figures by name and the items on which gold and pipeline differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.evaluation.counts import Counts, Rate


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure: its value between 0 and 1 and the counts behind it."""

    name: str
    value: float
    detail: str = ""

    @classmethod
    def f1(cls, name: str, counts: Counts) -> Figure:
        return cls(f"{name}, F1", counts.f1, counts.as_text())

    @classmethod
    def share(cls, name: str, rate: Rate) -> Figure:
        return cls(name, rate.share, f"{rate.right} of {rate.total}")

    @classmethod
    def macro(cls, name: str, counts: Mapping[str, Counts]) -> Figure:
        """The mean of the F1 of several classes."""
        value = sum(c.f1 for c in counts.values()) / len(counts) if counts else 0.0
        detail = "  ".join(f"{label} {c.f1:.2f}" for label, c in counts.items())
        return cls(f"{name}, macro F1", round(value, 4), detail)


@dataclass(frozen=True, slots=True)
class BenchmarkScores:
    """The figures of one set; ``differences`` has one line per item that was judged otherwise."""

    name: str
    figures: tuple[Figure, ...]
    differences: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        return {
            "set": self.name,
            "figures": {
                f.name: {"value": f.value, "detail": f.detail} for f in self.figures
            },
            "differences": list(self.differences),
        }  # fmt: skip

    def as_text(self) -> str:
        lines = [f"{self.name}"]
        lines += [f"  {f.name}: {f.value:.3f}  ({f.detail})" for f in self.figures]
        lines += [f"  differs: {text}" for text in self.differences]
        return "\n".join(lines)


def by_class(gold: Sequence[str], found: Sequence[str], labels: Sequence[str]) -> dict[str, Counts]:
    """Counts of each label where every item has one label."""
    pairs = list(zip(gold, found, strict=True))
    return {
        label: sum((Counts.of(g == label, f == label) for g, f in pairs), Counts())
        for label in labels
    }
