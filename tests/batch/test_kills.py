"""A few kills in every run of the tests; ``python tests/batch/kills.py 200`` for many."""

from __future__ import annotations

from tests.batch.kills import attempt


def test_a_killed_run_goes_on_to_the_same_tree() -> None:
    killed, compared = attempt(3, seed=7)
    assert killed >= 2
    assert compared >= 1
