"""What the elements of Crown Legislation Markup Language are, as data.

After the CLML schema and its guide (legislation.gov.uk). ``P1`` … ``P7`` are what the document's
own type calls them: a section of an Act, a regulation, a paragraph of a Schedule, an Article.
"""

from __future__ import annotations

from pipeline.readers.xml_vocabulary import Vocabulary

LEVELS = ("P1", "P2", "P3", "P4", "P5", "P6", "P7")
# The kinds of P1 … P7 by what they stand in.
BODY = (
    "section", "subsection", "paragraph", "subparagraph", "clause", "subclause", "point",
)  # fmt: skip
SECONDARY = (
    "section", "paragraph", "subparagraph", "clause", "subclause", "point", "point",
)  # fmt: skip
SCHEDULE = (
    "paragraph", "subparagraph", "paragraph", "subparagraph", "clause", "subclause", "point",
)  # fmt: skip
ARTICLES = (
    "article", "paragraph", "point", "point", "point", "point", "point",
)  # fmt: skip
# What a P1 of secondary legislation is, by the publisher's DocumentMinorType; else a section.
MINOR = {"order": "article", "rule": "rule"}
UNITS = frozenset(("section", "article", "rule", "paragraph"))

# Commentary types: F textual amendment, I commencement, M marginal citation, C modification,
# X editorial, E extent, P prospective.
COMMENTARIES = {
    "F": "history", "I": "commencement", "P": "commencement", "E": "extent", "M": "footnote",
}  # fmt: skip

VOCABULARY = Vocabulary(
    nodes={
        **dict.fromkeys(LEVELS, ("section", "")),
        "P1group": ("hcontainer", "group"),
        "P2group": ("hcontainer", "subgroup"),
        "P3group": ("hcontainer", "subgroup"),
        "Part": ("part", ""),
        "Chapter": ("chapter", ""),
        "EUPart": ("part", ""),
        "EUTitle": ("title", ""),
        "EUChapter": ("chapter", ""),
        "EUSection": ("section", ""),
        "EUSubsection": ("subsection", ""),
        "Pblock": ("hcontainer", "crossheading"),
        "PsubBlock": ("hcontainer", "crossheading"),
        "Division": ("division", ""),
        "Schedule": ("hcontainer", "schedule"),
        "Appendix": ("hcontainer", "appendix"),
        "Abstract": ("hcontainer", "abstract"),
        "Form": ("hcontainer", "form"),
        "SignedSection": ("hcontainer", "signature"),
        "ListItem": ("point", ""),
        "KeyListItem": ("point", ""),
    },
    num=frozenset(("Pnumber", "Number", "Key")),
    heading=frozenset(("Title", "Subtitle")),
    titles=frozenset(("TitleBlock",)),
    blocks=frozenset(
        (
            "Text", "AppendText", "BlockText", "Reference", "TableText", "caption", "Title",
            "Subtitle", "Number", "LongTitle", "DateText", "PersonName", "JobTitle", "Department",
            "AddressLine", "FragmentNumber", "FragmentTitle", "Formula", "Para", "Pnumber", "Key",
            "IntroductoryText", "EnactingText", "Approved", "Draft", "GroupItem",
        )
    ),
    tables=frozenset(("table",)),
    rows=frozenset(("tr",)),
    cells=frozenset(("td", "th")),
    notes={"Footnote": "footnote"},
    skipped={
        "Image": "image", "IncludedDocument": "image", "Warning": "markup",
        "annotation": "alternative-version", "annotation-xml": "alternative-version",
    },
    spaces=frozenset(("Character",)),
    quoted=frozenset(("BlockAmendment", "BlockExtract")),
    superscript=frozenset(("Superior",)),
    links={
        "Citation": "URI", "CitationSubRef": "URI", "ExternalLink": "URI", "InternalLink": "Ref",
    },
    changes={"Addition": "insertion", "Substitution": "substitution", "Repeal": "repeal"},
    cited={
        "CommentaryRef": "Ref", "FootnoteRef": "Ref",
        "Addition": "CommentaryRef", "Substitution": "CommentaryRef", "Repeal": "CommentaryRef",
    },
)  # fmt: skip
