"""``lanzarote find``: provisions ranked for a holding or for words, across the corpus of a run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from pipeline.akn.reader import from_xml
from pipeline.batch.worker import Settings
from pipeline.cli.options import (
    as_format,
    emit_json,
    knowledge,
    opinion,
    problems_reported,
    wrong_use,
)
from pipeline.knowledge.opinions import load_profile
from pipeline.knowledge.thesaurus import load_thesaurus
from pipeline.linking.search import Hit, SearchIndex
from pipeline.model import Marked


@click.command(
    "find",
    epilog='Example: lanzarote find 14 -o output/   Example: lanzarote find "undercover image"',
)
@click.argument("query")
@click.option(
    "-o",
    "--output",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("output"),
    show_default=True,
    help="Folder of a run.",
)
@click.option("--jurisdiction", multiple=True, help="Only these States (repeatable).")
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="How many to show."
)
@knowledge
@opinion
@as_format("text", "json")
def command(
    query: str,
    output: Path,
    jurisdiction: tuple[str, ...],
    limit: int,
    knowledge: Path | None,
    opinion: str,
    form: str,
) -> None:
    """Rank the provisions of a run for QUERY: the number of a holding, or words.

    It is for the analyst who doubts a silence: provisions without a link are ranked too.
    """
    settings = Settings(knowledge, opinion)
    with problems_reported():
        profile = load_profile(settings.library, settings.opinion)
        thesaurus = load_thesaurus(settings.library)
        wanted = {name.lower() for name in jurisdiction}
        documents = 0
        with SearchIndex() as index:
            for marked in _laws(output):
                if not wanted or marked.document.metadata.jurisdiction in wanted:
                    index.add(marked, thesaurus)
                    documents += 1
            numbers = {str(holding.number): holding for holding in profile.holdings}
            if query in numbers:
                hits = index.find_holding(numbers[query], profile, limit)
            else:
                hits = index.find_words(query, limit)
    if form == "json":
        emit_json({"query": query, "documents": documents, "hits": [asdict(h) for h in hits]})
        return
    for place, hit in enumerate(hits, 1):
        click.echo(_line(place, hit))
    click.echo(f"{len(hits)} provisions shown, from {documents} laws under {output.as_posix()}.")


def _laws(output: Path) -> Iterator[Marked]:
    files = sorted((output / "xml").rglob("*.xml"))
    if not files:
        wrong_use(f"{output.as_posix()} holds no XML of a run: use `lanzarote run` first.")
    for file in files:
        marked = from_xml(file.read_bytes(), file.name)
        if marked.document.metadata.doctype != "statement":
            yield marked


def _line(place: int, hit: Hit) -> str:
    linked = f"  [grade {hit.grade}]" if hit.grade > 0 else ""
    linked = "  [near miss]" if hit.grade == 0 else linked
    return (
        f"{place:>3}. {hit.jurisdiction.upper()}  {hit.label or hit.eid}{linked}\n"
        f"     {hit.words}\n     {hit.expression} #{hit.eid}  ({hit.score:g})"
    )
