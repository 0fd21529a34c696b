"""Keys in, what a stage once made out: a folder of results addressed by what they came from.

An entry carries its own digest: one that is cut short or altered counts as missing. Entries are
therefore written without waiting for the disk; only what is published is. They are read as data:
an entry that names anything but the project's own values is no entry, whoever wrote it.
"""

from __future__ import annotations

import io
import os
import pickle
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import Any

from pipeline.files import write_atomically

_DIGEST = 32  # bytes of SHA-256 before the compressed value
# What reading an entry raises that is whole and yet none of this program's.
_DAMAGED = (
    pickle.UnpicklingError, zlib.error, EOFError, AttributeError, ImportError, TypeError,
    ValueError,
)  # fmt: skip


def user_cache() -> Path:
    """The user's own cache folder for this program (XDG base directories)."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    root = Path(base) if os.path.isabs(base) else Path.home() / ".cache"
    return root / "lanzarote"


class _Values(pickle.Unpickler):
    """Reads frozen values of the project and nothing that could run."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("pipeline.") and "." not in name:
            found = super().find_class(module, name)
            params = getattr(found, "__dataclass_params__", None)
            if params is not None and params.frozen:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of a cache entry")


class _Reducers(dict[type, Any]):
    """How a value of each class is written: as a call of the class with its fields.

    What dataclasses give by themselves looks up the fields of each object again, which made
    reading a law from the cache as dear as reading it from its source.
    """

    def __missing__(self, kind: type) -> Any:
        params = getattr(kind, "__dataclass_params__", None)
        if params is None or not params.frozen:
            raise KeyError(kind)
        names = [field.name for field in fields(kind)]
        take = attrgetter(*names) if len(names) > 1 else None

        def reduce(value: Any) -> tuple[Any, ...]:
            return kind, take(value) if take else tuple(getattr(value, name) for name in names)

        self[kind] = reduce
        return reduce


_REDUCERS = _Reducers()


def _dumped(value: Any) -> bytes:
    out = io.BytesIO()
    pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(value)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Cache:
    """The results under ``folder``; ``part`` names one of several results of the same key."""

    folder: Path

    @classmethod
    def of(cls, output: Path) -> Cache:
        """The cache of an output folder, under the user's own cache folder."""
        name = sha256(os.fsencode(output.resolve())).hexdigest()[:16]
        return cls(user_cache() / "runs" / name)

    def get(self, key: str, part: str) -> Any | None:
        """The value, or None if it is missing or damaged."""
        try:
            data = self._path(key, part).read_bytes()
        except OSError:
            return None
        packed = data[_DIGEST:]
        if sha256(packed).digest() != data[:_DIGEST]:
            return None
        try:
            return _Values(io.BytesIO(zlib.decompress(packed))).load()
        except _DAMAGED:
            return None

    def holds(self, key: str, parts: Iterable[str]) -> bool:
        """Whether all these results are there; whether they are whole, ``get`` finds out."""
        return all(self._path(key, part).is_file() for part in parts)

    def put(self, key: str, part: str, value: Any) -> None:
        """Keep a value; it must not be None."""
        packed = zlib.compress(_dumped(value), 1)
        data = sha256(packed).digest() + packed
        write_atomically(self._path(key, part), data, durable=False)

    def sweep(self, keys: Iterable[str]) -> int:
        """Remove the results of all other keys, and what killed processes left; how many went."""
        kept = set(keys)
        gone = 0
        for folder in os.scandir(self.folder) if self.folder.is_dir() else ():
            for entry in os.scandir(folder.path):
                if entry.name.partition(".")[0] not in kept:
                    Path(entry.path).unlink(missing_ok=True)
                    gone += 1
        return gone

    def _path(self, key: str, part: str) -> Path:
        return self.folder / key[:2] / f"{key}.{part}"
