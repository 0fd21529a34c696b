"""Options and behaviours that several commands share: knowledge folder, format, errors."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click

from pipeline.errors import LanzaroteError, remedy
from pipeline.files import write_atomically
from pipeline.model import Finding

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
Command = Callable[..., Any]
Decorator = Callable[[Any], Any]


def knowledge(command: Command) -> Command:
    """``--knowledge DIR``: the user's own thesaurus, opinions or languages over the packaged."""
    return click.option(
        "--knowledge",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Folder whose files replace or add to the packaged knowledge (same names).",
    )(command)


def opinion(command: Command) -> Command:
    """``--opinion ID``: the profile by which provisions are linked."""
    return click.option(
        "--opinion",
        default="lanzarote-ict-2017",
        show_default=True,
        help="Opinion whose holdings count: the name of a file in opinions/ of the knowledge.",
    )(command)


def decisions(command: Command) -> Command:
    """``--decisions DIR``: what readers decided, one file of lines for each work."""
    return click.option(
        "--decisions",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path("corpus/decisions"),
        show_default=True,
        envvar="LANZAROTE_DECISIONS",
        show_envvar=True,
        help="Folder of the decisions of readers, plain text for version control.",
    )(command)


def output(required: bool = False) -> Decorator:
    """``-o FILE``: where the result goes; standard output if it is left out."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, path_type=Path),
        required=required,
        help="File to write (default: standard output).",
    )


def as_format(*formats: str) -> Decorator:
    """``--format``: the first one named is the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="Form of what is told.",
    )


@contextmanager
def problems_reported() -> Iterator[None]:
    """A problem with one document becomes a sentence on standard error and exit code 1."""
    try:
        yield
    except LanzaroteError as error:
        click.echo(str(error), err=True)
        raise SystemExit(1) from None


def emit(data: bytes, target: Path | None) -> None:
    """Write to a file, whole or not at all, or to standard output."""
    if target:
        write_atomically(target, data)
    else:
        sys.stdout.buffer.write(data)


def emit_json(value: object) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True))


def finding_line(found: Finding) -> str:
    """``path:line: CODE message remedy`` for people and editors."""
    place = f"{found.path}:{found.line}" if found.line else found.path
    return f"{place}: {found.code} {found.message} {remedy(found.code)}"


def wrong_use(message: str) -> NoReturn:
    """Exit code 2, with the reason."""
    raise click.UsageError(message)
