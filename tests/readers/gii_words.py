"""The words of the law in a gii-norm file, computed without its reader, in the model's order."""

from __future__ import annotations

from lxml import etree

from tests.readers.source_words import Format, words

GII = Format(
    breaks=frozenset(
        """norm metadaten enbez titel gliederungsbez gliederungstitel langue textdaten text Content
        P LA DL DT DD table tgroup tbody thead tfoot row entry Title Ident pre BR TOC
        Footnotes""".split()  # noqa: SIM905
    ),
    apart={
        "Footnote": "footnote", "kommentar": "editorial", "TOC": "table of contents",
        "IMG": "picture", "FILE": "picture", "FnR": "mark of a footnote",
        "fussnoten": "editorial",
    },
    numbers=frozenset(),
    headings=frozenset(),
)  # fmt: skip
_LABELS = {"Eingangsformel": 1, "Präambel": 1, "Schlussformel": 2, "Schlußformel": 2}
_CONTENTS = ("Inhaltsübersicht", "Inhaltsverzeichnis")


def expected(root: etree._Element) -> list[str]:
    """Title page, words of enactment, provisions, words at the end."""
    parts: list[list[str]] = [[], [], [], []]
    said: list[str] = []
    for norm in root.iterfind("norm"):
        label = (norm.findtext("metadaten/enbez") or "").strip()
        title = norm.find("metadaten/langue")
        parts[0] += words([title], GII) if title is not None else []
        code = norm.findtext("metadaten/gliederungseinheit/gliederungskennzahl")
        if code is not None:
            known = code in said
            said = [open_ for open_ in said if len(open_) < len(code)] + [code]
            for name in ("gliederungsbez", "gliederungstitel"):
                element = norm.find(f"metadaten/gliederungseinheit/{name}")
                given = words([element], GII) if element is not None else []
                parts[3] += [] if given == ["-"] or known else given
        text = words(norm.findall("textdaten/text"), GII)
        if label in _LABELS:
            parts[1 if _LABELS[label] == 1 else 2] += text
        elif title is not None and not label:
            parts[1] += text
        elif label not in _CONTENTS:
            names = [norm.find(f"metadaten/{name}") for name in ("enbez", "titel")]
            parts[3] += words([e for e in names if e is not None], GII) + text
    return [*parts[0], *parts[1], *parts[3], *parts[2]]
