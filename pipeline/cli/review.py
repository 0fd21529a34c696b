"""``lanzarote review``: forms for readers out, their decisions in, how far readers agree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click

from pipeline.cli.options import (
    FILE,
    as_format,
    decisions,
    emit,
    emit_json,
    finding_line,
    knowledge,
    opinion,
    problems_reported,
    wrong_use,
)
from pipeline.exports.corpus import Corpus
from pipeline.exports.review_form import Selection, review_form
from pipeline.exports.workbook import PRINTED
from pipeline.knowledge import Library
from pipeline.knowledge.opinions import load_profile
from pipeline.model import Finding
from pipeline.review.decisions import DecisionError, day
from pipeline.review.decisions import reader as reader_name
from pipeline.review.ledger import Ledger, Outcome
from pipeline.review.returned import tables
from pipeline.review.status import Linked, as_lines, as_record, status_of
from pipeline.review.taking import Terms, conflicts, taken

_RUN = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group(
    "review",
    epilog="Example: lanzarote review export output/ --reader 'A. Reader' -o form.xlsx",
)
def command() -> None:
    """Let readers decide about links; what they decide wins over the program in every run."""


@command.command(
    "export", epilog="Example: lanzarote review export output/ --state xa --blind -o second.xlsx"
)
@click.argument("folder", type=_RUN, default=Path("output"))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--state", default="", help="Only the links of one State (ISO 3166 code).")
@click.option("--holding", type=int, default=0, help="Only the links to one holding.")
@click.option("--reader", default="", help="Name to print in the column for the reader.")
@click.option("--blind", is_flag=True, help="Without what others decided: for a second reader.")
@click.option("--unread", is_flag=True, help="Only what --reader has not decided yet.")
@click.option(
    "--sample",
    type=click.IntRange(1, 100),
    default=100,
    show_default=True,
    metavar="PERCENT",
    help="A sample of the links, the same each time.",
)
@knowledge
@opinion
def export(
    folder: Path,
    output: Path,
    state: str,
    holding: int,
    reader: str,
    blind: bool,
    unread: bool,
    sample: int,
    knowledge: Path | None,
    opinion: str,
) -> None:
    """Write a form (xlsx) of the links in FOLDER, the output of `lanzarote run`: one link a row."""
    if unread and not reader:
        raise click.UsageError("--unread needs --reader: whose unread links?")
    selection = Selection(state.lower(), holding, sample, blind, unread, reader)
    with problems_reported():
        emit(review_form(_corpus(folder, knowledge, opinion), selection), output)
    click.echo(f"Written: {output.as_posix()}", err=True)


@command.command(
    "import", epilog="Example: lanzarote review import form.xlsx --decisions corpus/decisions"
)
@click.argument("file", type=FILE)
@click.option(
    "--run",
    "folder",
    type=_RUN,
    default=Path("output"),
    show_default=True,
    help="Output of the run that the form was made from.",
)
@click.option("--reader", default="", help="Who decided, where a row does not say.")
@click.option("--date", default="", help="When, where a row does not say (2026-03-31).")
@click.option("--replace", is_flag=True, help="Let decisions replace the same reader's earlier.")
@click.option("--dry-run", is_flag=True, help="Check the form and write nothing.")
@decisions
@knowledge
@opinion
@as_format("text", "json")
def take(
    file: Path,
    folder: Path,
    reader: str,
    date: str,
    replace: bool,
    dry_run: bool,
    decisions: Path,
    knowledge: Path | None,
    opinion: str,
    form: str,
) -> None:
    """Check FILE, a form that came back, row by row, and keep its decisions.

    A row that is wrong is named and the rest goes on. No decision is overwritten unless the same
    reader decided later, or with --replace.
    """
    with problems_reported():
        corpus = _corpus(folder, knowledge, opinion)
        holdings = frozenset(h.number for h in corpus.profile.holdings)
        terms = Terms(file.name, corpus.document, holdings, PRINTED, *_defaults(reader, date))
        found = taken(tables(file.read_bytes(), file.name), terms)
        ledger, outcomes = Ledger.load(decisions).with_all((d for _, d in found.decisions), replace)
        findings = (*found.findings, *conflicts(found, outcomes, ledger, file.name))
        if not dry_run:
            ledger.save(decisions)
    counts = {name: outcomes.count(name) for name in get_args(Outcome)}
    _report(findings, {**counts, "undecided": found.undecided}, form)
    raise SystemExit(1 if any(f.severity == "error" for f in findings) else 0)


def _defaults(reader: str, date: str) -> tuple[str, str]:
    try:
        return reader and reader_name(reader), date and day(date)
    except DecisionError as error:
        wrong_use(f"--{error.field}: {error}.")


def _report(findings: tuple[Finding, ...], counts: dict[str, int], form: str) -> None:
    if form == "json":
        listed = [
            {"code": f.code, "severity": f.severity, "row": f.line, "message": f.message}
            for f in findings
        ]
        emit_json({"decisions": counts, "findings": listed})
        return
    for found in findings:
        click.echo(finding_line(found), err=True)
    click.echo("Decisions: " + ", ".join(f"{count} {name}" for name, count in counts.items()))


@command.command("status", epilog="Example: lanzarote review status output/ --format json")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path("output"))
@decisions
@knowledge
@opinion
@as_format("text", "json")
def status(folder: Path, decisions: Path, knowledge: Path | None, opinion: str, form: str) -> None:
    """How many links are decided, how far readers agree, on what they differ, what is stale.

    FOLDER is the output of a run; without one, only the decisions themselves are looked at.
    """
    with problems_reported():
        ledger = Ledger.load(decisions)
        links = tuple(_links(folder, knowledge, opinion)) if (folder / "xml").is_dir() else ()
        told = status_of(ledger, links)
    if form == "json":
        emit_json(as_record(told))
    else:
        click.echo("\n".join(as_lines(told)))
    raise SystemExit(1 if told.open else 0)


def _links(folder: Path, knowledge: Path | None, opinion: str) -> Iterator[Linked]:
    for marked in _corpus(folder, knowledge, opinion).documents():
        document = marked.document
        yield from (Linked(document.work, document.iri, link) for link in marked.links)


def _corpus(folder: Path, knowledge: Path | None, opinion: str) -> Corpus:
    library = Library.with_overlay(knowledge)
    return Corpus(folder, library, load_profile(library, opinion))
