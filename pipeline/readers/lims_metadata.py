"""The root and ``Identification`` of a LIMS file in, our Metadata and findings out."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.errors import finding
from pipeline.model import Finding, Metadata
from pipeline.readers.stated import iso_date
from pipeline.safexml import local
from pipeline.text import collapse

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _words(element: etree._Element | None, path: str) -> str:
    found = element.find(path) if element is not None else None
    return collapse("".join(map(str, found.itertext()))) if found is not None else ""


def metadata(
    root: etree._Element, identification: etree._Element | None, path: str
) -> tuple[Metadata, tuple[Finding, ...]]:
    """What the file says of itself, and what it does not say."""
    lims = {_bare(str(k)): str(v) for k, v in root.attrib.items()}
    number = _words(identification, ".//ConsolidatedNumber") or _words(
        identification, "InstrumentNumber"
    )
    annual = _words(identification, ".//AnnualStatuteNumber")
    year = _words(identification, ".//AnnualStatuteId/YYYY")
    language = (root.get(_XML_LANG) or "").lower()[:2]
    title = _words(identification, "ShortTitle") or _words(identification, "LongTitle")
    stated = Metadata(
        jurisdiction="ca",
        language=language or "und",
        title=title,
        short_title=_words(identification, "RunningHead"),
        number=number or (f"{year}-c-{annual}" if annual and year else ""),
        work_date=_assent(identification),
        version_date=lims.get("pit-date", ""),
        status="repealed"
        if root.find("Repealed") is not None
        else {"yes": "in_force", "no": "not_in_force"}.get(lims.get("in-force", ""), ""),
        subtype=local(root).lower(),
        extra=(
            *((k, v) for k, v in sorted(lims.items()) if k != "schemaLocation"),
            *_rest(identification),
        ),
    )
    checks = (
        ("META-TITLE", title),
        ("META-DATE", stated.work_date),
        ("META-VERSION", stated.version_date),
    )
    findings = [finding(code, path) for code, value in checks if not value]
    if not language:
        reason = "nothing in the file"
        findings.append(finding("META-LANGUAGE", path, language="und", reason=reason))
    return stated, tuple(findings)


def _bare(name: str) -> str:
    """An attribute's name without its namespace."""
    return name.rpartition("}")[2]


def _assent(identification: etree._Element | None) -> str:
    """The date of royal assent or registration, if the file gives one."""
    if identification is None:
        return ""
    stages = (".//Stages[@stage='assented-to']", ".//RegistrationDate", ".//BillHistory/Stages")
    for where in stages:
        for found in identification.findall(where):
            if found.get("stage") == "consolidation":
                continue
            parts = [_words(found, f".//{p}") for p in ("YYYY", "MM", "DD")]
            if all(part.isdigit() for part in parts):
                return iso_date(".".join(reversed(parts)))
    return ""


def _rest(identification: etree._Element | None) -> Iterator[tuple[str, str]]:
    """Every field of the identification, dates whole, in order."""
    for element in identification if identification is not None else ():
        dates = list(element.iter("Date"))
        for date in dates:
            stage = next((e.get("stage") for e in date.iterancestors("Stages")), None)
            name = f"{local(element)}.{stage}" if stage else local(element)
            yield name, "-".join(collapse("".join(map(str, part.itertext()))) for part in date)
        if not dates:
            yield local(element), collapse(" ".join(map(str, element.itertext())))
