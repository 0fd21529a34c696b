"""A small law of a State that does not exist, its links, and decisions about them."""

from __future__ import annotations

from pathlib import Path

from pipeline.batch.worker import Settings, load, mark
from pipeline.knowledge.opinions import load_profile
from pipeline.model import Document, Eid, Judgement, Link, Marked, Review, Unit, Verdict
from pipeline.review.decisions import Decision
from pipeline.review.identity import words_digest

SETTINGS = Settings()
PROFILE = load_profile(SETTINGS.library, SETTINGS.opinion)
HOLDINGS = frozenset(h.number for h in PROFILE.holdings)
IMAGES = (
    "(1) A person who makes, distributes or possesses an indecent photograph of a child commits "
    "an offence and is liable to imprisonment for five years."
)
ADULTS = "(1) The harbour master shall keep a register of boats and moorings."
LAW = """---
title: Images Act
country: xa
identifier: XA-7
language: en
publication_date: 2001-01-01
{stated}---
# Images Act

{body}
"""


def law(folder: Path, sections: dict[str, str], version: str = "") -> Path:
    """A file of the law with these sections: number and heading, and text."""
    body = "\n\n".join(f"## {head}\n\n{text}" for head, text in sections.items())
    stated = f"last_updated: {version}\n" if version else ""
    path = folder / f"images{version}.md"
    path.write_text(LAW.format(body=body, stated=stated), "utf-8")
    return path


def marked(path: Path, decisions: tuple[Decision, ...] = ()) -> Marked:
    """The law tagged and linked."""
    document = load(path, path.name, SETTINGS)
    return mark(document, SETTINGS.library, PROFILE, decisions)


def unit(document: Document, eid: str) -> Unit:
    return next(u for u in document.units() if u.eid == eid)


def link_of(found: Marked, eid: str, holding: int = 12) -> Link | None:
    own = (link for link in found.links if (link.eid, link.holding) == (eid, holding))
    return next(own, None)


def decide(
    found: Marked,
    eid: str,
    verdict: Verdict,
    said: Judgement | None = None,
    *,
    holding: int = 12,
    reader: str = "Ada",
    date: str = "2026-01-01",
    evidence: tuple[str, ...] = (),
    settles: bool = False,
) -> Decision:
    """What a reader decides about a provision as it stands."""
    link = link_of(found, eid, holding)
    if said is None:
        said = link.judgement if link and verdict == "confirm" else Judgement(0, "near-miss", "n/a")
    reason = "" if verdict == "confirm" else "because of its words"
    words = words_digest(unit(found.document, eid))
    review = Review(reader, date, verdict, said, reason, words, settles)
    document = found.document
    saw = link.judgement if link else None
    return Decision(document.work, Eid(eid), holding, review, document.iri, saw, evidence)
