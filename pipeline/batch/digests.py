"""Files in, their SHA-256 out; a file is read again only if the system says that it was touched.

What a file held is remembered with its size, inode and times, as git does: the time of the last
change of status cannot be set back by a program. A large corpus that stands as it was published is
then told from its folders alone.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path

from pipeline.batch.cache import Cache
from pipeline.text import sha256

Status = tuple[int, int, int, int]  # size, inode, times of the last change of content and of status
KEY = sha256("digests of files")  # under which the cache keeps what is remembered
_PART = "files"
# Nanoseconds within which a second change may bear the same time: not remembered before.
_SETTLED = 2_000_000_000
_SECOND = 1_000_000_000


@dataclass(slots=True)
class Digests:
    """What files held when they were last read."""

    known: dict[str, tuple[Status, str]] = field(default_factory=dict)
    seen: dict[str, tuple[Status, str]] = field(default_factory=dict)  # in this run

    @classmethod
    def of(cls, cache: Cache) -> Digests:
        """What the last run remembered."""
        kept = cache.get(KEY, _PART)
        return cls(kept if isinstance(kept, dict) else {})

    def keep(self, cache: Cache) -> None:
        """Remember the files that this run looked at, if there is anything new."""
        if self.seen != self.known:
            cache.put(KEY, _PART, self.seen)

    def digest(self, path: Path) -> str:
        """The SHA-256 of a file. Raises OSError if it cannot be read."""
        name, status = str(path), _status(path)
        found = self.seen.get(name) or self.known.get(name)
        if found is None or found[0] != status:
            with path.open("rb") as file:
                found = (status, file_digest(file, "sha256").hexdigest())
        if time.time_ns() - max(status[2:]) > _SETTLED:
            self.seen[name] = found
        return found[1]

    def trust(self, path: Path, digest: str, at: int) -> None:
        """Take it that a file holds what was written there if nobody has touched it since ``at``.

        ``at`` are nanoseconds since the epoch.
        """
        with suppress(OSError):
            status = _status(path)
            changed = max(status[2:])
            if changed <= at and changed % _SECOND:  # a clock of whole seconds tells too little
                self.seen[str(path)] = (status, digest)

    def stand(self, output: Path, files: Iterable[tuple[str, str]]) -> bool:
        """Whether files (path below ``output``, digest) are there with the bytes they had."""
        try:
            return all(self.digest(output / path) == digest for path, digest in files)
        except OSError:
            return False


def _status(path: Path) -> Status:
    status = os.stat(path)
    return status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns
