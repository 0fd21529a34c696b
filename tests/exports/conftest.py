"""One run of the bundled corpus for all tests of exports."""

from __future__ import annotations

import pytest

from pipeline.batch.plan import collect
from pipeline.batch.run import run
from pipeline.batch.worker import Settings
from pipeline.exports.corpus import Corpus
from pipeline.files import bundled
from pipeline.knowledge import Library
from pipeline.knowledge.opinions import load_profile


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    output = tmp_path_factory.mktemp("corpus")
    run(
        collect([bundled("corpus") / "opinions", bundled("corpus") / "statutes"]),
        output,
        Settings(),
    )
    library = Library()
    return Corpus(output, library, load_profile(library))
