"""A unit in, the digest of its words out: by it a decision knows whether it is about this text."""

from __future__ import annotations

from pipeline.model import Unit
from pipeline.text import sha256


def words_digest(unit: Unit) -> str:
    """SHA-256 of the unit's text without its printed number.

    A provision that is only renumbered keeps its words, so a decision finds it again.
    """
    return sha256(unit.text.removeprefix(unit.num).strip())
