"""What plain text costs: the tree alone and with its references, of a short law and of a long one.

Beside it, in the same run, for scale: lxml parsing the same bytes as XML, one element a line, and
bluebell-akn (`pip install .[bench]`), which asks for text that is marked up in its own way, on
such text. Compare lines of one run; megabytes a second mean little between machines.

Run: python -m tests.bench_plain_text [TRADITION…]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TypeVar
from xml.sax.saxutils import escape

from lxml import etree

from pipeline.akn.writer import to_xml
from pipeline.batch.worker import edition
from pipeline.knowledge.opinions import load_profile
from pipeline.model import Marked
from pipeline.tagging import CorpusIndex
from pipeline.tagging.unit_references import unit_references
from tests.structure.generator import generate
from tests.structure.scoring import LIBRARY, read_plain
from tests.structure.traditions import TRADITIONS

T = TypeVar("T")
USUAL = ("uk", "de", "fr", "it")
SHORT, LONG = 500_000, 5_000_000  # bytes
MARKED = 100_000  # bytes: bluebell-akn needs gigabytes for a long law
ROUNDS = 2


def law(tradition: str, size: int) -> str:
    """A law of a tradition, written by lot, of about ``size`` bytes."""
    units = 40
    text = generate(TRADITIONS[tradition], 1, units)[0]
    return generate(TRADITIONS[tradition], 1, round(units * size / len(text.encode())))[0]


def cost(work: Callable[[T], object], given: T, size: int) -> float:
    """Seconds of processor time for each byte, the least of some rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work(given)
        times.append(time.process_time() - start)
    return min(times) / size


def structure(text: str) -> None:
    read_plain(text)


def with_references(text: str) -> None:
    for _ in unit_references(read_plain(text), LIBRARY, CorpusIndex()):
        pass


def as_xml(text: str) -> bytes:
    lines = "".join(f"<p>{escape(line)}</p>" for line in text.replace("\f", "").split("\n"))
    return f"<law>{lines}</law>".encode()


def main(traditions: list[str]) -> None:
    print(f"{'plain text, one core':34} {'MB/s':>7} {'of lxml':>8} {'long/short':>11}")
    for tradition in traditions:
        short, long = law(tradition, SHORT), law(tradition, LONG)
        read_plain(short)  # what is loaded once does not count
        floor = cost(etree.fromstring, as_xml(short), len(short.encode()))
        for name, work in (("structure", structure), ("structure, references", with_references)):
            own = cost(work, short, len(short.encode()))
            growth = cost(work, long, len(long.encode())) / own
            share = f"1/{own / floor:.0f}"
            print(f"{tradition:12} {name:21} {1e-6 / own:7.2f} {share:>8} {growth:11.2f}")
    _bluebell(MARKED)


def _bluebell(size: int) -> None:
    try:
        from bluebell.parser import AkomaNtosoParser
    except ImportError:
        print("bluebell-akn: not installed, not compared (pip install .[bench])")
        return
    from cobalt import FrbrUri

    document = read_plain(law("za", size))
    xml = to_xml(Marked(document), edition(LIBRARY, load_profile(LIBRARY)))
    parser = AkomaNtosoParser(FrbrUri.parse("/akn/za/act/2011/12"))
    marked_up = parser.unparse(xml)
    size = len(marked_up.encode())
    own = cost(lambda text: parser.parse_to_xml(text, "act"), marked_up, size)
    floor = cost(etree.fromstring, as_xml(marked_up), size)
    print(f"{'za':12} {'bluebell-akn, marked':21} {1e-6 / own:7.2f} {f'1/{own / floor:.0f}':>8}")


if __name__ == "__main__":
    main(sys.argv[1:] or list(USUAL))
