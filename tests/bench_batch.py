"""What a run over many documents costs, as ratios taken in one go: ``python tests/bench_batch.py``.

Sections, all or those named: ``start`` (cold start against ``python -c pass``), ``stages`` (where
the time goes, against the bare spaCy tokenizer on the same text; DOCUMENTS says on how many),
``growth`` (time per megabyte over more of the corpus), ``workers`` (two against one), ``again``
(nothing changed; one provision changed), ``many`` (10,000 small Acts twice), ``index`` (questions
to an index of a million annotations). Sources: the folder given by ``--sources``, else the bulk
Acts beside the checkout, else made-up Acts. Processor time is counted where other programs may be
running, the clock only where it is what is asked for.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipeline.batch.plan import Job, collect
from pipeline.batch.stages import Settings
from pipeline.batch.worker import load
from pipeline.errors import LanzaroteError
from tests.batch.acts import write_acts
from tests.bench_index import ask
from tests.bench_stages import seconds, table, warmed

BULK = Path(__file__).resolve().parents[2] / "shared" / "statutes" / "bulk" / "ca"


@dataclass(frozen=True, slots=True)
class Taken:
    """What a command took: the clock's seconds, processor seconds, peak memory in bytes."""

    wall: float
    cpu: float
    coordinator: int
    worker: int


def run(sources: Sequence[Path], output: Path, workers: int) -> Taken:
    """``lanzarote run`` in a process of its own, watched."""
    command = [
        sys.executable, "-c", "from pipeline.cli import main; main()", "run",
        *map(str, sources), "-o", str(output), "--workers", str(workers), "--quiet",
    ]  # fmt: skip
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peaks: dict[bool, int] = {True: 0, False: 0}
    watcher = threading.Thread(target=_watch, args=(process, peaks))
    watcher.start()
    process.wait()
    watcher.join()
    wall = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(wall, cpu, peaks[True], peaks[False])


def _watch(process: subprocess.Popen[bytes], peaks: dict[bool, int]) -> None:
    while process.poll() is None:
        for status in Path("/proc").glob("[0-9]*/status"):
            try:
                fields = dict(
                    line.split(":", 1) for line in status.read_text("ascii", "replace").splitlines()
                )
            except OSError:
                continue
            pid, parent = int(fields["Pid"]), int(fields["PPid"])
            if process.pid in (pid, parent) and "VmHWM" in fields:
                own = pid == process.pid
                peaks[own] = max(peaks[own], int(fields["VmHWM"].split()[0]) * 1024)
        time.sleep(0.2)


def readable(jobs: Sequence[Job]) -> list[tuple[Job, int, list[str]]]:
    """Jobs that are not refused, with the characters and the units of their text."""
    found = []
    for job in jobs:
        try:
            document = load(job.path, job.name, Settings())
        except LanzaroteError:
            continue
        found.append((job, len(document.text), [unit.text for unit in document.units()]))
    return found


def stages(sources: Path, base: Path) -> None:
    """Both rounds of the pipeline, in this process, against the tokenizer on the same units."""
    import spacy

    jobs = list(collect([sources]))
    random.Random(1).shuffle(jobs)
    chosen = readable(jobs[: int(os.environ.get("DOCUMENTS", "60"))])
    nlp = spacy.blank("en")
    place = warmed([job for job, _, _ in chosen[:2]], base)
    characters = sum(count for _, count, _ in chosen)

    def tokenize(number: int) -> None:
        for unit in chosen[number][2]:
            nlp.make_doc(unit)

    spent = seconds([job for job, _, _ in chosen], place, tokenize)
    print(f"  {len(chosen)} documents, {characters / 1e6:.1f} MB of text")
    print("\n".join(table(spent, characters)))


def growth(sources: Path, base: Path) -> None:
    """Runs over growing parts of the corpus, and over growing documents."""
    jobs = list(collect([sources]))
    random.Random(2).shuffle(jobs)
    for asked in (1, 5, 20, 41):
        size, files = 0, []
        for job in jobs:
            if size >= asked * 1e6:
                break
            files.append(job.path)
            size += job.path.stat().st_size
        taken = run(files, base / f"growth-{asked}", 1)
        print(_line(f"{size / 1e6:5.1f} MB, {len(files)} documents", taken, size))
    for sections in (220, 2_200, 11_000):
        folder = write_acts(base / f"one-{sections}", 1, sections)
        size = sum(path.stat().st_size for path in folder.iterdir())
        taken = run([folder], base / f"one-out-{sections}", 1)
        print(_line(f"one document of {size / 1e6:.2f} MB", taken, size))


