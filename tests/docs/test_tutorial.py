"""The tutorial: its commands run one after the other, and what it says they print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from docs.generate import DOCS

BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def steps() -> list[tuple[str, str]]:
    """Commands, each with what the tutorial says of their output."""
    found: list[tuple[str, str]] = []
    for kind, body in BLOCK.findall((DOCS / "tutorial.md").read_text("utf-8")):
        if kind == "sh":
            found.append((body, ""))
        else:
            found[-1] = (found[-1][0], body)
    return found


def said(line: str) -> re.Pattern[str]:
    """A line of the tutorial as a pattern: ``…`` stands for anything."""
    return re.compile(".*".join(re.escape(part) for part in line.split("…")))


def test_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    places = {"PATH": path, "XDG_CACHE_HOME": str(tmp_path / ".cache"), "LC_ALL": "C.UTF-8"}
    assert steps()
    for commands, expected in steps():
        done = subprocess.run(
            ["bash", "-e", "-c", commands],
            cwd=tmp_path,
            env=os.environ | places,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{commands}\n{done.stdout}\n{done.stderr}"
        printed = (done.stdout + done.stderr).splitlines()
        for line in expected.splitlines():
            shown = any(said(line.strip()).search(one) for one in printed)
            assert shown, f"not printed: {line}\n{commands}\n" + "\n".join(printed)
