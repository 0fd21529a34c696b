"""Hits, false alarms and misses, and the figures they give."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """``hits`` found and expected, ``alarms`` found only, ``misses`` expected only."""

    hits: int = 0
    alarms: int = 0
    misses: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.hits + other.hits, self.alarms + other.alarms, self.misses + other.misses
        )

    @classmethod
    def of(cls, expected: bool, found: bool) -> Counts:
        return cls(
            int(expected and found), int(found and not expected), int(expected and not found)
        )

    @property
    def precision(self) -> float:
        return _share(self.hits, self.hits + self.alarms)

    @property
    def recall(self) -> float:
        return _share(self.hits, self.hits + self.misses)

    @property
    def f1(self) -> float:
        return _share(2 * self.hits, 2 * self.hits + self.alarms + self.misses)

    def as_dict(self) -> dict[str, float]:
        return {
            "hits": self.hits,
            "alarms": self.alarms,
            "misses": self.misses,
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
        }

    def as_text(self) -> str:
        return (
            f"P {self.precision:.2f}  R {self.recall:.2f}  F1 {self.f1:.2f}"
            f"  ({self.hits} hits, {self.alarms} alarms, {self.misses} misses)"
        )


@dataclass(frozen=True, slots=True)
class Rate:
    """``right`` of ``total``."""

    right: int = 0
    total: int = 0

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.right + other.right, self.total + other.total)

    @property
    def share(self) -> float:
        return _share(self.right, self.total)

    def as_dict(self) -> dict[str, float]:
        return {"right": self.right, "total": self.total, "share": self.share}

    def as_text(self) -> str:
        return f"{self.share:.2f} ({self.right} of {self.total})"


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
