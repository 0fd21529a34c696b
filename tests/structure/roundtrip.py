"""Prints real documents of known structure as plain text and reads them back; a table of F1.

Run: python -m tests.structure.roundtrip FOLDER-OF-STATUTES [STYLE]
"""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.errors import LanzaroteError
from pipeline.readers import read
from pipeline.structure import build
from tests.structure.printer import Print, printed
from tests.structure.scoring import LIBRARY, Agreement, compare, provided, read_plain

# style -> how it prints, and real files whose structure their publisher's markup says
STYLES: dict[str, tuple[Print, tuple[str, ...]]] = {
    "common-law": (Print("before", width=78), ("bulk/ca/A-1[0-9].*.xml", "bulk/ca/[C-E]-*.xml")),
    "common-law-on-line": (Print("on-line"), ("ie/*.md", "uk/*.akn.xml", "in/*.xml")),
    "coe-convention": (Print("on-line"), ("coe/*en-nl*.xml",)),
    "eu-act": (Print("after"), ("eu/gdpr*.xml",)),
    "us-code": (Print("on-line", indent=4), ("us/t18/*", "us/*.md", "bulk/us_t18_md/*")),
    "german": (Print("after"), ("de/*.md", "bulk/de/*.md")),
    "swiss": (Print("on-line"), ("ch/*.xml",)),
    "french": (Print("on-line", own_line=True), ("fr/*.md", "lu/leg-loi-20*.md")),
    "spanish": (Print("on-line"), ("es/*.md",)),
    "dutch": (Print("on-line"), ("nl/*.xml", "bulk/nl_bwb2012/*.xml")),
    "nordic": (Print("before"), ("no/*.md", "se/*.md")),
    "estonian": (Print("on-line"), ("ee/*.md",)),
    "czech-slovak": (Print("after"), ("cz/*.md", "sk/*.md")),
}
MOST = 8  # files of a style
LARGEST = 700_000  # bytes


def files(statutes: Path, patterns: tuple[str, ...]) -> list[Path]:
    found = [f for pattern in patterns for f in sorted(statutes.glob(pattern))]
    return [f for f in found if f.stat().st_size <= LARGEST][:MOST]


def round_trip(path: Path, how: Print) -> tuple[Agreement, list[str]]:
    document = build(read(path.read_bytes(), str(path)), LIBRARY)
    again = read_plain(printed(document, how))
    return compare(provided(again), provided(document))


def main(statutes: Path, only: str = "") -> None:
    total: list[float] = []
    for style, (how, patterns) in STYLES.items():
        if only and style != only:
            continue
        whole = Agreement(0, 0, 0)
        for path in files(statutes, patterns):
            try:
                agreement, lines = round_trip(path, how)
            except LanzaroteError as error:
                print(f"  {path.name}: {error}")
                continue
            whole += agreement
            print(f"  {agreement.f1:.2f} {agreement.expected:6} {path.relative_to(statutes)}")
            if only:
                print("\n".join("     " + line for line in lines[:25]))
        if whole.expected:
            print(f"{style}: {whole.f1:.3f}")
            total.append(whole.f1)
        else:
            print(f"{style}: no file that this checkout reads")
    print(f"macro: {sum(total) / max(1, len(total)):.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
