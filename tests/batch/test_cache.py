"""The cache: what is whole comes back, everything else counts as missing and never runs."""

from __future__ import annotations

import pickle
import zlib
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch.cache import Cache
from pipeline.model import Eid, Evidence, Link, Span

KEY = "ab" * 32


def stored(cache: Cache) -> Path:
    return next(cache.folder.rglob("*.read"))


def test_values_come_back(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, "read", (Span(1, 2), "é", {"a": b"\0"}))
    assert cache.get(KEY, "read") == (Span(1, 2), "é", {"a": b"\0"})
    assert cache.get(KEY, "tag") is None


@pytest.mark.parametrize("cut", [0, 1, 31, 32, 40, -1])
def test_a_damaged_entry_is_missing(tmp_path: Path, cut: int) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, "read", "x" * 100)
    stored(cache).write_bytes(stored(cache).read_bytes()[:cut])
    assert cache.get(KEY, "read") is None


class Attack:
    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> Any:
        return (Path.touch, (self.target,))


def test_an_entry_that_would_run_something_is_missing(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cache.put(KEY, "read", "x")
    packed = zlib.compress(pickle.dumps(Attack(tmp_path / "owned")))
    stored(cache).write_bytes(sha256(packed).digest() + packed)
    assert cache.get(KEY, "read") is None
    assert not (tmp_path / "owned").exists()


def test_an_entry_of_another_shape_is_missing(tmp_path: Path) -> None:
    """A value of the project's own class with a field too many is not built."""
    cache = Cache(tmp_path)
    cache.put(KEY, "read", Span(1, 2))
    packed = zlib.compress(pickle.dumps(Other()))
    stored(cache).write_bytes(sha256(packed).digest() + packed)
    assert cache.get(KEY, "read") is None


class Other:
    def __reduce__(self) -> Any:
        return (Span, (1, 2, 3))


def test_values_within_values_come_back_equal_and_frozen(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    link = Link(
        Eid("art_1"),
        12,
        2,
        0.5,
        "implements",
        "n/a",
        "",
        "",
        (),
        (),
        (Evidence(Span(0, 3), "x"),),
    )
    cache.put(KEY, "read", (link, link))
    one, other = cache.get(KEY, "read")
    assert one == link
    assert one is other


def test_what_is_not_kept_is_swept(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    other = "cd" * 32
    for key in (KEY, other):
        cache.put(key, "read", "x")
        cache.put(key, "tag", "x")
    assert cache.sweep([KEY]) == 2
    assert cache.holds(KEY, ("read", "tag"))
    assert not cache.holds(other, ("read",))
