"""Justice Canada's LIMS XML: consolidated Acts and regulations, annual statutes, both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.errors import finding
from pipeline.model import Finding, Metadata, Node, Note, Piece, Source
from pipeline.readers.xml_tree import Part, Vocabulary, Walker
from pipeline.safexml import decode, local, parse
from pipeline.text import collapse, sha256

NAME = "lims-xml"
_ROOTS = ("Statute", "Regulation", "Bill")
_SNIFF = re.compile(rb"<(?:Statute|Regulation|Bill)[\s>]")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_UNITS = frozenset(("section", "article"))
_WORDS_OF_REPEAL = re.compile(r"^\[?(?:Repealed|Abrogé|Abrogée|Abrogés|Abrogées)\b", re.IGNORECASE)

VOCABULARY = Vocabulary(
    nodes={
        "Section": ("section", ""),
        "Subsection": ("subsection", ""),
        "Paragraph": ("paragraph", ""),
        "Subparagraph": ("subparagraph", ""),
        "Clause": ("clause", ""),
        "Subclause": ("subclause", ""),
        "Subsubclause": ("point", ""),
        "Definition": ("hcontainer", "definition"),
        "Item": ("point", ""),
        "Schedule": ("hcontainer", "schedule"),
        "Order": ("hcontainer", "order"),
        "AgreementTreaty": ("hcontainer", "treaty"),
        "Heading": ("hcontainer", "heading"),
        "GroupHeading": ("hcontainer", "heading"),
    },
    num=frozenset(("Label",)),
    heading=frozenset(("MarginalNote", "TitleText")),
    blocks=frozenset(
        (
            "Text", "ContinuedSectionSubsection", "ContinuedParagraph", "ContinuedSubparagraph",
            "ContinuedClause", "ContinuedSubclause", "ContinuedDefinition", "ContinuedFormulaParagraph",
            "Provision", "FormulaText", "FormulaTerm", "FormulaDefinition", "FormulaParagraph",
            "Oath", "QuotedText", "AmendedText", "ReadAsText", "Repealed", "Reserved",
            "ScheduleFormHeading", "OriginatingRef", "Footnote", "CaptionText", "SignatureBlock",
            "BilingualItemEn", "BilingualItemFr", "MarginalNote", "TitleText", "Label", "Formula",
            "SectionPiece", "Caption", "LeaderRightJustified",
        )
    ),
    tables=frozenset(("table", "TableGroup")),
    rows=frozenset(("row",)),
    cells=frozenset(("entry",)),
    notes={
        "HistoricalNote": "history",
        "HistoricalNoteSubItem": "history",
        "Footnote": "footnote",
        "Note": "editorial",
        "RecentAmendments": "history",
    },
    skipped={"ImageGroup": "image", "Image": "image", "MathML": "image", "TableOfProvisions": "toc"},
    spaces=frozenset(("LineBreak", "PageBreak", "Separator", "FormBlank")),
    quoted=frozenset(("AmendedText", "QuotedText", "ReadAsText")),
    links={"XRefExternal": "link", "XRefInternal": "idref"},
)  # fmt: skip


def sniff(data: bytes, path: str) -> bool:
    """True for XML whose root is one of LIMS and that uses its namespace or its attributes."""
    head = data[:4096]
    return _SNIFF.search(head) is not None and (
        b"justice.gc.ca/lims" in head or b"bill-origin" in head or b"<Identification" in head
    )


@dataclass
class _Group:
    """A heading with what stands below it, until the next heading of its level or above."""

    level: int
    node: Node
    body: list[Part | _Group] = field(default_factory=list)

    def closed(self) -> Node:
        body = tuple(p.closed() if isinstance(p, _Group) else p for p in self.body)
        return replace(self.node, body=body)


def read(data: bytes, path: str) -> Source:
    """The law as nodes. Raises SourceError for XML that is broken or hostile."""
    text = decode(data, path)
    root = parse(data, path)
    walker = Walker(root, data, text, VOCABULARY)
    identification = root.find("Identification")
    metadata, findings = _metadata(root, identification, path)
    notes: list[Note] = []
    preamble: list[Node | Piece] = []
    nodes: list[Node] = []
    for child in root:
        name = local(child)
        if child is identification:
            walker.omit(child, "metadata")
        elif name in ("Introduction", "Preamble", "Enacts", "Order"):
            parts = walker.parts(child, frozenset(), True, notes)
            preamble.extend(p for p in parts if not hasattr(p, "rows"))  # type: ignore[misc]
        elif name == "Body":
            nodes.extend(_grouped(walker, child, notes))
        elif name in VOCABULARY.notes:
            notes.extend(_note(walker, child))
        elif name:
            nodes.extend(_appended(walker, child, notes))
    return Source(
        path=path,
        sha256=sha256(data),
        format=NAME,
        metadata=metadata,
        length=len(text),
        preface=tuple(p for p in (_long_title(walker, identification),) if p),
        preamble=tuple(preamble),
        nodes=tuple(nodes),
        notes=tuple(notes),
        omissions=tuple(walker.omissions),
        findings=findings,
    )


def _note(walker: Walker, element: etree._Element) -> list[Note]:
    piece = walker.piece(element)
    return [Note(VOCABULARY.notes[local(element)], piece)] if piece else []


def _appended(walker: Walker, element: etree._Element, notes: list[Note]) -> list[Node]:
    """A schedule, or a shell (related provisions, not in force) with what stands in it."""
    name = local(element)
    pending = name == "RelatedOrNotInForce" or element.get("id") == "NifProvs"
    if name in VOCABULARY.nodes and not pending:
        return [_finished(walker.node(element, _UNITS, False))]
    inner = tuple(_grouped(walker, element, notes))
    if not inner:
        return []
    node = Node("hcontainer", name="not-in-force" if pending else "appendix", body=inner)
    return [_pending(node) if pending else node]


def _pending(node: Node) -> Node:
    body = tuple(_pending(p) if isinstance(p, Node) else p for p in node.body)
    status = "not-in-force" if node.unit and not node.status else node.status
    return replace(node, body=body, status=status)


def _grouped(walker: Walker, element: etree._Element, notes: list[Note]) -> list[Node]:
    """The children of a body: sections under the headings that stand before them."""
    top = _Group(0, Node("body"))
    stack = [top]
    for part in walker.parts(element, _UNITS, False, notes):
        if isinstance(part, Node) and part.name == "heading":
            level = _level(walker, part)
            while stack[-1].level >= level:
                stack.pop()
            group = _Group(level, _container(part))
            stack[-1].body.append(group)
            stack.append(group)
        else:
            stack[-1].body.append(_finished(part) if isinstance(part, Node) else part)
    return [
        p if isinstance(p, Node) else Node("hcontainer", name="text", body=(p,), unit=True)
        for p in top.closed().body
    ]


def _level(walker: Walker, heading: Node) -> int:
    start = min(p.start for p in (heading.num, heading.heading) if p)
    for element, (first, last) in walker.extent.items():
        if local(element) in ("Heading", "GroupHeading") and first <= start < last:
            return int(element.get("level") or 1)
    return 1


def _container(heading: Node) -> Node:
    """PART and DIVISION by their printed label, other headings as groups."""
    label = heading.num.text.upper() if heading.num else ""
    kind = "part" if label.startswith(("PART", "PARTIE")) else ""
    kind = kind or ("division" if label.startswith(("DIVISION", "SECTION")) else "")
    if kind:
        return replace(heading, kind=kind, name="")
    return replace(heading, name="group")


def _finished(node: Node) -> Node:
    """Repealed provisions are marked so; headings inside a schedule stay groups."""
    body = tuple(_finished(p) if isinstance(p, Node) else p for p in node.body)
    node = replace(node, body=body)
    if node.name == "heading":
        return _container(node)
    texts = [p for p in body if isinstance(p, Piece)]
    gone = len(body) == 1 and len(texts) == 1 and _WORDS_OF_REPEAL.match(texts[0].text)
    return replace(node, status="repealed") if gone and not node.status else node


def _long_title(walker: Walker, identification: etree._Element | None) -> Piece | None:
    title = identification.find("LongTitle") if identification is not None else None
    return walker.piece(title) if title is not None else None


def _words(element: etree._Element | None, path: str) -> str:
    found = element.find(path) if element is not None else None
    return collapse("".join(map(str, found.itertext()))) if found is not None else ""


def _metadata(
    root: etree._Element, identification: etree._Element | None, path: str
) -> tuple[Metadata, tuple[Finding, ...]]:
    lims = {local_name(str(k)): str(v) for k, v in root.attrib.items()}
    number = _words(identification, ".//ConsolidatedNumber") or _words(
        identification, "InstrumentNumber"
    )
    annual = _words(identification, ".//AnnualStatuteNumber")
    year = _words(identification, ".//AnnualStatuteId/YYYY")
    language = (root.get(_XML_LANG) or "").lower()[:2]
    title = _words(identification, "ShortTitle") or _words(identification, "LongTitle")
    metadata = Metadata(
        jurisdiction="ca",
        language=language or "und",
        title=title,
        short_title=_words(identification, "RunningHead"),
        number=number or (f"{year}-c-{annual}" if annual and year else ""),
        work_date=_assent(identification),
        version_date=lims.get("pit-date", ""),
        status={"yes": "in_force", "no": "not_in_force"}.get(lims.get("in-force", ""), ""),
        subtype=local(root).lower(),
        extra=tuple((k, v) for k, v in sorted(lims.items()) if k != "schemaLocation"),
    )
    checks = (
        ("META-TITLE", title),
        ("META-DATE", metadata.work_date),
        ("META-VERSION", metadata.version_date),
    )
    findings = [finding(code, path) for code, value in checks if not value]
    if not language:
        findings.append(finding("META-LANGUAGE", path, language="und", reason="nothing in the file"))
    return metadata, tuple(findings)


def local_name(name: str) -> str:
    """An attribute's name without its namespace."""
    return name.rpartition("}")[2]


def _assent(identification: etree._Element | None) -> str:
    """The date of royal assent or registration, if the file gives one."""
    if identification is None:
        return ""
    for where in (".//Stages[@stage='assented-to']", ".//RegistrationDate", ".//BillHistory/Stages"):
        for found in identification.findall(where):
            if found.get("stage") == "consolidation":
                continue
            parts = [_words(found, f".//{p}") for p in ("YYYY", "MM", "DD")]
            if all(part.isdigit() for part in parts):
                return f"{int(parts[0]):04d}-{int(parts[1]):02d}-{int(parts[2]):02d}"
    return ""
