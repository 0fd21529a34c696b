"""Traditions that print sections and articles with (1), (a), (i): in English, and of the Union."""

from __future__ import annotations

from tests.structure.drafting import (
    LATIN,
    Annex,
    Level,
    Tradition,
    box,
    dashed,
    letter,
    roman,
    upper,
)

_A = Level(lambda n: f"({letter(n)})", 12)
_I = Level(lambda n: f"({roman(n)})", 5)
_UP = Level(lambda n: f"({letter(n).upper()})", 4)
_ONE = Level(lambda n: f"({n})", 6, True)

_GUILTY = ("is guilty of an offence and", "commits an offence and", "shall be liable to")

ENGLISH: dict[str, Tradition] = {
    "uk": Tradition(
        title=lambda lot: [
            "Protection of Records Act 2019",
            "2019 CHAPTER 12",
            "An Act to make provision about records; and for connected purposes.",
        ],
        annex=Annex(box(lambda n, h: f"SCHEDULE {n}\n{h.upper()}"), lambda n: f"{n}.", (_A, _I)),
        boxes=(
            (),
            (box(lambda n, h: f"PART {n}\n{h.upper()}"),),
            (
                box(lambda n, h: f"PART {n}\n{h.upper()}"),
                box(lambda n, h: f"CHAPTER {n}\n{h}", False),
            ),
        ),
        unit=str,
        unit_line=(
            lambda n, h, t: [f"{n} {h}", t],
            lambda n, h, t: [f"{n}. {h}", t],
            lambda n, h, t: [h, f"{n}.—{t}" if t.startswith("(") else f"{n}. {t}"],
            lambda n, h, t: [h, f"{n} {t}"],
        ),
        levels=((), (_ONE, _A, _I), (_ONE, _A), (_A, _I)),
        inserted=lambda n, k: f"{n}{'AB'[k - 1]}",
        tail=_GUILTY,
        lead="—",
    ),
    "za": Tradition(
        title=lambda lot: [
            "REPUBLIC OF SAMPLEA",
            "RECORDS ACT 12 OF 2011",
            "ACT",
            "To provide for records; and for matters connected therewith.",
        ],
        annex=Annex(box(lambda n, h: f"SCHEDULE {n}\n{h}"), lambda n: f"{n}.", (_A, _I)),
        boxes=(
            (),
            (box(lambda n, h: f"CHAPTER {n}\n{h.upper()}"),),
            (box(lambda n, h: f"Chapter {n}\n{h}"), box(lambda n, h: f"Part {'ABC'[n - 1]}\n{h}")),
        ),
        unit=str,
        unit_line=(
            lambda n, h, t: [f"{n}. {h}", t],
            lambda n, h, t: [h, f"{n}. {t}"],
            lambda n, h, t: [f"{n}. {h}.—{t}"],
        ),
        levels=(
            (),
            (_ONE, _A, _I),
            (_ONE, _A, _I, Level(lambda n: f"({letter(n) * 2})", 3)),
            (_A, _I),
        ),
        inserted=lambda n, k: f"{n}{'AB'[k - 1]}",
        tail=_GUILTY,
        lead="—",
    ),
    "coe": Tradition(
        title=lambda lot: [
            "Convention on Records",
            "The member States of the Council of Europe and the other signatories hereto,",
            "Have agreed as follows:",
        ],
        annex=Annex(box(lambda n, h: f"Appendix {roman(n).upper()}\n{h}"), lambda n: f"{n}.", ()),
        boxes=(
            (),
            (box(dashed("Chapter")),),
            (box(dashed("Chapter")), box(lambda n, h: f"Section {n} – {h}")),
        ),
        unit=lambda n: f"Article {n}",
        unit_line=(lambda n, h, t: [f"{n} – {h}", t], lambda n, h, t: [f"{n} - {h}", t]),
        levels=(
            (),
            (Level(lambda n: f"{n}", 6, True), Level(letter, 11), Level(roman, 5)),
            (Level(lambda n: f"{n}", 6, True), Level(letter, 6)),
            (Level(letter, 11), Level(roman, 5)),
        ),
        inserted=lambda n, k: f"Article {n} {LATIN[k - 1]}",
        closing=(
            "In witness whereof the undersigned, being duly authorised thereto, have signed "
            "this Convention.",
            "Done at Sampletown, this 1st day of May 2011.",
        ),
    ),
    "eu": Tradition(
        title=lambda lot: [
            "DIRECTIVE 2019/99/EU OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL",
            "THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,",
            "Having regard to the Treaty on the Functioning of the European Union,",
            "Whereas:",
            "(1) Records deserve care.",
            "(2) Action is needed.",
            "HAVE ADOPTED THIS DIRECTIVE:",
        ],
        annex=Annex(box(upper("ANNEX")), lambda n: f"{n}.", (_A,)),
        boxes=(
            (),
            (box(upper("CHAPTER")),),
            (box(upper("TITLE")), box(upper("CHAPTER"))),
            (box(upper("CHAPTER")), box(lambda n, h: f"Section {n}\n{h}")),
        ),
        unit=lambda n: f"Article {n}",
        unit_line=(lambda n, h, t: [n, h, t],),
        levels=(
            (),
            (Level(lambda n: f"{n}.", 6, True), _A, _I),
            (_A, _I),
            (Level(lambda n: f"({n})", 14), _A),
            (Level(lambda n: f"{n}.", 6, True), _A),
        ),
        inserted=lambda n, k: f"Article {n}{'ab'[k - 1]}",
    ),
    "us": Tradition(
        title=lambda lot: ["Records Code"],
        boxes=(
            (),
            (box(lambda n, h: f"CHAPTER {n}—{h.upper()}"),),
            (
                box(lambda n, h: f"PART {roman(n).upper()}—{h.upper()}"),
                box(lambda n, h: f"CHAPTER {n}—{h.upper()}"),
            ),
        ),
        unit=lambda n: f"§{100 + n}.",
        unit_line=(
            lambda n, h, t: [f"{n} {h}", t],
            lambda n, h, t: [f"{n.replace('§', '§ ')} {h}", t],
            lambda n, h, t: [f"{n} {h}.", t],
        ),
        levels=(
            (),
            (
                Level(lambda n: f"({letter(n)})", 10, True),
                Level(lambda n: f"({n})", 6),
                _UP,
                Level(lambda n: f"({roman(n)})", 4),
                Level(lambda n: f"({roman(n).upper()})", 3),
            ),
            (Level(lambda n: f"({n})", 6), _UP),
        ),
        inserted=lambda n, k: f"§{100 + n}{'AB'[k - 1]}.",
        tail=_GUILTY,
        lead="—",
    ),
    "resolution": Tradition(
        title=lambda lot: [
            "Resolution 99 (2012) on records",
            "The Committee of the Parties,",
            "Recalling the Convention;",
            "Considering the need for records,",
            "Decides:",
        ],
        boxes=((),),
        unit=lambda n: f"{n}.",
        unit_line=(lambda n, h, t: [f"{n} {t}"],),
        levels=(
            (),
            (Level(lambda n: f"({letter(n)})", 8), Level(lambda n: f"({roman(n)})", 4)),
            (Level(lambda n: f"{letter(n)}.", 8), Level(lambda n: f"{roman(n)}.", 4)),
        ),
    ),
    "in": Tradition(
        title=lambda lot: [
            "THE RECORDS ACT, 2000",
            "An Act to provide for records.",
            "BE it enacted by Parliament as follows:—",
        ],
        boxes=((), (box(upper("CHAPTER")),)),
        unit=lambda n: f"{n}.",
        unit_line=(lambda n, h, t: [f"{n} {h}.—{t}"],),
        levels=((), (_ONE, _A, _I), (_A, _I)),
        inserted=lambda n, k: f"{n}{'AB'[k - 1]}.",
        lead="—",
    ),
    "eu-fr": Tradition(
        title=lambda lot: [
            "DIRECTIVE 2019/99/UE DU PARLEMENT EUROPÉEN ET DU CONSEIL",
            "LE PARLEMENT EUROPÉEN ET LE CONSEIL DE L’UNION EUROPÉENNE,",
            "vu le traité sur le fonctionnement de l’Union européenne,",
            "considérant ce qui suit:",
            "(1) Les registres sont utiles.",
            "ONT ADOPTÉ LA PRÉSENTE DIRECTIVE:",
        ],
        boxes=((), (box(upper("CHAPITRE")),)),
        unit=lambda n: "Article premier" if n == 1 else f"Article {n}",
        unit_line=(lambda n, h, t: [n, h, t],),
        levels=(
            (),
            (
                Level(lambda n: f"{n}.", 6, True),
                Level(lambda n: f"{letter(n)})", 8),
                Level(lambda n: f"{roman(n)})", 5),
            ),
            (Level(lambda n: f"{n})", 14), Level(lambda n: f"{letter(n)})", 4)),
        ),
        language="fr",
    ),
}
