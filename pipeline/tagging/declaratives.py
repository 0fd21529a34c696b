"""Takes a text and gives its norms in the indicative: "The registrar keeps a list."

A sentence in the present tense about what an agent does directs conduct (regulative, in Searle's
sense and that of the institutional grammar), although no modal says that it must be done. It is a
``statement`` of strength ``none``: whether it binds, a reader decides. Only sentences at the start
of a line are read so, where no cue speaks.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import Bearer, Norm, Span
from pipeline.tagging.clauses import line_at
from pipeline.tagging.cues import Page


def declaratives(page: Page, spoken: Iterable[Span]) -> list[Norm]:
    """The indicative norms of the lines in which no norm has been found yet."""
    taken = frozenset(spoken)
    found = []
    for match in page.grammar.syntax.declarative.finditer(page.folded):
        at = match.start("bearer")
        if line_at(page.text, at) in taken:
            continue
        found.append(
            Norm(
                modality="statement",
                strength="none",
                triggers=(Span(*match.span("verb")),),
                force="regulative",
                bearer=Bearer(Span(*match.span("bearer"))),
                action=Span(*match.span("verb")),
                formula=f"{page.grammar.language}.agent-acts",
            )
        )
    return found
