"""Laws cut off and mutated by lot: whether one crashes the reading, or loses a character.

Run: python -m tests.structure.mutated [NUMBER]
"""

from __future__ import annotations

import random
import sys

from pipeline.errors import LanzaroteError
from pipeline.model import Document
from pipeline.readers import plain
from pipeline.structure import build
from tests.structure.generator import generate
from tests.structure.scoring import LIBRARY
from tests.structure.traditions import TRADITIONS


def kept(document: Document) -> str:
    """Every character that is not white space, as often as it is text, note or omission."""
    held = [document.text, *(n.text for n in document.notes), *(o.text for o in document.omissions)]
    return "".join(sorted("".join("".join(held).split())))


def mutated(text: str, lot: random.Random) -> str:
    """The text cut off, with lines dropped, swapped or doubled, or with characters put in."""
    lines = text.splitlines(keepends=True)
    for _ in range(lot.randint(1, 6)):
        i, j = lot.randrange(len(lines)), lot.randrange(len(lines))
        change = lot.randrange(4)
        if change == 0:
            lines[i], lines[j] = lines[j], lines[i]
        elif change == 1:
            lines.insert(i, lines[j])
        elif change == 2:
            lines[i] = lines[i][: lot.randrange(len(lines[i]) + 1)]
        else:
            lines[i] = (
                lot.choice(("§ ", "(a) ", "“", "Art. ", "1. ", "\f", "CONTENTS\n")) + lines[i]
            )
    return "".join(lines)[: lot.randint(1, len(text))]


def is_kept(text: str) -> bool:
    """Whether a text is read without losing a character, or refused in so many words."""
    try:
        document = build(plain.read(text.encode(), "case.txt"), LIBRARY)
    except LanzaroteError:
        return True
    return kept(document) == "".join(sorted("".join(text.split())))


def main(number: int) -> int:
    names = sorted(TRADITIONS)
    lost = [
        (names[n % len(names)], n)
        for n in range(number)
        if not is_kept(mutated(generate(TRADITIONS[names[n % len(names)]], n)[0], random.Random(n)))
    ]
    print(f"{number} mutated laws, {len(lost)} that lost a character", *lost, sep="\n")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
