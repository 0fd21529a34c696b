"""Finds the provision that a gold row speaks of: the file among sources, the unit in the document.

A file is found by the statute's identifier (last part of ``statute_id`` or of ``source``) as its
stem, preferring the folder of the jurisdiction; else by the identifier in its first lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from pipeline.evaluation.gold import GoldRow
from pipeline.model import Document, Provision, Unit
from pipeline.text import collapse, fold

_HEAD = 3000  # bytes of a file in which its own identifier stands
_WORDS = re.compile(
    r"\b(?:sections?|articles?|artículos?|articulos?|articol[oi]|artigos?|art|sec|s|ss|paragraf|"
    r"par|abs|nr)\b\.?"
)
_SUFFIX = r"bis|ter|quater|quinquies|sexies|septies|octies|novies|decies|undecies|duodecies"
_ORDINAL = re.compile(r"^([ivx]+)(?:er|ᵉʳ)$")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def find_file(row: GoldRow, sources: Path, files: Sequence[Path]) -> Path | None:
    """The source of a row among ``files``, None if there is none."""
    names = {_last(row.statute_id), _last(row.source.split(" ")[-1])} - {""}
    hits = [f for f in files if f.stem.casefold() in names]
    if not hits:
        near = [f for f in files if row.jurisdiction in f.relative_to(sources).parts[:-1]]
        wanted = row.statute_id.encode("utf-8")
        hits = [f for f in near if wanted and wanted in f.read_bytes()[:_HEAD]]
    return min(hits, key=lambda f: _preference(row, sources, f), default=None)


def _last(identifier: str) -> str:
    path = PurePosixPath(identifier)
    name = path.parent.name if path.stem == "index" else path.name
    return re.sub(r"\.(?:md|xml|txt|html?|json)$", "", name).casefold()


def _preference(row: GoldRow, sources: Path, file: Path) -> tuple[bool, bool, str]:
    parts = file.relative_to(sources).parts[:-1]
    suffix = PurePosixPath(row.source.split(" ")[-1]).suffix or ".md"
    return (row.jurisdiction not in parts, file.suffix != suffix, file.as_posix())


def provision_keys(provision: str) -> tuple[str, ...]:
    """Forms under which a gold provision may be printed, the most exact first.

    ``Art. III 11 (383ter)`` names text inserted by an amending article: first the inserted
    number, then the article.
    """
    keys = []
    inserted = re.search(r"\((?:[A-Za-z]+ )?([\d][^)]*)\)", provision)
    if inserted and re.match(r"(?i)art", provision):
        keys.append(number_key(inserted[1]))
        provision = provision[: inserted.start()]
    keys.append(number_key(provision))
    first = re.match(r"\D*?([ivxIVX]+\b|[LRD]?\.? ?\d[\w.\-^]*)", _WORDS.sub(" ", provision))
    if first:
        keys.append(number_key(first[1]))
    return tuple(dict.fromkeys(key for key in keys if key))


def number_key(printed: str) -> str:
    """A printed or cited number as it is compared: ``§ 178^1``, ``Art. 372 bis``, ``s.5``."""
    text = re.sub(r"\^(\d+)", lambda m: m[1].translate(_SUPERSCRIPT), fold(printed))
    text = _WORDS.sub(" ", text)
    text = re.sub(rf"(?<=\d)[\s\-]+(?={_SUFFIX})", "", text)
    text = re.sub(r"[§\s*\"'\[\]]+", "", text).strip(".:–—-")
    return _ORDINAL.sub(r"\1", text)


def find_unit(row: GoldRow, document: Document) -> Unit | None:
    """The unit of a row; where a number occurs twice, the one that holds the row's words."""
    units = tuple(document.units())
    for key in provision_keys(row.provision):
        found = [u for u in units if number_key(u.num) == key] or _around(key, document, units)
        if found:
            return max(found, key=lambda u: (_holds(u, row.evidence), not u.status))
    return None


def _around(key: str, document: Document, units: Sequence[Unit]) -> list[Unit]:
    """Units that hold a sub-provision of that number, such as inserted text."""
    inner = [p for p in document.provisions() if p.num and number_key(_num(p, document)) == key]
    return [u for u in units if any(u.start <= p.span.start < u.start + len(u.text) for p in inner)]


def _num(provision: Provision, document: Document) -> str:
    return provision.num.span.of(document.text) if provision.num else ""


def _holds(unit: Unit, evidence: str) -> bool:
    return bool(evidence) and collapse(fold(evidence)) in collapse(fold(unit.text))


def source_files(sources: Path) -> tuple[Path, ...]:
    """Every file under a folder, sorted; the folder itself may be one file."""
    found: Iterable[Path] = [sources] if sources.is_file() else sources.rglob("*")
    return tuple(sorted(path for path in found if path.is_file()))
