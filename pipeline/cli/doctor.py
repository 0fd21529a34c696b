"""``lanzarote doctor``: what this installation is made of, what is missing and how to get it."""

from __future__ import annotations

import platform
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import click
from lxml import etree

from pipeline import __version__
from pipeline.akn.schema import official, profile
from pipeline.batch.cache import user_cache
from pipeline.batch.processes import cores
from pipeline.cli.options import as_format, emit_json, knowledge
from pipeline.errors import LanzaroteError
from pipeline.files import bundled
from pipeline.knowledge import Library
from pipeline.knowledge.opinions import load_profile
from pipeline.knowledge.thesaurus import load_thesaurus
from pipeline.text import sha256

# Without one of these libxml2 cannot do what is asked of it; the names are lxml's.
_FEATURES = ("regexp", "xmlschema", "xpath")
_LIBXML = (2, 11)  # the first whose limits on amplification hold for every kind of entity


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; ``remedy`` is empty if nothing is to be done about it."""

    name: str
    found: str
    good: bool = True
    remedy: str = ""


@click.command("doctor", epilog="Example: lanzarote doctor --format json")
@knowledge
@as_format("text", "json")
def command(knowledge: Path | None, form: str) -> None:
    """Show versions, schemas, knowledge and features; exit code 1 if something needed is wrong."""
    checks = list(examine(Library.with_overlay(knowledge)))
    if form == "json":
        emit_json([asdict(check) for check in checks])
    else:
        for check in checks:
            mark = "ok     " if check.good else "WRONG  " if _needed(check) else "absent "
            hint = f"   → {check.remedy}" if check.remedy else ""
            click.echo(f"{mark}{check.name:30} {check.found}{hint}")
    raise SystemExit(1 if any(not c.good and _needed(c) for c in checks) else 0)


def _needed(check: Check) -> bool:
    return not check.name.startswith("extra ")


def examine(library: Library) -> Iterator[Check]:
    """Every check, in the order in which it is shown."""
    yield Check("lanzarote", __version__)
    right = (3, 11) <= sys.version_info < (3, 14)
    remedy = "" if right else "Install Python 3.11, 3.12 or 3.13."
    yield Check("python", f"{platform.python_version()} on {platform.system()}", right, remedy)
    yield Check("processors", str(cores()))
    yield from _packages()
    yield from _libxml2()
    yield _sqlite()
    yield _tried("schema: Akoma Ntoso 3.0", lambda: _loaded(official()))
    for path in sorted(bundled("schemas").glob("*.xsd")):
        yield Check(f"schema: {path.name}", sha256(path.read_bytes())[:16])
    yield _tried("schema: our profile", lambda: _loaded(profile()))
    yield _tried("knowledge", lambda: _knowledge(library))
    yield Check("cache", str(user_cache()))


def _packages() -> Iterator[Check]:
    """What pyproject.toml asks for: the needed packages, and those of each extra."""
    listed = requires("lanzarote") or []
    for line in sorted(listed, key=lambda line: ("extra ==" in line, line)):
        name = line.replace("[", " ").replace(">", " ").replace("<", " ").split()[0].split(";")[0]
        _, _, marker = line.partition("extra == ")
        extra = marker.strip("'\" ")
        if extra == "dev":
            continue
        label = f"extra {extra}: {name}" if extra else name
        try:
            yield Check(label, version(name))
        except PackageNotFoundError:
            remedy = f"pip install 'lanzarote[{extra}]'" if extra else f"pip install {name}"
            yield Check(label, "not installed", False, remedy)


def _libxml2() -> Iterator[Check]:
    running = ".".join(map(str, etree.LIBXML_VERSION))
    good = etree.LIBXML_VERSION >= _LIBXML
    yield Check("libxml2", running, good, "" if good else "pip install --upgrade lxml")
    known = getattr(etree, "LIBXML_FEATURES", None)
    if known is not None:
        missing = sorted(set(_FEATURES) - set(known))
        found = ", ".join(sorted(known))
        yield Check("libxml2 features", found, not missing, f"It lacks {missing}." * bool(missing))


def _sqlite() -> Check:
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
    except sqlite3.OperationalError:
        found = f"{sqlite3.sqlite_version} without FTS5"
        return Check("sqlite", found, False, "Use a Python whose sqlite3 has FTS5.")
    return Check("sqlite", f"{sqlite3.sqlite_version} with FTS5")


def _knowledge(library: Library) -> str:
    digests = library.digests()
    concepts = len(load_thesaurus(library).concepts)
    holdings = len(load_profile(library).holdings)
    total = sha256("\n".join(f"{name} {digest}" for name, digest in digests.items()))
    return f"{total[:16]}, {len(digests)} files, {concepts} concepts, {holdings} holdings"


def _loaded(schema: etree.XMLSchema) -> str:
    return f"loads ({type(schema).__name__})"


def _tried(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, look())
    except LanzaroteError as error:
        return Check(name, "refused", False, str(error))
