"""Hostile and broken XML is refused with a code and a place, never expanded, never a traceback."""

from __future__ import annotations

import pytest

from pipeline.errors import SourceError
from pipeline.safexml import decode, extents, parse

BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]><a>&y;</a>"""
EXTERNAL = b"""<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>"""
DEFAULTS = b"""<!DOCTYPE a [<!ELEMENT a ANY><!ATTLIST a b CDATA "c">]><a/>"""


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (BOMB, "XML-ENTITY"),
        (EXTERNAL, "XML-ENTITY"),
        (DEFAULTS, "XML-ENTITY"),
        (b"<a><b></a>", "XML-SYNTAX"),
        (b"<a>", "XML-SYNTAX"),
        (b"no xml", "XML-SYNTAX"),
        (b"<a>\xff</a>", "XML-SYNTAX"),
        (b" \n ", "SRC-EMPTY"),
        (b"<a>" * 100_000, "XML-SYNTAX"),
    ],
)
def test_refused(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse(data, "law.xml")
    assert caught.value.finding.code == code
    assert caught.value.finding.path == "law.xml"


def test_the_line_of_a_mistake_is_named() -> None:
    with pytest.raises(SourceError) as caught:
        parse(b"<a>\n<b>\n</a>", "law.xml")
    assert caught.value.finding.line == 3


def test_a_bare_doctype_is_allowed_and_not_loaded() -> None:
    assert parse(b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>').tag == "a"


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "SRC-EMPTY"), (b"a\xffb", "SRC-ENCODING"), (b"a\0b", "SRC-BINARY")],
)
def test_text_that_is_none(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        decode(data, "law.md")
    assert caught.value.finding.code == code


def test_a_declared_encoding_is_used() -> None:
    data = '<?xml version="1.0" encoding="iso-8859-1"?><a>é</a>'.encode("latin-1")
    assert decode(data).endswith("<a>é</a>")


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
def test_extents_are_code_points_of_the_source(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n<a é="1"><b>ü</b><c/></a>'
    found = [text[s:e] for s, e in extents(text.encode(encoding), text)]
    assert found == ['<a é="1"><b>ü</b><c/></a>', "<b>ü</b>", "<c/>"]


def test_the_error_survives_the_border_between_processes() -> None:
    import pickle

    error = SourceError("XML-SYNTAX", "law.xml", 3, reason="mismatch")
    again = pickle.loads(pickle.dumps(error))
    assert again.finding == error.finding
    assert type(again) is SourceError
