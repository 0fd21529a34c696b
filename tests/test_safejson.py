"""JSON from outside: every value knows its place; what is no JSON, or only half, is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SourceError
from pipeline.safejson import decode_json, parse_json, stretches

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc"), inner, max_size=4),
)


@given(VALUES, st.booleans(), st.sampled_from((None, 2)))
def test_every_string_is_found_at_its_place(value: object, escaped: bool, indent: int) -> None:
    text = json.dumps(value, ensure_ascii=escaped, indent=indent)
    for string in parse_json(text).strings():
        assert json.loads(text[string.start : string.end]) == string.text
        parts = list(stretches(string, text))
        assert "".join(part.text for part in parts) == string.text
        for part in parts:
            spelled = text[part.source : part.source + part.length]
            assert json.loads(f'"{spelled}"') == part.text


def test_a_name_given_twice_keeps_both_values() -> None:
    value = parse_json('{"a": "one", "a": "two"}')
    assert [string.text for string in value.strings()] == ["one", "two"]
    assert value.said("a") == "one"


@pytest.mark.parametrize(
    "text",
    ['{"a": ', "[1,]", "NaN", '"\\ud800"', '{"a" "b"}', "[" * 5000 + "]" * 5000, "9" * 5000, "{}x"],
)
def test_what_is_no_json_is_refused_with_a_code(text: str) -> None:
    with pytest.raises(SourceError) as refused:
        parse_json(text, "x.json")
    assert refused.value.finding.code == "JSON-SYNTAX"


def test_a_file_that_is_not_utf_8_is_refused_with_its_line() -> None:
    with pytest.raises(SourceError) as refused:
        decode_json(b'{\n"a": "\xff"}', "x.json")
    assert (refused.value.finding.code, refused.value.finding.line) == ("SRC-ENCODING", 2)
