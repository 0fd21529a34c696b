"""``lanzarote link``: links to the holdings for XML that ``tag`` wrote, or for JSON lines."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import click

from pipeline.akn.reader import from_xml
from pipeline.akn.writer import to_xml
from pipeline.batch.worker import Settings, edition
from pipeline.cli.jsonl import links_json, read_items
from pipeline.cli.options import (
    FILE,
    decisions,
    emit,
    knowledge,
    opinion,
    output,
    problems_reported,
    wrong_use,
)
from pipeline.knowledge.opinions import load_profile
from pipeline.linking import link_document, link_unit
from pipeline.review.applying import reviewed
from pipeline.review.ledger import Ledger
from pipeline.tagging import tag_unit


@click.command("link", epilog="Example: lanzarote link tagged.xml -o linked.xml")
@click.argument("file", type=FILE)
@output()
@decisions
@knowledge
@opinion
def command(
    file: Path, output: Path | None, decisions: Path, knowledge: Path | None, opinion: str
) -> None:
    """Link FILE.xml (written by tag) or FILE.jsonl ({"id", "text", "language", …} per line)."""
    settings = Settings(knowledge, opinion)
    with problems_reported():
        if file.suffix == ".jsonl":
            emit(_link_lines(file, settings), output)
        else:
            emit(_link_xml(file, settings, Ledger.load(decisions)), output)


def _link_lines(file: Path, settings: Settings) -> bytes:
    library = settings.library
    profile = load_profile(library, settings.opinion)
    lines = []
    for item in read_items(file):
        tags = tag_unit(item.unit, library)
        links = link_unit(item.unit, tags, profile)
        lines.append(json.dumps(links_json(item, links), ensure_ascii=False) + "\n")
    return "".join(lines).encode("utf-8")


def _link_xml(file: Path, settings: Settings, ledger: Ledger) -> bytes:
    library = settings.library
    profile = load_profile(library, settings.opinion)
    marked = from_xml(file.read_bytes(), file.name)
    if not marked.tags:
        wrong_use(f"{file.name} carries no tags: run `lanzarote tag` on it first.")
    document = marked.document
    links = link_document(document, marked.tags, profile)
    holdings = {holding.number for holding in profile.holdings}
    told = reviewed(document, links, ledger.of(document.work), holdings)
    linked = replace(marked, links=told.links, findings=told.findings)
    return to_xml(linked, edition(library, profile))
