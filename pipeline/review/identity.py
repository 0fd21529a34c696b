"""A unit in, the digest of its words out: by it a decision knows whether it is about this text."""

from __future__ import annotations

from pipeline.model import Unit
from pipeline.text import collapse, sha256


def words_digest(unit: Unit) -> str:
    """SHA-256 of the unit's words: its text without its printed number, spaces and lines alike.

    A provision that is only renumbered keeps its words, so a decision finds it again; so does one
    from another source that breaks lines elsewhere.
    """
    return sha256(collapse(unit.text.removeprefix(unit.num)))
