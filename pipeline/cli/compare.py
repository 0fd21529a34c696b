"""``lanzarote compare``: two texts of a law, what became of its provisions and links."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.akn.reader import from_xml, is_ours
from pipeline.batch.worker import Settings, load, mark
from pipeline.cli.options import (
    as_format,
    decisions,
    emit,
    emit_json,
    knowledge,
    problems_reported,
    wrong_use,
)
from pipeline.exports.comparison import as_lines, as_record
from pipeline.files import published_file
from pipeline.knowledge.opinions import load_profile
from pipeline.model import Marked
from pipeline.review.comparison import compare
from pipeline.review.ledger import Ledger


@click.command(
    "compare",
    epilog="Example: lanzarote compare act-2010.xml act-2024.xml   "
    "Example: lanzarote compare /akn/xa/act/2001-01-01/7/eng@2010-01-01 "
    "/akn/xa/act/2001-01-01/7/eng@2024-01-01 -o output/ --note change.docx",
)
@click.argument("old")
@click.argument("new")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output"),
    show_default=True,
    help="Where a run put its XML, if OLD or NEW is an IRI.",
)
@click.option("--all", "every", is_flag=True, help="Provisions without links too.")
@click.option(
    "--note",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a change note for Word to this file.",
)
@decisions
@knowledge
@as_format("text", "json")
def command(
    old: str,
    new: str,
    output: Path,
    every: bool,
    note: Path | None,
    decisions: Path,
    knowledge: Path | None,
    form: str,
) -> None:
    """Say which provisions and links of OLD are kept, changed, lost or new in NEW.

    OLD and NEW are files (XML of a run, or sources) or IRIs of expressions under --output. Links
    that readers decided about are named where their words have changed: exit code 1.
    """
    settings = Settings(knowledge)
    with problems_reported():
        ledger = Ledger.load(decisions)
        found = compare(*(_marked(name, output, settings, ledger) for name in (old, new)))
        if note:
            from pipeline.exports.change_note import note_of

            emit(note_of(found, settings.library), note)
    if form == "json":
        emit_json(as_record(found))
    else:
        click.echo("\n".join(as_lines(found, every)))
    raise SystemExit(1 if found.reread else 0)


def _marked(name: str, output: Path, settings: Settings, ledger: Ledger) -> Marked:
    """The text with its links: as published if it was, else tagged and linked now."""
    path = Path(name)
    if not path.is_file():
        path = published_file(output, name) or path
    if not path.is_file():
        wrong_use(f"{name} is neither a file nor an expression under {output.as_posix()}/xml.")
    data = path.read_bytes()
    if is_ours(data):
        marked = from_xml(data, path.name)
        if marked.tags:
            return marked
        document = marked.document
    else:
        document = load(path, path.name, settings)
    profile = load_profile(settings.library, settings.opinion)
    return mark(document, settings.library, profile, ledger.of(document.work))
