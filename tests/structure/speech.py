"""A language and a source of chance in, headings and sentences that say nothing out."""

from __future__ import annotations

import random
from dataclasses import dataclass

_VOCABULARY = {
    "en": "person court offence child order notice authority provider service period material "
    "means system network image officer report record region purpose conduct access content "
    "penalty measure victim witness decision licence register fee day member committee",
    "de": "Gericht Kind Behörde Dienst Anbieter Frist Verfahren Inhalt Person Opfer Strafe Zugang "
    "Netz Bild Antrag Entscheidung Maßnahme Schutz Daten Aufsicht Register Stelle Zeit Zweck",
    "it": "giudice minore autorità servizio fornitore termine procedura contenuto persona vittima "
    "pena accesso rete immagine richiesta decisione misura tutela dati registro ufficio scopo",
    "fr": "juge mineur autorité service fournisseur délai procédure contenu personne victime peine "
    "accès réseau image demande décision mesure protection données registre bureau but",
    "es": "juez menor autoridad servicio proveedor plazo procedimiento contenido persona víctima "
    "pena acceso red imagen solicitud decisión medida protección datos registro oficina fin",
    "nl": "rechter kind autoriteit dienst aanbieder termijn procedure inhoud persoon slachtoffer "
    "straf toegang netwerk beeld aanvraag besluit maatregel bescherming gegevens register",
    "sv": "domstol barn myndighet tjänst leverantör frist förfarande innehåll person offer straff "
    "tillgång nät bild ansökan beslut åtgärd skydd uppgifter register kontor syfte",
    "nb": "domstol barn myndighet tjeneste leverandør frist behandling innhold person offer straff "
    "tilgang nett bilde søknad vedtak tiltak vern opplysninger register kontor formål",
}
_SMALL = {
    "en": "the of a to in any for by an other such under with which that",
    "de": "der die das eines von zur mit für bei durch den dem nach",
    "it": "il la di un del per con nella al dei che una",
    "fr": "le la de un du pour avec dans au des que une",
    "es": "el la de un del para con en al los que una",
    "nl": "de het van een voor met in bij tot die dat",
    "sv": "den det av en för med i till som på ett",
    "nb": "den det av en for med i til som på et",
}
_VERBS = {
    "en": "shall make|may inspect|must keep|is to provide|shall not disclose|commits",
    "de": "hat zu prüfen|darf verlangen|kann anordnen|ist verpflichtet zu|wird bestraft für",
    "it": "deve esaminare|può disporre|è tenuto a conservare|non può divulgare",
    "fr": "doit examiner|peut ordonner|est tenu de conserver|ne peut divulguer",
    "es": "deberá examinar|podrá ordenar|está obligado a conservar|no podrá divulgar",
    "nl": "moet onderzoeken|kan bevelen|is verplicht tot|mag niet verstrekken",
    "sv": "ska pröva|får besluta om|är skyldig att lämna|får inte röja",
    "nb": "skal prøve|kan beslutte|plikter å gi|må ikke røpe",
}


@dataclass
class Speech:
    """Sentences by lot in one language."""

    language: str
    lot: random.Random

    def noun(self) -> str:
        return self.lot.choice(_VOCABULARY[self.language].split())

    def heading(self) -> str:
        nouns = [self.noun() for _ in range(self.lot.randint(1, 3))]
        small = self.lot.choice(_SMALL[self.language].split()[:4])
        text = f" {small} ".join(nouns[:2]) + ("" if len(nouns) < 3 else f", {nouns[2]}")
        return text[0].upper() + text[1:]

    def phrase(self, shortest: int = 4, longest: int = 22) -> str:
        small = _SMALL[self.language].split()
        found: list[str] = []
        while len(found) < self.lot.randint(shortest, longest):
            found += [self.lot.choice(small), self.noun()]
        return " ".join(found)

    def sentence(self) -> str:
        verb = self.lot.choice(_VERBS[self.language].split("|"))
        text = f"{self.phrase(2, 5)} {verb} {self.phrase(4, 26)}"
        return text[0].upper() + text[1:]
