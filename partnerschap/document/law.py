"""What the app claims about agreements, signatures and seals: every such text, for a lawyer to read.

A simple electronic signature for a person and a seal of the app for the file (eIDAS, articles 3.10 and 25.1):
not an advanced or a qualified one, and no promise of a legal effect. Whoever changes a text raises `VERSION`,
which the record of every signature names.
"""

from typing import Final

VERSION: Final = 1

DUTCH: Final[dict[str, str]] = {
    "intent_moral": "Dit is een morele afspraak.",
    "intent_committed": "We willen ons hieraan houden.",
    "what": "Wat dit wel en niet is",
    "what_is": "Dit is een informele afspraak tussen partners. Meedoen is vrijwillig. Je mag altijd stoppen.",
    "what_is_not": "Het is geen plan van aanpak en geen cliëntdossier. Het is ook geen grond voor een straf,"
    " of voor een besluit over een uitkering.",
    "what_signing": "Wie hier ondertekent, zet een gewone elektronische handtekening:"
    " geen geavanceerde of gekwalificeerde.",
    "what_court": "Of een rechter er waarde aan hecht, hangt af van de omstandigheden.",
    "seal": "Dit bestand draagt het digitale zegel van de app: geen handtekening van een persoon.",
    "what_seal": "Als de versie af is, krijgt het bestand een digitaal zegel van de app."
    " Daaraan is te zien of er later iets aan is veranderd.",
    "what_kept": "Bij je handtekening bewaren we je naam, wat je tekende of typte,"
    " de tekst waarmee je instemde en het tijdstip. Niet waar je was of met welk apparaat.",
    "consent": "Ik heb het contract gelezen en ik sta erachter.",
}
ENGLISH: Final[dict[str, str]] = {
    "intent_moral": "This is a moral agreement.",
    "intent_committed": "We want to keep to this.",
    "what": "What this is and is not",
    "what_is": "This is an informal agreement between partners. Taking part is voluntary."
    " You may stop at any time.",
    "what_is_not": "It is not a plan of action and not a client file. It is no ground for a sanction either,"
    " or for a decision on benefits.",
    "what_signing": "Whoever signs here gives a simple electronic signature:"
    " not an advanced or a qualified one.",
    "what_court": "Whether a court gives it weight depends on the circumstances.",
    "seal": "This file carries the digital seal of the app: not the signature of a person.",
    "what_seal": "When the version is finished, the file gets a digital seal of the app."
    " It shows whether something in it was changed later.",
    "what_kept": "With your signature we keep your name, what you drew or typed, the text that you agreed to"
    " and the time. Not where you were or with which device.",
    "consent": "I have read the contract and I stand behind it.",
}
TEXTS: Final = {"nl": DUTCH, "en": ENGLISH}
