"""What each stage costs in units of the floor: lxml parsing the XML that the stages produce.

Prints ratios taken in one run; absolute times mean little on shared machines.
"""

from __future__ import annotations

import sys
import tempfile
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
from pipeline.tagging.concepts import find_concepts
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
    units = [unit for d in documents for unit in d.units()]
    _rules_and_tokenizer(units, library)
    _growth(units, library)


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


def _growth(units: Sequence[Unit], library: Library) -> None:
    """Tagging of one text against twice and four times it, and of one text with more labels."""
    text = "\n".join(unit.text for unit in units if unit.language == "en")[:50_000]
    if not text:
        return
    for name, tag in (("norms", find_norms), ("concepts", find_concepts)):
        once = _spent(lambda tag=tag: tag(text, "en", library))  # type: ignore[misc]
        more = [
            _spent(lambda tag=tag, n=n: tag(f"{text}\n" * n, "en", library)) / once  # type: ignore[misc]
            for n in (2, 4)
        ]
        print(f"{name}: {more[0]:.1f} × for twice the text, {more[1]:.1f} × for four times")
    few = 0.0
    for labels in (200, 2_000, 20_000):
        with tempfile.TemporaryDirectory() as folder:
            spent = _spent(lambda at=folder, n=labels: _with_labels(text, Path(at), n))  # type: ignore[misc]
        few = few or spent
        print(f"concepts: {spent / few:.2f} × with {labels:,} labels (200: 1)")


def _with_labels(text: str, folder: Path, labels: int) -> object:
    """The concepts of a text by a thesaurus of so many made-up labels of two words."""
    path = folder / "thesaurus" / "made.yaml"
    if not path.is_file():
        path.parent.mkdir()
        made = "".join(
            f"- {{id: c{n}, facet: a, prefLabel: {{en: offence number{n}}}}}\n"
            for n in range(labels)
        )
        path.write_text(f"facets: {{a: A}}\nconcepts:\n{made}", "utf-8")
    return find_concepts(text, "en", Library((folder, *Library().roots)))


def _spent(work: Callable[[], object]) -> float:
    """CPU seconds, the best of some rounds; the first, which loads, does not count."""
    work()
    times = []
    for _ in range(3):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
