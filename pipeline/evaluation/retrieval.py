"""Takes a folder with queries, docs and qrels (JSON); scores the search engine's rankings (MAP).

The queries are the articles of a treaty or the steps of a rule, the docs the provisions that may
answer them. The engine is the one behind ``lanzarote find``; it sees no relevance judgements.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import SourceError
from pipeline.evaluation.ranking import RankedScores, score_rankings
from pipeline.linking.search import SearchIndex

FILES = ("queries.json", "docs.json", "qrels.json")


def is_retrieval(folder: Path) -> bool:
    """Whether a folder holds queries, docs and judgements."""
    return all((folder / name).is_file() for name in FILES)


def evaluate_retrieval(folder: Path, language: str) -> RankedScores:
    """Rank every doc for every query. Raises SourceError ``GOLD-FORM`` if a file is not in form."""
    queries, docs, judged = (_load(folder / name) for name in FILES)
    try:
        index = SearchIndex()
        index.add_texts(
            ((name, _part(doc, "heading"), _part(doc, "path"), doc["text"]) for name, doc in
             sorted(docs.items())),
            language,
        )  # fmt: skip
        rankings = {
            name: [hit.eid for hit in index.find_words(_words(query), len(docs))]
            for name, query in sorted(queries.items())
        }
        relevant = {
            query: frozenset(doc for doc, grade in grades.items() if grade)
            for query, grades in judged.items()
        }
    except (AttributeError, KeyError, TypeError) as error:
        raise SourceError("GOLD-FORM", folder.name, reason=f"{error}") from None
    return score_rankings(rankings, relevant)


def _words(query: Mapping[str, Any]) -> str:
    return " ".join((_part(query, "heading"), _part(query, "path"), query["text"]))


def _part(entry: Mapping[str, Any], name: str) -> str:
    return str(entry.get(name) or "")


def _load(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise SourceError("GOLD-FORM", path.name, reason=str(error)) from None
    if not isinstance(value, dict):
        raise SourceError("GOLD-FORM", path.name, reason="an object by name is required")
    return value
