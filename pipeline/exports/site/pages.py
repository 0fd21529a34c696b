"""Summaries of all documents in, the pages about the whole corpus out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from pipeline.errors import remedy
from pipeline.exports.site.context import HoldingInfo, SiteContext, jurisdiction, templates
from pipeline.exports.site.summary import DocumentSummary, Entry
from pipeline.files import write_atomically
from pipeline.linking.coverage import Cell
from pipeline.model import Finding

_LETTERS = {"ict-explicit": "E", "technology-neutral": "N", "means-limited": "L"}
_STATIC = ("site.css", "site.js")


def write_site(
    folder: Path,
    summaries: Sequence[DocumentSummary],
    site: SiteContext,
    coverage: Mapping[str, Sequence[Cell]],
    findings: Sequence[Finding],
) -> None:
    """index.html, holdings/<n>.html, findings.html and the style sheet; documents stand already."""
    laws = sorted(
        (s for s in summaries if not s.opinion), key=lambda s: (s.jurisdiction, s.title, s.iri)
    )
    opinions = [s for s in summaries if s.opinion]
    texts = dict(opinions[0].holdings) if opinions else {}
    pages = {
        "index.html": _index(laws, opinions, site, coverage, findings),
        "findings.html": _findings(findings),
    }
    for holding in site.holdings:
        name = f"holdings/{holding.number}.html"
        pages[name] = _holding(holding, texts.get(holding.number, ""), laws)
    for name, text in pages.items():
        write_atomically(folder / name, text.encode("utf-8"))
    static = files("pipeline.exports.site").joinpath("static")
    for name in _STATIC:
        write_atomically(folder / name, static.joinpath(name).read_bytes())


def _index(
    laws: Sequence[DocumentSummary],
    opinions: Sequence[DocumentSummary],
    site: SiteContext,
    coverage: Mapping[str, Sequence[Cell]],
    findings: Sequence[Finding],
) -> str:
    cells = {(c.jurisdiction, c.subject): c for c in coverage.get("holding", ())}
    acts = coverage.get("act", ())
    by_state: dict[str, list[DocumentSummary]] = defaultdict(list)
    for law in laws:
        by_state[law.jurisdiction].append(law)
    return (
        templates()
        .get_template("index.html")
        .render(
            states=sorted(by_state, key=lambda code: (jurisdiction(code).casefold(), code)),
            by_state=by_state,
            opinions=opinions,
            holdings=site.holdings,
            cells=cells,
            acts=sorted({c.subject for c in acts}),
            act_cells={(c.jurisdiction, c.subject): c for c in acts},
            letters=_letters,
            findings=Counter(f.severity for f in findings),
            specimens=any(law.specimen for law in laws),
            root="",
        )
    )


def _letters(cell: Cell) -> str:
    """E, N and L for the means that the provisions counted in a cell have."""
    return " ".join(letter for means, letter in _LETTERS.items() if cell.means.get(means))


def _holding(holding: HoldingInfo, text: str, laws: Sequence[DocumentSummary]) -> str:
    found: dict[str, list[tuple[DocumentSummary, Entry]]] = defaultdict(list)
    rejected: dict[str, list[tuple[DocumentSummary, Entry]]] = defaultdict(list)
    for law in laws:
        for entry in law.entries:
            if entry.link.holding == holding.number:
                (found if entry.link.grade else rejected)[law.jurisdiction].append((law, entry))
    states = sorted({law.jurisdiction for law in laws}, key=lambda c: (jurisdiction(c), c))
    for group in found.values():
        group.sort(key=lambda pair: (-pair[1].link.grade, pair[0].title, pair[0].iri))
    return (
        templates()
        .get_template("holding.html")
        .render(
            holding=holding, text=text, states=states, found=found, rejected=rejected, root="../"
        )
    )


def _findings(findings: Sequence[Finding]) -> str:
    groups: dict[str, list[Finding]] = defaultdict(list)
    for found in findings:
        groups[found.code].append(found)
    listed = [
        (code, group[0].severity, remedy(code), sorted(group, key=lambda f: (f.path, f.eid)))
        for code, group in sorted(groups.items())
    ]
    return templates().get_template("findings.html").render(groups=listed, root="")
