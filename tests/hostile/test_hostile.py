"""Hostile files: each is published or refused with a code; nothing is read or written elsewhere."""

from __future__ import annotations

import os
import resource
import sys
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from pipeline.batch.child import Limits
from pipeline.batch.plan import Job
from pipeline.batch.processes import Pool
from pipeline.batch.run import Executor, run
from pipeline.batch.stages import Settings, StageDigests
from pipeline.batch.worker import Task, Workplace, do
from pipeline.files import bundled
from pipeline.text import sha256
from tests.hostile.files import all_files

FILES = all_files()
SECONDS = 2.0  # asked of each file on a machine of its own; of shared ones, processor time
MEGABYTES = 300
_READABLE = (
    sys.prefix, sys.base_prefix, sysconfig.get_paths()["stdlib"], "/proc/self", "/dev/null",
    "/usr/share/zoneinfo", "/usr/lib", "/etc/localtime",
)  # fmt: skip
# ``make hostile`` goes through all; other runs of the tests through one in so many, by name.
ONE_IN = int(os.environ.get("LANZAROTE_HOSTILE_ONE_IN", "8"))
CHOSEN = [name for name in sorted(FILES) if int(sha256(name)[:8], 16) % ONE_IN == 0]


@dataclass
class Watched:
    """What the program did while it was watched: sockets, and files opened or changed."""

    on: bool = False
    sockets: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def see(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event.startswith(("socket.", "urllib.", "subprocess.", "os.system", "os.exec")):
            self.sockets.append(f"{event} {arguments}")
        elif event in ("open", "os.rename", "os.remove", "os.mkdir", "os.symlink", "os.link"):
            named = arguments[:2] if event in ("os.rename", "os.link") else arguments[:1]
            self.paths.extend(str(a) for a in named if isinstance(a, str | bytes))


@cache
def watched() -> Watched:
    """One for the process: an audit hook cannot be taken off again."""
    watch = Watched()
    sys.addaudithook(watch.see)
    return watch


@contextmanager
def limited() -> Iterator[None]:
    """No more than so much memory beyond what is held now."""
    before = resource.getrlimit(resource.RLIMIT_DATA)
    status = Path("/proc/self/status").read_text("ascii")
    held = int(status.partition("VmData:")[2].split()[0]) * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (held + MEGABYTES * 1024 * 1024, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def digests(base: Path) -> StageDigests:
    """Also loads the knowledge and the schemas, so that no file is charged for it."""
    place = Workplace.of(Settings(), base / "unused", base / "unused")
    specimen = next((bundled("corpus") / "statutes").rglob("*.md"))
    do(Task("prepare", Job("specimen.md", specimen)), place)
    return place.digests


def test_there_are_enough() -> None:
    assert len(FILES) >= 200


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
@pytest.mark.parametrize("name", CHOSEN)
def test_it_is_published_or_refused_within_limits(
    name: str, base: Path, digests: StageDigests
) -> None:
    folder = base / name
    folder.mkdir()
    source = folder / name
    source.write_bytes(FILES[name]())
    place = Workplace.of(Settings(), folder / "out", folder / "cache")
    watch = watched()
    watch.sockets.clear()
    watch.paths.clear()
    began = time.process_time()
    with limited():
        watch.on = True
        try:
            entry = do(Task("prepare", Job(name, source)), place)
            if entry.iri:
                entry = do(Task("publish", Job(name, source), entry=entry, target="x/y"), place)
        finally:
            watch.on = False
    seconds = time.process_time() - began
    code = entry.problem.code if entry.problem else ""
    assert bool(code) != bool(entry.files)
    assert code not in ("RUN-CRASH", "RUN-MEMORY", "INT-TEXT", "INT-SCHEMA"), entry.problem
    assert seconds <= SECONDS, f"{seconds:.1f} s"
    assert watch.sockets == []
    allowed = (str(folder), str(bundled("schemas").parent), *_READABLE)
    assert [p for p in watch.paths if p.startswith("/") and not p.startswith(allowed)] == []


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over all hostile files whose metadata, titles or words mean harm."""
    folder = tmp_path_factory.mktemp("run")
    (folder / "in").mkdir()
    kept = [n for n in FILES if n.startswith(("path-", "text-", "title-", "entity-", "cut-"))]
    for name in kept:
        (folder / "in" / name).write_bytes(FILES[name]())
    jobs = [Job(name, folder / "in" / name) for name in kept]
    with Pool(1, Limits(20, MEGABYTES)) as pool:
        executor: Executor = pool
        account = run(jobs, folder / "out", Settings(), executor)
    assert account.inputs == account.published + len(account.quarantined) == len(kept)
    assert account.published > 50
    crashed = [f for f in account.quarantined if f.code.startswith("RUN-")]
    assert crashed == []
    return folder


def test_no_metadata_leads_out_of_the_output_folder(published: Path) -> None:
    assert sorted(p.name for p in published.iterdir()) == ["in", "out"]
    assert [p for p in published.rglob("*") if "escaped" in p.name and "documents" not in p.parts
            and p.suffix not in (".xml", "")] == []  # fmt: skip
    for path in (published / "out").rglob("*"):
        assert len(path.name) < 200
        assert path.resolve().is_relative_to(published / "out")


def test_no_words_become_live_in_pages_or_tables(published: Path) -> None:
    for page in (published / "out" / "site").rglob("*.html"):
        root = html.fromstring(page.read_bytes())
        assert root.xpath("//img | //iframe | //object | //*[@onerror] | //*[@onclick]") == []
        live = "//script[not(@src) and not(@type = 'application/json')]"
        assert root.xpath(live) == []
        assert [a for a in root.xpath("//@href") if a.lower().startswith("javascript")] == []
    for table in (published / "out" / "tables").glob("*.csv"):
        for line in table.read_text("utf-8").splitlines():
            assert not line.startswith(("=", "+", "@", "\t"))
