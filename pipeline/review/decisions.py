"""One decision of a reader as a value and as a line of JSON: ``schemas/decision.schema.json``.

The line is meant to be read in a diff: what was decided comes first, digests and addresses last.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast, get_args

from pipeline.model import Eid, Iri, Judgement, Means, Relation, Review, Verdict
from pipeline.text import collapse

VERDICTS: tuple[str, ...] = get_args(Verdict)
RELATIONS: tuple[str, ...] = get_args(Relation)
MEANS: tuple[str, ...] = get_args(Means)
GRADES = (0, 1, 2)
ARTICLE = re.compile(r"[1-9]\d?(?:\(\d{1,2}\))?(?:\([a-z]\))?")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_EID = re.compile(r"\S{1,200}")
_IRI = re.compile(r"/akn/\S{1,300}")
_LONGEST = {"reader": 100, "reason": 4_000, "evidence": 20_000}  # characters
_REASONED = ("correct", "reject", "add")


class DecisionError(ValueError):
    """A field of a decision that cannot be; ``field`` names it, the message says why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reader decided about a provision of a work and a holding.

    ``expression`` is the text that was read; ``saw`` what the program proposed there (None: no
    link); ``evidence``: words of the provision that the reader names.
    """

    work: Iri
    eid: Eid
    holding: int
    review: Review
    expression: Iri
    saw: Judgement | None = None
    evidence: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, int, str, str]:
        """Which decision takes another's place: the same reader's on the same words."""
        return self.work, self.eid, self.holding, self.review.reader, self.review.words

    @property
    def order(self) -> tuple[str, str, int, str, str, str]:
        """Where it stands in its file."""
        review = self.review
        return self.work, self.eid, self.holding, review.reader, review.date, review.words


def to_line(decision: Decision) -> str:
    """The decision as one line of JSON, without the line break."""
    review = decision.review
    fields: dict[str, Any] = {
        "eid": decision.eid,
        "holding": decision.holding,
        "reader": review.reader,
        "date": review.date,
        "decision": review.verdict,
        **_judgement(review.said),
        "reason": review.reason,
        "settles": review.settles,
        "evidence": list(decision.evidence),
        "saw": _judgement(decision.saw) if decision.saw else None,
        "words": review.words,
        "expression": decision.expression,
        "work": decision.work,
    }
    return json.dumps(fields, ensure_ascii=False, separators=(", ", ": "))


def from_line(line: str) -> Decision:
    """The decision of a line. Raises DecisionError for a line that is none."""
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DecisionError("line", f"it is no JSON: {error}") from None
    if not isinstance(fields, dict):
        raise DecisionError("line", "it is no JSON object")
    saw = fields.get("saw")
    evidence = fields.get("evidence", [])
    if not isinstance(evidence, list):
        raise DecisionError("evidence", "the evidence is no list")
    said = judged(fields)
    review = Review(
        reader=reader(fields.get("reader")),
        date=day(fields.get("date")),
        verdict=verdict(fields.get("decision")),
        said=said,
        reason=_words(fields.get("reason", ""), "reason"),
        words=_matching(fields.get("words"), _DIGEST, "words", "a SHA-256 digest"),
        settles=fields.get("settles") is True,
    )
    return consistent(
        Decision(
            work=Iri(_matching(fields.get("work"), _IRI, "work", "the address of a work")),
            eid=Eid(_matching(fields.get("eid"), _EID, "eid", "an eId")),
            holding=_whole(fields.get("holding"), "holding"),
            review=review,
            expression=Iri(_matching(fields.get("expression"), _IRI, "expression", "an address")),
            saw=judged(saw) if isinstance(saw, dict) else None,
            evidence=tuple(_words(words, "evidence") for words in evidence),
        )
    )


def consistent(decision: Decision) -> Decision:
    """The decision, if its parts go together. Raises DecisionError otherwise."""
    review = decision.review
    said = review.said
    if (said.grade == 0) != (said.relation == "near-miss"):
        raise DecisionError("relation", "grade 0 and the relation near-miss go together")
    if review.verdict == "reject" and said.grade:
        raise DecisionError("grade", "what is rejected has grade 0")
    if review.verdict == "add" and not said.grade:
        raise DecisionError("grade", "what is added has grade 1 or 2")
    if review.verdict == "add" and not decision.evidence:
        raise DecisionError("evidence", "what is added needs the words that it rests on")
    if review.verdict in _REASONED and not review.reason:
        raise DecisionError("reason", f"a reason is needed to {review.verdict}")
    return decision


def judged(fields: Mapping[str, Any]) -> Judgement:
    """What is said of a provision. Raises DecisionError."""
    grade = _whole(fields.get("grade"), "grade")
    if grade not in GRADES:
        raise DecisionError("grade", f"{grade} is no grade: 0, 1 or 2")
    articles = fields.get("articles", [])
    if not isinstance(articles, list):
        raise DecisionError("articles", "the paragraphs are no list")
    return Judgement(
        grade,
        cast(Relation, among(fields.get("relation"), RELATIONS, "relation")),
        cast(Means, among(fields.get("means"), MEANS, "means")),
        tuple(article(each) for each in articles),
    )


def verdict(value: object) -> Verdict:
    """One of the four decisions. Raises DecisionError."""
    return cast(Verdict, among(value, VERDICTS, "decision"))


def among(value: object, known: tuple[str, ...], field: str) -> str:
    """The value, if it is one of the known words. Raises DecisionError."""
    if not isinstance(value, str) or value not in known:
        raise DecisionError(field, f"{value!r} is none of: {', '.join(known)}")
    return value


def article(value: object) -> str:
    """A paragraph of the Convention such as 20(1)(f). Raises DecisionError."""
    text = re.sub(r"\s", "", value) if isinstance(value, str) else ""
    if not ARTICLE.fullmatch(text):
        raise DecisionError(
            "articles", f"{value!r} is no paragraph of the Convention, such as 20(1)(f)"
        )
    return text


def reader(value: object) -> str:
    """A reader's name in one form, however it was typed. Raises DecisionError."""
    name = unicodedata.normalize("NFC", _words(value, "reader"))
    if not name:
        raise DecisionError("reader", "nobody is named as reader")
    return name


def day(value: object) -> str:
    """A day of the calendar, ISO 8601. Raises DecisionError."""
    try:
        if not isinstance(value, str) or len(value) != 10:
            raise ValueError
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise DecisionError("date", f"{value!r} is no date such as 2026-03-31") from None


def _words(value: object, field: str) -> str:
    if not isinstance(value, str):
        raise DecisionError(field, f"{value!r} is no text")
    text = collapse("".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in value))
    if len(text) > _LONGEST[field]:
        raise DecisionError(field, f"it is longer than {_LONGEST[field]} characters")
    return text


def reason(value: object) -> str:
    """A reason in one line. Raises DecisionError for one that is longer than any reason."""
    return _words(value, "reason")


def quoted(value: object) -> tuple[str, ...]:
    """The words that a reader names as evidence, several parted by a bar. Raises DecisionError."""
    pieces = (collapse(piece) for piece in _words(value, "evidence").split("|"))
    return tuple(piece for piece in pieces if piece)


def _whole(value: object, field: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise DecisionError(field, f"{value!r} is no whole number")
    return value


def _matching(value: object, form: re.Pattern[str], field: str, name: str) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise DecisionError(field, f"{value!r} is not {name}")
    return value


def _judgement(said: Judgement) -> dict[str, Any]:
    return {
        "grade": said.grade,
        "relation": said.relation,
        "means": said.means,
        "articles": list(said.articles),
    }
