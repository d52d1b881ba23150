"""Somebody outside answers a request by its own link, without an account (RULES.md, 32; METHOD.md, 5)."""

import json
import re
from uuid import uuid4

import pytest

from partnerschap.application.passes import Passes
from partnerschap.application.ports import Busy
from partnerschap.store import rebuild
from tests.follow_kit import ASKED, MINE, OURS, RUUDS, VALUE, Signed, signed
from tests.web_kit import Site

NAMES = ("Fatma", "Ruud", "Nora", "Joke")


def problems(site: Site, map_id: str) -> list[str]:
    with site.app.app_context():
        from partnerschap.extensions import db  # noqa: PLC0415 - only inside the application

        return rebuild.compare(db.engine, map_id)  # type: ignore[arg-type]


def test_an_answer_is_seen_by_everybody_at_the_table_and_the_journal_tells_it(map_: Signed) -> None:
    secret = map_.request_link(map_.fatma)
    somebody = map_.answer(secret, answer="yes", text="Vanaf mei staat hij er.", name="Mila van de gemeente")
    assert somebody.status == 303
    assert "Je antwoord staat nu bij de groep." in somebody.text
    for who in (map_.fatma, map_.ruud, map_.leader):
        page = map_.page(who)
        assert "Vanaf mei staat hij er." in page
        assert "Mila van de gemeente" in page
        assert "nog geen antwoord" not in page
        who.get(map_.table.path("/tijdlijn"))
        assert who.status == 200
        assert "Vanaf mei staat hij er." not in who.text.split("<main")[1]  # it tells of joint words alone
        who.get(map_.table.path("?stap=actions"))
        assert "antwoord: ja" in who.text.split("<main")[1]
    assert problems(map_.site, map_.table.id) == []


def test_who_is_asked_sees_the_question_and_nothing_else_of_the_map(map_: Signed) -> None:
    map_.tell(map_.fatma, text="KANARIE-IN-EEN-NOTITIE", entry=map_.asked)
    map_.answer(map_.request_link(map_.ruud), text="KANARIE-VAN-EERDER", name="KANARIE-NAAM")
    secret = map_.request_link(map_.ruud)
    stranger = map_.site.visitor()
    response = stranger.get(f"/vraag/{secret}")
    everything = stranger.text + str(response.headers)
    for word in (MINE, OURS, RUUDS, VALUE, "KANARIE", map_.table.id, map_.asked, *NAMES):
        assert word not in everything, word
    for word in (ASKED, "de gemeente", "Het plein", "ons plan", "1 april 2027"):
        assert word in stranger.text, word
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Cache-Control"] == "no-store"
    assert "toestel" not in {cookie.key for cookie in stranger.client._cookies.values()}


def test_who_answers_twice_is_heard_twice_and_the_last_counts(map_: Signed) -> None:
    secret = map_.request_link(map_.fatma)
    map_.answer(secret, answer="yes", text="Goed plan.")
    map_.site.clock.forward(days=1)
    map_.answer(secret, answer="no", text="Toch geen geld.")
    assert map_.answers() == [("yes", "Goed plan.", ""), ("no", "Toch geen geld.", "")]
    card = map_.page(map_.ruud).split("Wat we aan anderen vragen")[1].split("Wat is er gebeurd")[0]
    assert card.index("Goed plan.") < card.index("Toch geen geld.")


def test_a_second_click_is_the_same_answer(map_: Signed) -> None:
    secret, op = map_.request_link(map_.fatma), str(uuid4())
    for _ in range(2):
        assert map_.answer(secret, op=op, text="Ja hoor.").status == 303
    assert len(map_.answers()) == 1
    assert map_.answer(secret, op=op, text="Iets anders.").status == 409
    assert len(map_.answers()) == 1


