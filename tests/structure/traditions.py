"""Every tradition that laws are written in by lot, by name."""

from __future__ import annotations

from tests.structure.drafting_continental import CONTINENTAL
from tests.structure.drafting_english import ENGLISH

TRADITIONS = {**ENGLISH, **CONTINENTAL}
