"""Days in a calendar: a file to download, and an address that a calendar asks again and again."""

import re
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from tests.follow_kit import ASKED, DUE, MINE, REVIEW, RUUDS, VALUE, Signed, signed
from tests.web_kit import Browser, Site


def events(text: str) -> dict[str, date]:
    """The events of a calendar by their words; each is one whole day without an alarm."""
    calendar = Calendar.from_ical(text)
    assert [each.name for each in calendar.walk() if each.name not in {"VCALENDAR", "VEVENT"}] == []
    found = {}
    for event in calendar.walk("VEVENT"):
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert not {"ATTENDEE", "ORGANIZER", "URL"} & set(event)
        found[str(event["SUMMARY"])] = event.decoded("DTSTART")
    return found


def fetched(map_: Signed, path: str, **headers: str) -> Browser:
    """What a calendar gets, which has no cookies."""
    calendar = map_.site.visitor(**headers)
    calendar.status = calendar.get(path).status_code
    return calendar


def body(map_: Signed, path: str) -> str:
    response = map_.site.visitor().get(path)
    assert response.status_code == 200
    return str(response.get_data(as_text=True))


def test_the_file_holds_my_days_those_of_requests_and_the_review(map_: Signed) -> None:
    response = map_.fatma.get(map_.table.path("/agenda.ics"))
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "attachment" in response.headers["Content-Disposition"]
    assert events(response.get_data(as_text=True)) == {
        MINE: date.fromisoformat(DUE),
        f"Vraag aan anderen: {ASKED}": date(2027, 4, 1),
        "Samen terugkijken: Het plein": date.fromisoformat(REVIEW),
    }


def test_the_feed_holds_my_own_days_and_the_review_and_nobody_else(map_: Signed) -> None:
    map_.tell(map_.fatma, entry=map_.mine, progress="busy", text="KANARIE-NOTITIE")
    text = body(map_, map_.feed(map_.fatma))
    assert events(text) == {
        MINE: date.fromisoformat(DUE),
        "Samen terugkijken: Het plein": date.fromisoformat(REVIEW),
    }
    unfolded = text.replace("\r\n ", "")
    for word in (
        ASKED,
        RUUDS,
        VALUE,
        "KANARIE",
        "Ruud",
        "Fatma",
        "Joke",
        map_.table.id,
        map_.mine,
        "ons plan",
    ):
        assert word not in unfolded, word


def test_the_same_days_are_the_same_bytes_and_a_calendar_hears_that_nothing_changed(map_: Signed) -> None:
    path = map_.feed(map_.fatma)
    first = map_.site.visitor().get(path)
    map_.tell(map_.ruud, text="Iets anders.")
    map_.site.clock.forward(days=3)
    again = map_.site.visitor(**{"If-None-Match": first.headers["ETag"]}).get(path)
    assert (again.status_code, again.get_data()) == (304, b"")
    assert map_.site.visitor().get(path).get_data() == first.get_data()
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert first.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Set-Cookie" not in first.headers
    map_.tell(map_.fatma, entry=map_.mine, progress="done")
    assert map_.site.visitor(**{"If-None-Match": first.headers["ETag"]}).get(path).status_code == 200


@pytest.mark.parametrize("progress", ["done", "withdrawn"])
def test_what_is_done_or_given_up_leaves_the_calendar_and_comes_back_with_the_note(
    map_: Signed, progress: str
) -> None:
    path, op = map_.feed(map_.fatma), f"note-{progress}"
    map_.tell(map_.fatma, entry=map_.mine, progress=progress, op=op)
    assert MINE not in events(body(map_, path))
    map_.table.act(map_.fatma, "untell", entry=op)
    assert MINE in events(body(map_, path))


def test_the_own_round_leaves_only_the_day_of_the_review(map_: Signed) -> None:
    path = map_.feed(map_.fatma)
    map_.reopen()
    assert list(events(body(map_, path))) == ["Samen terugkijken: Het plein"]
    file = map_.fatma.get(map_.table.path("/agenda.ics")).get_data(as_text=True)
    assert list(events(file)) == ["Samen terugkijken: Het plein"]
    map_.table.act(map_.leader, "reveal", step="values")
    assert MINE in events(body(map_, path))


