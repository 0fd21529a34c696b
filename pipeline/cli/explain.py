"""``lanzarote explain``: why a provision is, or is not, linked to each holding."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.akn.reader import from_xml, is_ours
from pipeline.batch.worker import Settings, load, mark
from pipeline.cli.options import decisions, knowledge, opinion, problems_reported, wrong_use
from pipeline.knowledge.opinions import load_profile
from pipeline.linking.explain import explain
from pipeline.model import Document
from pipeline.review.ledger import Ledger


@click.command(
    "explain",
    epilog="Example: lanzarote explain output/xml/akn/xa/act/…/eng@2024-01-01.xml sec_5",
)
@click.argument("work")
@click.argument("eid")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output"),
    show_default=True,
    help="Where a run put its XML, if WORK is an IRI.",
)
@decisions
@knowledge
@opinion
def command(
    work: str, eid: str, output: Path, decisions: Path, knowledge: Path | None, opinion: str
) -> None:
    """Print the criteria met and missed by the provision EID of WORK.

    WORK is a file (XML of a run, or a source) or the IRI of an expression under --output.
    """
    settings = Settings(knowledge, opinion)
    with problems_reported():
        document = _document(work, output, settings)
        profile = load_profile(settings.library, settings.opinion)
        unit = next((u for u in document.units() if u.eid == eid), None)
        if unit is None:
            near = ", ".join([u.eid for u in document.units()][:12])
            wrong_use(f"{eid} is not a unit of this document; it begins with: {near} …")
        decided = Ledger.load(decisions).of(document.work)
        marked = mark(document, settings.library, profile, decided)
    tags = next(t for t in marked.tags if t.eid == eid)
    links = tuple(link for link in marked.links if link.eid == eid)
    click.echo("\n".join(explain(unit, tags, links, profile)))


def _document(work: str, output: Path, settings: Settings) -> Document:
    path = Path(work)
    if not path.is_file():
        path = output / "xml" / f"{work.strip('/')}.xml"
    if not path.is_file():
        wrong_use(f"{work} is neither a file nor an expression under {output.as_posix()}/xml.")
    data = path.read_bytes()
    if is_ours(data):
        return from_xml(data, path.name).document
    return load(path, path.name, settings)
