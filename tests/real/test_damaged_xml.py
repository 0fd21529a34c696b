"""Damaged files of official publishers: refused with a reason or read whole, never a crash.

A portion of what ``python -m tests.readers.mutated 1000`` goes through.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.readers.mutated import FORMATS, samples, tried

pytestmark = pytest.mark.real
NUMBER = 24


@cache
def files(root: Path) -> dict[str, list[tuple[str, bytes]]]:
    return samples(root)


@pytest.mark.parametrize("name", FORMATS)
def test_damage_is_refused_or_read_and_no_word_is_lost_in_silence(shared: Path, name: str) -> None:
    """Bytes cut off or changed, and trees that are none of the publisher's."""
    result = tried(files(shared / "statutes")[name], NUMBER, f"portion of {name}")
    assert result.broken == []
    assert result.read
