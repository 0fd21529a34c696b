"""``lanzarote run``: the main job over files and folders."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from pipeline.batch.plan import Job, collect
from pipeline.batch.run import Account, run
from pipeline.batch.worker import Outcome, Settings
from pipeline.cli.options import as_format, emit_json, finding_line, knowledge, problems_reported
from pipeline.files import bundled
from pipeline.readers import readable_formats


@click.command(
    "run",
    epilog="Example: lanzarote run statutes/ --exclude 'bulk/*' -o output/   "
    "Formats read: " + "; ".join(readable_formats()),
)
@click.argument("sources", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output"),
    show_default=True,
    help="Folder for XML, tables, site and run record.",
)
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out matching files.")
@click.option("--style", default="", help="Drafting style to use instead of recognising it.")
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=os.cpu_count() or 1,
    show_default="number of cores",
    help="Processes that work at once; the result does not depend on it.",
)
@click.option("--max-bytes", type=click.IntRange(1), default=50_000_000, show_default=True)
@knowledge
@as_format("text", "json")
def command(
    sources: tuple[Path, ...],
    output: Path,
    exclude: tuple[str, ...],
    style: str,
    workers: int,
    max_bytes: int,
    knowledge: Path | None,
    form: str,
) -> None:
    """Read SOURCES (files, folders; none: the bundled corpus), mark up, tag, link, publish."""
    with problems_reported():
        named = sources or (bundled("corpus") / "opinions", bundled("corpus") / "statutes")
        jobs = collect(named, exclude)
        if not jobs:
            raise click.UsageError("No file to work on: the sources are empty or all excluded.")
        settings = Settings(knowledge, style=style, max_bytes=max_bytes)
        account = _with_progress(jobs, output, settings, workers)
    _report(account, output, form)
    raise SystemExit(1 if account.quarantined else 0)


def _with_progress(
    jobs: tuple[Job, ...], output: Path, settings: Settings, workers: int
) -> Account:
    with click.progressbar(length=len(jobs), label="Documents", file=sys.stderr, width=30) as bar:

        def advance(outcome: Outcome) -> None:
            bar.update(1)

        return run(jobs, output, settings, workers, advance)


def _report(account: Account, output: Path, form: str) -> None:
    if form == "json":
        emit_json(
            {
                "inputs": account.inputs,
                "published": len(account.published),
                "quarantined": [
                    {"path": f.path, "line": f.line, "code": f.code, "message": f.message}
                    for f in account.quarantined
                ],
                "counts": dict(account.counts),
                "findings": len(account.findings),
                "output": output.as_posix(),
            }
        )
        return
    for problem in account.quarantined:
        click.echo(finding_line(problem), err=True)
    click.echo(account.sentence())
    click.echo(f"Read:   {(output / 'site' / 'index.html').as_posix()}")
    click.echo(f"Tables: {(output / 'tables').as_posix()}   XML: {(output / 'xml').as_posix()}")
