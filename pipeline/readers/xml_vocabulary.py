"""What the elements of a publisher's XML are, as data; the first element of a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline.history import NO_HISTORY, ChangeKind, History
from pipeline.model import Status

_HEAD = 8192
_FIRST = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>\s*)*"
    rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)",
    re.DOTALL,
)


def no_history(element: etree._Element) -> History:
    """Of a format that says nothing of amendment and time on its elements."""
    return NO_HISTORY


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the elements of a format are, by local name. What is not named is inline or a shell."""

    nodes: Mapping[str, tuple[str, str]]  # element -> (Akoma Ntoso kind, name of an hcontainer)
    num: frozenset[str]
    heading: frozenset[str]
    blocks: frozenset[str]
    rows: frozenset[str]  # table rows, anywhere below a table
    tables: frozenset[str]
    cells: frozenset[str]
    notes: Mapping[str, str]  # element -> kind of note
    skipped: Mapping[str, str]  # element -> reason of the omission
    spaces: frozenset[str]  # inline elements that stand for white space
    quoted: frozenset[str]
    superscript: frozenset[str] = frozenset(("sup", "Sup"))
    links: Mapping[str, str] = field(default_factory=dict)  # element -> attribute with the target
    numbered: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # a node if it has a num
    titles: frozenset[str] = frozenset()  # hold the number and heading of the node around them
    columns: frozenset[str] = frozenset()  # elements whose children are printed apart
    # notes that are law after all where an attribute has a value: element -> (attribute, value)
    official: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    changes: Mapping[str, ChangeKind] = field(default_factory=dict)  # marks of amended words
    cited: Mapping[str, str] = field(default_factory=dict)  # element -> attribute naming a note
    characters: Mapping[str, str] = field(default_factory=dict)  # empty element -> its character
    history: Callable[[etree._Element], History] = no_history


def first_element(data: bytes) -> bytes:
    """The local name of the first start tag, behind declaration, comments and DOCTYPE.

    Empty where the file does not begin as XML: cheap, for ``sniff``.
    """
    match = _FIRST.match(data[:_HEAD])
    return match[1] if match else b""


def status_of(element: etree._Element) -> Status:
    """What the publisher's own attributes say of a provision's state."""
    stated = (element.get("status") or element.get("Status") or "").lower()
    if stated in ("removed", "repealed"):
        return "repealed"
    return "not-in-force" if stated in ("prospective", "not-in-force") else ""
