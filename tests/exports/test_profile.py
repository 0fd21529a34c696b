"""The country profile: citations as footnotes, quotations in the law's words, no verdict."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from lxml import etree

from pipeline.errors import LanzaroteError
from pipeline.exports.corpus import Corpus
from pipeline.exports.profile import country_profile

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def profile(corpus: Corpus, state: str) -> bytes:
    return country_profile(
        state, corpus.summaries, corpus.site, corpus.profile.chapters, corpus.library
    )


def test_every_footnote_is_referred_to_and_cites(corpus: Corpus) -> None:
    with zipfile.ZipFile(io.BytesIO(profile(corpus, "xc"))) as archive:
        notes = etree.fromstring(archive.read("word/footnotes.xml"))
        main = etree.fromstring(archive.read("word/document.xml"))
    own = {n.get(f"{_W}id"): "".join(n.itertext()) for n in notes if not n.get(f"{_W}type")}
    cited = [r.get(f"{_W}id") for r in main.iter(f"{_W}footnoteReference")]
    assert sorted(cited) == sorted(own)
    assert own
    assert all("§" in words and "text of 2024-07-01" in words for words in own.values())


def test_quotations_are_the_law_s_words(corpus: Corpus) -> None:
    document = docx.Document(io.BytesIO(profile(corpus, "xb")))
    text = next(
        m.document.text for m in corpus.documents() if m.document.metadata.jurisdiction == "xb"
    )
    quotes = [p.text for p in document.paragraphs if p.style.name == "Quote"]
    assert quotes
    for line in quotes:
        assert all(words.strip() in text for words in line.split("[…]"))


def test_it_judges_no_state(corpus: Corpus) -> None:
    document = docx.Document(io.BytesIO(profile(corpus, "xa")))
    said = "\n".join(p.text for p in document.paragraphs if p.style.name != "Quote")
    assert not re.search(r"complian|complies|violat|fails to|breach", said, re.IGNORECASE)


def test_the_same_content_has_the_same_bytes(corpus: Corpus) -> None:
    assert profile(corpus, "xd") == profile(corpus, "xd")


def test_a_state_without_law_is_refused_by_name(corpus: Corpus) -> None:
    with pytest.raises(LanzaroteError, match="there is law of: xa, xb, xc, xd"):
        profile(corpus, "qq")
