"""A file while it arrives: what came before the line broke is there when it is asked for again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Part:
    """Bytes so far, on the disk; ``validator`` names the version that they are part of."""

    path: Path
    size: int = 0
    validator: str = ""

    @classmethod
    def at(cls, path: Path) -> Part:
        """What an earlier run left, if it can be continued."""
        part = cls(path)
        try:
            stated = json.loads(part._about.read_text("utf-8"))
            size = path.stat().st_size
        except (OSError, ValueError):
            part.drop()
            return part
        if isinstance(stated, dict) and isinstance(stated.get("validator"), str) and size:
            part.validator, part.size = stated["validator"], size
        if not part.validator or part.validator.startswith("W/"):  # weak: good for no range
            part.drop()
        return part

    @property
    def _about(self) -> Path:
        return self.path.with_name(self.path.name + ".json")

    def begin(self, validator: str) -> None:
        """Forget what is there and start anew with the version named."""
        self.drop()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.validator = "" if validator.startswith("W/") else validator
        self.path.write_bytes(b"")
        if self.validator:
            self._about.write_text(json.dumps({"validator": self.validator}), "utf-8")

    def write(self, chunk: bytes) -> None:
        """Add what arrived."""
        with self.path.open("ab") as file:
            file.write(chunk)
        self.size += len(chunk)

    def finish(self) -> bytes:
        """The whole file; nothing is left of the part."""
        data = self.path.read_bytes()
        self.drop()
        return data

    def drop(self) -> None:
        """Forget what is there."""
        self.path.unlink(missing_ok=True)
        self._about.unlink(missing_ok=True)
        self.size, self.validator = 0, ""
