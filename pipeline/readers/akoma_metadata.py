"""The ``meta`` of an Akoma Ntoso document of any publisher in, our Metadata and findings out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.errors import finding
from pipeline.model import Finding, Metadata
from pipeline.safexml import local
from pipeline.text import collapse

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})")
# Country codes that publishers write otherwise than ISO 3166-1 alpha-2.
_COUNTRY = {
    "lux": "lu", "che": "ch", "ita": "it", "deu": "de", "fin": "fi", "ind": "in", "gbr": "uk",
    "gb": "uk", "gb-ukm": "uk", "gb-nir": "uk", "gb-sct": "uk", "gb-eaw": "uk", "eur": "eu",
}  # fmt: skip
_LANGUAGE = {
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "ita": "it", "fin": "fi",
    "swe": "sv", "spa": "es", "roh": "rm",
}  # fmt: skip
# Names under which publishers give the date of the law and the date at which a text stands.
_MADE = (
    "enact", "datedocument", "document", "dateofissue", "issue", "ausfertigung", "generation", "",
)  # fmt: skip
_STANDS = ("validfrom", "applicab", "consolid", "inkraft", "force", "version", "generation", "")


def metadata(holder: etree._Element, path: str) -> tuple[Metadata, tuple[Finding, ...]]:
    """What the document says of itself, and what it does not say."""
    work = _level(holder, "FRBRWork")
    expression = _level(holder, "FRBRExpression")
    uri = _value(work, "FRBRuri") or _value(work, "FRBRthis")
    jurisdiction = _country(_value(work, "FRBRcountry"), uri)
    language = _language(expression)
    title = _title(holder, work, language)
    stated = Metadata(
        jurisdiction=jurisdiction or "zz",
        language=language or "und",
        title=title,
        number=_value(work, "FRBRnumber") or _number(holder),
        identifier=uri,
        work_date=_dated(work, _MADE),
        version_date=_dated(expression, _STANDS),
        source_uri=_value(expression, "FRBRuri") or uri,
        subtype=holder.get("name") or local(holder),
        extra=tuple(_rest(holder)),
    )
    return stated, tuple(_missing(stated, jurisdiction, language, path))


def _level(holder: etree._Element, name: str) -> etree._Element | None:
    return next((e for e in holder.iter(etree.Element) if local(e) == name), None)


def _value(level: etree._Element | None, name: str) -> str:
    if level is None:
        return ""
    return next((e.get("value", "").strip() for e in level if local(e) == name), "")


def _country(stated: str, uri: str) -> str:
    code = stated.rstrip("/").rpartition("/")[2].lower()
    if not code:
        match = re.match(r"/(?:akn/)?([a-z]{2})(?:-[a-z]+)?/", uri)
        code = match[1] if match else ""
    code = _COUNTRY.get(code, code)
    return code if re.fullmatch("[a-z]{2}", code) else ""


def _language(expression: etree._Element | None) -> str:
    if expression is None:
        return ""
    stated = next((e.get("language", "") for e in expression if local(e) == "FRBRlanguage"), "")
    code = stated.rstrip("/").rpartition("/")[2].lower()
    return _LANGUAGE.get(code, code[:2])


def _title(holder: etree._Element, work: etree._Element | None, language: str) -> str:
    for element in holder.iter(etree.Element):
        if local(element) in ("docTitle", "shortTitle"):
            text = collapse(" ".join(map(str, element.itertext())))
            if text:
                return text
    for name in ("FRBRname", "FRBRalias", "FRBRtitle"):
        found = [e for e in work if local(e) == name] if work is not None else []
        own = [e for e in found if (e.get(_XML_LANG) or "") == language]
        titled = [e for e in found if "title" in (e.get("name") or "").lower()]
        for element in (*own, *titled, *found):
            value = collapse(element.get("value", ""))
            if " " in value:
                return value
    return ""


def _number(holder: etree._Element) -> str:
    found = (e for e in holder.iter(etree.Element) if local(e) == "docNumber")
    return next((collapse("".join(map(str, e.itertext()))) for e in found), "")


def _dated(level: etree._Element | None, names: tuple[str, ...]) -> str:
    """The date whose name says most that it is the one wanted; empty if none is credible."""
    dates = [e for e in level if local(e) == "FRBRdate"] if level is not None else []
    for wanted in names:
        for element in dates:
            name = (element.get("name") or "").lower()
            match = _ISO.match(element.get("date", ""))
            if wanted in name and match and "1200" < match[1] < "2100":
                return match[1]
    return ""


def _rest(holder: etree._Element) -> Iterator[tuple[str, str]]:
    """Every identification field, verbatim, in order."""
    identification = _level(holder, "identification")
    for level in identification if identification is not None else ():
        for element in level:
            if local(element).startswith("FRBR"):
                values = " ".join(f"{_bare(k)}={v!s}" for k, v in element.attrib.items())
                yield f"{local(level)}.{local(element)}", values


def _bare(name: object) -> str:
    return str(name).rpartition("}")[2]


def _missing(stated: Metadata, jurisdiction: str, language: str, path: str) -> Iterator[Finding]:
    if not stated.title:
        yield finding("META-TITLE", path)
    if not stated.work_date:
        yield finding("META-DATE", path)
    if not stated.version_date:
        yield finding("META-VERSION", path)
    if not jurisdiction:
        yield finding("META-JURISDICTION", path, jurisdiction="zz")
    if not language:
        yield finding("META-LANGUAGE", path, language="und", reason="nothing in the file")
    if not stated.number:
        yield finding("META-NUMBER", path, value=stated.identifier)
