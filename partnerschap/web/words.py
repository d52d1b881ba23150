"""Refusals in plain words: the one table for forms, pages and the live connection."""

from collections.abc import Mapping
from typing import Any

from partnerschap.domain import limits
from partnerschap.domain.refusals import Code, Refusal
from partnerschap.web.tongue import _, _l

_LONG_NAME = _l("Deze naam is te lang. Gebruik hooguit %(number)s tekens.", number=limits.NAME)
_NO_DAY = _l("Dit is geen dag die wij kennen. Schrijf bijvoorbeeld 10-06-2027.")
_CHOOSE = _l("Kies eerst één van de antwoorden.")
_ABOUT: Mapping[tuple[Code, str], Any] = {
    (Code.EMPTY_TEXT, "name"): _l("Vul een naam in. Een voornaam is genoeg."),
    (Code.EMPTY_TEXT, "title"): _l("Geef jullie kaart een naam."),
    (Code.EMPTY_TEXT, "subject"): _l("Schrijf op waar het gesprek over gaat."),
    (Code.EMPTY_TEXT, "typed"): _l("Typ je naam om te ondertekenen."),
    (Code.EMPTY_TEXT, "review_on"): _l("Kies een dag om weer te kijken."),
    (Code.EMPTY_TEXT, "non_compliance"): _l("Schrijf op wat jullie doen als iemand zich er niet aan houdt."),
    (Code.TOO_LONG, "name"): _LONG_NAME,
    (Code.TOO_LONG, "called"): _LONG_NAME,
    (Code.TOO_LONG, "typed"): _LONG_NAME,
    (Code.TOO_LONG, "map"): _l(
        "Deze kaart is vol: er staan al %(number)s teksten op.", number=limits.MAP_ENTRIES
    ),
    (Code.TOO_LONG, "people"): _l(
        "Deze kaart is vol: er doen al %(number)s mensen mee.", number=limits.PARTICIPANTS
    ),
    (Code.INVALID_VALUE, "side"): _l("Kies bij welke kant je hoort."),
    (Code.INVALID_VALUE, "question"): _l("Schrijf eerst jullie eigen vraag op."),
    (Code.INVALID_VALUE, "review_on"): _NO_DAY,
    (Code.INVALID_VALUE, "due"): _NO_DAY,
    (Code.INVALID_VALUE, "stance"): _l("Kies eerst één van de vier antwoorden."),
    (Code.INVALID_VALUE, "kind"): _CHOOSE,
    (Code.INVALID_VALUE, "form"): _CHOOSE,
    (Code.INVALID_VALUE, "names"): _CHOOSE,
    (Code.INVALID_VALUE, "language"): _CHOOSE,
    (Code.INVALID_VALUE, "intent"): _CHOOSE,
    (Code.INVALID_VALUE, "status"): _CHOOSE,
    (Code.INVALID_VALUE, "now"): _l("Kies hoe het was, en hoe je het zou willen."),
    (Code.INVALID_VALUE, "wished"): _l("Kies hoe het was, en hoe je het zou willen."),
    (Code.INVALID_VALUE, "want"): _l("Beantwoord alle drie de vragen."),
    (Code.INVALID_VALUE, "can"): _l("Beantwoord alle drie de vragen."),
    (Code.INVALID_VALUE, "circumstances"): _l("Beantwoord alle drie de vragen."),
    (Code.INVALID_VALUE, "answer"): _CHOOSE,
    (Code.INVALID_VALUE, "strokes"): _l(
        "Dit is nog geen handtekening. Teken hem iets groter, of typ alleen je naam."
    ),
    (Code.INVALID_VALUE, "hash"): _l("De tekst is veranderd sinds je hem las. Lees hem opnieuw en kies dan."),
    (Code.GATE_SHUT, "wording"): _l("De tekst is net veranderd. Kijk er eerst samen naar."),
    (Code.DUPLICATE, "name"): _l("Er is al iemand met deze naam. Zet er iets bij."),
    (Code.DUPLICATE, "op"): _l("Dit was al verstuurd. Laad de bladzijde opnieuw."),
    (Code.NOT_FOUND, "code"): _l("Meedoen is nu gesloten. Vraag de begeleider om het weer te openen."),
    (Code.NOT_FOUND, "undo"): _l("Dit kun je niet meer ongedaan maken."),
    (Code.NOT_YOURS, "undo"): _l("Iemand is hier al mee verder gegaan. Verander het samen."),
    (Code.STEP_CLOSED, "undo"): _l("De tien seconden zijn om. Maak de stap weer open, met een reden."),
    (Code.NOT_ANSWERED, "step"): _l("Nog te weinig mensen kozen iets. Vanaf drie mensen kan dit."),
    (Code.NOT_FOUND, "signer"): _l("Deze tekst is vastgezet voordat deze persoon meedeed."),
    (Code.NOT_YOURS, "by_hand_of"): _l("Deze persoon heeft een eigen apparaat en doet dit zelf."),
}
_GENERAL: Mapping[Code, Any] = {
    Code.NOT_JOINED: _l("Je doet nu niet mee aan deze kaart."),
    Code.FACILITATOR_ONLY: _l("Alleen de begeleider kan dit doen."),
    Code.PARTNERS_ONLY: _l("Dit is voor de partners. Je begeleidt nu alleen."),
    Code.NOT_FOUND: _l("Dit staat er niet meer. Iemand heeft het misschien weggehaald."),
    Code.NOT_REVEALED: _l("Er liggen nog briefjes dicht. Onthul ze eerst samen."),
    Code.NOT_REACHED: _l("Deze stap is nog niet aan de beurt."),
    Code.STEP_CLOSED: _l("Deze stap is klaar. Maak de stap eerst weer open."),
    Code.DUPLICATE: _l("Dit is al gedaan."),
    Code.NOT_YOURS: _l("Dit is van iemand anders. Alleen die persoon kan dit doen."),
    Code.EMPTY_TEXT: _l("Hier staat nog niets. Schrijf eerst iets op."),
    Code.TOO_LONG: _l("Dit is te lang. Gebruik hooguit %(number)s tekens.", number=limits.TEXT),
    Code.REASON_REQUIRED: _l("Schrijf erbij waarom. Dan weten de anderen wat je bedoelt."),
    Code.INVALID_VALUE: _l("Dit kunnen we niet lezen. Kijk het na en probeer het opnieuw."),
    Code.GATE_SHUT: _l("De poort kan nog niet open. Kijk wat er nog openstaat."),
    Code.TERMS_MISSING: _l("Beantwoord eerst samen de vragen voor het tekenen."),
    Code.FROZEN: _l("De tekst staat vast om te tekenen. Veranderen kan pas als jullie hem heropenen."),
    Code.NOT_FROZEN: _l("De tekst staat nog niet vast. Dit kan pas daarna."),
    Code.SEALED: _l("Deze versie is af en verandert niet meer."),
    Code.NOT_ANSWERED: _l("Nog niet iedereen heeft gekozen om wel of niet te ondertekenen."),
    Code.FIRST_VERSION: _l("Terugkijken kan pas bij een volgende versie."),
}


def refusal_text(refusal: Refusal) -> str:
    """Return what is the matter and what somebody can do, in the language of the request."""
    about = refusal.about[0] if refusal.about else ""
    return str(_ABOUT.get((refusal.code, about)) or _GENERAL[refusal.code])


def edge_text(code: str) -> str:
    """Return the words for what is no refusal of the method, after which trying again is safe."""
    if code == "error":
        return _("Dit is onze fout. Wat bewaard was, is er nog. Probeer het zo nog eens.")
    if code == "slow_down":
        return _("Dat ging even te snel. Wacht een paar tellen en probeer het opnieuw.")
    return _("Het is nu even druk. Er is niets veranderd. Probeer het zo nog eens.")


def name_taken(name: str) -> str:
    """Return the words for a second person of the same name."""
    return _(
        "Er is al iemand met de naam %(name)s."
        " Zet er iets bij, of vraag de begeleider om een nieuwe link als je dit zelf bent.",
        name=name,
    )
