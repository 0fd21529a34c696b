"""Any file is refused with a code or comes back from its XML whole; found failures are kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.property.target import check, seeds

# ``make fuzz`` asks for thousands.
EXAMPLES = int(os.environ.get("LANZAROTE_EXAMPLES", "12"))
KEPT = sorted((Path(__file__).parent / "kept").iterdir())
thorough = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES < 100,
    suppress_health_check=list(HealthCheck),
)


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """A seed with some stretches removed, doubled, moved or replaced by arbitrary bytes or text."""
    name, data = draw(st.sampled_from(seeds()))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 200)))
        to = draw(st.integers(0, len(data)))
        some = st.one_of(
            st.just(b""),
            st.just(data[start:end] * 2),
            st.binary(max_size=8),
            st.text(max_size=12).map(lambda t: t.encode("utf-8", "surrogatepass")),
        )
        kept = data[:start] + draw(some) + data[end:]
        data = kept if draw(st.booleans()) else kept[:to] + data[start:end] + kept[to:]
    return name, data


@thorough
@given(mutated())
def test_a_mutated_file_is_refused_or_comes_back_whole(file: tuple[str, bytes]) -> None:
    name, data = file
    check(data, name)


@thorough
@given(st.sampled_from(["a.md", "a.txt", "a.xml", "a"]), st.binary(max_size=400))
def test_arbitrary_bytes_are_refused_or_come_back_whole(name: str, data: bytes) -> None:
    check(data, name)


WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=120)


@thorough
@given(WORDS, WORDS, st.lists(WORDS, min_size=1, max_size=4))
def test_arbitrary_words_of_an_act_come_back_whole(
    title: str, heading: str, paragraphs: list[str]
) -> None:
    one_line = [" ".join(words.split()) for words in (title, heading)]
    body = "\n\n".join(f"({n}) {words}" for n, words in enumerate(paragraphs, 1))
    text = f"---\ncountry: xa\n---\n# {one_line[0]}\n\n## 1. {one_line[1]}\n\n{body}\n"
    check(text.encode("utf-8"), "act.md")


@pytest.mark.parametrize("path", KEPT, ids=lambda path: str(path.name))
def test_what_once_failed_does_not_fail_again(path: Path) -> None:
    check(path.read_bytes(), path.name)
