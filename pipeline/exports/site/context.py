"""What every page needs beside its document: names of concepts, the holdings, the templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined

from pipeline.exports.reviews import told
from pipeline.exports.site.segments import visible
from pipeline.knowledge import Library
from pipeline.knowledge.opinions import OpinionProfile
from pipeline.knowledge.thesaurus import load_thesaurus

GRADES = {2: "answers it directly", 1: "relevant", 0: "looked at and rejected"}
JURISDICTIONS = {
    "aa-coe": "Council of Europe", "aa-un": "United Nations", "eu": "European Union",
    "ad": "Andorra", "ar": "Argentina",
    "at": "Austria", "be": "Belgium", "ca": "Canada", "ch": "Switzerland", "cl": "Chile",
    "cz": "Czechia", "de": "Germany", "dk": "Denmark", "ee": "Estonia", "es": "Spain",
    "fi": "Finland", "fr": "France", "gr": "Greece", "ie": "Ireland", "in": "India",
    "is": "Iceland", "it": "Italy", "li": "Liechtenstein", "lu": "Luxembourg", "lv": "Latvia",
    "nl": "Netherlands", "no": "Norway", "pe": "Peru", "pl": "Poland", "pt": "Portugal",
    "ro": "Romania", "se": "Sweden", "sk": "Slovakia", "tr": "Türkiye", "ua": "Ukraine",
    "uk": "United Kingdom", "us": "United States", "uy": "Uruguay", "zz": "State not stated",
    "xa": "Specimen State A (fictional)", "xb": "Specimen State B (fictional)",
    "xc": "Specimen State C (fictional)", "xd": "Specimen State D (fictional)",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HoldingInfo:
    """A holding as the pages show it; strengths are words of the texts, ``none`` a declaration."""

    number: int
    label: str
    opinion_strength: str
    convention_strength: str
    articles: tuple[str, ...]
    question: str
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteContext:
    """Labels and holdings, from the knowledge in force."""

    holdings: tuple[HoldingInfo, ...]
    convention: str = ""  # the FRBR work behind the opinion
    concept_labels: Mapping[str, str] = field(default_factory=dict)
    offences: int = 0  # the holding that the acts of the Convention stand behind; 0: none

    @classmethod
    def of(cls, library: Library, profile: OpinionProfile) -> SiteContext:
        return cls(
            tuple(
                HoldingInfo(
                    h.number, h.label, h.opinion_strength, h.convention_strength,
                    (*h.primary, *h.secondary), h.question, h.gap_patterns,
                )
                for h in profile.holdings
            ),
            profile.convention,
            {c.id: c.label("en") for c in load_thesaurus(library).concepts},
            profile.offences,
        )  # fmt: skip

    def concept(self, identifier: str) -> str:
        """A concept's English label, or the rule id itself."""
        return self.concept_labels.get(identifier, identifier)


def jurisdiction(code: str) -> str:
    """The name of a jurisdiction; its code where it has none here."""
    return JURISDICTIONS.get(code, code.upper())


def as_of(version_date: str) -> str:
    """What is said of the day of a text."""
    return f"text of {version_date}" if version_date else "day of the text not stated"


@cache
def templates() -> Environment:
    """The page templates, everything escaped unless a page says it is markup of ours."""
    folder = files("pipeline.exports.site").joinpath("templates")
    sources = {
        item.name: item.read_text("utf-8")
        for item in folder.iterdir()
        if item.name.endswith(".html")
    }
    environment = Environment(
        loader=DictLoader(sources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        jurisdiction=jurisdiction, grades=GRADES, visible=visible, told=told, as_of=as_of
    )
    return environment
