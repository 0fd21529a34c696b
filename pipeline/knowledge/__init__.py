"""Legal knowledge as data: thesaurus, opinions, languages, drafting styles, formats, problems.

``Library`` finds the files. A user's own folder laid over the packaged one replaces or adds
files by name, so nobody has to touch the package to use another thesaurus or opinion.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import KnowledgeError
from pipeline.text import sha256

PACKAGED = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Library:
    """Folders of knowledge, the first that holds a file wins; the packaged folder is the last."""

    roots: tuple[Path, ...] = (PACKAGED,)

    @classmethod
    def with_overlay(cls, overlay: Path | None) -> Library:
        return cls((overlay, PACKAGED)) if overlay else cls()

    @property
    def overlaid(self) -> bool:
        """Whether a user's own knowledge is in force."""
        return len(self.roots) > 1

    def path(self, name: str) -> Path:
        """The file of that name (``languages/en.yaml``); KnowledgeError if there is none."""
        for root in self.roots:
            if (root / name).is_file():
                return root / name
        raise KnowledgeError("KNO-MISSING", name)

    def names(self, folder: str, suffix: str = ".yaml") -> tuple[str, ...]:
        """The stems of the files in a folder, over all roots, sorted."""
        found = {p.stem for root in self.roots for p in (root / folder).glob(f"*{suffix}")}
        return tuple(sorted(found))

    def yaml(self, name: str) -> Any:
        """The parsed content of a YAML file; KnowledgeError names the line of a mistake."""
        path = self.path(name)
        try:
            return yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            raise KnowledgeError(
                "KNO-SYNTAX", str(path), mark.line + 1 if mark else 0, reason=str(error)
            ) from None

    def digests(self) -> dict[str, str]:
        """SHA-256 of every knowledge file in force, by name, sorted."""
        names = {
            p.relative_to(root).as_posix()
            for root in self.roots
            for p in root.rglob("*.yaml")
        }  # fmt: skip
        return {name: sha256(self.path(name).read_bytes()) for name in sorted(names)}
