"""What people read is plain Dutch, and one thing has one name; days and times are those of here.

The rules: sentences of 20 words on average at most and none over 30, no office words, `je` and never `u`.
"""

import re
from collections import defaultdict

import pytest
from flask import Flask

from partnerschap.config import Settings
from partnerschap.document.words import Words
from partnerschap.document.words_nl import DUTCH
from partnerschap.domain.instrument import standard
from partnerschap.web import i18n
from tools import messages

TEXTS = messages.gather()
PLACE = re.compile(r"%\((\w+)\)s|\{(\w*)\}|%%")

OFFICE_WORDS = """
aangaande aanvang aldus alsmede behoudens betreffende bewerkstelligen conform derhalve desalniettemin
desbetreffende dient dienen doch dusdanig echter evenals faciliteren geschieden geschiedt gelieve hetgeen
implementeren inzake indien ingevolge krachtens m.b.t. middels nochtans omtrent onderhavige participatie
participeren reeds stakeholder stakeholders t.a.v. teneinde tevens thans trachten verstrekken voornoemd
voornoemde wederom zodoende zulks
""".split()  # noqa: SIM905 -- words are easier to read as words
OFFICE_PHRASES = [
    "in het kader van",
    "met betrekking tot",
    "naar aanleiding van",
    "per abuis",
    "te allen tijde",
    "te dien einde",
    "ten aanzien van",
    "ten behoeve van",
    "ter zake",
]
FORMAL = ["u", "uw", "gij", "uzelf"]
# What is called otherwise here: the word -> the word that we use.
OTHERWISE = {
    "beamer": "scherm",
    "beroepskracht": "professional",
    "beroepskrachten": "professionals",
    "definitief": "af",
    "device": "apparaat",
    "facilitator": "begeleider",
    "functie": "rol",
    "gebruiker": "deelnemer",
    "gespreksleider": "begeleider",
    "inbreng": "briefje",
    "klik": "kies",
    "mobiel": "telefoon",
    "moderator": "begeleider",
    "notitie": "briefje",
    "pagina": "bladzijde",
    "partij": "partner",
    "projector": "scherm",
    "sessie": "gesprek",
    "smartphone": "telefoon",
    "stakeholders": "partners",
    "standpunt": "keuze",
    "toestel": "apparaat",
    "voorwaarde": "conditie, of akkoord, mits",
}
# Where such a word does mean what it says: word -> the texts.
MEANT = {
    # 'Akkoord, mits': what the method calls a proviso is a 'voorwaarde' in plain words.
    "voorwaarde": {
        "Eén voorwaarde wacht op antwoord",
        "%(num)s voorwaarden wachten op antwoord",
        "Bij deze voorwaarden zei iemand akkoord. Zo is erop geantwoord.",
        "voorwaarden",  # on the printed map, above the step of conditions
    },
}


def dutch() -> dict[str, list[str]]:
    """Return all Dutch texts by where they stand: file, contract, printed map."""
    found: dict[str, list[str]] = defaultdict(list)
    for text in TEXTS:
        found[text.path] += [text.one, text.many] if text.many else [text.one]
    found["the contract"] = list(DUTCH.values())

    def walk(part: object) -> None:
        if isinstance(part, dict):
            if isinstance(part.get("nl"), str):
                found["the printed map"].append(part["nl"])
            for each in part.values():
                walk(each)
        elif isinstance(part, list | tuple):
            for each in part:
                walk(each)

    walk(standard().raw)
    return found


ALL_DUTCH = dutch()
EVERY_DUTCH_TEXT = sorted({text for texts in ALL_DUTCH.values() for text in texts})


def sentences(text: str) -> list[str]:
    """Return the sentences of a text: what ends in a full stop, a question mark or an exclamation mark."""
    plain = PLACE.sub("naam", text).replace("19.30", "tijd").replace("2.2", "twee").replace("1.2", "een")
    return [part for part in re.findall(r"[^.?!]+[.?!]", plain) if re.search(r"\w", part)]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", PLACE.sub(" ", text).lower())


@pytest.fixture
def app() -> Flask:
    """Give an app with nothing but the choice of language."""
    app = Flask("partnerschap")
    i18n.register(app, Settings())
    return app


@pytest.mark.parametrize("where", sorted(ALL_DUTCH))
def test_sentences_are_short(where):
    counted = [len(words(sentence)) for text in ALL_DUTCH[where] for sentence in sentences(text)]
    assert not counted or sum(counted) / len(counted) <= 20
    assert [text for text in ALL_DUTCH[where] if len(words(text)) > 30 and not sentences(text)] == []
    long = [part for text in ALL_DUTCH[where] for part in sentences(text) if len(words(part)) > 30]
    assert long == []


def test_the_measure_of_sentences_measures():
    assert [len(words(part)) for part in sentences("Ga naar %(where)s. Kies dan? Of om 19.30 uur!")] == [
        3,
        2,
        4,
    ]
    assert sum(len(sentences(text)) for text in EVERY_DUTCH_TEXT) > 350


@pytest.mark.parametrize("unwanted", [*OFFICE_WORDS, *OFFICE_PHRASES])
def test_no_office_words(unwanted):
    pattern = re.compile(rf"(?<!\w){re.escape(unwanted)}(?!\w)", re.IGNORECASE)
    assert [text for text in EVERY_DUTCH_TEXT if pattern.search(PLACE.sub("", text))] == []


def test_everybody_is_je():
    assert [text for text in EVERY_DUTCH_TEXT if set(FORMAL) & set(words(text))] == []
    assert (
        len([text for text in EVERY_DUTCH_TEXT if {"je", "jij", "jullie", "jouw"} & set(words(text))]) > 100
    )


@pytest.mark.parametrize("unwanted", sorted(OTHERWISE))
def test_one_thing_has_one_name(unwanted):
    pattern = re.compile(rf"(?<!\w){unwanted}(?:s|n|en)?(?!\w)", re.IGNORECASE)
    found = {text for texts in ALL_DUTCH.values() for text in texts if pattern.search(PLACE.sub("", text))}
    assert found - MEANT.get(unwanted, set()) == set(), f"say: {OTHERWISE[unwanted]}"


def test_every_exception_is_still_needed():
    assert {text for texts in MEANT.values() for text in texts} <= set(EVERY_DUTCH_TEXT)


@pytest.mark.parametrize(("language", "said"), [("nl", "10 juni 2027"), ("en", "10 June 2027")])
def test_a_day_is_written_in_the_language_of_the_page_and_of_the_contract(app, language, said):
    with app.test_request_context(headers={"Accept-Language": language}):
        assert i18n.day("2027-06-10") == said
        # An hour and a half before midnight in Greenwich it is the next day in Amsterdam.
        assert i18n.day("2027-06-09T22:30:00+00:00") == said
        assert i18n.day("ooit") == "ooit"
    assert Words(language).date("2027-06-10") == said


@pytest.mark.parametrize(("language", "said"), [("nl", "00.30"), ("en", "00:30")])
def test_a_time_is_that_of_amsterdam(app, language, said):
    with app.test_request_context(headers={"Accept-Language": language}):
        assert i18n.clock("2027-06-09T22:30:00+00:00") == said
        assert i18n.clock("2027-01-09T23:30:00") == said


def test_the_page_follows_the_browser_and_dutch_is_the_rule(app):
    for asked, given in (
        ("en-GB,en;q=0.9,nl;q=0.5", "en"),
        ("en-GB", "en"),
        ("nl-BE", "nl"),
        ("tr", "nl"),
        ("", "nl"),
    ):
        with app.test_request_context(headers={"Accept-Language": asked}):
            assert i18n.language() == given
