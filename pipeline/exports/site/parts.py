"""A marked document in, the pages it is cut into out: a long law is several pages of whole units.

The first page keeps the address of the law; ``Parts.href`` finds the page of any provision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.files import safe_name
from pipeline.model import Marked, Provision

# Estimated bytes of HTML after which the next unit begins a page. Uses of defined terms are not
# estimated: with the widest error seen (1.85) a page stays below 1.4 MB, which a browser shows well
# within a second.
_PAGE = 750_000
_PER_CHARACTER, _PER_MARK, _PER_LINK = 1.25, 130, 1800
FIRST = "index.html"


@dataclass(frozen=True, slots=True)
class Parts:
    """``of``: eIds of units and of the containers around them, and the page they begin on, from 0.

    A container is opened again on each page it goes on to.
    """

    of: Mapping[str, int]
    count: int

    def page(self, eid: str) -> int:
        """The page of a provision at any depth."""
        while eid not in self.of and "__" in eid:
            eid = eid.rpartition("__")[0]
        return self.of.get(eid, 0)

    def href(self, eid: str, here: int = -1) -> str:
        """The address of a provision, seen from page ``here`` of its law (-1: from outside)."""
        page = self.page(eid)
        return f"#{eid}" if page == here else f"{name(page)}#{eid}"


def name(page: int) -> str:
    """The file name of a page, counted from 0."""
    return FIRST if page == 0 else f"{page + 1}.html"


def page_folder(published: str) -> str:
    """The folder of a law's pages, from the path of its XML under ``xml/`` without the ending."""
    return safe_name(published.replace("/", "-"))


def parts(marked: Marked) -> Parts:
    """Where each provision of the document is shown."""
    document = marked.document
    marks: Counter[str] = Counter()
    for tags in marked.tags:
        marks[tags.eid] = (
            len(tags.concepts) + len(tags.references) + len(tags.definitions) + 3 * len(tags.norms)
        )
    links = Counter(link.eid for link in marked.links)
    of: dict[str, int] = {}
    page, weight = 0, 0.0
    waiting: list[str] = []  # containers whose first unit is still to come
    for provision in _walk(document.body):
        if holds_units(provision):
            waiting.append(provision.eid)
            continue
        own = (
            _PER_CHARACTER * (provision.span.end - provision.span.start)
            + _PER_MARK * marks[provision.eid]
            + _PER_LINK * links[provision.eid]
        )
        if weight and weight + own > _PAGE:
            page, weight = page + 1, 0.0
        weight += own
        of.update(dict.fromkeys((*waiting, provision.eid), page))
        waiting.clear()
    return Parts(of, page + 1)


def _walk(provisions: Iterable[Provision]) -> Iterator[Provision]:
    """Containers and what is shown whole on one page, in document order."""
    for provision in provisions:
        yield provision
        if holds_units(provision):
            yield from _walk(provision.children)


def holds_units(provision: Provision) -> bool:
    """Whether a provision is a container of units rather than one itself."""
    return not provision.unit and any(
        child.unit or holds_units(child) for child in provision.children
    )
