"""``lanzarote export``: what a run published, in another form."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import emit, knowledge, problems_reported
from pipeline.exports.corpus import Corpus
from pipeline.exports.formats import FORMATS
from pipeline.knowledge import Library
from pipeline.knowledge.opinions import load_profile

_LISTED = "; ".join(f"{name} ({form.help})" for name, form in FORMATS.items())


@click.command(
    "export",
    epilog="Example: lanzarote export output/ --as workbook -o correlation.xlsx   "
    f"Forms: {_LISTED}; profile (country profile of --state, Word).",
)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--as",
    "form",
    type=click.Choice([*FORMATS, "profile"]),
    required=True,
    help="The form to write.",
)
@click.option("--state", default="", help="The State of a country profile (ISO 3166 code).")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="File to write.",
)
@knowledge
def command(folder: Path, form: str, state: str, output: Path, knowledge: Path | None) -> None:
    """Write the documents and links of FOLDER, the output of `lanzarote run`, in another form."""
    if (form == "profile") != bool(state):
        raise click.UsageError("--state goes with --as profile, and a profile needs it.")
    library = Library.with_overlay(knowledge)
    with problems_reported():
        corpus = Corpus(folder, library, load_profile(library))
        data = _profile(corpus, state) if form == "profile" else FORMATS[form].export(corpus)
        emit(data, output)
    click.echo(f"Written: {output.as_posix()}", err=True)


def _profile(corpus: Corpus, state: str) -> bytes:
    from pipeline.exports.profile import country_profile

    return country_profile(
        state.lower(), corpus.summaries, corpus.site, corpus.profile.chapters, corpus.library
    )
