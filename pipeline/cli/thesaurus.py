"""``lanzarote thesaurus``: the concepts as SKOS, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import emit, knowledge, output, problems_reported
from pipeline.knowledge import Library
from pipeline.knowledge.thesaurus import load_thesaurus


@click.command("thesaurus", epilog="Example: lanzarote thesaurus -o thesaurus.ttl")
@click.option("--check", is_flag=True, help="Show mistakes instead; exit code 1 if there are any.")
@knowledge
@output()
def command(check: bool, knowledge: Path | None, output: Path | None) -> None:
    """Write the thesaurus as SKOS (Turtle), or check it.

    Checked are labels that several concepts bear, concepts broader than themselves, related ones
    that are broader, and labels and examples that do not find their own concept.
    """
    library = Library.with_overlay(knowledge)
    with problems_reported():
        if not check:
            from pipeline.exports.skos import turtle

            emit(turtle(load_thesaurus(library)), output)
            return
        from pipeline.tagging.vocabulary import mistakes

        found = mistakes(library)
        emit("".join(f"{mistake}\n" for mistake in found).encode("utf-8"), output)
        raise SystemExit(1 if found else 0)
