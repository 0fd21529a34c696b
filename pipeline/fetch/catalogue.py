"""``corpus/catalogue.toml`` in, the laws that can be fetched out."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipeline.errors import KnowledgeError

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Law:
    """One law and where its publisher has it.

    ``format`` is the name of the reader that must recognise it; ``media`` the media types that the
    publisher sends; ``member``: how the file's name ends inside the archive that is sent.
    """

    name: str
    jurisdiction: str
    title: str
    address: str
    format: str
    media: tuple[str, ...]
    licence: str
    suffix: str
    provisions: tuple[str, ...] = ()
    member: str = ""
    note: str = ""


def load_catalogue(path: Path) -> dict[str, Law]:
    """The laws by name, sorted; KnowledgeError ``KNO-SYNTAX``, ``KNO-VALUE`` or ``KNO-MISSING``."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except OSError:
        raise KnowledgeError("KNO-MISSING", str(path)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnowledgeError("KNO-SYNTAX", str(path), reason=str(error)) from None
    laws: dict[str, Law] = {}
    for entry in raw.get("law", []):
        law = _law(entry, str(path))
        if law.name in laws:
            raise KnowledgeError("KNO-VALUE", str(path), reason=f"{law.name} is listed twice")
        laws[law.name] = law
    return dict(sorted(laws.items()))


def _law(entry: dict[str, Any], path: str) -> Law:
    try:
        law = Law(
            name=entry["name"],
            jurisdiction=entry["jurisdiction"],
            title=entry["title"],
            address=entry["address"],
            format=entry["format"],
            media=tuple(entry["media"]),
            licence=entry["licence"],
            suffix=entry["suffix"],
            provisions=tuple(entry.get("provisions", ())),
            member=entry.get("member", ""),
            note=entry.get("note", ""),
        )
    except KeyError as error:
        name = entry.get("name", "an entry")
        raise KnowledgeError("KNO-VALUE", path, reason=f"{name} lacks {error}") from None
    if not is_safe(law.address):
        raise KnowledgeError("KNO-VALUE", path, reason=f"{law.name} has no https address")
    plain = law.name.replace("-", "").isalnum() and law.name.isascii()
    if not plain or not law.suffix.isalnum():
        raise KnowledgeError("KNO-VALUE", path, reason=f"{law.name!r} is no name for a file")
    return law


def is_safe(address: str) -> bool:
    """True for https, and for http on this machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (
        parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    )
