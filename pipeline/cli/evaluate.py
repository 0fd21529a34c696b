"""``lanzarote evaluate``: how well the pipeline does what people did before it, by a gold file."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pipeline.batch.worker import Settings
from pipeline.cli.options import as_format, emit, knowledge, output, problems_reported
from pipeline.evaluation import evaluate_benchmark, evaluate_links, evaluate_opinion
from pipeline.evaluation.retrieval import evaluate_retrieval, is_retrieval
from pipeline.files import bundled


@click.command(
    "evaluate",
    epilog="Example: lanzarote evaluate gold/links.csv --sources statutes/   "
    "Example: lanzarote evaluate gold/opinion.json   "
    "Example: lanzarote evaluate benchmarks/deontic/gdpr",
)
@click.argument("gold", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--sources",
    type=click.Path(exists=True, path_type=Path),
    help="Folder with the statutes of a links gold, or the file of an opinion "
    "(default: ../statutes beside the gold's folder; the bundled Opinion).",
)
@click.option(
    "--language",
    default="en",
    show_default=True,
    help="Language of a folder of queries, docs and qrels.",
)
@click.option("--jurisdiction", multiple=True, help="Score only these States (repeatable).")
@knowledge
@as_format("text", "json")
@output()
def command(
    gold: Path,
    sources: Path | None,
    language: str,
    jurisdiction: tuple[str, ...],
    knowledge: Path | None,
    form: str,
    output: Path | None,
) -> None:
    """Score links (GOLD.csv), the analysis of the Opinion (.json), norms or search (a folder)."""
    settings = Settings(knowledge)
    library = settings.library
    with problems_reported():
        if gold.suffix == ".json":
            opinion = sources or next((bundled("corpus") / "opinions").glob("*.txt"))
            scores = evaluate_opinion(gold, opinion, library)
            text, value = scores.as_text(), scores.as_dict()
        elif is_retrieval(gold):
            ranked = evaluate_retrieval(gold, language)
            text, value = f"{gold.name}: {ranked.as_text()}", dict(ranked.as_dict())
        elif gold.is_dir() or gold.suffix == ".jsonl":
            sets = evaluate_benchmark(gold, library)
            text = "\n".join(each.as_text() for each in sets)
            value = {each.name: each.as_dict() for each in sets}
        else:
            folder = sources or gold.resolve().parents[1] / "statutes"
            if not folder.is_dir():
                raise click.UsageError("Name the folder with the statutes: --sources FOLDER")
            codes = tuple(code.upper() for code in jurisdiction)
            links = evaluate_links(
                gold, folder, library, opinion=settings.opinion, jurisdictions=codes
            )
            text, value = links.as_text(), links.as_dict()
    body = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    emit(((body if form == "json" else text).rstrip("\n") + "\n").encode("utf-8"), output)
