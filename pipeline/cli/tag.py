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
from pipeline.tagging import Propose, beside, tag_document, tag_unit


@click.command("tag", epilog="Example: lanzarote tag penal-code.xml -o tagged.xml")
@click.argument("file", type=FILE)
@output()
@click.option("--addressee", default="", help="Who is bound where the text names nobody.")
@click.option("--model", default="", help="A trained spaCy pipeline of yours: name or folder.")
@knowledge
def command(
    file: Path, output: Path | None, addressee: str, model: str, knowledge: Path | None
) -> None:
    """Tag FILE.xml (written by markup) or FILE.jsonl ({"id", "text", "language", …} per line).

    If the output is named *.spacy, it is a DocBin with one Doc for each unit.
    """
    settings = Settings(knowledge)
    with problems_reported():
        if file.suffix == ".jsonl":
            emit(_tag_lines(file, settings, addressee, model), output)
        else:
            binary = output is not None and output.suffix == ".spacy"
            emit(_tag_xml(file, settings, addressee, model, binary), output)


def _propose(model: str, language: str) -> Propose | None:
    if not model:
        return None
    from pipeline.tagging.docs import proposer, trained  # spaCy takes a second to import

    return proposer(trained(model, language))


def _tag_lines(file: Path, settings: Settings, addressee: str, model: str) -> bytes:
    library = settings.library
    models: dict[str, Propose | None] = {}
    lines = []
    for item in read_items(file):
        language = item.unit.language
        if language not in models:
            models[language] = _propose(model, language)
        tags = tag_unit(item.unit, library, addressee=addressee, propose=models[language])
        lines.append(json.dumps(tags_json(item, tags), ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _tag_xml(file: Path, settings: Settings, addressee: str, model: str, binary: bool) -> bytes:
    library = settings.library
    profile = load_profile(library, settings.opinion)
    before = from_xml(file.read_bytes(), file.name)
    document = before.document
    if document.metadata.doctype == "statement":
        addressee = addressee or profile.addressee
    propose = _propose(model, document.metadata.language)
    tags, _ = tag_document(document, library, addressee=addressee, propose=propose)
    if binary:
        from pipeline.tagging.docs import docbin

        return docbin(document, tags, model)
    tags = beside(tags, before.manual)
    links = before.links if tags == before.tags else ()  # they rest on the tags that were there
    marked = Marked(document, tags, links, manual=before.manual)
    return to_xml(marked, edition(library, profile))
