"""The change note: what was compared, what changed word by word, what to read again, no verdict."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from pipeline.batch.plan import collect
from pipeline.batch.run import run
from pipeline.batch.stages import Settings
from pipeline.errors import LanzaroteError
from pipeline.exports.change_note import between, change_note, note_of
from pipeline.exports.corpus import Corpus
from pipeline.knowledge import Library
from pipeline.knowledge.opinions import load_profile
from pipeline.review.comparison import compare
from pipeline.review.ledger import Ledger
from tests.review.laws import ADULTS, IMAGES, decide, law, marked

OLD = {"1. Images of children": IMAGES, "2. Boats": ADULTS}
NEW = {"1. Images of children": IMAGES.replace("five", "seven"), "2. Boats": ADULTS}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """One law with a text of 2010 and one of 2020 that a reader read in 2010, and another."""
    folder = tmp_path_factory.mktemp("laws")
    old = law(folder, OLD, "2010-01-01")
    law(folder, NEW, "2020-01-01")
    other = old.read_text("utf-8").replace("XA-7", "XA-8").replace("Images Act", "Other Act")
    (folder / "other.md").write_text(other, "utf-8")
    ledger = Ledger.of_all([decide(marked(old), "sec_1", "confirm")])
    output = tmp_path_factory.mktemp("out")
    run(collect([folder]), output, Settings(), ledger=ledger)
    library = Library()
    return Corpus(output, library, load_profile(library))


def note(corpus: Corpus, start: str = "2015-01-01", end: str = "2025-01-01") -> bytes:
    return change_note(between(corpus, start, end), corpus.library)


def test_laws_are_compared_as_they_stood_on_the_two_days(corpus: Corpus) -> None:
    changes = between(corpus, "2015-01-01", "2025-01-01")
    (found,) = changes.comparisons
    assert (found.old.metadata.version_date, found.new.metadata.version_date) == (
        "2010-01-01", "2020-01-01",
    )  # fmt: skip
    assert [line.partition(":")[0] for line in changes.others] == ["Other Act"]
    assert not between(corpus, "2021-01-01", "2025-01-01").comparisons
    early = between(corpus, "2000-01-01", "2025-01-01")
    assert "no text for the first day" in " ".join(early.others)


def test_new_words_are_underlined_and_old_ones_struck_through(corpus: Corpus) -> None:
    document = docx.Document(io.BytesIO(note(corpus)))
    runs = [run for p in document.paragraphs if p.style.name == "Quote" for run in p.runs]
    assert [r.text for r in runs if r.font.strike] == ["five"]
    assert [r.text for r in runs if r.font.underline] == ["seven"]


def test_who_decided_has_to_read_again_and_every_provision_is_cited(corpus: Corpus) -> None:
    data = note(corpus)
    document = docx.Document(io.BytesIO(data))
    said = "\n".join(p.text for p in document.paragraphs)
    assert "To be read again" in said
    assert "decided by Ada" in said
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        notes = etree.fromstring(archive.read("word/footnotes.xml"))
    words = "".join(notes.itertext())
    assert "text of 2010-01-01" in words
    assert "text of 2020-01-01" in words
    assert not re.search(r"complian|complies|violat|breach|better|worse", said, re.IGNORECASE)


def test_the_same_corpus_gives_the_same_bytes(corpus: Corpus) -> None:
    assert note(corpus) == note(corpus)


def test_a_state_without_law_is_refused_by_name(corpus: Corpus) -> None:
    with pytest.raises(LanzaroteError, match="EXP-STATE"):
        between(corpus, "2015-01-01", "2025-01-01", "qq")


def test_a_note_of_two_files_says_what_they_are(tmp_path: Path) -> None:
    one = marked(law(tmp_path, OLD))
    other = marked(law(tmp_path, NEW, "2020-01-01"))
    document = docx.Document(io.BytesIO(note_of(compare(one, other), Library())))
    assert document.paragraphs[0].text == "Images Act: changes from a day not stated to 2020-01-01"
