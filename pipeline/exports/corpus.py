"""The output folder of a run in, what exports are made of out: the finished XML, read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pipeline.akn.reader import from_xml
from pipeline.errors import SourceError
from pipeline.exports.site.context import SiteContext
from pipeline.exports.site.parts import page_folder
from pipeline.exports.site.summary import DocumentSummary, document_summary
from pipeline.files import published_file
from pipeline.knowledge import Library
from pipeline.knowledge.opinions import OpinionProfile
from pipeline.linking.coverage import Cell, act_coverage, coverage, statute_kinds
from pipeline.linking.lists import ListCell, list_facts, matrix
from pipeline.model import Document, Iri, Link, Marked


@dataclass(frozen=True)
class Corpus:
    """Everything that a run published, one document at a time, in the order of its paths."""

    folder: Path
    library: Library
    profile: OpinionProfile

    def __post_init__(self) -> None:
        if not self._files:
            raise SourceError("EXP-NOTHING", str(self.folder), folder=self.folder)

    @cached_property
    def _files(self) -> tuple[Path, ...]:
        return tuple(sorted((self.folder / "xml").rglob("*.xml")))

    def documents(self) -> Iterator[Marked]:
        """Each document as it was published. Raises SourceError for XML that is not ours."""
        for path in self._files:
            yield from_xml(path.read_bytes(), path.relative_to(self.folder).as_posix())

    def document(self, iri: Iri) -> Document | None:
        """The text of one expression as it was published; none if the run has it not."""
        marked = self.marked(iri)
        return marked.document if marked else None

    def marked(self, iri: str) -> Marked | None:
        """One expression as it was published; none if the run has it not."""
        file = published_file(self.folder, iri)
        if file is None:
            return None
        marked = from_xml(file.read_bytes(), file.name)
        return marked if marked.document.iri == iri else None

    @cached_property
    def summaries(self) -> tuple[DocumentSummary, ...]:
        """What pages and workbooks show of each document."""
        root = self.folder / "xml"
        pages = (page_folder(p.relative_to(root).with_suffix("").as_posix()) for p in self._files)
        both = zip(self.documents(), pages, strict=True)
        return tuple(replace(document_summary(marked), page=page) for marked, page in both)

    @cached_property
    def site(self) -> SiteContext:
        """Labels and holdings of the knowledge in force."""
        return SiteContext.of(self.library, self.profile)

    @cached_property
    def lists(self) -> tuple[ListCell, ...]:
        """The matrix offence × list of the laws of States."""
        laws = (
            marked
            for marked in self.documents()
            if marked.document.metadata.doctype == "act"
            and not marked.document.metadata.organisation
        )
        return matrix(list_facts(marked, self.profile) for marked in laws)

    def coverage(self) -> Mapping[str, tuple[Cell, ...]]:
        """Counts by State and holding, and by State and act of the Convention."""
        return coverage_of(self.summaries, self.profile)


def coverage_of(
    summaries: tuple[DocumentSummary, ...] | list[DocumentSummary], profile: OpinionProfile
) -> Mapping[str, tuple[Cell, ...]]:
    """``holding`` and ``act``: a cell for each State whose law is among the documents."""
    links: dict[str, list[Link]] = {}
    kinds: dict[str, frozenset[str]] = {}
    for one in summaries:
        if one.opinion or one.treaty:
            continue
        links.setdefault(one.jurisdiction, []).extend(entry.link for entry in one.entries)
        own = statute_kinds((one.title, one.short_title), one.language, profile)
        kinds[one.jurisdiction] = kinds.get(one.jurisdiction, own) | own
    return {
        "holding": coverage(links, profile, kinds),
        "act": act_coverage(links, profile, kinds),
    }