def test_a_forwarded_link_shows_nobody_what_was_answered_before(map_: Signed) -> None:
    secret = map_.request_link(map_.fatma)
    first = map_.answer(secret, text="EERSTE-ANTWOORD", name="EERSTE-NAAM")
    second = map_.site.visitor()
    for who in (second, first):
        who.get(f"/vraag/{secret}")
        assert "EERSTE" not in who.text
    assert map_.answer(secret, second, answer="later", name="Iemand anders").status == 303
    assert "EERSTE" not in second.text


def test_an_answer_that_misses_something_comes_back_with_what_was_typed(map_: Signed) -> None:
    secret = map_.request_link(map_.fatma)
    for wrong in ({"answer": ""}, {"answer": "done"}, {"text": "x" * 601}, {"name": "n" * 81}):
        somebody = map_.answer(secret, **{"text": "Dit typte ik.", **wrong})
        assert somebody.status == 422, wrong
        assert wrong.get("text", "Dit typte ik.") in somebody.text
    assert map_.answers() == []


def test_a_link_that_was_renewed_or_stopped_is_gone(map_: Signed) -> None:
    first = map_.request_link(map_.fatma)
    second = map_.request_link(map_.ruud)
    stranger = map_.site.visitor()
    stranger.get(f"/vraag/{first}")
    assert stranger.status == 410
    assert map_.answer(second).status == 303
    map_.page(map_.fatma)
    map_.fatma.post(map_.table.path("/mijn-afspraken/vraag"), wat="stop", entry=map_.asked)
    for path in (f"/vraag/{second}", "/vraag/verzonnen"):
        stranger.get(path)
        assert stranger.status == 410
        assert ASKED not in stranger.text
        stranger.post(path, follow=False, answer="yes")
        assert stranger.status == 410


def test_a_link_for_a_question_opens_nothing_else(map_: Signed) -> None:
    secret, feed, link = map_.request_link(map_.fatma), map_.feed(map_.fatma), map_.table.link
    stranger = map_.site.visitor()
    for path in (
        f"/sleutel/{secret}",
        f"/agenda/{secret}.ics",
        f"/vraag/{feed.removeprefix('/agenda/').removesuffix('.ics')}",
        f"/vraag/{link.rsplit('/', 1)[-1]}",
    ):
        stranger.get(path)
        assert stranger.status == 410, path
        assert "Het plein" not in stranger.text


def test_an_answer_during_the_own_round_is_kept_and_shown_after_it(map_: Signed) -> None:
    secret = map_.request_link(map_.fatma)
    map_.reopen()
    assert map_.answer(secret, text="ANTWOORD-IN-DE-RONDE").status == 303
    for who in (map_.fatma, map_.leader):
        map_.page(who)
        assert "ANTWOORD-IN-DE-RONDE" not in who.text
        assert "ANTWOORD-IN-DE-RONDE" not in json.dumps(
            who.client.get(map_.table.path("/sinds/0")).get_json()
        )
    map_.table.act(map_.leader, "reveal", step="values")
    assert "ANTWOORD-IN-DE-RONDE" in map_.page(map_.fatma)
    assert problems(map_.site, map_.table.id) == []


def test_a_question_that_is_asked_no_more_says_so_in_plain_words(map_: Signed) -> None:
    secret = map_.request_link(map_.fatma)
    map_.reopen(revealed=True)
    stranger = map_.site.visitor()
    stranger.get(f"/vraag/{secret}")
    assert stranger.status == 200  # it still stands, until the group drops it
    for step in ("values", "relations"):
        map_.table.act(map_.leader, "close", step=step, override="Verder.", back=step)
    map_.table.act(map_.leader, "reopen_step", step="actions", because="De vraag.", back="actions")
    asked = {"entry": map_.asked, "verdict": "works", "next": "drop", "because": "Niet nodig."}
    assert map_.table.act(map_.ruud, "review", **asked).status_code == 303, map_.ruud.text
    stranger.get(f"/vraag/{secret}")
    assert stranger.status == 410
    assert "staat niet meer open" in stranger.text
    assert ASKED not in stranger.text
    stranger.post(f"/vraag/{secret}", follow=False, answer="yes", op=str(uuid4()))
    assert stranger.status == 410
    assert map_.answers() == []


