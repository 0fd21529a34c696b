"""The ``ukm:Metadata`` of a CLML file in, our Metadata and findings out."""

from __future__ import annotations

import re

from lxml import etree

from pipeline.errors import finding
from pipeline.model import Finding, Metadata
from pipeline.safexml import local
from pipeline.text import collapse

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ID = re.compile(r"legislation\.gov\.uk/(?:id/)?([a-z]+/[^/?#]+/[^/?#]+)")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_ISSUED = ("EnactmentDate", "Made")


def metadata(root: etree._Element, path: str) -> tuple[Metadata, tuple[Finding, ...]]:
    """What the file says of itself; a date or number that it does not give stays empty.

    The text stands at the date it is valid for. Of a law as enacted that is the date on which it
    was made: the publisher's ``DocumentStatus`` says ``final``.
    """
    holder = next((e for e in root if local(e) == "Metadata"), None)
    elements = [] if holder is None else list(holder.iter(etree.Element))
    named = {local(e): e for e in reversed(elements)}
    words = {name: collapse("".join(map(str, e.itertext()))) for name, e in named.items()}
    issued = next((d for n in _ISSUED if (d := _date(named.get(n), "Date"))), "")
    status = _value(named.get("DocumentStatus"))
    valid = words.get("valid", "")
    uri = root.get("DocumentURI") or ""
    address = _ID.search(root.get("IdURI") or uri or words.get("identifier", ""))
    title = words.get("title", "") or _printed_title(root)
    stated = Metadata(
        jurisdiction="uk",
        language=(words.get("language") or root.get(_LANGUAGE) or "en").lower()[:2],
        title=title,
        number=address[1] if address else _number(named),
        identifier=words.get("identifier", ""),
        work_date=issued,
        version_date=valid if _ISO.match(valid) else issued if status == "final" else "",
        status=status,
        source_uri=uri,
        subtype=_value(named.get("DocumentMainType")),
        extra=tuple(_rest(holder)),
    )
    checks = (
        ("META-TITLE", title),
        ("META-DATE", stated.work_date),
        ("META-VERSION", stated.version_date),
    )
    findings = [finding(code, path) for code, value in checks if not value]
    unapplied = sum(1 for e in elements if local(e) == "UnappliedEffect")
    if unapplied:
        findings.append(finding("META-UNAPPLIED", path, count=unapplied))
    return stated, tuple(findings)


def minor_type(root: etree._Element) -> str:
    """``order``, ``regulation``, ``rule`` … of secondary legislation."""
    return _value(next((e for e in root.iter() if local(e) == "DocumentMinorType"), None))


def _date(element: etree._Element | None, name: str) -> str:
    value = element.get(name, "") if element is not None else ""
    return value if _ISO.match(value) else ""


def _value(element: etree._Element | None) -> str:
    return element.get("Value", "") if element is not None else ""


def _number(named: dict[str, etree._Element]) -> str:
    kind = _value(named.get("DocumentMainType"))
    year, number = _value(named.get("Year")), _value(named.get("Number"))
    return f"{kind}/{year}/{number}" if year and number else ""


def _printed_title(root: etree._Element) -> str:
    prelims = (e for e in root.iter() if local(e).endswith("Prelims"))
    first = next(prelims, None)
    title = None if first is None else next((e for e in first if local(e) == "Title"), None)
    return "" if title is None else collapse("".join(map(str, title.itertext())))


def _rest(holder: etree._Element | None) -> list[tuple[str, str]]:
    """Every other short field: Dublin Core as text, the publisher's own as attributes."""
    found: list[tuple[str, str]] = []
    for element in holder if holder is not None else ():
        text = collapse("".join(map(str, element.itertext())))
        if local(element) and text and len(element) == 0:
            found.append((local(element), text))
        elif local(element) in ("PrimaryMetadata", "SecondaryMetadata", "EUMetadata"):
            found.extend(
                (local(e), next(iter(map(str, e.attrib.values()))))
                for e in element.iter(etree.Element)
                if len(e.attrib) == 1 and len(e) == 0
            )
    return found
