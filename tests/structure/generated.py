"""How far laws of known structure, written by lot, are read back; a table of F1 for each style.

Run: python -m tests.structure.generated [--laws N] [--seed S] [--show] [TRADITION…]
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from tests.structure.generator import generate
from tests.structure.scoring import Agreement, compare, provided, read_plain
from tests.structure.traditions import TRADITIONS


def score(tradition: str, seeds: Sequence[int], show: bool = False) -> Agreement:
    """The agreement over one law for each seed."""
    whole = Agreement(0, 0, 0)
    for seed in seeds:
        text, expected = generate(TRADITIONS[tradition], seed)
        agreement, lines = compare(provided(read_plain(text)), expected)
        whole += agreement
        if show and agreement.f1 < 1:
            print(f"  seed {seed}: {agreement.f1:.3f}")
            print("\n".join(f"    {line}" for line in lines[:12]))
    return whole


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("traditions", nargs="*", default=[])
    parser.add_argument("--laws", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    names = asked.traditions or sorted(TRADITIONS)
    seeds = range(asked.seed, asked.seed + asked.laws)
    figures = {name: score(name, seeds, asked.show) for name in names}
    for name, figure in figures.items():
        print(f"{name:12} {figure.f1:.3f} {figure.expected:7}")
    print(f"{'macro':12} {sum(f.f1 for f in figures.values()) / len(figures):.3f}")


if __name__ == "__main__":
    main()
