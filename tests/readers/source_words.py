"""What a reader must hand on, computed without it: the words of a source's law, in order.

Shares no code with the readers: its own lists say which elements break a word and which hold
something other than law. Words are compared after NFKC, so that a superscript digit and the
digit the publisher raised by markup are the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.model import Node, Piece, Source, Table


@dataclass(frozen=True)
class Format:
    """``apart``: elements that are not law text, with the reason; the rest is law."""

    breaks: frozenset[str]  # a word ends where one of these begins or ends
    apart: dict[str, str]
    numbers: frozenset[str]
    headings: frozenset[str]
    official: frozenset[str] = frozenset()  # law after all if the element says status="official"
    columns: frozenset[str] = frozenset()  # its children are printed on lines of their own


LIMS = Format(
    breaks=frozenset(
        """Statute Regulation Bill Identification LongTitle Introduction Preamble Enacts Order
        Summary Body Section Subsection Paragraph Subparagraph Clause Subclause Subsubclause
        Definition Heading GroupHeading Label MarginalNote TitleText Text Provision Item List
        Schedule ScheduleFormHeading OriginatingRef AmendedText AmendedContent SectionPiece
        ReadAsText ContinuedSectionSubsection ContinuedParagraph ContinuedSubparagraph
        ContinuedClause ContinuedSubclause ContinuedDefinition ContinuedFormulaParagraph
        FormulaGroup Formula FormulaText FormulaConnector FormulaDefinition FormulaTerm
        FormulaParagraph Oath Group FormGroup DocumentInternal BilingualGroup BilingualItemEn
        BilingualItemFr Repealed BillInternal BillPiece RelatedOrNotInForce Group1-Part Group2-Part
        TableGroup Caption table title tgroup thead tbody row entry Note ReaderNote LineBreak
        PageBreak Separator FormBlank Leader LeaderRightJustified SignatureBlock SignatureName
        SignatureTitle SignatureLine QuotedText Image ImageGroup Reserved
        AlternateText FormulaTerm SignatureDate""".split()  # noqa: SIM905
    ),
    apart={
        "HistoricalNote": "amendment history",
        "Footnote": "editorial or official footnote",
        "FootnoteRef": "the mark of a footnote",
        "Note": "editorial note",
        "RecentAmendments": "amendment history",
        "MathML": "a formula that is not text",
    },
    numbers=frozenset(("Label",)),
    headings=frozenset(("MarginalNote", "TitleText")),
    official=frozenset(("Note",)),
)

AKOMA = Format(
    breaks=frozenset(
        """akomaNtoso act bill doc body mainBody preface preamble conclusions coverPage longTitle
        book part chapter title section article subsection paragraph subparagraph clause subclause
        subchapter subpart subtitle subdivision division tome level list sublist point indent
        alinea rule subrule proviso transitional hcontainer num heading subheading crossHeading
        content intro wrapUp blockList item listIntroduction listWrapUp blockContainer block p
        ul ol li tblock table tbody thead tr td th caption container formula recitals recital
        citations citation attachments attachment components component interstitial foreign
        quotedStructure signature br eol eop marker placeholder toc tocItem omissis
        authorialNote note""".split()  # noqa: SIM905
    ),
    apart={
        "meta": "metadata",
        "authorialNote": "footnote",
        "note": "editorial note",
        "noteRef": "the mark of a note",
        "remark": "editorial remark",
        "toc": "table of contents",
        "coverPage": "the printed cover with its table of contents",
        "placeholder": "a layout mark of the publisher",
    },
    numbers=frozenset(("num",)),
    headings=frozenset(("heading", "subheading")),
    columns=frozenset(("signature",)),
)


_UPDATE = re.compile(r"-{3,}|AGGIORNAMENTO\b")


def local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def words(elements: list[etree._Element], kind: Format) -> list[str]:
    """The words of the law below elements, a number before the heading beside it."""
    parts: list[str] = []
    for element in elements:
        parts.append(" ")
        _collect(element, kind, parts)
    return _split("".join(parts))


def _split(text: str) -> list[str]:
    return unicodedata.normalize("NFKC", text).split()


def _collect(element: etree._Element, kind: Format, parts: list[str]) -> None:
    name = local(element)
    if not name:
        return
    if name in kind.apart and not (name in kind.official and element.get("status") == "official"):
        return
    parent = element.getparent()
    gap = " " if name in kind.breaks else ""
    if parent is not None and local(parent) in kind.columns and not _follows_text(element):
        parts.append(" ")
    parts.append(gap)
    parts.append(element.text or "")
    children = list(element)
    first = [c for c in children if local(c) in kind.numbers]
    first += [c for c in children if local(c) in kind.headings]
    stray = [element.text or "", *(c.tail or "" for c in first)]
    if first and not any(text.strip() for text in stray):
        children = first + [c for c in children if c not in first]
    for child in children:
        _collect(child, kind, parts)
        parts.append(child.tail or "")
    parts.append(gap)


def _follows_text(element: etree._Element) -> bool:
    before = element.getprevious()
    return bool(before is not None and before.tail)


def expected(root: etree._Element) -> list[str]:
    """The words of a whole file; of LIMS' identification only the long title is law.

    Two orders differ by the model, not by loss: signatures and the papers of parliament, which
    Akoma Ntoso may put before the annexes, are a Source's conclusions, and so come last.
    """
    if local(root) != "akomaNtoso":
        front = [e for e in root if local(e) == "Identification"]
        titles = [e for part in front for e in part if local(e) == "LongTitle"]
        return words(titles + [e for e in root if e not in front], LIMS)
    document = next(e for e in root if local(e))
    tops = [*document, *document.itersiblings()]
    last = [e for e in tops if local(e) == "conclusions" or _is_papers(e)]
    return words([e for e in tops if e not in last] + last, AKOMA)


def _is_papers(element: etree._Element) -> bool:
    inner = {local(e) for e in element.iter(etree.Element)}
    return local(element) in ("component", "components") and "interstitial" in inner


def pieces(part: Piece | Table | Node) -> Iterator[Piece]:
    """The law's pieces of a part in reading order; notes are apart."""
    if isinstance(part, Piece):
        yield part
    elif isinstance(part, Table):
        for row in part.rows:
            yield from row
    else:
        yield from (p for p in (part.num, part.heading) if p)
        for child in part.body:
            yield from pieces(child)
        # Normattiva prints its account of later changes as if it were text, at the end of the
        # article: no law, so a note; but law by its markup, so counted here.
        yield from (n.piece for n in part.notes if _UPDATE.match(n.piece.text))


def read_words(source: Source) -> list[str]:
    """The words that a reader gave, in its order."""
    parts = (*source.preface, *source.preamble, *source.nodes, *source.conclusions)
    return [word for part in parts for piece in pieces(part) for word in _split(piece.text)]
