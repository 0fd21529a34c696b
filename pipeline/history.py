"""What a publisher says of amendment and time, as values: changed words, amendments, periods.

Nothing here is concluded from the text of the law: a field that the publisher leaves open is empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

# How a text was changed, in the words of Akoma Ntoso. ``amendment``, only of a law as a whole:
# the source does not say how.
ChangeKind = Literal["insertion", "substitution", "repeal", "renumbering", "amendment"]


@dataclass(frozen=True, slots=True)
class Change:
    """Words that the publisher marks as changed: offsets in ``Piece.text``, end exclusive."""

    kind: ChangeKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change by another law, listed by date. ``by``: that law as cited; ``href``: its address.

    ``date``: ISO 8601, the day from which the change applies.
    """

    kind: ChangeKind
    date: str = ""
    by: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when a text is in force: ISO 8601, ``end`` the first day on which it is not."""

    start: str = ""
    end: str = ""

    def __bool__(self) -> bool:
        return bool(self.start or self.end)


@dataclass(frozen=True, slots=True)
class History:
    """The amendments, period in force and territorial extent of a provision or of a whole law.

    ``extent`` is the publisher's own wording, such as ``E+W+S``.
    """

    amendments: tuple[Amendment, ...] = ()
    period: Period = field(default=Period())
    extent: str = ""

    def __bool__(self) -> bool:
        return bool(self.amendments or self.period or self.extent)


NO_HISTORY = History()
