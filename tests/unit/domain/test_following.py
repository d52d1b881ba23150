"""What was agreed last and stands still: requests, days, and the day of the review."""

from datetime import date, timedelta

from partnerschap.domain import commands as cmd
from partnerschap.domain.following import (
    asked,
    due_for,
    due_for_others,
    last_frozen,
    requests,
    review_is_due,
    review_on,
    since_version,
)
from partnerschap.domain.ids import EntryId, ParticipantId
from partnerschap.domain.kinds import Next, Progress, ToldKind, Verdict
from tests.domain_kit import REVIEW_ON, Table

ANN, BEN = ParticipantId("ann"), ParticipantId("ben")
MARCH, APRIL = date(2027, 3, 20), date(2027, 4, 1)


def signed() -> tuple[Table, EntryId, EntryId, EntryId]:
    """A final map: an action of Ann with a day, one of both without, and a request with a day."""
    table = Table().to("actions")
    mine = table.note("ann", "mine", "Ik bel de gemeente.", owners=(ANN,), due=MARCH)
    table.note("ann", "ours", "We hangen posters op.", owners=(ANN, BEN))
    later = table.note("ann", "ours", "We ruimen op.", owners=(ANN, BEN), due=APRIL)
    request = table.note("ben", "others", "Zet een lamp bij het pad.", asked_of="gemeente", due=APRIL)
    table.do("ben", table.take_act(later, "refused"))
    for entry in table.state.joint.values():
        if BEN in entry.details.owners and entry.id != later:
            table.do("ben", table.take_act(entry.id, "taken"))
    table.consent("actions")
    table.close("actions")
    table.seal()
    return table, EntryId(mine), EntryId(later), EntryId(request)


def words(table: Table, person: ParticipantId) -> list[str]:
    return [each.text for each in due_for(table.state, person)]


def told(table: Table, about: EntryId, progress: Progress) -> cmd.Tell:
    text = "omdat" if progress is Progress.STUCK else ""
    return cmd.Tell(EntryId(table.new_id("t")), ToldKind.HAPPENED, text, about, progress)


def test_before_the_freeze_nothing_was_agreed() -> None:
    table = Table().to("actions")
    table.note("ann", "mine", "Ik bel.", owners=(ANN,), due=MARCH)
    table.note("ben", "others", "Een lamp.", asked_of="gemeente", due=MARCH)
    state = table.state
    assert (last_frozen(state), since_version(state), review_on(state)) == (None, 0, None)
    assert (requests(state), due_for(state, ANN), due_for_others(state)) == ((), (), ())


def test_somebodys_days_are_those_of_what_they_took() -> None:
    table, _, _, _ = signed()
    assert words(table, ANN) == ["Ik bel de gemeente.", "We ruimen op."]
    assert words(table, BEN) == []
    assert words(table, ParticipantId("niemand")) == []
    assert [(each.text, each.on, each.request) for each in due_for_others(table.state)] == [
        ("Zet een lamp bij het pad.", APRIL, True)
    ]
    assert (review_on(table.state), since_version(table.state)) == (REVIEW_ON, 1)


def test_what_somebody_is_done_with_has_no_day_for_them_and_what_was_said_last_counts() -> None:
    table, mine, later, _ = signed()
    for progress, shown in ((Progress.DONE, False), (Progress.STUCK, True), (Progress.WITHDRAWN, False)):
        table.do("ann", told(table, mine, progress))
        assert ("Ik bel de gemeente." in words(table, ANN)) is shown
    assert [each.id for each in due_for(table.state, ANN)] == [later]


def test_the_order_of_what_was_told_counts_and_not_the_clock() -> None:
    table, mine, _, _ = signed()
    table.do("ann", told(table, mine, Progress.DONE))
    table.now = table.now.replace(year=2026)  # the clock of the server was put back
    table.do("ann", told(table, mine, Progress.BUSY))
    assert "Ik bel de gemeente." in words(table, ANN)


def test_a_blank_round_shows_no_days_but_that_of_the_review() -> None:
    table, _, _, request = signed()
    table.do("ben", cmd.Reopen("tijd"))
    assert (words(table, ANN), due_for_others(table.state)) == ([], ())
    assert review_on(table.state) == REVIEW_ON
    assert asked(table.state, request) is not None
    table.reveal()
    assert words(table, ANN) == ["Ik bel de gemeente.", "We ruimen op."]


def test_a_request_keeps_the_words_that_were_agreed_until_others_are() -> None:
    table, mine, _, request = signed()
    found = asked(table.state, request)
    assert found is not None
    assert (found.text, found.asked_of, found.due) == ("Zet een lamp bij het pad.", "gemeente", APRIL)
    assert asked(table.state, mine) is None
    table.do("ben", cmd.Reopen("tijd"))
    table.reveal()
    for step in ("values", "relations", "conduct", "conditions"):
        table.consent(step)
        table.close(step)
    table.do("ben", cmd.GiveReview(request, Verdict.STUCK, Next.CHANGE, "te duur", "Zet een lantaarn neer."))
    assert asked(table.state, request) == found
    table.do("ben", cmd.GiveReview(request, Verdict.STUCK, Next.DROP, "te duur"))
    assert asked(table.state, request) is None


def test_who_withdrew_has_no_days_and_a_request_without_a_day_is_in_no_calendar() -> None:
    table, _, _, _ = signed()
    table.do("ann", cmd.Withdraw())
    assert words(table, ANN) == []
    other = Table().to("actions")
    other.note("ben", "others", "Een bank.", asked_of="gemeente")
    other.consent("actions")
    other.close("actions")
    other.seal()
    assert [each.due for each in requests(other.state)] == [None]
    assert due_for_others(other.state) == ()


def test_the_review_is_due_from_its_day_on_once_the_version_is_final_and_until_it_is_reopened() -> None:
    table = Table()
    before, on = REVIEW_ON - timedelta(1), REVIEW_ON
    assert not review_is_due(table.state, on)
    table.freeze()
    assert not review_is_due(table.state, on)
    table.seal()
    assert (review_is_due(table.state, before), review_is_due(table.state, on)) == (False, True)
    table.do("ann", cmd.Reopen("tijd"))
    assert not review_is_due(table.state, on)