def test_a_new_address_replaces_the_earlier_one_and_it_can_be_stopped(map_: Signed) -> None:
    first, second = map_.feed(map_.fatma), map_.feed(map_.fatma)
    of_ruud = map_.feed(map_.ruud)
    assert fetched(map_, first).status == 410
    assert fetched(map_, second).status == 200
    assert "Je adres is gemaakt op" in map_.page(map_.fatma)
    map_.fatma.post(map_.table.path("/mijn-afspraken/agenda"), wat="stop")
    assert fetched(map_, second).status == 410
    assert fetched(map_, of_ruud).status == 200


def test_who_left_has_no_calendar_until_they_are_back_and_who_was_removed_never(map_: Signed) -> None:
    of_fatma, of_ruud = map_.feed(map_.fatma), map_.feed(map_.ruud)
    map_.fatma.get(map_.table.path("/weg"))
    map_.fatma.post(map_.table.path("/weg"), wat="tafel")
    gone = fetched(map_, of_fatma)
    assert gone.status == 410
    assert MINE not in gone.text
    map_.fatma.post(map_.table.path("/terug"))
    assert fetched(map_, of_fatma).status == 200
    map_.leader.get(map_.table.path("/mensen"))
    map_.leader.post(map_.table.path("/begeleiding/terughalen"), person=map_.table.person("Ruud Bos"))
    assert fetched(map_, of_ruud).status == 410


def test_who_withdrew_keeps_the_day_of_the_review_alone(map_: Signed) -> None:
    path = map_.feed(map_.fatma)
    map_.table.act(map_.fatma, "withdraw", because="")
    assert list(events(body(map_, path))) == ["Samen terugkijken: Het plein"]


def test_words_cannot_break_out_of_their_line(site: Site) -> None:
    map_ = signed(site)
    hostile = "Ja; nee, \\n BEGIN:VALARM\nEND:VEVENT\rX:1 " + "é😀" * 60
    map_.reopen(revealed=True)
    for step in ("values", "relations"):
        map_.table.act(map_.leader, "close", step=step, override="Verder.", back=step)
    map_.table.act(map_.leader, "reopen_step", step="actions", because="Nog een.", back="actions")
    note = {"step": "actions", "prompt": "mine", "due": "9999-12-31", "back": "actions"}
    assert map_.table.act(map_.fatma, "note", text=hostile, **note).status_code == 303, map_.fatma.text
    map_.table.act(map_.leader, "close", step="relations", override="Verder.", back="relations")
    terms = {"non_compliance": "Praten.", "guardian": "", "confidentiality": "", "intent": "moral"}
    map_.leader.get(map_.table.path("/afspraken"))
    map_.leader.post(map_.table.path("/afspraken"), review_on=REVIEW, **terms)
    assert map_.table.act(map_.leader, "freeze", back="afspraken").status_code == 303
    text = body(map_, map_.feed(map_.fatma))
    found = events(text)
    assert len(found) == 3
    written = next(iter(t for t in map_.state().joint.values() if "VALARM" in "".join(t.texts))).texts[0]
    assert found[written] == date.max
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert re.findall(r"^BEGIN:(\w+)", text, re.MULTILINE) == ["VCALENDAR", *["VEVENT"] * 3]


def test_uids_stay_over_versions_and_tell_no_ids(map_: Signed) -> None:
    def uids(text: str) -> dict[str, str]:
        return {str(e["SUMMARY"]): str(e["UID"]) for e in Calendar.from_ical(text).walk("VEVENT")}

    path = map_.feed(map_.fatma)
    before = uids(body(map_, path))
    map_.site.clock.forward(days=90)
    map_.reopen(revealed=True)
    assert uids(body(map_, path)) == before
    assert len(set(before.values())) == 2
    assert not any(map_.mine in uid or map_.table.id in uid for uid in before.values())


def test_before_anything_was_agreed_the_calendar_is_empty(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    file = fatma.get(table.path("/agenda.ics")).get_data(as_text=True)
    assert events(file) == {}
    assert timedelta(days=1) == Calendar.from_ical(file).decoded("REFRESH-INTERVAL")


def test_a_calendar_of_an_english_map_is_in_english_whoever_asks(site: Site) -> None:
    map_ = signed(site, language="en")
    path = map_.feed(map_.fatma)
    for language in ("nl", "en"):
        text = site.visitor(**{"Accept-Language": language}).get(path).get_data(as_text=True)
        assert ("X-WR-CALNAME:Het plein" in text, "Samen terugkijken" in text) == (True, False)
