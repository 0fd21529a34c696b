"""How a language words duties, as frozen values: a ``NormGrammar`` of cues, readings and syntax."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.model import Force, Modality

SubjectPlace = Literal["before", "holder", "inside", "conduct", "none"]
ActionPlace = Literal["after", "final", "cue", "none"]


@dataclass(frozen=True, slots=True)
class Examples:
    """Sentences in which an entry speaks, and sentences in which it must not."""

    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    """A modal or formula. ``negated`` is its modality under negation.

    ``subject``: where the bearer stands: before the cue (``holder``: also if the action is passive,
    as in "the right to be heard"), as the group ``bearer`` of the pattern
    (``inside``), nowhere, or before a penal formula whose subject is an offender or the punished
    ``conduct`` itself, which then is the action. ``action``: the verb after the cue, at the end
    of its clause (``final``), the group ``action`` or else the whole cue (``cue``), or none.
    """

    id: str
    pattern: re.Pattern[str]
    strength: str
    modality: Modality
    negated: Modality
    force: Force
    subject: SubjectPlace
    action: ActionPlace
    examples: Examples


@dataclass(frozen=True, slots=True)
class Reading:
    """What cues mean in a context: every pattern given must be found.

    ``before`` is searched in the sentence up to the cue, ``after`` matched at the verb,
    ``subject`` searched in the subject's head noun, in the case of the text. The group
    ``trigger`` of ``before`` joins the triggers, the group ``bearer`` of ``after`` names the
    bearer (of the duty that answers a right).
    ``needs``: words of which one must stand before the cue, so that most sentences need no search.
    ``embedded``: the cue belongs to a subordinate clause, so the main clause goes on behind it.
    """

    id: str
    cues: frozenset[str]
    needs: frozenset[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    subject: re.Pattern[str] | None
    modality: Modality | None
    force: Force | None
    negative: bool
    embedded: bool
    examples: Examples


@dataclass(frozen=True, slots=True)
class Connective:
    """A word or phrase that opens a condition of the given type."""

    id: str
    type: str
    pattern: re.Pattern[str]
    examples: Examples


@dataclass(frozen=True, slots=True)
class Application:
    """A clause that says when another sentence applies: "Subsection (1) does not apply if …".

    Of its pattern the group ``scope`` names the place that it speaks of, ``condition`` begins
    where the condition is worded. ``cues`` are words of which one stands in every such clause.
    """

    id: str
    type: str
    cues: tuple[str, ...]
    pattern: re.Pattern[str]
    examples: Examples


@dataclass(frozen=True, slots=True)
class Syntax:
    """Patterns of a language's clauses; one that a file leaves out never matches."""

    negation: re.Pattern[str]  # matched right behind a modal
    adverbial: re.Pattern[str]  # what may stand between modal and verb
    verb: re.Pattern[str]  # the action, matched where the verb stands
    known_verb: re.Pattern[str]  # a word that is surely a verb in the form a modal governs
    joined: re.Pattern[str]  # right behind a verb: "or adapt"; group ``verb``
    resumed: re.Pattern[str]  # later in the clause: "and use all"; group ``verb``
    barrier: re.Pattern[str]  # where a clause hands over to another, for ``resumed``
    clause_end: re.Pattern[str]  # where a verb-final clause ends; group ``verb``
    prepositional: re.Pattern[str]  # a verb with the preposition of its object: "comply with"
    open_object: re.Pattern[str]  # a verb whose object runs to the clause's end: "consist of"
    object_end: re.Pattern[str]  # where an object ends and adverbials begin
    declarative: re.Pattern[str]  # an agent and its act at a line's start; ``bearer``, ``verb``
    conduct: re.Pattern[str]  # between a penal formula and the conduct: "if the person"
    sanction: re.Pattern[str]  # the penalty; group ``sanction``
    pronoun: re.Pattern[str]  # a subject that stands for another
    antecedent: re.Pattern[str]  # the clause that names whom it stands for; group ``bearer``
    passive: re.Pattern[str]  # an action whose subject is not its bearer
    copula: re.Pattern[str]  # an action that says how a thing must be
    agent: re.Pattern[str]  # by whom; group ``bearer``
    coordinator: re.Pattern[str]  # stripped from the start of a subject
    handover: re.Pattern[str]  # what parts two clauses with a modal each
    noun_phrase: re.Pattern[str]  # how a subject begins
    determined: re.Pattern[str]  # a subject that begins with a determiner
    linker: re.Pattern[str]  # a word before a noun phrase that makes it no subject
    fronted: re.Pattern[str]  # how a fronted adverbial or clause begins
    relative: re.Pattern[str]  # where a subject's relative clause begins
    complement: re.Pattern[str]  # what follows the head noun of a subject
    tail: re.Pattern[str]  # words at the end of a subject that are not of it
    list_clause: re.Pattern[str]  # the end of a lead-in whose list is a subordinate clause
    frame: re.Pattern[str]  # words that make what follows reported
    offender: re.Pattern[str]  # how the subject of a penal formula begins if it is a person
    culprit: re.Pattern[str]  # an offender behind a penal formula; group ``bearer``
    follower: re.Pattern[str]  # a subject that stands behind its verb; group ``bearer``
    unit: re.Pattern[str]  # a unit's name for itself: "this section"
    applied_class: re.Pattern[str]  # "a school to which this section applies": no condition then
    made_under: re.Pattern[str]  # a subject that is made under the unit: "Regulations under"
    applied_thing: re.Pattern[str]  # to what a clause applies a unit; group ``thing``: its noun
    abbreviation: re.Pattern[str]  # searched at the end of the text before a full stop


@dataclass(frozen=True, slots=True)
class NormGrammar:
    """Everything about norms in one language; ``heads`` finds cues by their first word."""

    language: str
    cues: tuple[Cue, ...]
    heads: Mapping[str, tuple[Cue, ...]]
    readings: Mapping[str, tuple[Reading, ...]]  # by the cue's id
    connectives: Mapping[str, tuple[Connective, ...]]  # by first word
    cue_word: re.Pattern[str]  # the first word of any cue
    connective_word: re.Pattern[str]  # the first word of any connective
    syntax: Syntax
    applications: Mapping[str, tuple[Application, ...]]  # by cue
    application_word: re.Pattern[str]  # a cue of any clause of application
    embedded: frozenset[str]  # formulas that put a cue into a subordinate clause
