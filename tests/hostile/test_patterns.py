"""No regular expression of the program or its knowledge can be made to hang."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).with_name("patterns.py")


def test_no_pattern_hangs() -> None:
    done = subprocess.run([sys.executable, SCRIPT], capture_output=True, check=True, text=True)
    told = json.loads(done.stdout)
    assert told["patterns"] > 1000
    assert told["hanging"] == []
