"""Verdicts about a file and their reasons, in plain words."""

from collections.abc import Mapping
from typing import Any

from partnerschap.document.verdicts import Reason, Verdict
from partnerschap.web.tongue import _l

VERDICTS: Mapping[Verdict, Any] = {
    Verdict.EXACT: _l("Precies dit bestand"),
    Verdict.SEALED: _l("Door ons verzegeld, niet veranderd"),
    Verdict.CHANGED: _l("Na het verzegelen veranderd"),
    Verdict.FOREIGN: _l("Niet van ons"),
    Verdict.UNSEALED: _l("Geen zegel"),
    Verdict.UNREADABLE: _l("Niet te lezen"),
}
REASONS: Mapping[Reason, Any] = {
    Reason.SAME_FILE: _l(
        "Dit contract is hier gemaakt. Het bestand is gelijk, van het eerste tot het laatste teken."
    ),
    Reason.OWN_SEAL: _l("Het bestand draagt ons zegel. Er is niets aan veranderd sinds het af was."),
    Reason.DIFFERS: _l("Het bestand draagt ons zegel, maar de inhoud past er niet meer bij."),
    Reason.ADDED: _l("Er is iets aan het bestand toegevoegd nadat het verzegeld was."),
    Reason.MORE_SEALS: _l("Er staat nog een handtekening in het bestand. Ons zegel is altijd het enige."),
    Reason.OTHER_KIND: _l("Het zegel laat wijzigingen toe. Onze zegels doen dat niet."),
    Reason.OTHER_SEAL: _l(
        "Het bestand draagt een zegel of handtekening, maar niet van deze app."
        " Misschien is het op een andere plek gemaakt: controleer het dan daar."
    ),
    Reason.NO_SEAL: _l(
        "In dit bestand zit geen digitaal zegel. Een concept heeft er geen."
        " Ook na opnieuw opslaan of scannen is het zegel weg."
    ),
    Reason.TOO_LARGE: _l("Het bestand is groter dan 5 MB. Zo groot is een contract nooit."),
    Reason.NO_PDF: _l("Dit is geen PDF. Een contract van deze app is een PDF-bestand."),
    Reason.DAMAGED: _l("We kunnen dit bestand niet lezen. Misschien is het niet helemaal overgekomen."),
    Reason.LOCKED: _l(
        "Dit bestand zit op slot met een wachtwoord. Een contract van deze app heeft dat nooit."
    ),
    Reason.TOO_MUCH: _l(
        "Het lezen kostte te veel tijd of geheugen. Bij een contract van deze app gebeurt dat niet."
    ),
}
ADVICE: Mapping[Verdict, Any] = {
    Verdict.EXACT: _l("Je kunt op dit bestand vertrouwen."),
    Verdict.SEALED: _l("Je kunt op dit bestand vertrouwen."),
    Verdict.CHANGED: _l("Vertrouw dit bestand niet. Vraag een andere partner om het contract."),
    Verdict.FOREIGN: _l("Wij kunnen niet zeggen of het klopt."),
    Verdict.UNSEALED: _l(
        "Wij kunnen niet zeggen of het klopt. Vraag om het bestand zoals het is gedownload."
    ),
    Verdict.UNREADABLE: _l("Kies een ander bestand, of download het contract opnieuw."),
}
