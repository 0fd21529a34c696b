"""The reading site: static pages that work from the file system, without a server or a network."""

from pipeline.exports.site.context import HoldingInfo, SiteContext
from pipeline.exports.site.document import document_files, document_pages
from pipeline.exports.site.pages import write_site
from pipeline.exports.site.parts import page_folder
from pipeline.exports.site.summary import DocumentSummary, Entry, document_summary

__all__ = [
    "DocumentSummary",
    "Entry",
    "HoldingInfo",
    "SiteContext",
    "document_files",
    "document_pages",
    "document_summary",
    "page_folder",
    "write_site",
]
