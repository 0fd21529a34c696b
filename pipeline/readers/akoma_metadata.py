"""The ``meta`` of an Akoma Ntoso document of any publisher in, our Metadata and findings out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from pipeline.errors import finding
from pipeline.model import Finding, Metadata
from pipeline.safexml import local
from pipeline.text import collapse

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# A preface longer than this is more than a title (the longest title of a law in hand: 420).
_LONGEST_TITLE = 600
# The address of a work by the Akoma Ntoso Naming Convention ends in its date and its number.
_ADDRESS = re.compile(
    r"/act/(?:[a-z_-]+/)*(?:(?P<date>\d{4}-\d\d-\d\d)|\d{4})/(?P<number>\w[\w.-]*)/?$"
)
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
# Names under which publishers give the date of the law and the date at which a text stands, the
# most telling first. A date without a name is the one that Akoma Ntoso itself means there; the
# day on which somebody generated the file is neither.
_MADE = (
    "enact", "datedocument", "document", "ausfertigung", "issued", "issue", "act date",
    "verkuendung", "publi", "",
)  # fmt: skip
_STANDS = (
    "validfrom", "applicab", "consolid", "inkraft", "force", "version", "modified", "act date",
    "verkuendung", "generation", "",
)  # fmt: skip
Words = Callable[[etree._Element], str]


def metadata(
    holder: etree._Element, path: str, words: Words
) -> tuple[Metadata, tuple[Finding, ...]]:
    """What the document says of itself, and what it does not say; ``words`` reads an element."""
    work = _level(holder, "FRBRWork")
    expression = _level(holder, "FRBRExpression")
    uri = _value(work, "FRBRuri") or _value(work, "FRBRthis")
    jurisdiction = _country(_value(work, "FRBRcountry"), uri)
    language = _language(expression)
    title = _title(holder, work, language, words)
    earliest = _year(uri)
    address = _ADDRESS.search(uri)
    named = address.groupdict("") if address else {"date": "", "number": ""}
    doubtful: list[tuple[str, str]] = []
    stated = Metadata(
        jurisdiction=jurisdiction or "zz",
        language=language or "und",
        title=title,
        number=_value(work, "FRBRnumber") or _number(holder, words) or named["number"],
        identifier=uri,
        work_date=_dated(work, _MADE, "", doubtful) or named["date"],
        version_date=_dated(expression, _STANDS, earliest, doubtful),
        source_uri=_value(expression, "FRBRuri") or uri,
        subtype=holder.get("name") or local(holder),
        extra=tuple(_rest(holder)),
    )
    wrong = [
        finding("META-DATE-VALUE", path, field=field, value=value) for field, value in doubtful
    ]
    return stated, (*wrong, *_missing(stated, jurisdiction, language, path))


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


def _title(holder: etree._Element, work: etree._Element | None, language: str, words: Words) -> str:
    """The title on the title page; else in the metadata; else the title page itself.

    Whoever signs or is quoted may carry the same elements, so that only the cover and the
    preface of the document itself count.
    """
    front = [e for e in holder if local(e) in ("preface", "coverPage")]
    for wanted in ("docTitle", "shortTitle", "longTitle"):
        for part in front:
            named = (words(e) for e in part.iter(etree.Element) if local(e) == wanted)
            if title := next(filter(None, named), ""):
                return title
    if title := _named(work, language):
        return title
    whole = collapse(" ".join(words(e) for e in front if local(e) == "preface"))
    return whole if len(whole) <= _LONGEST_TITLE else ""


def _named(work: etree._Element | None, language: str) -> str:
    """The title in FRBRname or FRBRalias; a citation ("2010 c. 15") or number is none."""
    for name in ("FRBRname", "FRBRalias", "FRBRtitle"):
        found = [e for e in work if local(e) == name] if work is not None else []
        own = [e for e in found if (e.get(_XML_LANG) or "") == language]
        titled = [e for e in found if "title" in (e.get("name") or "").lower()]
        for element in (*own, *titled, *found):
            value = collapse(element.get("value", ""))
            if " " in value:
                return value
    return ""


def _number(holder: etree._Element, words: Words) -> str:
    found = (e for e in holder.iter(etree.Element) if local(e) == "docNumber")
    return next((words(e) for e in found), "")


def _year(uri: str) -> str:
    """The year before the one in the work's address (``/in/act/2000/21``).

    An Act may be made in December and numbered in January; no text stands earlier than that.
    """
    match = re.search(r"/(\d{4})(?=[-/])", uri)
    return str(int(match[1]) - 1) if match and "1200" < match[1] < "2100" else ""


def _dated(
    level: etree._Element | None,
    names: tuple[str, ...],
    earliest: str,
    doubtful: list[tuple[str, str]],
) -> str:
    """The date whose name says most that it is the one wanted; empty if none is credible."""
    dates = [e for e in level if local(e) == "FRBRdate"] if level is not None else []
    for wanted in names:
        for element in dates:
            name, value = (element.get("name") or "").lower(), element.get("date", "")
            match = _ISO.match(value)
            if not match or not (wanted in name if wanted else not name):
                continue
            if "1200" < match[1] < "2100" and match[1] >= earliest:
                return match[1]
            doubtful.append((f"FRBRdate {name}".strip(), value))
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
