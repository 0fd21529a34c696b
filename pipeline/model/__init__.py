"""Frozen values that flow from one stage to the next: what is read, structured, tagged, linked.

Three kinds of offset occur and are never mixed:

* ``SourceOffset`` – code points in the decoded source file, 0-based;
* ``TextOffset``   – code points in ``Document.text``, 0-based;
* unit offsets     – code points in the text of one *unit* (see ``Provision.unit``), 0-based.
  Every annotation and every link uses unit offsets, because the unit is what a lawyer cites.

Ends are always exclusive. Nothing here does input or output.
"""

from pipeline.model.base import (
    Eid,
    Finding,
    Force,
    Iri,
    LinkStatus,
    Means,
    Modality,
    Mode,
    Polarity,
    Relation,
    Severity,
    SourceOffset,
    Span,
    Status,
    TextOffset,
    Verdict,
)
from pipeline.model.document import Block, DocNote, Document, Grid, Provision, Unit
from pipeline.model.links import Criterion, Evidence, Judgement, Link, Marked, Review
from pipeline.model.source import (
    Hyperlink,
    Line,
    LineKind,
    Metadata,
    Node,
    Note,
    Omission,
    Piece,
    Role,
    Run,
    Source,
    Table,
)
from pipeline.model.tags import (
    Bearer,
    ConceptMention,
    Condition,
    Definition,
    Norm,
    Person,
    Reference,
    Tags,
    TermUse,
)

__all__ = [
    "Bearer",
    "Block",
    "ConceptMention",
    "Condition",
    "Criterion",
    "Definition",
    "DocNote",
    "Document",
    "Eid",
    "Evidence",
    "Finding",
    "Force",
    "Grid",
    "Hyperlink",
    "Iri",
    "Judgement",
    "Line",
    "LineKind",
    "Link",
    "LinkStatus",
    "Marked",
    "Means",
    "Metadata",
    "Modality",
    "Mode",
    "Node",
    "Norm",
    "Note",
    "Omission",
    "Person",
    "Piece",
    "Polarity",
    "Provision",
    "Reference",
    "Relation",
    "Review",
    "Role",
    "Run",
    "Severity",
    "Source",
    "SourceOffset",
    "Span",
    "Status",
    "Table",
    "Tags",
    "TermUse",
    "TextOffset",
    "Unit",
    "Verdict",
]
