"""Bytes in, nothing out: what must hold of any file whatsoever, for hypothesis and for fuzzers."""

from __future__ import annotations

from functools import cache

from pipeline.akn.check import require_valid
from pipeline.akn.metadata import Edition
from pipeline.akn.names import xml_text
from pipeline.akn.reader import from_xml
from pipeline.akn.writer import to_xml
from pipeline.batch.stages import Settings
from pipeline.batch.worker import edition, mark
from pipeline.errors import SourceError
from pipeline.files import bundled
from pipeline.knowledge import Library
from pipeline.knowledge.opinions import OpinionProfile, load_profile
from pipeline.model import Tags
from pipeline.readers import read
from pipeline.structure import build

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


@cache
def known() -> tuple[Library, OpinionProfile, Edition]:
    library = Settings().library
    profile = load_profile(library)
    return library, profile, edition(library, profile)


def check(data: bytes, name: str) -> bool:
    """Read, mark up, tag, link, write, read back. False if the file was refused with a code.

    Raises whatever else than a refusal a file leads to, and AssertionError if the XML does not
    give back the words and the tree that went in.
    """
    library, profile, about = known()
    try:
        document = build(read(data, name), library, None)
    except SourceError:
        return False
    marked = mark(document, library, profile)
    xml = to_xml(marked, about)
    require_valid(xml, name)
    again = from_xml(xml)
    assert again.document.text == xml_text(document.text)
    assert [p.eid for p in again.document.provisions()] == [p.eid for p in document.provisions()]
    assert [t for t in again.tags if t != Tags(t.eid)] == [
        t for t in marked.tags if t != Tags(t.eid)
    ]
    assert again.links == marked.links
    return True


@cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """Small whole files of every kind, to be mutated."""
    corpus = bundled("corpus")
    specimens = sorted(p for p in corpus.rglob("*") if p.suffix in (".md", ".txt"))
    found = [(p.name, p.read_bytes()[:6000]) for p in specimens if p.name != "README.md"]
    library, profile, about = known()
    document = build(read(*reversed(found[-1])), library, None)
    written = to_xml(mark(document, library, profile), about)
    return (*found, ("own.xml", written), ("lims.xml", LIMS), ("akn.xml", FOREIGN))


LIMS = b"""<?xml version="1.0" encoding="utf-8"?>
<Statute xml:lang="en"><Identification><LongTitle>An Act about harbours</LongTitle>
<ShortTitle>Harbour Act</ShortTitle><Chapter><ConsolidatedNumber>H-1</ConsolidatedNumber></Chapter>
</Identification><Body><Heading level="1"><TitleText>Pilots</TitleText></Heading>
<Section><MarginalNote>Duty</MarginalNote><Label>1</Label><Subsection><Label>(1)</Label>
<Text>A master shall <Emphasis style="italic">carry</Emphasis> a pilot.</Text>
<Paragraph><Label>(a)</Label><Text>by day; and</Text></Paragraph>
<Paragraph><Label>(b)</Label><Text>by night.</Text></Paragraph></Subsection></Section></Body>
</Statute>
"""
FOREIGN = f"""<akomaNtoso xmlns="{AKN}"><act name="act"><meta><identification source="#s">
<FRBRWork><FRBRthis value="/akn/xa/act/2001/1/!main"/><FRBRuri value="/akn/xa/act/2001/1"/>
<FRBRdate date="2001-01-01" name=""/><FRBRauthor href="#s"/><FRBRcountry value="xa"/></FRBRWork>
<FRBRExpression><FRBRthis value="/akn/xa/act/2001/1/eng@/!main"/>
<FRBRuri value="/akn/xa/act/2001/1/eng@"/><FRBRdate date="2001-01-01" name=""/>
<FRBRauthor href="#s"/><FRBRlanguage language="eng"/></FRBRExpression></identification></meta>
<body><section eId="sec_1"><num>1.</num><heading>Pilots</heading><subsection eId="sec_1__subsec_1">
<num>(1)</num><content><p>A master shall <b>carry</b> a pilot<authorialNote marker="1"><p>Once.</p>
</authorialNote>.</p></content></subsection></section></body></act></akomaNtoso>""".encode()
