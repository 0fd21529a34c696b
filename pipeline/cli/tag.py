"""``lanzarote tag``: tags for XML that ``markup`` wrote, or for JSON lines of text."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pipeline.akn.reader import from_xml
from pipeline.akn.writer import to_xml
from pipeline.batch.worker import Settings, edition
from pipeline.cli.jsonl import read_items, tags_json
from pipeline.cli.options import FILE, emit, knowledge, output, problems_reported
from pipeline.knowledge.opinions import load_profile
from pipeline.model import Marked
from pipeline.tagging import tag_document, tag_unit


@click.command("tag", epilog="Example: lanzarote tag penal-code.xml -o tagged.xml")
@click.argument("file", type=FILE)
@output()
@click.option("--addressee", default="", help="Who is bound where the text names nobody.")
@knowledge
def command(file: Path, output: Path | None, addressee: str, knowledge: Path | None) -> None:
    """Tag FILE.xml (written by markup) or FILE.jsonl ({"id", "text", "language", …} per line)."""
    settings = Settings(knowledge)
    with problems_reported():
        if file.suffix == ".jsonl":
            emit(_tag_lines(file, settings, addressee), output)
        else:
            emit(_tag_xml(file, settings, addressee), output)


def _tag_lines(file: Path, settings: Settings, addressee: str) -> bytes:
    library = settings.library
    lines = (
        json.dumps(
            tags_json(item, tag_unit(item.unit, library, addressee=addressee)), ensure_ascii=False
        )
        for item in read_items(file)
    )
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _tag_xml(file: Path, settings: Settings, addressee: str) -> bytes:
    library = settings.library
    profile = load_profile(library, settings.opinion)
    document = from_xml(file.read_bytes(), file.name).document
    if document.metadata.doctype == "statement":
        addressee = addressee or profile.addressee
    tags, _ = tag_document(document, library, addressee=addressee)
    return to_xml(Marked(document, tags), edition(library, profile))
