"""``lanzarote export``: what a run published, in another form."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import emit, knowledge, opinion, problems_reported
from pipeline.exports.corpus import Corpus
from pipeline.exports.formats import FORMATS
from pipeline.knowledge import Library
from pipeline.knowledge.opinions import load_profile
from pipeline.review.decisions import DecisionError, day

_LISTED = "; ".join(f"{name} ({form.help})" for name, form in FORMATS.items())


@click.command(
    "export",
    epilog="Example: lanzarote export output/ --as workbook -o correlation.xlsx   "
    f"Forms: {_LISTED}; profile (country profile of --state, Word); "
    "change-note (what changed in laws and links --from one day --to another, Word).",
)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--as",
    "form",
    type=click.Choice([*FORMATS, "profile", "change-note"]),
    required=True,
    help="The form to write.",
)
@click.option("--state", default="", help="The State of a profile or note (ISO 3166 code).")
@click.option("--from", "start", default="", metavar="DATE", help="First day of a change note.")
@click.option("--to", "end", default="", metavar="DATE", help="Second day of a change note.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="File to write.",
)
@knowledge
@opinion
def command(
    folder: Path,
    form: str,
    state: str,
    start: str,
    end: str,
    output: Path,
    knowledge: Path | None,
    opinion: str,
) -> None:
    """Write the documents and links of FOLDER, the output of `lanzarote run`, in another form."""
    if (form == "profile") != bool(state) and form != "change-note":
        raise click.UsageError("--state goes with --as profile, and a profile needs it.")
    days = _days(start, end) if form == "change-note" else ("", "")
    if form != "change-note" and (start or end):
        raise click.UsageError("--from and --to go with --as change-note.")
    library = Library.with_overlay(knowledge)
    with problems_reported():
        corpus = Corpus(folder, library, load_profile(library, opinion))
        if form == "change-note":
            data = _change_note(corpus, *days, state)
        else:
            data = _profile(corpus, state) if form == "profile" else FORMATS[form].export(corpus)
        emit(data, output)
    click.echo(f"Written: {output.as_posix()}", err=True)


def _days(start: str, end: str) -> tuple[str, str]:
    try:
        return day(start), day(end)
    except DecisionError as error:
        raise click.UsageError(f"A change note needs --from and --to: {error}.") from None


def _change_note(corpus: Corpus, start: str, end: str, state: str) -> bytes:
    from pipeline.exports.change_note import between, change_note

    return change_note(between(corpus, start, end, state.lower()), corpus.library)


def _profile(corpus: Corpus, state: str) -> bytes:
    from pipeline.exports.profile import country_profile

    return country_profile(
        state.lower(), corpus.summaries, corpus.site, corpus.profile.chapters, corpus.library
    )
