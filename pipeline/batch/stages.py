"""Settings in, the digests out on which a stage's result depends: its code, knowledge, libraries.

A document goes through three stages: *read* (bytes to tree), *tag*, and *publish* (link, mark up,
validate, page, rows). The key of a stage's result is made of the key of the stage before and of
what the stage itself uses, so a changed thesaurus tags again and does not read again. What is
named below as later knowledge or later code is what the earlier stages are known not to open
(a test watches them); everything else, a new file too, counts for all stages.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from pipeline.files import bundled
from pipeline.knowledge import Library
from pipeline.knowledge.opinions import load_profile
from pipeline.text import sha256

Later = dict[str, tuple[str, ...]]
PACKAGE = Path(__file__).parents[1]
# Code that no published byte depends on: how work is spread, shown and scored.
_SPREADING = ("batch/", "cli/", "evaluation/")
_RESULTS = ("batch/worker.py", "batch/stages.py", "batch/cache.py")
# First used in the stage named; whatever is not named here counts from reading on.
LATER_CODE: Later = {"tag": ("tagging/",), "publish": ("linking/", "review/", "akn/", "exports/")}
LATER_KNOWLEDGE: Later = {"tag": ("thesaurus/", "norms/"), "publish": ("opinions/", "functions/")}
_LIBRARIES = ("lxml", "cobalt", "xmlschema", "snowballstemmer", "pyahocorasick", "jinja2")


@dataclass(frozen=True, slots=True)
class Settings:
    """What every worker needs to know; small, and the same for all documents of a run."""

    knowledge: Path | None = None
    opinion: str = "lanzarote-ict-2017"
    style: str = ""
    max_bytes: int = 50_000_000

    @property
    def library(self) -> Library:
        return Library.with_overlay(self.knowledge)


@dataclass(frozen=True, slots=True)
class StageDigests:
    """SHA-256 of all that decides what each stage makes of a document."""

    read: str
    tag: str
    publish: str

    @classmethod
    def of(cls, settings: Settings) -> StageDigests:
        library = settings.library
        knowledge, code = library.digests(), code_digests()
        addressee = load_profile(library, settings.opinion).addressee
        machine = (
            f"python {sys.version_info.major}.{sys.version_info.minor}",
            *(f"{name} {version(name)}" for name in _LIBRARIES),
        )
        given = (settings.opinion, settings.style, str(settings.max_bytes))
        return cls(
            read=_digest(*machine, *given[1:], *_part("read", knowledge, code)),
            tag=_digest(addressee, *_part("tag", knowledge, code)),
            publish=_digest(given[0], *_part("publish", knowledge, code)),
        )

    def read_key(self, name: str, source: str) -> str:
        """The key of the tree of a source; ``name`` counts because findings and tables show it."""
        return _digest("read", self.read, name, source)

    def tag_key(self, name: str, source: str) -> str:
        return _digest("tag", self.tag, self.read_key(name, source))

    def publish_key(
        self,
        name: str,
        source: str,
        target: str,
        answers: Iterable[tuple[str, str]],
        decided: str = "",
    ) -> str:
        """``target`` is the path it is published under, ``answers`` what its neighbours told.

        ``decided`` is the digest of what readers decided about its work; empty: nothing.
        """
        told = (part for pair in answers for part in pair)
        tagged = self.tag_key(name, source)
        return _digest("publish", self.publish, tagged, target, *told, *([decided] * bool(decided)))


def first_stage(name: str, later: Later) -> str:
    """The first stage for which a file counts."""
    for stage, prefixes in later.items():
        if name.startswith(prefixes):
            return stage
    return "read"


@cache
def code_digests() -> dict[str, str]:
    """SHA-256 of every file of code, template and schema that can change a result, by name."""
    found = {
        path.relative_to(PACKAGE).as_posix(): path
        for pattern in ("*.py", "*.html", "*.css", "*.js", "*.sql")
        for path in PACKAGE.rglob(pattern)
    }
    kept = {
        name: path
        for name, path in found.items()
        if name in _RESULTS or not name.startswith((*_SPREADING, "bundled/"))
    }
    schemas = {f"akn/{path.name}": path for path in bundled("schemas").rglob("*.xsd")}
    return {name: sha256(path.read_bytes()) for name, path in sorted({**kept, **schemas}.items())}


def _part(stage: str, knowledge: dict[str, str], code: dict[str, str]) -> list[str]:
    return [
        f"{name} {digest}"
        for digests, later in ((knowledge, LATER_KNOWLEDGE), (code, LATER_CODE))
        for name, digest in digests.items()
        if first_stage(name, later) == stage
    ]


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts))