def test_when_the_store_is_busy_the_words_stand_in_their_fields(
    map_: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = map_.request_link(map_.fatma)

    def busy(*_: object) -> None:
        raise Busy

    monkeypatch.setattr(Passes, "answer", busy)
    somebody = map_.answer(secret, answer="no", text="Dit typte ik.", name="Mila")
    assert somebody.status == 503
    for typed in ("Dit typte ik.", 'value="Mila"', 'value="no" checked'):
        assert typed in somebody.text


def test_an_answer_to_other_words_than_were_read_is_asked_again(map_: Signed) -> None:
    somebody = map_.answer(map_.request_link(map_.fatma), words="0123456789abcdef", text="Ja, dat.")
    assert somebody.status == 409
    assert "De vraag is veranderd." in somebody.text
    assert "Ja, dat." in somebody.text


def test_only_who_may_speak_makes_a_link_and_only_for_a_request_of_this_map(map_: Signed) -> None:
    elsewhere = signed(map_.site)
    for entry in (elsewhere.asked, map_.mine, "nergens", ""):
        map_.page(map_.fatma)
        map_.fatma.post(map_.table.path("/mijn-afspraken/vraag"), wat="maak", entry=entry)
        assert map_.fatma.status == 409, entry
    stranger = map_.site.visitor()
    stranger.post(map_.table.path("/mijn-afspraken/vraag"), wat="maak", entry=map_.asked)
    assert stranger.status == 403
    helper = map_.table.join("Wie Helpt", side="begeleidt")
    helper.get(map_.table.path("/mijn-afspraken"))
    assert helper.status == 200
    assert map_.table.path("/mijn-afspraken/vraag") not in helper.text
    helper.post(map_.table.path("/mijn-afspraken/vraag"), wat="maak", entry=map_.asked)
    assert helper.status == 409


def test_one_link_takes_so_many_answers_and_then_asks_for_patience(map_: Signed) -> None:
    secret, other = map_.request_link(map_.fatma), signed(map_.site)
    for number in range(20):
        assert map_.answer(secret, text=str(number)).status == 303
    assert map_.answer(secret, text="te veel").status == 429
    assert other.answer(other.request_link(other.fatma)).status == 303
    assert [text for _, text, _ in map_.answers()] == ["15", "16", "17", "18", "19"]


def test_a_facilitator_takes_an_answer_from_outside_away(map_: Signed) -> None:
    map_.answer(map_.request_link(map_.fatma), text="Onzin van een ander.")
    note = next(iter(map_.state().told))
    map_.page(map_.ruud)
    assert not re.search(f'value="{note}"', map_.ruud.text.split("<main")[1])
    assert f'value="{note}"' in map_.page(map_.leader)
    assert map_.table.act(map_.leader, "untell", entry=note, back="vertel").status_code == 303
    assert map_.answers() == []


def test_an_answer_comes_by_its_link_alone(map_: Signed) -> None:
    for act in (
        {"do": "answer_request", "id": "x", "request": map_.asked, "answer": "yes"},
        {"do": "tell", "id": "x", "about_what": "answer", "entry": map_.asked, "text": "Ja!"},
        {"do": "untell", "entry": "x", "on_behalf": "/outside"},
        {"do": "tell", "id": "x", "about_what": "happened", "text": "Ja!", "on_behalf": "/outside"},
    ):
        map_.page(map_.fatma)
        response = map_.fatma.send(map_.table.path("/doe"), {**act, "op": str(uuid4())})
        assert response.status_code in {403, 409}, act
    assert map_.answers() == []


def test_the_page_is_in_the_language_of_the_map_until_somebody_chooses_another(site: Site) -> None:
    map_ = signed(site, language="en")
    stranger = site.visitor(**{"Accept-Language": "nl"})
    stranger.get(f"/vraag/{map_.request_link(map_.fatma)}")
    assert '<html lang="en"' in stranger.text
