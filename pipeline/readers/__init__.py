"""Bytes of one file in, a Source out: the readers in the order in which they are asked.

A format that is known but not read yet is refused by name, anything else as unknown: no file is
ever guessed at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from types import ModuleType
from typing import Any

from pipeline.errors import SourceError
from pipeline.knowledge import Library
from pipeline.model import Source
from pipeline.readers import (
    akoma_ntoso,
    bundestag,
    bwb,
    clml,
    code_app,
    docx,
    eisb,
    esbirka_json,
    eurlex,
    finlex_asd,
    formex,
    gii_norm,
    html,
    lagasafn,
    legalize,
    legi_json,
    lexdania,
    leychile,
    lims,
    lovdata,
    opinion_text,
    pdf,
    plain,
    riigi_teataja,
    ris,
    site_pages,
    uslm,
    uslm_markdown,
)
from pipeline.safexml import GZIP, decode, unpacked
from pipeline.text import sha256

# The most specific first: plain text takes whatever is text and nothing else.
READERS: tuple[ModuleType, ...] = (
    docx,
    pdf,
    akoma_ntoso,
    clml,
    gii_norm,
    lims,
    bwb,
    riigi_teataja,
    lovdata,
    lexdania,
    eisb,
    uslm,
    finlex_asd,
    formex,
    eurlex,
    lagasafn,
    leychile,
    ris,
    legi_json,
    esbirka_json,
    code_app,
    opinion_text,
    bundestag,
    legalize,
    uslm_markdown,
    site_pages,
    html,
    plain,
)
_HEAD = 8192


def readable_formats() -> tuple[str, ...]:
    """The names of the formats that are read."""
    return tuple(reader.NAME for reader in READERS)


def languages(head: bytes, whole: Callable[[], bytes], path: str) -> tuple[str, ...]:
    """The languages in which a file holds its law, the first first; empty if it holds one.

    ``head``: its first bytes; ``whole`` gives all of them and is asked only where they matter.
    """
    return bwb.languages(whole()) if bwb.sniff(head, path) else ()


def read(data: bytes, path: str, language: str = "") -> Source:
    """The source of one file, by the first reader that recognises its content.

    ``language``: which one, of a file that holds its law in several; else the first. Of a gzip
    file the offsets count in what is packed in it, the digest is the file's own.

    Raises SourceError: ``SRC-LANGUAGE``, ``SRC-EMPTY``, ``SRC-SIZE``, ``SRC-GZIP``,
    ``SRC-FORMAT-UNREAD`` (with the format's name), ``SRC-FORMAT-UNKNOWN``, or what the
    reader finds wrong.
    """
    if not data.strip():
        raise SourceError("SRC-EMPTY", path)
    if data.startswith(GZIP):
        return replace(read(unpacked(data, path), path, language), sha256=sha256(data))
    for reader in READERS:
        if reader.sniff(data, path):
            source: Source = reader.read(data, path)
            return _version(source, language)
    raise _refusal(data, path)


def _version(source: Source, language: str) -> Source:
    """The source in one of its languages, alone."""
    versions = {s.metadata.language: s for s in (*reversed(source.parallel), source)}
    if not language:
        return source
    if language not in versions:
        known = ", ".join(sorted(versions))
        raise SourceError("SRC-LANGUAGE", source.path, language=language, known=known)
    return replace(versions[language], parallel=())


@cache
def _unread() -> tuple[dict[str, Any], ...]:
    return tuple(Library().yaml("formats.yaml")["unread"])


def _refusal(data: bytes, path: str) -> SourceError:
    head = data[:_HEAD].lower()
    for entry in _unread():
        starts, holds = entry.get("starts"), entry.get("holds", [])
        begins = starts and data.startswith(bytes.fromhex(starts))
        if begins or (holds and all(mark.lower().encode("utf-8") in head for mark in holds)):
            if "instead" in entry:
                return SourceError(
                    "SRC-ABOUT-LAW", path, name=entry["name"], instead=entry["instead"]
                )
            return SourceError("SRC-FORMAT-UNREAD", path, name=entry["name"])
    decode(data, path)  # a text that cannot be decoded says so, with its line
    hint = data[:40].decode("utf-8", "replace").split("\n")[0].strip()
    return SourceError("SRC-FORMAT-UNKNOWN", path, hint=f"it begins with {hint!r}")
