"""Summaries of all documents in, the pages about the whole corpus out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipeline.errors import remedy
from pipeline.exports.site.context import SiteContext, jurisdiction, templates
from pipeline.exports.site.holding import holding_pages
from pipeline.exports.site.summary import DocumentSummary
from pipeline.files import write_atomically
from pipeline.linking.coverage import Cell
from pipeline.model import Finding

_LETTERS = {"ict-explicit": "E", "technology-neutral": "N", "means-limited": "L"}
_SEARCHED = 20_000  # provisions that a browser reads and searches within about a second
_STATIC = ("site.css", "site.js", "holding.js", "find.js", "terms.js")


def write_site(
    folder: Path,
    summaries: Sequence[DocumentSummary],
    site: SiteContext,
    coverage: Mapping[str, Sequence[Cell]],
    findings: Sequence[Finding],
) -> None:
    """The pages about the whole corpus, their scripts and style; documents stand already."""
    laws = sorted(
        (s for s in summaries if not s.opinion and not s.treaty),
        key=lambda s: (s.jurisdiction, s.title, s.iri),
    )
    treaties = sorted((s for s in summaries if s.treaty), key=lambda s: (s.title, s.iri))
    convention = _convention(treaties, site)
    opinions = [s for s in summaries if s.opinion]
    texts = dict(opinions[0].holdings) if opinions else {}
    pages = {
        "index.html": _index(laws, treaties, opinions, site, coverage, findings),
        "findings.html": _findings(findings),
        "find.html": _find([*laws, *treaties]),
    }
    for holding in site.holdings:
        about = _texts(holding.number, texts, convention, site)
        files_of = holding_pages(holding, about, laws)
        pages |= {f"holdings/{name}": text for name, text in files_of.items()}
    for name, text in pages.items():
        write_atomically(folder / name, text.encode("utf-8"))
    static = files("pipeline.exports.site").joinpath("static")
    for name in _STATIC:
        write_atomically(folder / name, static.joinpath(name).read_bytes())


def _index(
    laws: Sequence[DocumentSummary],
    treaties: Sequence[DocumentSummary],
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
            treaties=treaties,
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


def _convention(treaties: Sequence[DocumentSummary], site: SiteContext) -> DocumentSummary | None:
    """The Convention in English if the corpus has it, else in another language, else nothing."""
    own = [t for t in treaties if t.iri.startswith(f"{site.convention}/")]
    return min(own, key=lambda t: (t.language != "en", t.iri), default=None)


def _texts(
    number: int,
    texts: Mapping[int, str],
    convention: DocumentSummary | None,
    site: SiteContext,
) -> dict[str, Any]:
    """The Opinion's and the Convention's words behind a holding, as its template names them."""
    (holding,) = (h for h in site.holdings if h.number == number)
    cited = {article.partition("(")[0] for article in holding.articles}
    return {
        "text": texts.get(number, ""),
        "convention": convention,
        "work": site.convention,
        "articles": [a for a in convention.articles if a.number in cited] if convention else [],
    }


def _find(laws: Sequence[DocumentSummary]) -> str:
    provisions = sum(law.provisions for law in laws)
    states = sorted({law.jurisdiction for law in laws}, key=lambda c: (jurisdiction(c), c))
    return (
        templates()
        .get_template("find.html")
        .render(
            laws=laws, states=states, provisions=provisions, small=provisions <= _SEARCHED, root=""
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
