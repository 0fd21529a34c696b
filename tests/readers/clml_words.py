"""The words of the law in a CLML file, computed without its reader, in the order of the model."""

from __future__ import annotations

from lxml import etree

from tests.readers.source_words import Format, local, words

CLML = Format(
    breaks=frozenset(
        """Legislation Fragment Primary Secondary EURetained Body EUBody Schedules Schedule
        ScheduleBody Part Chapter EUPart EUTitle EUChapter Pblock PsubBlock P1group P2group P3group
        P1 P2 P3 P4 P5 P6 P7 P1para P2para P3para P4para P5para P6para P7para P Pnumber Number Title
        TitleBlock Subtitle Reference Text AppendText BlockText Para ListItem OrderedList
        UnorderedList KeyList KeyListItem Key Tabular TableText table thead tbody tfoot tr td th
        caption BlockAmendment BlockExtract LongTitle DateOfEnactment DateText PrimaryPreamble
        SecondaryPreamble EUPreamble IntroductoryText EnactingText Division SubjectInformation
        Subject MadeDate LaidDate ComingIntoForce Approved Draft MultilineTitle SignedSection
        Signatory Signee PersonName JobTitle Department Address AddressLine DateSigned LSseal
        FragmentNumber FragmentTitle Formula Where Form Figure Character Appendix AppendixBody
        Abstract AbstractBody GroupItem DecoratedGroup Correction RoyalPresence
        Subheading""".split()  # noqa: SIM905
    ),
    apart={
        "Metadata": "metadata",
        "Contents": "table of contents",
        "Resources": "images",
        "Versions": "another version of what stands in the text",
        "Tasks": "the editors' own",
        "Commentaries": "amendment history",
        "Footnotes": "footnotes",
        "Footnote": "footnote",
        "ExplanatoryNotes": "not part of the law, as it says",
        "EarlierOrders": "not part of the law",
        "Warning": "a message of the publisher's own program",
        "annotation": "a formula a second time",
        "Image": "picture",
    },
    numbers=frozenset(("Pnumber", "Number", "Key")),
    headings=frozenset(("Title", "TitleBlock")),
)


def expected(root: etree._Element) -> list[str]:
    """Headings above a section follow its number; what is signed comes last."""
    for group in list(root.iter(etree.Element)):
        if local(group) == "P1group":
            _lower(group)
        if local(group).endswith("Prelims"):  # a title page is not numbered: as printed
            for child in group:
                child.tag = "Text" if local(child) in ("Number", "Title") else child.tag
    signed = [e for e in root.iter() if local(e) == "SignedSection"]
    for element in signed:
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)
    return words([root], CLML) + words(signed, CLML)


def _lower(group: etree._Element) -> None:
    """The title of a group of one section, put behind that section's number."""
    title = next((e for e in group if local(e) == "Title"), None)
    sections = [e for e in group if local(e) == "P1"]
    others = [e for e in group if local(e) not in ("P1", "Title") and "".join(e.itertext()).strip()]
    if title is None or len(sections) != 1 or others:
        return
    number = next((e for e in sections[0] if local(e) == "Pnumber"), None)
    if number is not None:
        title.tail = None
        number.addnext(title)
