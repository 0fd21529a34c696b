"""``lanzarote markup``: one source file in, its Akoma Ntoso out."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.akn.check import require_valid
from pipeline.akn.writer import to_xml
from pipeline.batch.worker import Settings, edition, load
from pipeline.cli.options import FILE, emit, finding_line, knowledge, output, problems_reported
from pipeline.knowledge.opinions import load_profile
from pipeline.model import Marked


@click.command("markup", epilog="Example: lanzarote markup penal-code.md -o penal-code.xml")
@click.argument("file", type=FILE)
@output()
@click.option("--style", default="", help="Drafting style to use instead of recognising it.")
@click.option("--language", default="", help="Which one, of a file that holds the law in several.")
@knowledge
def command(
    file: Path, output: Path | None, style: str, language: str, knowledge: Path | None
) -> None:
    """Mark up FILE, a statute or the Opinion in any format that is read, without tags or links."""
    settings = Settings(knowledge, style=style)
    with problems_reported():
        document = load(file, file.name, settings, language)
        library = settings.library
        known = edition(library, load_profile(library, settings.opinion))
        xml = to_xml(Marked(document), known)
        require_valid(xml, file.name)
        emit(xml, output)
    for found in document.findings:
        click.echo(finding_line(found), err=True)
