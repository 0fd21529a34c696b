"""Laws and opinions written by lot, whole and damaged: what is made of them is strictly valid.

A few in every run, many by ``make fuzz`` (LANZAROTE_EXAMPLES).
"""

from __future__ import annotations

import os
import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.akn.check import validate
from pipeline.akn.writer import to_xml
from pipeline.batch.worker import edition
from pipeline.errors import LanzaroteError
from pipeline.knowledge.opinions import load_profile
from pipeline.model import Marked
from pipeline.readers import plain
from pipeline.structure import build
from tests.structure.generator import generate
from tests.structure.mutated import mutated
from tests.structure.scoring import LIBRARY
from tests.structure.traditions import TRADITIONS

EDITION = edition(LIBRARY, load_profile(LIBRARY))
# What a lot may put at the end of a law: annexes of every kind, tables, words of other laws.
TAILS = (
    "",
    "SCHEDULE 1\nFORMS\n1. A form.\n(a) first;\n(b) second.\nPART 2\nMORE\n2. Another.\n",
    "ANNEX II\nLIST\n| Matter | Fee |\n|---|---|\n| Copy | 5 |\n",
    "Anlage 1\nVerzeichnis\nName\tWert\tOrt\nA\t1\tX\nB\t2\tY\n",
    "99. Change\nIn section 4 insert—\n“4A Words\n(1) A person shall not—\n(a) share.”\n",
    "Artículo 99. Cambio.\nQueda así:\n«Artículo 5 bis.\n1. Texto.\na) Uno.»\n",
    "In witness whereof the undersigned have signed.\nAppendix\nArticle 1 – One\n1 Text.\na one;\n",
)


@settings(max_examples=int(os.environ.get("LANZAROTE_EXAMPLES", "40")), deadline=None)
@given(
    st.sampled_from(sorted(TRADITIONS)),
    st.integers(0, 10**6),
    st.sampled_from(("act", "statement")),
    st.sampled_from(("", "opinion")),
    st.lists(st.sampled_from(TAILS), max_size=3),
    st.booleans(),
)
def test_what_is_made_of_plain_text_is_valid(
    tradition: str, seed: int, doctype: str, subtype: str, tails: list[str], damaged: bool
) -> None:
    text = generate(TRADITIONS[tradition], seed)[0] + "".join(tails)
    if damaged:
        text = mutated(text, random.Random(seed))
    try:
        source = plain.read(text.encode(), "case.txt")
        stated = replace(source.metadata, doctype=doctype, subtype=subtype)
        document = build(replace(source, metadata=stated), LIBRARY)
    except LanzaroteError:
        return  # refused in so many words
    data = to_xml(Marked(document), EDITION)
    assert validate(data, "case.xml", readable=False) == ()
