"""``lanzarote fetch``: names of the catalogue in, laws from their official publishers out."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import problems_reported, wrong_use
from pipeline.errors import LanzaroteError
from pipeline.files import bundled


@click.command(
    "fetch", epilog="Example: lanzarote fetch ca-criminal-code ee-penal-code -o statutes/"
)
@click.argument("names", nargs=-1, metavar="NAME…")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("statutes"),
    show_default=True,
    help="Folder for the laws; where each came from is recorded in .sources/ beside it.",
)
@click.option(
    "--catalogue",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Your own catalogue (default: the bundled catalogue.toml).",
)
@click.option("--list", "listed", is_flag=True, help="List what the catalogue holds.")
@click.option("--refresh", is_flag=True, help="Fetch anew even what has not changed.")
@click.option(
    "--contact", default="", help="Your address, for publishers who want to write to you."
)
@click.option("--max-bytes", default=50_000_000, show_default=True, help="Refuse larger files.")
def command(
    names: tuple[str, ...],
    output: Path,
    catalogue: Path | None,
    listed: bool,
    refresh: bool,
    contact: str,
    max_bytes: int,
) -> None:
    """Fetch the laws NAME… of the catalogue from their official publishers.

    One request at a time, with pauses. What is there and has not changed is not sent again, and
    what broke off is continued. The network is used for nothing else by any command.
    """
    from pipeline.fetch.catalogue import load_catalogue
    from pipeline.fetch.client import Client, Manners
    from pipeline.fetch.store import fetch

    with problems_reported():
        laws = load_catalogue(catalogue or bundled("corpus") / "catalogue.toml")
    if listed:
        for law in laws.values():
            click.echo(f"{law.name}\t{law.jurisdiction}\t{law.format}\t{law.title}")
        return
    unknown = [name for name in names if name not in laws]
    if unknown or not names:
        asked = ", ".join(unknown) or "nothing"
        wrong_use(f"{asked} is not in the catalogue; `lanzarote fetch --list` shows what is.")
    client = Client(Manners(contact=contact, max_bytes=max_bytes))
    failed = 0
    for name in dict.fromkeys(names):
        try:
            done = fetch(laws[name], output, client, refresh)
        except LanzaroteError as error:
            failed += 1
            click.echo(str(error), err=True)
        else:
            state = "unchanged" if done.unchanged else "written"
            click.echo(f"{done.path}\t{state}\t{done.sha256}")
    if failed:
        raise SystemExit(1)
