"""What each stage costs in units of the floor: lxml parsing the XML that the stages produce.

Prints ratios taken in one run; absolute times mean little on shared machines.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from lxml import etree

from pipeline.akn.check import validate
from pipeline.akn.reader import from_xml
from pipeline.akn.writer import to_xml
from pipeline.batch.plan import collect
from pipeline.batch.worker import Settings, edition, load
from pipeline.exports.site import SiteContext, document_pages
from pipeline.files import bundled
from pipeline.knowledge import Library
from pipeline.knowledge.opinions import load_profile
from pipeline.linking import link_document
from pipeline.model import Marked, Unit
from pipeline.tagging import tag_document, tag_unit
from pipeline.tagging.docs import trained
from pipeline.tagging.norms import find_norms

ROUNDS = 5


def timed(work: Callable[[], object]) -> float:
    """The best of some rounds, in seconds; the first, which fills caches, does not count."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main(sources: list[Path]) -> None:
    settings = Settings()
    library = settings.library
    profile = load_profile(library)
    site, known = SiteContext.of(library, profile), edition(library, profile)
    jobs = collect(sources or [bundled("corpus") / "statutes"])
    documents = [load(job.path, job.name, settings) for job in jobs]
    tags = [tag_document(d, library)[0] for d in documents]
    marked = [
        Marked(d, t, link_document(d, t, profile)) for d, t in zip(documents, tags, strict=True)
    ]
    xml = [to_xml(m, known) for m in marked]
    pairs = list(zip(documents, tags, strict=True))
    floor = timed(lambda: [etree.fromstring(data) for data in xml])
    stages: dict[str, Callable[[], object]] = {
        "read and structure": lambda: [load(j.path, j.name, settings) for j in jobs],
        "tag": lambda: [tag_document(d, library) for d in documents],
        "link": lambda: [link_document(d, t, profile) for d, t in pairs],
        "write XML, compare text": lambda: [to_xml(m, known) for m in marked],
        "validate (libxml2)": lambda: [validate(data, "x.xml", readable=False) for data in xml],
        "read back": lambda: [from_xml(data) for data in xml],
        "page": lambda: [document_pages(m, site) for m in marked],
    }
    size = sum(len(d.text) for d in documents)
    print(f"{len(documents)} documents, {size:,} characters, {sum(map(len, xml)):,} bytes of XML")
    print(f"{'parse the XML (lxml)':26} {1:8.1f} ×")
    for name, work in stages.items():
        print(f"{name:26} {timed(work) / floor:8.1f} ×")
    _rules_and_tokenizer([unit for d in documents for unit in d.units()], library)


def _rules_and_tokenizer(units: Sequence[Unit], library: Library) -> None:
    """Rules for norms and all tagging against spaCy's bare tokenizer, each once over fresh text."""
    import spacy

    taggers: dict[str, Callable[[Unit], object]] = {
        "norms": lambda unit: find_norms(unit.text, unit.language, library),
        "all tags": lambda unit: tag_unit(unit, library),
    }
    for unit in {unit.language: unit for unit in units}.values():
        tag_unit(unit, library)  # what is loaded once does not count
    pipelines = {unit.language: trained("", unit.language) for unit in units}
    for whole in (True, False):
        for language in pipelines:  # a cold cache of words
            pipelines[language] = spacy.blank(pipelines[language].lang)
        start = time.process_time()
        for unit in units:
            for text in [unit.text] if whole else unit.text.split("\n"):
                pipelines[unit.language].tokenizer(text)
        tokenizer = time.process_time() - start
        for name, tag in taggers.items():
            start = time.process_time()
            for unit in units:
                tag(unit)
            ratio = tokenizer / (time.process_time() - start)
            print(f"{name}: {ratio:.0%} of the tokenizer's speed by {'unit' if whole else 'line'}")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
