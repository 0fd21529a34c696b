"""Kills runs at random moments and lets them go on: how often does the tree differ in the end?

``python tests/batch/kills.py 200`` kills two hundred times. What can be seen after a kill must be
whole, and the tree of a run that was killed any number of times that of one that never was.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.batch.acts import write_acts

ACTS, SECTIONS = 12, 6
IN_A_ROW = 6  # kills of one output before a run may end


def command(laws: Path, output: Path, workers: int) -> list[str]:
    return [
        sys.executable, "-c", "from pipeline.cli import main; main()", "run", str(laws),
        "-o", str(output), "--workers", str(workers), "--quiet",
    ]  # fmt: skip


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of the output, the journal too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def visible(folder: Path) -> dict[str, bytes]:
    """What somebody sees who looks at the output: no file whose name begins with a dot."""
    found = tree(folder) if folder.is_dir() else {}
    return {n: d for n, d in found.items() if not any(p.startswith(".") for p in n.split("/"))}


def kill_once(arguments: list[str], after: float) -> bool:
    """Start a run and kill it so many seconds later; False if it had ended by then."""
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def attempt(kills: int, seed: int = 0) -> tuple[int, int]:
    """(kills, trees compared); AssertionError at the first difference."""
    rng = random.Random(seed)
    done = compared = 0
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        os.environ["XDG_CACHE_HOME"] = str(base / "cache")
        laws = write_acts(base / "laws", ACTS, SECTIONS)
        began = time.monotonic()
        subprocess.run(command(laws, base / "whole", 1), check=True, stdout=subprocess.DEVNULL)
        usual = time.monotonic() - began
        wanted = tree(base / "whole")
        while done < kills:
            output = base / f"killed-{compared}"
            for n in range(min(IN_A_ROW, kills - done)):
                workers = 1 + n % 2
                done += kill_once(command(laws, output, workers), rng.uniform(0.2, 1.05) * usual)
                partial = {n for n, d in visible(output).items() if wanted.get(n) != d}
                assert not partial, f"seen before the end: {partial}"
            subprocess.run(command(laws, output, 1), check=True, stdout=subprocess.DEVNULL)
            found = tree(output)
            differ = {n for n in wanted.keys() | found.keys() if wanted.get(n) != found.get(n)}
            assert not differ, f"after {done} kills: {sorted(differ)}"
            compared += 1
    return done, compared


if __name__ == "__main__":
    killed, same = attempt(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
    print(f"{killed} kills, {same} trees compared with that of an unbroken run: identical")
