"""What a file held is remembered until somebody touches it, and never longer."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from pipeline.batch.cache import Cache
from pipeline.batch.digests import Digests
from pipeline.text import sha256


def old(path: Path, data: bytes) -> Path:
    """A file as it was written long ago, as far as a test can make it so."""
    path.write_bytes(data)
    os.utime(path, ns=(1_000_000_001, 1_000_000_001))
    return path


def remembering(path: Path) -> Digests:
    """Digests that take it that a file holds ``before`` and nobody has touched it since."""
    files = Digests()
    files.trust(path, sha256(b"before"), time.time_ns())
    return files


def test_an_untouched_file_is_not_read_again(tmp_path: Path) -> None:
    files = remembering(old(tmp_path / "x", b"what is really there"))
    assert files.digest(tmp_path / "x") == sha256(b"before")


@pytest.mark.parametrize("data", [b"after!", b"another length"])
def test_a_touched_file_is_read_again_whatever_its_date_says(tmp_path: Path, data: bytes) -> None:
    """Same size, same inode, date set back: the change of status still tells."""
    path = old(tmp_path / "x", b"before")
    files = remembering(path)
    time.sleep(0.02)  # longer than the tick of a file system's clock
    with path.open("r+b") as file:
        file.write(data)
    os.utime(path, ns=(1_000_000_001, 1_000_000_001))
    assert files.digest(path) == sha256(data)


def test_what_was_touched_after_it_was_written_is_not_trusted(tmp_path: Path) -> None:
    path = old(tmp_path / "x", b"altered")
    files = Digests()
    files.trust(path, sha256(b"before"), os.stat(path).st_ctime_ns - 1)
    assert files.digest(path) == sha256(b"altered")


def test_a_fresh_file_is_not_remembered(tmp_path: Path) -> None:
    """Within a tick a second change would bear the same time."""
    (tmp_path / "x").write_bytes(b"before")
    files = Digests()
    files.digest(tmp_path / "x")
    assert not files.seen


def test_what_is_remembered_lasts_from_run_to_run(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    path = old(tmp_path / "x", b"before")
    remembering(path).keep(cache)
    again = Digests.of(cache)
    assert again.stand(tmp_path, [("x", sha256(b"before"))])
    assert not again.stand(tmp_path, [("y", sha256(b"before"))])
