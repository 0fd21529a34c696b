"""``lanzarote run``: the main job over files and folders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from pipeline.batch.account import Account
from pipeline.batch.child import Limits
from pipeline.batch.plan import Job, collect
from pipeline.batch.processes import Pool, cores
from pipeline.batch.run import Executor, Here, journal_of, run
from pipeline.batch.stages import Settings
from pipeline.batch.work import reasons
from pipeline.batch.worker import Workplace
from pipeline.cli.options import (
    as_format,
    decisions,
    emit_json,
    finding_line,
    knowledge,
    opinion,
    problems_reported,
)
from pipeline.cli.progress import Progress
from pipeline.files import bundled
from pipeline.readers import readable_formats
from pipeline.review.ledger import Ledger

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(
    "run",
    epilog="Example: lanzarote run statutes/ --exclude 'bulk/*' -o output/   "
    "Formats read: " + "; ".join(readable_formats()),
)
@click.argument("sources", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "-o",
    "--output",
    type=_FOLDER,
    default=Path("output"),
    show_default=True,
    help="Folder for XML, tables, site, index and run record.",
)
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out matching files.")
@click.option("--plan", is_flag=True, help="Say what would be done and why, and do nothing.")
@click.option("--style", default="", help="Drafting style to use instead of recognising it.")
@click.option(
    "--workers",
    type=click.IntRange(0),
    default=cores(),
    show_default="number of cores",
    help="Processes that work at once; 0: this process, without limits of time and memory.",
)
@click.option(
    "--executor",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="dask: a cluster of processes on this machine, or the one that --scheduler names.",
)
@click.option("--scheduler", default="", metavar="ADDRESS", help="tcp://… of a Dask scheduler.")
@click.option("--cache", type=_FOLDER, help="Folder for results in between (shared in a cluster).")
@click.option(
    "--max-bytes",
    type=click.IntRange(1),
    default=50_000_000,
    show_default=True,
    help="Size that one source may have.",
)
@click.option(
    "--max-seconds",
    type=click.FloatRange(0, min_open=True),
    default=Limits().seconds,
    show_default=True,
    help="Time that one document may take.",
)
@click.option(
    "--max-memory",
    type=click.IntRange(1),
    default=Limits().megabytes,
    show_default=True,
    metavar="MB",
    help="Memory that one document may take, in mebibytes.",
)
@click.option("--quiet", is_flag=True, help="No progress, no summary; problems are still named.")
@click.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Progress on standard error: for people, or one JSON object a line.",
)
@decisions
@knowledge
@opinion
@as_format("text", "json")
def command(
    sources: tuple[Path, ...],
    output: Path,
    exclude: tuple[str, ...],
    plan: bool,
    style: str,
    workers: int,
    executor: str,
    scheduler: str,
    cache: Path | None,
    max_bytes: int,
    max_seconds: float,
    max_memory: int,
    quiet: bool,
    log_format: str,
    decisions: Path,
    knowledge: Path | None,
    opinion: str,
    form: str,
) -> None:
    """Read SOURCES (files, folders; none: the bundled corpus), mark up, tag, link, publish.

    What did not change since the last run is left as it is; a run that was killed goes on.
    """
    progress = Progress(log_format, quiet)
    with problems_reported():
        jobs = _jobs(sources, exclude)
        settings = Settings(knowledge and knowledge.resolve(), opinion, style, max_bytes)
        ledger = Ledger.load(decisions)
        if plan:
            _explain(jobs, output, settings, ledger, form)
            return
        limits = Limits(max_seconds, max_memory)
        with _executor(executor, scheduler, workers, limits) as chosen:
            account = run(jobs, output, settings, chosen, progress, cache, ledger)
    _report(account, output, form, progress)
    raise SystemExit(1 if account.quarantined else 0)


def _jobs(sources: tuple[Path, ...], exclude: tuple[str, ...]) -> tuple[Job, ...]:
    named = sources or (bundled("corpus") / "opinions", bundled("corpus") / "statutes")
    jobs = collect(named, exclude)
    if not jobs:
        raise click.UsageError("No file to work on: the sources are empty or all excluded.")
    return jobs


@contextmanager
def _executor(name: str, scheduler: str, workers: int, limits: Limits) -> Iterator[Executor]:
    if name == "dask" or scheduler:
        from pipeline.batch.cluster import Cluster

        with Cluster(scheduler, max(workers, 1), limits) as cluster:
            yield cluster
    elif workers:
        with Pool(workers, limits) as pool:
            yield pool
    else:
        yield Here()


def _explain(
    jobs: tuple[Job, ...], output: Path, settings: Settings, ledger: Ledger, form: str
) -> None:
    found = list(reasons(jobs, journal_of(output), Workplace.of(settings, output), ledger))
    if form == "json":
        emit_json([{"source": r.name, "stage": r.stage, "reason": r.reason} for r in found])
        return
    for r in found:
        if r.stage:
            click.echo(f"{r.name}: {r.stage}: {r.reason}")
    stages = Counter(r.stage or "nothing to do" for r in found)
    click.echo("; ".join(f"{stage}: {count}" for stage, count in sorted(stages.items())))


def _report(account: Account, output: Path, form: str, progress: Progress) -> None:
    for problem in account.quarantined:
        if progress.form == "text" and form == "text":
            click.echo(finding_line(problem), err=True)
    if form == "json":
        emit_json(
            {
                "inputs": account.inputs,
                "published": account.published,
                "unchanged": account.unchanged,
                "quarantined": [
                    {"path": f.path, "line": f.line, "code": f.code, "message": f.message}
                    for f in account.quarantined
                ],
                "counts": dict(account.counts),
                "findings": sum(account.findings.values()),
                "output": output.as_posix(),
            }
        )
        return
    if not progress.quiet and progress.form == "text":
        click.echo("\n".join(progress.table()))
    click.echo(account.sentence())
    if not progress.quiet:
        click.echo(f"Read:   {(output / 'site' / 'index.html').as_posix()}")
        click.echo(f"Tables: {(output / 'tables').as_posix()}   XML: {(output / 'xml').as_posix()}")
