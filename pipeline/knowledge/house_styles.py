"""Takes ``house-styles.yaml`` and cites provisions as their jurisdictions do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.knowledge import Library


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """The words of one jurisdiction; the file explains the fields."""

    bare: str
    words: Mapping[str, str]
    form: str


@cache
def _styles(library: Library) -> tuple[HouseStyle, Mapping[str, HouseStyle]]:
    data = library.yaml("house-styles.yaml")
    own = {
        code: HouseStyle(entry["bare"], entry["words"], entry["form"])
        for entry in data["styles"]
        for code in entry["jurisdictions"]
    }
    default = data["default"]
    return HouseStyle(default["bare"], default["words"], default["form"]), own


def citation(library: Library, jurisdiction: str, num: str, law: str) -> str:
    """``num`` as printed ("15A.", "§ 176b", "Article 227-22-1") and ``law`` in one citation."""
    default, own = _styles(library)
    style = own.get(jurisdiction, default)
    number = num.strip().rstrip(".:").strip()
    if not number:
        return law
    word, _, rest = number.partition(" ")
    if rest and word in style.words:
        number = f"{style.words[word]} {rest}"
    elif number[0].isdigit():
        number = f"{style.bare}{number}"
    return style.form.format(provision=number, law=law)
