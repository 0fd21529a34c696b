"""A law of the catalogue in, its file and the record of where it came from out.

``<folder>/<jurisdiction>/<name>.<suffix>`` is written whole or not at all; beside it, in
``.sources/<name>.json``, address, time, digest and licence.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.errors import LanzaroteError
from pipeline.fetch.catalogue import Law
from pipeline.fetch.client import Answer, Client, FetchError, Validators
from pipeline.fetch.part import Part
from pipeline.files import write_atomically
from pipeline.readers import read
from pipeline.text import sha256


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one law: ``written``, or ``unchanged`` since it was last fetched."""

    law: Law
    path: Path
    sha256: str
    unchanged: bool


def fetch(law: Law, folder: Path, client: Client, refresh: bool = False) -> Fetched:
    """Fetch one law, unless the publisher says that the copy there is still right.

    ``refresh``: ask for it anew whatever is there. Raises FetchError of the client, or
    ``FET-TYPE``, ``FET-CONTENT``; then nothing that was there before has changed.
    """
    path = folder / law.jurisdiction / f"{law.name}.{law.suffix}"
    record = path.parent / ".sources" / f"{law.name}.json"
    known = Validators() if refresh else _known(record, path, law)
    part = Part.at(path.parent / ".sources" / f"{law.name}.part")
    answer = client.get(law.address, known, part)
    if answer.unchanged:
        return Fetched(law, path, sha256(path.read_bytes()), True)
    data = _checked(law, answer)
    digest = sha256(data)
    path.parent.mkdir(parents=True, exist_ok=True)
    record.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, data)
    write_atomically(record, _record(law, answer, data, digest, client.now()))
    return Fetched(law, path, digest, False)


def _known(record: Path, path: Path, law: Law) -> Validators:
    """The validators of the copy that is there, if it is the one that was recorded."""
    try:
        stated: Any = json.loads(record.read_text("utf-8"))
        same = stated["sha256"] == sha256(path.read_bytes()) and stated["address"] == law.address
        found = Validators(str(stated["etag"]), str(stated["last_modified"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Validators()
    return found if same else Validators()


def _record(law: Law, answer: Answer, data: bytes, digest: str, at: datetime) -> bytes:
    stated = {
        "name": law.name,
        "title": law.title,
        "jurisdiction": law.jurisdiction,
        "address": law.address,
        "source_uri": answer.address,
        "retrieved": at.astimezone(UTC).isoformat(timespec="seconds"),
        "sha256": digest,
        "bytes": len(data),
        "media": answer.media,
        "format": law.format,
        "licence": law.licence,
        "provisions": list(law.provisions),
        "etag": answer.validators.etag,
        "last_modified": answer.validators.last_modified,
    }
    return (json.dumps(stated, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


# --- is it what it says? --------------------------------------------------------------------------


def _checked(law: Law, answer: Answer) -> bytes:
    """The law's bytes, once type and content are what the catalogue says."""
    if answer.media and answer.media not in law.media:
        raise FetchError("FET-TYPE", law.address, media=answer.media, asked=", ".join(law.media))
    data = _member(law, answer.body) if law.member else answer.body
    try:
        source = read(data, f"{law.name}.{law.suffix}")
    except LanzaroteError as error:
        raise FetchError("FET-CONTENT", law.address, reason=str(error.finding.message)) from None
    if source.format != law.format:
        reason = f"it reads as {source.format}, not as {law.format}"
        raise FetchError("FET-CONTENT", law.address, reason=reason)
    return data


_LARGEST_MEMBER = 100_000_000  # bytes; the largest code has some 10 MB


def _member(law: Law, body: bytes) -> bytes:
    """The one file of an archive whose name ends as the catalogue says."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = sorted(n for n in archive.namelist() if n.lower().endswith(law.member))
            if len(names) != 1:
                reason = f"the archive holds {len(names)} files that end in {law.member}"
                raise FetchError("FET-CONTENT", law.address, reason=reason)
            with archive.open(names[0]) as opened:
                data = opened.read(_LARGEST_MEMBER + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError) as error:
        raise FetchError("FET-CONTENT", law.address, reason=str(error)) from None
    if len(data) > _LARGEST_MEMBER:
        raise FetchError("FET-SIZE", law.address, limit=_LARGEST_MEMBER)
    return data
