"""Uses of defined terms: by the nearest definition in force, and by none out of its scope."""

from __future__ import annotations

import pytest

from pipeline.knowledge import Library
from pipeline.model import Tags
from pipeline.readers import read
from pipeline.structure import build
from pipeline.tagging import tag_document

LAW = """---
title: "Gates Act of Examplia"
identifier: "XA-9"
country: "ie"
rank: "act"
publication_date: "2001-02-03"
last_updated: "2020-01-01"
status: "in_force"
source: "http://example.org/xa-9"
---
# Gates Act of Examplia

##### 1. **Interpretation**

In this Act "gate" means a door in a dyke.

##### 2. **Harbour gates**

In this section "gate" means a lock and "harbour key" means a tool. Gates need harbour keys.

##### 3. **Keepers**

A keeper shuts the gates with a harbour key.
"""


@pytest.fixture(scope="module")
def tags() -> dict[str, Tags]:
    library = Library()
    document = build(read(LAW.encode(), "XA-9.md"), library)
    return {tags.eid: tags for tags in tag_document(document, library)[0]}


def test_the_definition_of_the_section_comes_before_that_of_the_act(tags: dict[str, Tags]) -> None:
    uses = [(use.term, use.defined_in) for use in tags["sec_2"].uses]
    assert uses == [("gate", "sec_2"), ("gate", "sec_2"), ("harbour key", "sec_2")]


def test_a_definition_in_this_section_is_none_elsewhere(tags: dict[str, Tags]) -> None:
    assert [(use.term, use.defined_in) for use in tags["sec_3"].uses] == [("gate", "sec_1")]


def test_scope_is_the_provision_in_which_a_definition_is_in_force(tags: dict[str, Tags]) -> None:
    assert [d.scope for d in tags["sec_1"].definitions] == [""]
    assert [d.scope for d in tags["sec_2"].definitions] == ["sec_2", "sec_2"]
