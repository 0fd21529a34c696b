"""From tagged units to links with the holdings of an opinion, and what they add up to."""

from pipeline.linking.context import LinkContext
from pipeline.linking.link import link_document, link_unit

__all__ = ["LinkContext", "link_document", "link_unit"]
