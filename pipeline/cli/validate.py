"""``lanzarote validate``: official schema, own profile, integrity; for people and for CI."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.akn.check import validate
from pipeline.cli.options import as_format, emit, output
from pipeline.errors import finding
from pipeline.exports.findings import to_json, to_junit, to_sarif, to_text
from pipeline.model import Finding

_WRITERS = {"text": to_text, "json": to_json, "sarif": to_sarif}


@click.command("validate", epilog="Example: lanzarote validate output/xml --format sarif")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@as_format("text", "json", "sarif", "junit")
@click.option("--profile", is_flag=True, help="Hold XML of others to our own profile too.")
@output()
def command(files: tuple[Path, ...], form: str, profile: bool, output: Path | None) -> None:
    """Validate FILES (or every .xml below a folder); exit code 1 if there is any error."""
    checked: list[str] = []
    found: list[Finding] = []
    for path, name in _named(files):
        checked.append(name)
        try:
            data = path.read_bytes()
        except OSError as error:
            found.append(finding("SRC-READ", name, reason=error.strerror or str(error)))
            continue
        found.extend(validate(data, name, force_profile=profile))
    report = to_junit(found, checked) if form == "junit" else _WRITERS[form](found)
    emit(report, output)
    errors = sum(1 for f in found if f.severity == "error")
    if form == "text":
        click.echo(f"{len(checked)} files, {errors} errors, {len(found)} findings.", err=True)
    raise SystemExit(1 if errors else 0)


def _named(files: tuple[Path, ...]) -> list[tuple[Path, str]]:
    named: list[tuple[Path, str]] = []
    for file in files:
        if file.is_dir():
            named.extend(
                (p, f"{file.name}/{p.relative_to(file).as_posix()}")
                for p in sorted(file.rglob("*.xml"))
            )
        else:
            named.append((file, file.as_posix() if not file.is_absolute() else file.name))
    return named
