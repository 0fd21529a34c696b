"""The words of the law in a USLM file, computed without its reader, in the order of the model."""

from __future__ import annotations

from lxml import etree

from tests.readers.source_words import Format, local, words

USLM = Format(
    breaks=frozenset(
        """preface main title subtitle part subpart chapter subchapter division article section
        subsection paragraph subparagraph clause subclause item subitem num heading content chapeau
        continuation text p quotedContent elided centerRunningHead type docNumber congress property
        docTitle officialTitle longTitle enactingFormula action actionDescription table tr td th
        signature name""".split()  # noqa: SIM905
    ),
    apart={
        "meta": "metadata", "note": "editorial", "sourceCredit": "history", "sidenote": "editorial",
        "editorialNote": "editorial", "explanationNote": "editorial", "editionNote": "history",
        "citationNote": "editorial", "legislativeHistory": "history", "toc": "contents",
        "page": "page of the print", "endMarker": "ornament",
    },
    numbers=frozenset(("num",)),
    headings=frozenset(("heading",)),
)  # fmt: skip


def expected(root: etree._Element) -> list[str]:
    """The mark of a footnote is no word; what the President signs comes last."""
    for mark in [e for e in root.iter() if local(e) == "ref" and e.get("idref")]:
        mark.tag = "page"
    main = next(e for e in root if local(e) == "main")
    signed = [e for e in main if local(e) == "action"]
    front = [e for e in (*root, *main) if local(e) in ("preface", "longTitle")]
    enacted = [e for e in main if local(e) == "enactingFormula"]
    rest = [e for e in main if e not in (*signed, *front, *enacted)]
    return words([*front, *enacted, *rest, *signed], USLM)
