"""Traditions of the continent: §, Artikel, Article, Art., Artículo, kapitel."""

from __future__ import annotations

from tests.structure.drafting import (
    LATIN,
    SPANISH,
    SUPERSCRIPT,
    Annex,
    Level,
    Tradition,
    box,
    letter,
    ordinal,
    roman,
    upper,
)

CONTINENTAL: dict[str, Tradition] = {
    "de": Tradition(
        title=lambda lot: ["Gesetz über Register (Registergesetz – RegG)"],
        annex=Annex(box(lambda n, h: f"Anlage {n}\n{h}"), lambda n: f"{n}.", ()),
        boxes=(
            (),
            (box(ordinal("Abschnitt")),),
            (box(ordinal("Teil")), box(ordinal("Abschnitt"))),
            (box(lambda n, h: f"Kapitel {n}\n{h}"), box(lambda n, h: f"Abschnitt {n}\n{h}")),
        ),
        unit=lambda n: f"§ {n}",
        unit_line=(lambda n, h, t: [f"{n} {h}", t], lambda n, h, t: [n, h, t]),
        levels=(
            (),
            (
                Level(lambda n: f"({n})", 6, True),
                Level(lambda n: f"{n}.", 10),
                Level(lambda n: f"{letter(n)})", 5),
                Level(lambda n: f"{letter(n) * 2})", 3),
            ),
            (Level(lambda n: f"{n}.", 10), Level(lambda n: f"{letter(n)})", 5)),
        ),
        inserted=lambda n, k: f"§ {n}{'ab'[k - 1]}",
        language="de",
        ends=(",", ",", ";"),
    ),
    "at": Tradition(
        title=lambda lot: [
            "Bundesgesetz über Register (Registergesetz)",
            "Der Nationalrat hat beschlossen:",
        ],
        boxes=(
            (),
            (box(lambda n, h: f"{n}. Abschnitt\n{h}"),),
            (box(lambda n, h: f"{n}. Hauptstück\n{h}"), box(lambda n, h: f"{n}. Abschnitt\n{h}")),
        ),
        unit=lambda n: f"§ {n}.",
        unit_line=(lambda n, h, t: [h, f"{n} {t}"],),
        levels=(
            (),
            (
                Level(lambda n: f"({n})", 6, True),
                Level(lambda n: f"{n}.", 10),
                Level(lambda n: f"{letter(n)})", 5),
            ),
            (Level(lambda n: f"{n}.", 10), Level(lambda n: f"{letter(n)})", 5)),
        ),
        inserted=lambda n, k: f"§ {n}{'ab'[k - 1]}.",
        language="de",
        ends=(",", ",", ";"),
    ),
    "ch": Tradition(
        title=lambda lot: [
            "Bundesgesetz über Register",
            "Die Bundesversammlung der Schweizerischen Eidgenossenschaft,",
            "beschliesst:",
        ],
        boxes=(
            (),
            (box(lambda n, h: f"{n}. Abschnitt: {h}"),),
            (box(lambda n, h: f"{n}. Titel: {h}"), box(lambda n, h: f"{n}. Kapitel: {h}")),
        ),
        unit=lambda n: f"Art. {n}",
        unit_line=(lambda n, h, t: [f"{n} {h}", t], lambda n, h, t: [n, h, t]),
        levels=(
            (),
            (
                Level(lambda n: str(n).translate(SUPERSCRIPT), 5, True),
                Level(lambda n: f"{letter(n)}.", 10),
                Level(lambda n: f"{n}.", 4),
            ),
            (Level(lambda n: f"{letter(n)}.", 10), Level(lambda n: f"{n}.", 4)),
        ),
        inserted=lambda n, k: f"Art. {n}{LATIN[k - 1]}",
        language="de",
        ends=(",", ",", ";"),
    ),
    "fr": Tradition(
        title=lambda lot: ["Code des registres"],
        boxes=(
            (),
            (
                box(lambda n, h: f"Titre {roman(n).upper()}{'er' if n == 1 else ''} : {h}"),
                box(lambda n, h: f"Chapitre {roman(n).upper()}{'er' if n == 1 else ''} : {h}"),
            ),
            (box(lambda n, h: f"TITRE {roman(n).upper()}\n{h.upper()}"),),
        ),
        unit=lambda n: f"Article {n}",
        unit_line=(lambda n, h, t: [n, t],),
        levels=(
            (),
            (Level(lambda n: f"{n}°", 10), Level(lambda n: f"{letter(n)})", 5)),
            (
                Level(lambda n: f"{roman(n).upper()}. -", 4, True),
                Level(lambda n: f"{n}°", 8),
                Level(lambda n: f"{letter(n)})", 4),
            ),
        ),
        inserted=lambda n, k: f"Article {n}-{k}",
        language="fr",
    ),
    "it": Tradition(
        title=lambda lot: ["LEGGE 1 marzo 2012, n. 99", "Disposizioni in materia di registri"],
        boxes=((), (box(upper("CAPO")),), (box(upper("TITOLO")), box(upper("CAPO")))),
        unit=lambda n: f"Art. {n}",
        unit_line=(
            lambda n, h, t: [n, h, t],
            lambda n, h, t: [f"{n}.", f"({h})", t],
            lambda n, h, t: [f"{n}.", h, t],
            lambda n, h, t: [f"{n} - {h}", t],
            lambda n, h, t: [f"{n}. {h}.", t],
        ),
        levels=(
            (),
            (
                Level(lambda n: f"{n}.", 6, True),
                Level(lambda n: f"{letter(n)})", 8),
                Level(lambda n: f"{n})", 4),
            ),
            (Level(lambda n: f"{n}.", 6, True),),
        ),
        inserted=lambda n, k: f"Art. {n}-{LATIN[k - 1]}",
        language="it",
    ),
    "es": Tradition(
        title=lambda lot: ["Ley 9/2012, de 1 de marzo, de registros"],
        boxes=(
            (),
            (
                box(lambda n, h: f"TÍTULO {roman(n).upper()}\n{h}"),
                box(lambda n, h: f"CAPÍTULO {roman(n).upper()}\n{h}"),
            ),
            (box(lambda n, h: f"CAPÍTULO {SPANISH[n - 1]}\n{h}"),),
        ),
        unit=lambda n: f"Artículo {n}.",
        unit_line=(lambda n, h, t: [f"{n} {h}.", t], lambda n, h, t: [n, t]),
        levels=(
            (),
            (
                Level(lambda n: f"{n}.", 6, True),
                Level(lambda n: f"{letter(n)})", 8),
                Level(lambda n: f"{n}.º", 4),
            ),
            (Level(lambda n: f"{n}.º", 6),),
            (Level(lambda n: f"{letter(n)})", 8),),
        ),
        inserted=lambda n, k: f"Artículo {n} {LATIN[k - 1]}.",
        language="es",
    ),
    "nl": Tradition(
        title=lambda lot: ["Wet van 1 maart 2012, houdende regels over registers (Registerwet)"],
        annex=Annex(box(lambda n, h: f"Bijlage {n}. {h}"), lambda n: f"{n}.", ()),
        boxes=(
            (),
            (box(lambda n, h: f"Hoofdstuk {n}. {h}"),),
            (box(lambda n, h: f"Hoofdstuk {n}. {h}"), box(lambda n, h: f"Afdeling {n}. {h}")),
        ),
        unit=lambda n: f"Artikel {n}",
        unit_line=(lambda n, h, t: [n, t], lambda n, h, t: [f"{n}. {h}", t]),
        levels=(
            (),
            (
                Level(lambda n: str(n), 6, True),
                Level(lambda n: f"{letter(n)}.", 8),
                Level(lambda n: f"{n}°.", 4),
            ),
            (Level(lambda n: f"{n}.", 6, True), Level(lambda n: f"{letter(n)}.", 8)),
            (Level(lambda n: f"{letter(n)}.", 8), Level(lambda n: f"{n}°.", 4)),
        ),
        inserted=lambda n, k: f"Artikel {n}{'ab'[k - 1]}",
        language="nl",
    ),
    "se": Tradition(
        title=lambda lot: ["Lag (2012:99) om register"],
        boxes=((), (box(lambda n, h: f"{n} kap. {h}", True),)),
        unit=lambda n: f"{n} §",
        unit_line=(
            lambda n, h, t: [h, f"{n} {t}"],
            lambda n, h, t: [f"{n} {t}"],
            lambda n, h, t: [n, t],
        ),
        levels=((), (Level(lambda n: f"{n}.", 8),), (Level(lambda n: f"{letter(n)})", 5),)),
        inserted=lambda n, k: f"{n} {'ab'[k - 1]} §",
        language="sv",
    ),
    "no": Tradition(
        title=lambda lot: ["Lov om register (registerloven)"],
        boxes=(
            (),
            (box(lambda n, h: f"Kapittel {n}. {h}"),),
            (box(lambda n, h: f"Kapittel {n}. {h}"),),
        ),
        unit=lambda n: f"§ {n}.",
        unit_line=(lambda n, h, t: [f"{n} {h}", t],),
        levels=(
            (),
            (Level(lambda n: f"({n})", 5, True), Level(lambda n: f"{letter(n)})", 6)),
            (Level(lambda n: f"{letter(n)})", 6),),
            (Level(lambda n: f"{n}.", 6),),
        ),
        inserted=lambda n, k: f"§ {n} {'ab'[k - 1]}.",
        language="nb",
    ),
    "dk": Tradition(
        title=lambda lot: ["Lov om registre"],
        boxes=((), (box(lambda n, h: f"Kapitel {n}\n{h}"),)),
        unit=lambda n: f"§ {n}.",
        unit_line=(lambda n, h, t: [f"{n} {t}"],),
        levels=(
            (),
            (Level(lambda n: f"Stk. {n + 1}.", 4, True), Level(lambda n: f"{n})", 6)),
            (Level(lambda n: f"{n})", 6), Level(lambda n: f"{letter(n)})", 4)),
        ),
        inserted=lambda n, k: f"§ {n} {'ab'[k - 1]}.",
        language="nb",
        first=True,
        ends=(",", ", og", ","),
    ),
}
