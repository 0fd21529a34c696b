"""A corpus of made-up Acts of a fictional State, large or small, the same for the same numbers."""

from __future__ import annotations

import random
from pathlib import Path

_WHO = ("A master", "The harbour authority", "Any person", "A provider", "The Minister")
_MODAL = ("shall", "must", "may", "shall not", "must not")
_WHAT = (
    "keep a register of vessels",
    "carry a pilot on board",
    "use a computer system to contact a child",
    "report to the authority without delay",
    "produce or distribute images of a child",
    "remove the material from the network",
)
_WHEN = ("", " if the sea is rough", " unless the authority agrees", " where a child is at risk")
_NAMES = ("Harbour", "Coastal", "Fishing", "Lights", "Pilots", "Moorings", "Ferries", "Beacons")


def title(number: int) -> str:
    """The title of the Act so numbered."""
    first, second = divmod(number, len(_NAMES))
    return f"{_NAMES[second]} and {_NAMES[first % len(_NAMES)]} Act {1900 + number // 64}"


def act(number: int, sections: int) -> str:
    """A Markdown Act with so many sections, which cites another one."""
    rng = random.Random(number)
    lines = [
        "---",
        f"title: {title(number)}",
        "country: xa",
        f"identifier: XA-{number}",
        "language: en",
        f"publication_date: {1900 + number // 64}-01-{1 + number % 28:02}",
        "---",
        f"# {title(number)}",
    ]
    for section in range(1, sections + 1):
        lines += ["", f"## {section}. {rng.choice(_NAMES)} duties", ""]
        lines += [f"({n}) {_sentence(rng)}" for n in range(1, rng.randint(2, 5))]
    lines += ["", f"## {sections + 1}. Other law", ""]
    lines.append(f"(1) This section applies subject to section 1 of the {title(number // 2)}.")
    return "\n".join(lines) + "\n"


def _sentence(rng: random.Random) -> str:
    return f"{rng.choice(_WHO)} {rng.choice(_MODAL)} {rng.choice(_WHAT)}{rng.choice(_WHEN)}."


def write_acts(folder: Path, count: int, sections: int) -> Path:
    """So many Acts as files; the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"act-{number:05}.md").write_text(act(number, sections), "utf-8")
    return folder