def _line(label: str, taken: Taken, size: int) -> str:
    return (
        f"  {label:32} {taken.wall:7.1f} s, processor {taken.cpu:7.1f} s, "
        f"{taken.cpu / size * 1e6:5.2f} s/MB; coordinator {taken.coordinator / 1e6:.0f} MB, "
        f"worker {taken.worker / 1e6:.0f} MB"
    )


def workers(sources: Path, base: Path) -> None:
    """The clock of one worker against that of two."""
    size = sum(job.path.stat().st_size for job in collect([sources]))
    one, two = (run([sources], base / f"workers-{n}", n) for n in (1, 2))
    print(_line("one worker", one, size))
    print(_line("two workers", two, size))
    print(f"  two against one: {one.wall / two.wall:.2f} ×")


def again(sources: Path, base: Path) -> None:
    """The corpus a second time, and with one provision changed."""
    laws = base / "laws"
    laws.mkdir()
    for job in collect([sources]):
        (laws / job.path.name).write_bytes(job.path.read_bytes())
    size = sum(path.stat().st_size for path in laws.iterdir())
    print(_line("the first time", run([laws], base / "again", 2), size))
    print(_line("nothing changed", run([laws], base / "again", 2), 1_000_000))
    ordered = sorted(laws.iterdir(), key=lambda path: path.stat().st_size)
    chosen = ordered[len(ordered) // 2]
    chosen.write_bytes(chosen.read_bytes().replace(b" shall ", b" must ", 1))
    print(_line("one provision changed", run([laws], base / "again", 1), 1_000_000))


def many(_: Path, base: Path) -> None:
    """Ten thousand small Acts, twice."""
    laws = write_acts(base / "many", 10_000, 1)
    size = sum(path.stat().st_size for path in laws.iterdir())
    print(_line("10,000 small documents", run([laws], base / "many-out", 2), size))
    before = {p: p.stat().st_mtime_ns for p in (base / "many-out").rglob("*") if p.is_file()}
    print(_line("the same again", run([laws], base / "many-out", 2), size))
    after = {p: p.stat().st_mtime_ns for p in (base / "many-out").rglob("*") if p.is_file()}
    rewritten = sum(1 for p in before.keys() | after.keys() if before.get(p) != after.get(p))
    print(f"  files rewritten: {rewritten} of {len(before)}")


def index(_: Path, base: Path) -> None:
    """Questions to an index of a million annotations."""
    ask(base)


def start(_: Path, base: Path) -> None:
    """Medians of cold starts, in units of an empty program."""
    lanzarote = [sys.executable, "-c", "from pipeline.cli import main; main()"]
    opinions = Path(__file__).resolve().parents[1] / "corpus" / "opinions"
    run([opinions], base / "opinion", 0)
    opinion = next((base / "opinion" / "xml").rglob("*.xml"))
    empty = _median([sys.executable, "-c", "pass"])
    for name, command in (
        ("lanzarote --help", [*lanzarote, "--help"]),
        ("lanzarote validate, the Opinion", [*lanzarote, "validate", str(opinion)]),
    ):
        print(f"  {name:34} {_median(command) / empty:5.1f} ×")


def _median(command: list[str]) -> float:
    times = []
    for _ in range(15):
        began = time.monotonic()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.monotonic() - began)
    return statistics.median(times)


SECTIONS = {
    "start": start, "stages": stages, "growth": growth, "workers": workers,
    "again": again, "many": many, "index": index,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sections", nargs="*", choices=[*SECTIONS, []])
    parser.add_argument("--sources", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        os.environ["XDG_CACHE_HOME"] = str(base / "user-cache")
        sources = given.sources or (BULK if BULK.is_dir() else write_acts(base / "acts", 300, 60))
        for section in given.sections or SECTIONS:
            print(f"{section}: {(SECTIONS[section].__doc__ or '').strip()}")
            SECTIONS[section](sources, base)


if __name__ == "__main__":
    main()
