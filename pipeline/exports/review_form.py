"""The links of a run in, the form in which readers decide about them out: one link a row.

Near misses have rows too. A second sheet is for links that the program missed. What a row is about
and what it shows is printed with a check; ``pipeline.review`` reads the form back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.exports.corpus import Corpus
from pipeline.exports.review_columns import FILLED, KEYS, Value, keyed, shown
from pipeline.exports.reviews import told
from pipeline.exports.sheet import Cell, Column, Sheet, workbook
from pipeline.exports.site.context import GRADES, jurisdiction
from pipeline.exports.site.summary import DocumentSummary, Entry
from pipeline.exports.words import evidence, quote
from pipeline.knowledge import Library
from pipeline.knowledge.house_styles import citation
from pipeline.model import Link
from pipeline.review import form
from pipeline.text import sha256

_BEFORE = (
    Column(form.HOLDING, 8), Column("Provision", 28), Column("Party", 16), Column("Heading", 24),
    Column("Context", 30), Column("Original quote", 70), Column(form.SHOWN_EVIDENCE, 30),
    Column(form.SHOWN_GRADE, 7), Column(form.SHOWN_RELATION, 18), Column(form.SHOWN_MEANS, 22),
    Column(form.SHOWN_ARTICLES, 16),
)  # fmt: skip
_AFTER = (
    Column("Criteria met", 40), Column("Criteria missed", 40), Column("Shortfall or limits", 30),
    Column("Score", 8), Column("Status", 14), Column("Decided so far", 30), Column("Version", 12),
)  # fmt: skip
LINKS = (*_BEFORE, *FILLED, *_AFTER, *KEYS)
_ADDED = (
    Column(form.EXPRESSION, 50), Column(form.EID, 24), Column(form.HOLDING, 8), *FILLED,
)  # fmt: skip
_ADDITIONS = 100  # rows with drop-downs on the sheet for links that were missed
_SAID = "Proposals of a program. Decide in the blue columns; leave the others as they are."
_MISSED = (
    "Links that the program missed: copy Expression and eId of the provision from the first sheet "
    "or from the reading site, choose 'add'."
)
_HELP = (
    ("confirm", "the row is right as it stands; a near miss is rightly rejected"),
    ("correct", "the link is right but for what you write in the New columns; a reason is needed"),
    ("reject", "the provision does not bear on the holding; a reason is needed"),
    ("add", "on the second sheet: a link that the program missed; grade, relation and reason"),
    ("New grade", "; ".join(f"{grade}: {words}" for grade, words in sorted(GRADES.items()))),
    ("New paragraphs", "of the Convention, parted by semicolons: 20(1)(a); 20(1)(f). A dash: none"),
    ("Words (evidence)", "words of the provision, exactly; several are parted by a bar |"),
    ("Read on", "the date, as 2026-03-31"),
    ("Settles", "yes: this decision ends a disagreement between readers"),
    ("Rows", "may be sorted, filtered and left empty; columns of your own may be added"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Selection:
    """Which links a form has. ``sample``: per cent of them, always the same ones.

    ``blind`` hides what others decided; ``reader`` is printed in the column for it; ``unread``
    leaves out what that reader has decided on these words.
    """

    state: str = ""
    holding: int = 0
    sample: int = 100
    blind: bool = False
    unread: bool = False
    reader: str = ""

    def takes(self, law: DocumentSummary, entry: Entry) -> bool:
        """Whether a link is in the form."""
        link = self.seen(entry.link)
        if (
            link is None
            or self.state not in ("", law.jurisdiction)
            or self.holding not in (0, link.holding)
        ):
            return False
        mine = (r for r in entry.link.reviews if r.reader == self.reader and not r.stale)
        if self.unread and any(mine):
            return False
        drawn = int(sha256(f"{law.iri} {link.eid} {link.holding}")[:8], 16) % 100
        return drawn < self.sample

    def seen(self, link: Link) -> Link | None:
        """The link as the reader is to see it: to the blind, the program's proposal alone."""
        if not self.blind or not link.reviews:
            return link
        own = link.proposed
        if own is None:
            return None
        return replace(
            link, grade=own.grade, relation=own.relation, means=own.means,
            means_detail=link.means_detail if own.means == link.means else "",
            convention_articles=own.articles, status="proposed", remark="", reviews=(),
        )  # fmt: skip


def review_form(corpus: Corpus, selection: Selection) -> bytes:
    """The form as bytes, the same for the same run and selection.

    Raises LanzaroteError ``EXP-EXTRA`` without the extra ``office``.
    """
    laws = sorted(
        (s for s in corpus.summaries if not s.opinion and not s.treaty),
        key=lambda s: (jurisdiction(s.jurisdiction), s.title, s.iri),
    )
    rows = [
        keyed(LINKS, _row(law, entry, selection, corpus.library), law, entry)
        for law in laws
        for entry in law.entries
        if selection.takes(law, entry)
    ]
    names = {h.number: h.label for h in corpus.site.holdings}
    holdings = [(f"Holding {number}", label) for number, label in sorted(names.items())]
    empty = [("",) * len(_ADDED)] * _ADDITIONS
    return workbook(
        (
            Sheet("Links", LINKS, rows, _SAID, frozen=2),
            Sheet("Additions", _ADDED, empty, _MISSED),
            Sheet(
                "How to decide", (Column("Word", 22), Column("Meaning", 90)), [*_HELP, *holdings]
            ),
        )
    )


def _row(
    law: DocumentSummary, entry: Entry, selection: Selection, library: Library
) -> dict[str, Value]:
    link = selection.seen(entry.link) or entry.link
    cited = citation(library, law.jurisdiction, entry.num, law.short_title or law.title)
    return {
        form.HOLDING: link.holding,
        "Provision": Cell(cited, f"site/documents/{law.page}/{entry.href}"),
        "Party": jurisdiction(law.jurisdiction),
        "Heading": entry.heading,
        "Context": " › ".join(entry.path),
        "Original quote": quote(entry),
        form.SHOWN_EVIDENCE: evidence(entry),
        **shown(link),
        "Criteria met": _criteria(link, met=True),
        "Criteria missed": _criteria(link, met=False),
        "Shortfall or limits": link.remark,
        "Score": f"{link.score:g}",
        "Status": link.status,
        "Decided so far": "\n".join(map(told, link.reviews)),
        "Version": law.version_date or "not stated",
        form.READER: selection.reader,
    }


def _criteria(link: Link, *, met: bool) -> str:
    return "\n".join(c.label for c in link.criteria if c.met == met)
