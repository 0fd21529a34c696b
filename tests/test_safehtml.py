"""The door for foreign HTML: encodings, broken and hostile markup, where each word stands."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SourceError
from pipeline.readers import read
from pipeline.safehtml import decode_html, encoding_of, parse_html, shown


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<p>é".encode(), "utf-8"),
        ("<p>é".encode("cp1252"), "cp1252"),
        ("\ufeff<p>é".encode("utf-16-le"), "utf-16-le"),
        (b'<meta charset="iso-8859-1"><p>\x93quoted\x94', "cp1252"),
        (
            b"<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>",
            "windows-1251",
        ),
        (b'<?xml version="1.0" encoding="iso-8859-2"?><html>', "iso-8859-2"),
    ],
)
def test_the_encoding_is_what_a_browser_takes_it_to_be(data: bytes, encoding: str) -> None:
    assert encoding_of(data) == encoding


def test_latin_1_holds_the_quotation_marks_of_windows() -> None:
    """Justel says iso-8859-1 and writes cp1252."""
    text = decode_html(b'<meta charset="iso-8859-1"><p>\x93l\x92enfant\x94 \x81')
    assert text.endswith("“l’enfant” \x81")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b" \n", "SRC-EMPTY"),
        (b"<p>a\0b", "SRC-BINARY"),
        (b"<meta charset=klingon><p>a", "SRC-ENCODING"),
        (b"<meta charset=hex><p>a", "SRC-ENCODING"),
        (b"<meta charset=punycode><p>\xff", "SRC-ENCODING"),
        (b"<meta charset=utf-8><p>\xff", "SRC-ENCODING"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as refused:
        decode_html(data)
    assert refused.value.finding.code == code


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("<ul><li>a<li>b</ul>c", ["ul/li", "ul/li"]),
        ("<p>a<p>b<div>c</div>", ["p", "p", "div"]),
        ("<table><tr><td>a<td>b<tr><td>c</table>", ["table/tr/td", "table/tr/td", "table/tr/td"]),
        ("<b>a<p>b</b>c</p>", ["b/p"]),
        ("<p>a</div>b</p>", ["p"]),
    ],
)
def test_end_tags_that_html_lets_out_are_thought_of(text: str, paths: list[str]) -> None:
    page = parse_html(text)
    found = [
        "/".join(str(e.tag) for e in [*reversed(list(leaf.iterancestors())), leaf][1:])
        for leaf in page.root.iter()
        if not len(leaf) and leaf.tag != "page"
    ]
    assert found == paths


def test_an_encoding_that_does_not_exist_is_a_refusal_by_the_reader_too() -> None:
    """Found by changing single bytes of a page."""
    with pytest.raises(SourceError) as refused:
        read(b"<html><meta charset=utf-9><p>Article 1", "page.html")
    assert refused.value.finding.code == "SRC-ENCODING"


MARKUP = st.text(st.sampled_from("<>/!-&;='\" abp\u00e9#1td\n"), max_size=80)


@given(MARKUP)
def test_no_character_of_the_text_is_lost_whatever_the_markup(text: str) -> None:
    """Each chunk stands where it says, chunks keep their order, and between them is only markup."""
    page = parse_html(text)
    at = 0
    for chunk in page.chunks(page.root):
        assert chunk.source >= at
        between = text[at : chunk.source]
        assert not between or between.startswith("<"), (between, text)
        if chunk.exact:
            assert text[chunk.source : chunk.source + chunk.length] == chunk.text
        at = chunk.source + chunk.length
    rest = text[at:]
    assert not rest or rest.startswith("<")


@pytest.mark.parametrize(
    "text",
    [
        "<a " * 50_000, '<a "<a "' * 50_000, "<!" * 50_000, "<!--" * 50_000, "<div>" * 50_000,
        "<td>" * 20_000, "<b><i>" * 20_000, "<title>" * 20_000, "&" * 100_000, "<p>" * 50_000,
    ],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_hostile_markup_takes_no_longer_than_its_length(text: str) -> None:
    start = time.process_time()
    parse_html(text)
    assert time.process_time() - start < 4


def test_scripts_and_comments_are_no_text() -> None:
    page = parse_html("<p>a<script>if (1 < 2) alert('<p>b')</script><!-- c -->d")
    assert shown(page.root) == "ad"
    assert [o.reason for o in page.omissions] == ["script", "comment"]
