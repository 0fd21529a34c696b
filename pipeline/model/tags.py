"""What tagging gives; all spans are unit offsets."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.base import NO_EID, Eid, Force, Modality, Mode, Polarity, Span


@dataclass(frozen=True, slots=True)
class ConceptMention:
    """``concept`` is a thesaurus id; ``span`` the words that express it."""

    concept: str
    span: Span


@dataclass(frozen=True, slots=True)
class Condition:
    """``type``: IF, WHERE, WHEN, UNLESS, ONLY-IF, SUBJECT-TO, BEFORE, AFTER, PURPOSE, EXCEPT."""

    type: str
    span: Span


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who the norm binds or frees: words of the text, or ``implicit`` (what it is taken to be)."""

    span: Span | None = None
    implicit: str = ""


@dataclass(frozen=True, slots=True)
class Norm:
    """One modal (or modal-free formula) with one action, as DESIGN §5 words it.

    A modal that is not deontic (epistemic *may*) is a ``statement`` of strength ``none``.
    ``action`` is the verb alone; ``predicate`` all that the modal governs, from its first verb to
    the end of the clause, lists included; ``object`` what the action is done to (of a passive its
    subject). ``sanction`` is the penalty of a penal norm, as it is worded.
    ``formula`` names the entry of the language file that found it, e.g. ``en.shall``.
    """

    modality: Modality
    strength: str
    triggers: tuple[Span, ...]
    polarity: Polarity = "positive"
    mode: Mode = "direct"
    force: Force = "regulative"
    bearer: Bearer | None = None
    action: Span | None = None
    conditions: tuple[Condition, ...] = ()
    formula: str = ""
    predicate: Span | None = None
    object: Span | None = None
    sanction: Span | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation. ``target`` is an IRI or ``#eId``; empty when it could not be resolved.

    ``kind``: ``internal``, ``external``, ``treaty``, ``anaphor``, ``unresolved``. ``up_to`` is the
    last target of a range; ``group`` spans the list ("sections 3, 4 and 9") that it is one of.
    """

    span: Span
    target: str
    kind: str
    up_to: str = ""
    group: Span | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """``term`` as defined; ``span`` covers the defined term's words.

    ``reach`` is how far the law says the definition goes: ``unit`` ("in this section"), ``part``,
    ``chapter``, ``title``, ``act``, or empty if it does not say. ``scope`` is the eId of the
    provision in which it is in force, empty for the whole law. ``widens`` are words by which it
    takes in data, electronic form or any medium: a law on "photographs" then reaches files.
    """

    term: str
    span: Span
    reach: str = ""
    scope: Eid = NO_EID
    widens: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class TermUse:
    """A defined term where it is used; ``defined_in``: eId of the unit that defines it there."""

    term: str
    span: Span
    defined_in: Eid


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who annotated by hand: the eId of a ``TLCPerson`` and the name shown."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Tags:
    """Everything tagged in one unit; ``by`` a person, or by this program if it is None."""

    eid: Eid
    concepts: tuple[ConceptMention, ...] = ()
    norms: tuple[Norm, ...] = ()
    references: tuple[Reference, ...] = ()
    definitions: tuple[Definition, ...] = ()
    uses: tuple[TermUse, ...] = ()
    by: Person | None = None
