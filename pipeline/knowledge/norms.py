"""Takes ``norms/<language>.yaml`` and gives its ``NormGrammar``, checked.

A file has six parts. ``words`` names alternations that patterns quote as ``{name}``; ``syntax``
says what the language's clauses look like; ``cues`` are the modals and formulas; ``readings``
say where a cue means something else; ``conditions`` are connectives; ``applications`` are clauses
that lay a condition on other sentences. All patterns are regular expressions over *folded* text
(``pipeline.text.fold``) unless ``Syntax`` says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import cache
from typing import Any, cast, get_args

from pipeline.errors import KnowledgeError
from pipeline.knowledge import Library
from pipeline.knowledge.norm_grammar import (
    ActionPlace,
    Application,
    Connective,
    Cue,
    Examples,
    NormGrammar,
    Reading,
    SubjectPlace,
    Syntax,
)
from pipeline.model import Force, Modality

_QUOTED = re.compile(r"\{([a-z_]+)\}")
_TOKEN = re.compile(r"\\.|\[[^\]]*\]|[(|)]")  # escapes and classes, lest their marks count
_WORD = re.compile(r"\w+")
_NEVER = "(?!)"
_EDGE = r"(?:(?<!\w)|(?!\w))"  # a cue ends at a word's end, or with an apostrophe


@cache
def norm_languages(library: Library) -> tuple[str, ...]:
    """The languages whose norms can be found, sorted."""
    return library.names("norms")


@cache
def norm_grammar(library: Library, language: str) -> NormGrammar:
    """The grammar of a language; KnowledgeError ``KNO-VALUE`` names the entry with a mistake."""
    return _Loader(str(library.path(f"norms/{language}.yaml"))).grammar(
        library.yaml(f"norms/{language}.yaml"), language
    )


def _heads(pattern: str) -> list[str]:
    """The words with which the alternatives of a pattern begin, empty for one without."""
    if not pattern.startswith("(?:"):
        word = _WORD.match(pattern)
        if word is None or pattern[word.end() : word.end() + 1] == "[":
            return [""]
        optional = pattern[word.end() : word.end() + 1] == "?"  # "powers?" begins "power" too
        return [word[0], *([word[0][:-1]] if optional else [])]
    depth = 0
    start = len("(?:")
    found: list[str] = []
    for token in _TOKEN.finditer(pattern):
        depth += (token[0] == "(") - (token[0] == ")")
        if depth == 0 or (token[0] == "|" and depth == 1):
            found += _heads(pattern[start : token.start()])
            start = token.end()
        if depth == 0:
            break
    return found


def _any_word(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern of any of some whole words; one that never matches for none."""
    alternatives = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"\b(?:{alternatives})\b" if alternatives else _NEVER)


