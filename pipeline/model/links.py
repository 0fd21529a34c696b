"""What linking gives: judgements and links with their evidence, and what people decided of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model.base import Eid, Finding, LinkStatus, Means, Relation, Span, Verdict
from pipeline.model.document import Document
from pipeline.model.tags import Tags


@dataclass(frozen=True, slots=True)
class Evidence:
    """Exact words of the unit and the concept (or rule) they speak for."""

    span: Span
    concept: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that was looked for: ``id`` as in the profile, ``points`` of the score."""

    id: str
    label: str
    met: bool
    points: float = 0.0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said of a provision and a holding, by a program or a person, without the reasons."""

    grade: int  # 0, 1 or 2; 0 and ``near-miss`` always go together
    relation: Relation
    means: Means
    articles: tuple[str, ...] = ()  # paragraphs of the Convention


@dataclass(frozen=True, slots=True)
class Review:
    """What one reader decided about a provision and a holding, and what they say of it.

    ``words``: SHA-256 of the words that were read (``review.identity``); ``stale``: the words in
    this document are others. ``settles``: meant to end a disagreement between readers.
    """

    reader: str
    date: str  # ISO 8601
    verdict: Verdict
    said: Judgement
    reason: str = ""
    words: str = ""
    settles: bool = False
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """How a provision stands to a holding. ``score`` is the sum of the met criteria's points.

    Where readers decided (``reviews``, by date), the link says what they said, ``proposed`` what
    the program says; None there: the program does not link the two.
    """

    eid: Eid
    holding: int
    grade: int  # 0, 1 or 2
    score: float
    relation: Relation
    means: Means
    means_detail: str
    function: str  # offence, definition, power …: what the provision does
    convention_articles: tuple[str, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    status: LinkStatus = "proposed"
    remark: str = ""
    reviews: tuple[Review, ...] = ()
    proposed: Judgement | None = None

    @property
    def judgement(self) -> Judgement:
        """What the link says, without its reasons."""
        return Judgement(self.grade, self.relation, self.means, self.convention_articles)

    @property
    def stale(self) -> bool:
        """Whether a reader's decision was about other words: to be read again."""
        return any(review.stale for review in self.reviews)


@dataclass(frozen=True, slots=True)
class Marked:
    """A document with all that was found in it, units in document order."""

    document: Document
    tags: tuple[Tags, ...] = ()
    links: tuple[Link, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
    manual: tuple[Tags, ...] = ()  # what persons annotated: kept whatever is tagged anew
