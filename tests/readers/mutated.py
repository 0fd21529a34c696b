"""Files of official publishers, cut off and mutated by lot: what crashes, what is lost in silence.

Run: python -m tests.readers.mutated [NUMBER] [FORMAT …]   (NUMBER files of each format, half cut
or corrupted, half well-formed and none of the publisher's)
"""

from __future__ import annotations

import csv
import gzip
import random
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.akn.check import validate
from pipeline.akn.writer import to_xml
from pipeline.errors import LanzaroteError
from pipeline.knowledge import Library
from pipeline.model import Marked, Source
from pipeline.readers import READERS, read
from pipeline.safejson import decode_json
from pipeline.safexml import decode
from pipeline.structure import build
from tests.akn.test_writer import EDITION
from tests.readers.damage import damaged, is_json, lost, mutated, pruned
from tests.readers.json_places import all_pieces

LIBRARY = Library()
SHARED = Path(__file__).resolve().parents[3] / "shared" / "statutes"
MOST = 20_000  # bytes of a file that is damaged, so that thousands take minutes
LEAST = 4_000
FEW = 10  # files of each format
FORMATS = (
    "akoma-ntoso", "bwb-xml", "clml-xml", "code-app-json", "e-sbirka-json", "eisb-xml",
    "eurlex-xhtml", "finlex-asd-xml", "formex-xml", "gii-norm-xml", "lagasafn-xml", "legi-json",
    "lexdania-xml", "leychile-xml", "lims-xml", "lovdata-html", "riigi-teataja-xml", "ris-xml",
    "uslm-xml",
)  # fmt: skip


@dataclass
class Result:
    """What became of the damaged files of one format."""

    read: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    crashed: list[str] = field(default_factory=list)
    invalid: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def broken(self) -> list[str]:
        return [*self.crashed, *self.invalid, *self.lost]


def samples(root: Path = SHARED) -> dict[str, list[tuple[str, bytes]]]:
    """The smallest real files of each format; of large ones only some of the provisions."""
    with (root / "MANIFEST.csv").open(encoding="utf-8") as lines:
        names = [row["path"] for row in csv.DictReader(lines)]
    found: dict[str, list[tuple[str, bytes]]] = {name: [] for name in FORMATS}
    sized = sorted((n for n in names if (root / n).is_file()), key=lambda n: _size(root / n))
    for name in sized:
        data = (root / name).read_bytes()
        data = gzip.decompress(data) if name.endswith(".gz") else data
        format_ = _format(data, name)
        if format_ in found and len(found[format_]) < FEW:
            most = MOST * 3 if is_json(data) else MOST  # JSON repeats much in each provision
            small = pruned(data, most) if len(data) > most else data
            found[format_].append((name, small))
    return {name: files for name, files in found.items() if files}


def _size(path: Path) -> tuple[bool, int, str]:
    """By size, files that hold hardly anything last."""
    size = path.stat().st_size
    return size < LEAST, size, path.name


def _format(data: bytes, name: str) -> str:
    return next((str(r.NAME) for r in READERS if r.sniff(data, name)), "")


def tried(files: list[tuple[str, bytes]], number: int, seed: str) -> Result:
    """``number`` files made of these, read and written."""
    lot = random.Random(seed)
    result = Result()
    for index in range(number):
        name, data = files[index % len(files)]
        wrong = mutated(data, lot) if index // len(files) % 2 else damaged(data, lot)
        label = f"{name} #{index}"
        try:
            source = read(wrong, name)
            xml = to_xml(Marked(build(source, LIBRARY)), EDITION)
        except LanzaroteError as error:
            result.refused[error.finding.code] += 1
            continue
        except Exception as error:  # a crash is what is looked for
            result.crashed.append(f"{label}: {type(error).__name__} {error}"[:300])
            continue
        result.read += 1
        faults = [f for f in validate(xml, name) if f.severity == "error"]
        result.invalid.extend(f"{label}: {fault.message}"[:300] for fault in faults[:1])
        missing = _missing(wrong, source)
        result.lost.extend([f"{label}: lost {missing[:60]!r}"] if missing else [])
    return result


def _missing(data: bytes, source: Source) -> str:
    json_ = source.format.endswith("-json")
    text = decode_json(data) if json_ else decode(data)
    if source.lines:  # a page that is no longer known for what it was
        return ""
    ones = (source, *source.parallel)
    omissions = tuple(o for one in ones for o in one.omissions if o.reason != "other-language")
    held = " ".join(piece.text for one in ones for piece in all_pieces(one))
    return lost(text, omissions, held)


def main(number: int, chosen: Iterable[str]) -> int:
    """Print one line for each format; 1 if a file crashed, was lost or became invalid XML."""
    heads = ("files", "read", "refused", "crashed", "invalid", "lost")
    print(f"{'format':20} " + " ".join(f"{head:>8}" for head in heads))
    failed = 0
    for name, files in samples().items():
        if chosen and name not in chosen:
            continue
        result = tried(files, number, name)
        refused = sum(result.refused.values())
        counts = len(result.crashed), len(result.invalid), len(result.lost)
        shown = (number, result.read, refused, *counts)
        print(f"{name:20} " + " ".join(f"{count:8}" for count in shown))
        print("  refused:", ", ".join(f"{c} {n}" for c, n in sorted(result.refused.items())))
        for line in result.broken[:5]:
            print("  ", line)
        sys.stdout.flush()
        failed |= bool(result.broken)
    return failed


if __name__ == "__main__":
    arguments = sys.argv[1:]
    count = int(arguments[0]) if arguments else 1000
    raise SystemExit(main(count, arguments[1:]))