class _Loader:
    """Reads one file; holds its path for complaints and its words for expansion."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.words: dict[str, str] = {}

    def grammar(self, data: Any, language: str) -> NormGrammar:
        if not isinstance(data, dict) or not isinstance(data.get("cues"), list):
            raise self.wrong("cues: a list is required")
        known = {"words", "syntax", "cues", "readings", "conditions", "applications"}
        self.check(data, known, "file")
        for name, entry in (data.get("words") or {}).items():
            parts = entry.split() if isinstance(entry, str) else entry
            self.words[name] = "(?:" + "|".join(self.expand(p, name) for p in parts) + ")"
        cues = tuple(self.cue(entry) for entry in data["cues"])
        names = {cue.id for cue in cues}
        readings = [self.reading(entry, names) for entry in data.get("readings") or ()]
        connectives = [self.connective(entry) for entry in data.get("conditions") or ()]
        clauses = [self.application(e) for e in data.get("applications") or ()]
        laid = {
            cue: tuple(clause for clause in clauses if cue in clause.cues)
            for cue in sorted({cue for clause in clauses for cue in clause.cues})
        }
        return NormGrammar(
            language=language,
            cues=cues,
            heads=self.by_head(cues),
            cue_word=_any_word(self.by_head(cues)),
            connective_word=_any_word(self.by_head(connectives)),
            readings={n: tuple(r for r in readings if n in r.cues) for n in sorted(names)},
            connectives=self.by_head(connectives),
            syntax=self.syntax(data.get("syntax") or {}),
            applications=laid,
            application_word=_any_word(laid),
            embedded=frozenset(f"{language}.{r.id}" for r in readings if r.embedded),
        )

    def cue(self, entry: dict[str, Any]) -> Cue:
        name = self.name(entry)
        self.check(entry, {f.name for f in fields(Cue)}, name)
        modality = self.choice(entry, "modality", Modality, "statement", name)
        force = "constitutive" if modality == "statement" else "regulative"
        return Cue(
            id=name,
            pattern=self.compile(entry.get("pattern"), name, behind=_EDGE),
            strength=str(entry.get("strength", "none")),
            modality=cast(Modality, modality),
            negated=cast(Modality, self.choice(entry, "negated", Modality, modality, name)),
            force=cast(Force, self.choice(entry, "force", Force, force, name)),
            subject=cast(SubjectPlace, self.choice(entry, "subject", SubjectPlace, "before", name)),
            action=cast(ActionPlace, self.choice(entry, "action", ActionPlace, "after", name)),
            examples=self.examples(entry, name),
        )

    def reading(self, entry: dict[str, Any], known: set[str]) -> Reading:
        name = self.name(entry)
        self.check(entry, {f.name for f in fields(Reading)}, name)
        cues = frozenset(entry.get("cues") or ())
        if not cues or cues - known:
            raise self.wrong(f"{name}: unknown cues {sorted(cues - known)}")
        patterns = {
            key: self.compile(entry[key], name) if key in entry else None
            for key in ("before", "after", "subject")
        }
        if not any(patterns.values()):
            raise self.wrong(f"{name}: needs before, after or subject")
        modality = self.choice(entry, "modality", Modality, "", name)
        force = self.choice(entry, "force", Force, "", name)
        return Reading(
            id=name,
            cues=cues,
            needs=self.needs(entry, name),
            before=patterns["before"],
            after=patterns["after"],
            subject=patterns["subject"],
            modality=cast(Modality, modality) if modality else None,
            force=cast(Force, force) if force else None,
            negative=bool(entry.get("negative", False)),
            embedded=bool(entry.get("embedded", False)),
            examples=self.examples(entry, name),
        )

    def needs(self, entry: dict[str, Any], name: str) -> frozenset[str]:
        """Words, ``{name}`` for a list of them."""
        found: set[str] = set()
        for part in str(entry.get("needs", "")).split():
            found.update(self.expand(part, name).removeprefix("(?:").removesuffix(")").split("|"))
        return frozenset(found)

    def connective(self, entry: dict[str, Any]) -> Connective:
        name = self.name(entry)
        self.check(entry, {f.name for f in fields(Connective)}, name)
        if not entry.get("type"):
            raise self.wrong(f"{name}: type is required")
        pattern = self.compile(entry.get("pattern"), name, behind=_EDGE)
        return Connective(name, str(entry["type"]), pattern, self.examples(entry, name))

    def application(self, entry: dict[str, Any]) -> Application:
        name = self.name(entry)
        self.check(entry, {"id", "type", "cues", "pattern", "examples"}, name)
        pattern = self.compile(entry.get("pattern"), name)
        if missing := sorted({"scope", "condition"} - set(pattern.groupindex)):
            raise self.wrong(f"{name}: no group {', '.join(missing)} in the pattern")
        cues = tuple(str(entry.get("cues", "")).split())
        if not cues or not entry.get("type"):
            raise self.wrong(f"{name}: type and cues are required")
        return Application(name, str(entry["type"]), cues, pattern, self.examples(entry, name))

    def syntax(self, data: dict[str, Any]) -> Syntax:
        known = [f.name for f in fields(Syntax)]
        self.check(data, set(known), "syntax")
        return Syntax(**{n: self.compile(data.get(n) or _NEVER, f"syntax.{n}") for n in known})

    def by_head(self, entries: Sequence[Any]) -> dict[str, tuple[Any, ...]]:
        found: dict[str, list[Any]] = {}
        for entry in entries:
            words = _heads(entry.pattern.pattern)
            if "" in words:
                raise self.wrong(f"{entry.id}: every alternative must begin with a word")
            for word in words:
                found.setdefault(word, []).append(entry)
        return {word: tuple(found[word]) for word in sorted(found)}

    def expand(self, pattern: str, name: str) -> str:
        def named(match: re.Match[str]) -> str:
            if match[1] not in self.words:
                raise self.wrong(f"{name}: no words named {match[1]!r}")
            return self.words[match[1]]

        return _QUOTED.sub(named, pattern)

    def compile(self, pattern: Any, name: str, behind: str = "") -> re.Pattern[str]:
        if isinstance(pattern, list):  # alternatives, one per line of the file
            pattern = "|".join(f"(?:{part})" for part in pattern)
        if not isinstance(pattern, str) or not pattern:
            raise self.wrong(f"{name}: pattern is required")
        expanded = self.expand(pattern, name)
        try:
            return re.compile(f"(?:{expanded}){behind}" if behind else expanded)
        except re.error as error:
            raise self.wrong(f"{name}: {error}") from None

    def examples(self, entry: dict[str, Any], name: str) -> Examples:
        raw = entry.get("examples")
        if not isinstance(raw, dict) or not raw.get("match"):
            raise self.wrong(f"{name}: examples with a match are required")
        return Examples(tuple(raw["match"]), tuple(raw.get("no_match") or ()))

    def choice(self, entry: dict[str, Any], key: str, options: Any, default: str, name: str) -> str:
        value = str(entry.get(key, default))
        if key in entry and value not in get_args(options):
            raise self.wrong(f"{name}: {key} {value!r} is none of {', '.join(get_args(options))}")
        return value

    def name(self, entry: Any) -> str:
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
            raise self.wrong("every entry needs an id")
        return cast(str, entry["id"])

    def check(self, entry: dict[str, Any], known: set[str], name: str) -> None:
        if unknown := sorted(set(entry) - known):
            raise self.wrong(f"{name}: unknown keys {', '.join(unknown)}")

    def wrong(self, reason: str) -> KnowledgeError:
        return KnowledgeError("KNO-VALUE", self.path, reason=reason)
