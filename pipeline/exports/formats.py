"""The exports by name: what each is, the file it makes, the function that makes it.

An export is one module with a function from a ``Corpus`` to bytes, imported only when it is used.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from pipeline.exports.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Format:
    """``place`` is ``module:function`` below ``pipeline.exports``."""

    place: str
    suffix: str
    help: str

    def export(self, corpus: Corpus) -> bytes:
        """The export of a corpus. Raises LanzaroteError ``EXP-EXTRA`` for a missing extra."""
        module, _, name = self.place.partition(":")
        function: Callable[[Corpus], bytes] = getattr(
            import_module(f"pipeline.exports.{module}"), name
        )
        return function(corpus)


FORMATS: dict[str, Format] = {
    "workbook": Format("workbook:export", ".xlsx", "correlation table, coverage, corpus, legend"),
    "jsonl": Format("json_lines:export", ".jsonl", "one provision a line, tags and links"),
    "annotations": Format("web_annotation:export", ".jsonld", "W3C Web Annotation collection"),
    "turtle": Format("linked_data:turtle", ".ttl", "links as RDF"),
    "json-ld": Format("linked_data:json_ld", ".jsonld", "links as RDF"),
    "legalruleml": Format("legalruleml:export", ".xml", "norms as LegalRuleML"),
    "cas": Format("cas:export", ".zip", "UIMA CAS XMI with type system, for INCEpTION"),
}
