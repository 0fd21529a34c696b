"""Languages of which only the core offences are read: each finds them, and says that it is thin."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.knowledge import Library
from pipeline.knowledge.opinions import load_profile
from pipeline.linking import link_unit
from pipeline.model import Eid, Unit
from pipeline.tagging import tag_unit

LIBRARY = Library()
PROFILE = load_profile(LIBRARY)
ABUSE_AND_MATERIAL = {
    "el": (
        "Όποιος ενεργεί γενετήσια πράξη με ανήλικο τιμωρείται με κάθειρξη.",
        "Όποιος κατέχει υλικό παιδικής πορνογραφίας τιμωρείται με φυλάκιση.",
        "Όποιος κλέβει ξένο πράγμα τιμωρείται με φυλάκιση.",
    ),
    "tr": (
        "Çocukla cinsel ilişkide bulunan kişi hapis cezası ile cezalandırılır.",
        "Müstehcen görüntüleri çocuk kullanarak üreten kişi hapis cezası ile cezalandırılır.",
        "Başkasının malını alan kişi hapis cezası ile cezalandırılır.",
    ),
    "fi": (
        "Joka on sukupuoliyhteydessä lapsen kanssa, on tuomittava vankeuteen.",
        "Joka pitää hallussaan lasta seksuaalisesti esittäviä kuvia, on tuomittava sakkoon.",
        "Joka ottaa toisen omaisuutta, on tuomittava sakkoon.",
    ),
    "is": (
        "Hver sem hefur samræði við barn yngra en 15 ára skal sæta fangelsi.",
        "Hver sem hefur í vörslu myndir sem sýna börn á kynferðislegan hátt skal sæta sektum.",
        "Hver sem tekur fjármuni annars skal sæta fangelsi.",
    ),
    "lv": (
        "Par dzimumaktu ar nepilngadīgo soda ar brīvības atņemšanu.",
        "Par bērnu pornogrāfijas glabāšanu soda ar brīvības atņemšanu.",
        "Par svešas mantas nolaupīšanu soda ar brīvības atņemšanu.",
    ),
}


def grade(text: str, language: str) -> int:
    unit = replace(Unit(Eid("art_1"), text, language), title="")
    found = link_unit(unit, tag_unit(unit, LIBRARY), PROFILE)
    return next((link.grade for link in found if link.holding == 12), 0)


@pytest.mark.parametrize("language", ABUSE_AND_MATERIAL)
def test_abuse_and_material_are_found_and_theft_is_not(language: str) -> None:
    assert [grade(text, language) for text in ABUSE_AND_MATERIAL[language]] == [2, 2, 0]


@pytest.mark.parametrize("language", ABUSE_AND_MATERIAL)
def test_the_file_says_that_it_is_thin(language: str) -> None:
    text = LIBRARY.path(f"functions/{language}.yaml").read_text("utf-8")
    assert text.startswith("# Thin: core offences only")
